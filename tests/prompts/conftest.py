from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def write_prompt(tmp_path) -> Callable[..., Path]:
    """Writes `<folder>/<name>/v<version>.toml`; keyword arguments are TOML lines, None leaves one out."""

    def write(name: str = "ask", version: int = 1, /, *, folder: str = "own", **lines: str | None):
        keys = {
            "name": f'"{name}"',
            "version": str(version),
            "description": '"Answers a question."',
            "variables": '["question"]',
            "user": f'"Version {version}: $question"',
            "max_output_tokens": "100",
        } | lines
        path = tmp_path / folder / name / f"v{version}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(f"{key} = {value}\n" for key, value in keys.items() if value is not None)
        path.write_bytes(text.encode())
        return path

    return write
