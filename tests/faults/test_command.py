"""Every row at the command line: one line on stderr that says what to do, and the exit code."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from briefbot.cli import run
from briefbot.models import openai
from tests.faults.conftest import KEY, staged
from tests.faults.contents import QUESTION, WORDS
from tests.faults.rows import ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.row import Row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_the_user_sees(
    row: Row, briefs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with staged(row) as scene:
        monkeypatch.setenv("OPENAI_BASE_URL", scene.where)
        monkeypatch.setattr(openai, "OpenAIModel", partial(openai.OpenAIModel, **scene.limits))
        code = run(["ask", QUESTION, "--model", "m1", "--briefs", str(briefs)])
    out, err = capsys.readouterr()
    assert code == row.exit
    assert KEY[:-4] not in out + err
    announced, *told = err.splitlines()
    assert announced == f"briefbot: The model m1 at {scene.where}: it was asked for."
    if row.says:
        assert out == ""
        assert len(told) == 1
        assert told[0].isprintable()
        assert row.is_said(told[0].removeprefix("briefbot: "), scene.where), told
    else:
        assert told == ([f"briefbot: warning: {row.warns}"] if row.warns else [])
        assert WORDS in out
