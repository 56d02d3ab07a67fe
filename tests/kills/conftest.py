"""One forking process for the whole folder, under the shim where it can be made."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from benchmarks.kills.loop import NoCompilerError, Warm, build_shim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shim; skips where there is none."""
    try:
        return build_shim(tmp_path_factory.mktemp("shim"))
    except NoCompilerError as exc:
        pytest.skip(str(exc))


@pytest.fixture(scope="session")
def preloaded(shim: Path) -> Iterator[Warm]:
    """The forking process under the shim."""
    server = Warm(shim)
    yield server
    server.close()


@pytest.fixture(scope="session")
def forking() -> Iterator[Warm]:
    """The forking process without a shim: for signals and damage."""
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    server = Warm()
    yield server
    server.close()
