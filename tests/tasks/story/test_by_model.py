"""The story so far by a model: what it is shown, what of its telling holds, what code fills in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from briefbot.errors import BudgetExceededError, OutputInvalidError, SettingsError
from briefbot.models.testing import ScriptedModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot import Briefbot

BURST = "The river Arno burst its banks at Pisa on Monday after a week of rain."
FELL = "The Arno fell below its banks at Pisa and the airport opened again."


def told(*sentences: tuple[str, str]) -> str:
    return json.dumps({"story": [{"sentence": s, "text": t} for s, t in sentences]})


def handles(model: ScriptedModel) -> dict[str, str]:
    """The sentences a model was shown, by their words."""
    lines = model.requests[0].messages[-1].content.splitlines()
    return {line.split(" ", 1)[1]: line.split(" ", 1)[0] for line in lines if line[:1].isdigit()}


@pytest.fixture
def shown(library: Callable[..., Briefbot]) -> dict[str, str]:
    model = ScriptedModel([told()])
    library(model=model).story("Arno")
    return handles(model)


def test_the_model_is_shown_numbered_sentences_oldest_first(shown: dict[str, str]) -> None:
    assert next(iter(shown)) == BURST
    assert list(shown)[-1] == FELL
    assert not [text for text in shown if "Porto" in text or text.startswith("They")]


def test_a_shortened_sentence_is_told_in_the_models_words(
    library: Callable[..., Briefbot], shown: dict[str, str]
) -> None:
    model = ScriptedModel([told((shown[BURST], "The river Arno burst its banks at Pisa."))])
    bot = library(model=model)
    story = bot.story("Arno")
    assert story.claims[0].text == "The river Arno burst its banks at Pisa."
    assert story.claims[0].status == "supported"
    assert story.claims[0].citations[0].quote == BURST
    assert story.provenance.prompts[0].name == "story"
    assert bot.verify(story).ok


def test_what_the_model_adds_is_told_as_the_source_has_it(
    library: Callable[..., Briefbot], shown: dict[str, str]
) -> None:
    model = ScriptedModel(
        [
            told(
                (shown[BURST], BURST.replace("a week", "a month")),
                (shown[FELL], "Oslo won the cup."),
            )
        ]
    )
    bot = library(model=model)
    story = bot.story("Arno")
    assert "month" not in " ".join(claim.text for claim in story.claims)
    assert "cup" not in " ".join(claim.text for claim in story.claims)
    assert (story.claims[0].text, story.claims[0].status) == (BURST, "quoted")
    assert [r.part for r in story.rejected] == ["claims[1]"]
    assert bot.verify(story).ok


def test_code_fills_what_the_model_leaves_and_says_so(
    library: Callable[..., Briefbot], shown: dict[str, str]
) -> None:
    story = library(model=ScriptedModel([told((shown[FELL], FELL))])).story("Arno")
    assert len(story.claims) > 1
    assert story.claims[-1].text == FELL
    rest = f"{len(story.claims) - 1} of {len(story.claims)} sentences"
    assert story.provenance.options["filled_without_model"] == rest
    days = [claim.citations[0].day for claim in story.claims]
    assert days == sorted(days)


def test_told_newest_first_is_put_in_order_and_told_twice_is_told_once(
    library: Callable[..., Briefbot], shown: dict[str, str]
) -> None:
    script = told((shown[FELL], FELL), (shown[BURST], BURST), (shown[FELL], FELL))
    story = library(model=ScriptedModel([script])).story("Arno")
    texts = [claim.text for claim in story.claims]
    assert (texts[0], texts[-1], texts.count(FELL)) == (BURST, FELL, 1)
    assert [r.reasons for r in story.rejected] == [("repeats a sentence before it",)]


def test_a_model_that_uses_up_the_words_leaves_nothing_to_fill(
    library: Callable[..., Briefbot],
) -> None:
    model = ScriptedModel(lambda request: told(("1.1", BURST)))
    story = library(model=model).story("Arno", words=len(BURST.split()))
    assert [claim.text for claim in story.claims] == [BURST]
    assert story.provenance.options["filled_without_model"] is None


def test_the_length_holds_whatever_the_model_tells(
    library: Callable[..., Briefbot], shown: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = told(*((handle, text) for text, handle in shown.items()))
    assert len(" ".join(shown).split()) > 30
    monkeypatch.setattr("briefbot.tasks.story.by_model._CHOICE", 9)
    story = library(model=ScriptedModel([script])).story("Arno", words=30)
    assert 0 < story.words <= 30


def test_an_answer_that_is_no_story_is_asked_for_again_once(
    library: Callable[..., Briefbot], shown: dict[str, str]
) -> None:
    model = ScriptedModel(["Once upon a time", told((shown[BURST], BURST))])
    story = library(model=model).story("Arno")
    assert [p.name for p in story.provenance.prompts] == ["story", "reask"]
    with pytest.raises(OutputInvalidError):
        library(model=ScriptedModel(["Once", "upon"])).story("Arno")


def test_a_judge_that_doubts_gets_the_quote_printed(
    library: Callable[..., Briefbot], shown: dict[str, str]
) -> None:
    short = "The river Arno burst its banks at Pisa."
    script = [told((shown[BURST], short)), json.dumps({"problem": "all", "holds": False})]
    story = library(model=ScriptedModel(script), judge=True).story("Arno")
    assert (story.claims[0].status, story.claims[0].text) == ("quoted", BURST)


def test_nothing_is_sent_where_nothing_is_told(library: Callable[..., Briefbot]) -> None:
    model = ScriptedModel([])
    assert library(model=model).story("Krakatoa").claims == ()
    assert model.requests == []


def test_the_preview_is_what_would_be_sent(library: Callable[..., Briefbot]) -> None:
    model = ScriptedModel([told()])
    bot = library(model=model)
    preview = bot.preview_story("Arno")
    assert model.requests == []
    bot.story("Arno")
    assert preview.messages == model.requests[0].messages
    assert "The story: Arno" in preview.messages[-1].content
    assert library(model=model).preview_story("Krakatoa").messages == ()
    with pytest.raises(SettingsError, match="without a model"):
        library().preview_story("Arno")


def test_no_call_beyond_the_budget_is_made(library: Callable[..., Briefbot]) -> None:
    model = ScriptedModel([told()])
    with pytest.raises(BudgetExceededError):
        library(model=model, max_tokens=50).story("Arno")
    assert model.requests == []


def test_a_model_is_shown_no_more_than_its_prompt_allows(
    library: Callable[..., Briefbot], tmp_path: object
) -> None:
    from pathlib import Path

    text = (Path(__file__).parents[3] / "prompts" / "story" / "v1.toml").read_text()
    folder = Path(str(tmp_path)) / "story"
    folder.mkdir()
    (folder / "v1.toml").write_text(text.replace("evidence_tokens = 700", "evidence_tokens = 30"))
    model = ScriptedModel([told()])
    library(model=model, prompt_folder=folder.parent).story("Arno")
    assert 0 < len(handles(model)) <= 2
