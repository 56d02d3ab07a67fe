"""Every row under a question and some under a summary: an answer that verifies, or a typed error."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import Briefbot
from briefbot.errors import ModelError, OutputInvalidError
from tests.faults.conftest import KEY, Scene, staged
from tests.faults.contents import QUESTION, WORDS
from tests.faults.rows import ROWS, row_of
from tests.faults.test_model import kept

if TYPE_CHECKING:
    from pathlib import Path

    from briefbot.results import Answer
    from tests.faults.row import Row


def opened(scene: Scene, briefs: Path, **options: Any) -> Briefbot:
    """A client on the one brief with a model that meets the row."""
    return Briefbot(briefs, model=scene.model(), environ=os.environ, **options)


def prompts(state: Path) -> list[str]:
    """What was sent for, as the ledger has it."""
    return [one.prompt for one in kept(state)]


def check(bot: Briefbot, answer: Answer) -> None:
    """Whatever the model sent, what is printed stands in the brief."""
    checked = bot.verify(answer.model_dump(mode="json"))
    assert checked.ok, checked.problems
    assert [WORDS in claim.citations[0].quote for claim in answer.claims] == [True]
    assert KEY not in answer.model_dump_json()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_question(row: Row, briefs: Path, tmp_path: Path) -> None:
    with staged(row) as scene:
        bot = opened(scene, briefs)
        if row.says:
            with pytest.raises(ModelError) as caught:
                bot.ask(QUESTION)
            assert type(caught.value) is (row.error or OutputInvalidError)
            assert row.is_said(str(caught.value), scene.where), str(caught.value)
            assert caught.value.attempts == row.sent
        else:
            answer = bot.ask(QUESTION)
            check(bot, answer)
            assert answer.provenance.usage.calls == row.sent
    assert scene.requests == (row.sent if row.arrives else 0)
    assert len(prompts(tmp_path)) == row.sent


@pytest.mark.parametrize("row", [r for r in ROWS if r.asked_again], ids=lambda row: row.name)
def test_what_is_asked_again_may_come_right(row: Row, briefs: Path, tmp_path: Path) -> None:
    with staged(row, once=True) as scene:
        bot = opened(scene, briefs)
        answer = bot.ask(QUESTION)
        check(bot, answer)
    assert answer.provenance.usage.calls == scene.requests == 2
    assert answer.provenance.usage.input_tokens == 40
    assert prompts(tmp_path) == ["ask@2", "ask@2+reask@1"]
    assert len(scene.waits.taken_s) == 0


@pytest.mark.parametrize("row", [r for r in ROWS if r.shrunk], ids=lambda row: row.name)
def test_what_is_too_long_is_asked_with_half(row: Row, briefs: Path, tmp_path: Path) -> None:
    with staged(row, once=True) as scene:
        bot = opened(scene, briefs)
        answer = bot.ask(QUESTION)
        check(bot, answer)
    assert answer.provenance.usage.calls == scene.requests == 2
    assert answer.provenance.options["evidence_cut"]
    whole, half = (
        sum(len(m["content"]) for m in one.json["messages"]) for one in scene.server.asked
    )
    assert half < whole
    assert prompts(tmp_path) == ["ask@2", "ask@2"]
    assert len(scene.waits.taken_s) == 0


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        pytest.param("503", 3, id="retried"),
        pytest.param("reset in the middle of the body", 3, id="lost"),
        pytest.param("extra keys", 3, id="asked again"),
        pytest.param("JSON in a code fence", 2, id="read all the same"),
        pytest.param("usage missing", 2, id="usage missing"),
    ],
)
def test_a_summary_after_a_fault(name: str, sent: int, briefs: Path) -> None:
    """Two requests make a summary: one for what happened, one for the details."""
    with staged(row_of(name), once=True) as scene:
        bot = opened(scene, briefs)
        summary = bot.summarize()
        assert bot.verify(summary.model_dump(mode="json")).ok
    assert scene.requests == summary.provenance.usage.calls == sent
    assert [WORDS in one.claim.citations[0].quote for one in summary.developments] == [True]
