"""What the tests of bad documents share."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from benchmarks.bad_documents.folders import add_good, remove_deep


@pytest.fixture
def folder():
    """A folder with a good brief, which is taken down however deep it became; anybody may look into it."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        made = Path(scratch) / "briefs"
        made.mkdir(mode=0o755)
        add_good(made)
        yield made
        remove_deep(made)
