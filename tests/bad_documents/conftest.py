"""What the tests of bad documents share."""

from __future__ import annotations

import pytest

from benchmarks.bad_documents.folders import add_good, remove_deep


@pytest.fixture
def folder(tmp_path):
    """A folder with a good brief, which is taken down however deep it became."""
    made = tmp_path / "briefs"
    made.mkdir()
    add_good(made)
    yield made
    remove_deep(made)
