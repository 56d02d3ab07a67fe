"""An answer a model points at becomes the sentences it stands in, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbot.documents import Evidence
from briefbot.retrieval.chunking import chunk
from briefbot.writing.pointing import point
from briefbot.writing.schemas import PointingOutput

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.documents import Brief

SENTENCES = (
    "Two harbor cranes fell on Sunday.",
    "The storm named Ida closed the port of Odense.",
    "On Monday Ida moved on to Sweden.",
)
SHOWN = ("1.2", "1.1", "1.3")


@pytest.fixture
def evidence(brief: Callable[..., Brief]) -> Evidence:
    return Evidence(chunk(brief(" ".join(SENTENCES))))


def pointed_at(answer: str, *handles: str) -> PointingOutput:
    return PointingOutput(answer=answer, sentence=(*handles, "none")[0], also=handles[1:])


@pytest.mark.parametrize(
    ("answer", "sentences", "handles"),
    [
        pytest.param("Ida", ("1.2",), ["1.2"], id="as-pointed"),
        pytest.param("Ida", ("1.3", "1.2"), ["1.3", "1.2"], id="several-in-the-model's-order"),
        pytest.param("Ida", ("1.2", "1.1"), ["1.2", "1.1"], id="a-further-one-beside-it"),
        pytest.param("Ida", ("1.1",), ["1.2"], id="words-beat-the-number-and-best-first"),
        pytest.param("Ida", (), ["1.2"], id="no-number-at-all"),
        pytest.param("Ida", ("1.2", "9.9"), ["1.2"], id="a-further-number-that-is-not-there"),
        pytest.param("Ida", ("9.9",), ["1.2"], id="a-number-that-is-not-there"),
        pytest.param("the harbor cranes", ("1.3",), ["1.1"], id="small-words-aside"),
        pytest.param("2 cranes", (), [], id="words-that-do-not-follow-each-other"),
        pytest.param("two harbor crane", (), ["1.1"], id="form-aside"),
        pytest.param("not said", ("1.1",), [], id="not-said"),
        pytest.param(" Not said. ", (), [], id="not-said-untidily"),
        pytest.param("…", ("1.1",), [], id="no-words"),
    ],
)
def test_the_claims_are_the_sentences_with_the_words(
    evidence: Evidence, answer: str, sentences: tuple[str, ...], handles: list[str]
) -> None:
    draft = point(pointed_at(answer, *sentences), evidence, SHOWN)
    pointed = [c for c in draft.claims if evidence.find(c.handles[0] if c.handles else "")]
    assert [c.handles[0] for c in pointed] == handles
    assert all(c.text == evidence.by_handle[c.handles[0]].text for c in pointed)


def test_words_found_nowhere_are_left_to_the_gate(evidence: Evidence) -> None:
    draft = point(pointed_at("Hurricane Bob", "1.2"), evidence, SHOWN)
    assert [(c.text, c.handles) for c in draft.claims] == [("Hurricane Bob", ("1.2",))]


def test_a_small_word_alone_is_found_nowhere(evidence: Evidence) -> None:
    assert [c.text for c in point(pointed_at("the", "1.2"), evidence, SHOWN).claims] == ["the"]


def test_only_what_was_shown_is_searched(evidence: Evidence) -> None:
    draft = point(pointed_at("Sweden"), evidence, ("1.1", "1.2"))
    assert [c.text for c in draft.claims] == ["Sweden"]
