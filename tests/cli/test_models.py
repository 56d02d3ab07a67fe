"""`briefbot models`: what would be used, from the options and the environment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("args", "environ", "model"),
    [
        pytest.param([], {}, "extractive", id="nothing set"),
        pytest.param([], {"OPENAI_API_KEY": "sk-secret"}, "gpt-5-mini", id="key"),
        pytest.param(
            [],
            {"BRIEFBOT_MODEL": "small", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
            "small",
            id="variable",
        ),
        pytest.param(
            ["--model", "extractive"], {"OPENAI_API_KEY": "sk-secret"}, "extractive", id="option"
        ),
    ],
)
def test_models(
    args: list[str],
    environ: dict[str, str],
    model: str,
    briefbot: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("BRIEFBOT_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    code, out, err = briefbot("models", *args)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == model
    shown = json.loads(briefbot("models", *args, "--format", "json").out)
    assert shown["model"] == model
    assert "sk-secret" not in out + shown["why"]


def test_a_spec_that_makes_no_sense(briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot("models", "--model", "http://x")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "is no model: use extractive" in err
