"""What a model is shown: the best first, within the budget, nothing twice."""

from __future__ import annotations

from datetime import date

from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.index import Index
from briefbot.tasks.asked import look_up
from briefbot.tasks.showing import show_paragraphs, show_sentences
from briefbot.tokens import count


def index(text: str) -> Index:
    brief = brief_from_text(text, id="5.txt", day=date(2024, 3, 5))
    return Index.open(GivenLibrary([brief]))


def test_a_model_is_shown_what_fits_the_best_first() -> None:
    filler = "The weather in the valley was cold and the road was closed again that day. " * 20
    paragraphs = [f"Miners in Zharyk, part {n}. {filler}" for n in range(8)]
    paragraphs.insert(4, "A union demanded pay for the miners in Zharyk.")
    asked = look_up(index("\n\n".join(paragraphs)), "What did the union demand in Zharyk?")
    shown, _ = show_paragraphs(asked, budget_tokens=800)
    assert sum(count(c.text) for c in shown.chunks) <= 800
    assert 0 < len(shown.chunks) < len(asked.hits)
    assert shown.chunks[0].text.startswith("A union demanded")


def test_a_model_may_be_shown_the_best_sentences_alone() -> None:
    text = (
        "Taxes rose. Taxes and demands on the union were the talk. A union demanded pay in Zharyk.\n\n"
        "Miners in Zharyk left.\n\nA union demanded pay in Zharyk."
    )
    asked = look_up(index(text), "What did the union demand in Zharyk?")
    evidence, shown = show_sentences(asked, budget_tokens=8)
    assert [evidence.by_handle[h].text for h in shown] == ["A union demanded pay in Zharyk."]
    # Numbers are those of the whole paragraphs: none is renumbered by what is left out.
    assert evidence.chunk_of(shown[0]).text.endswith("A union demanded pay in Zharyk.")
    assert len(shown) == 1
    assert len(evidence) == len(asked.evidence)
    most, all_shown = show_sentences(asked, budget_tokens=10_000)
    assert len({most.by_handle[h].text for h in all_shown}) == len(all_shown) == 4
    assert show_sentences(asked, budget_tokens=1)[1] == shown


def test_what_lacks_the_actor_is_shown_last() -> None:
    text = "Russia demands called demands by others: Sweden demands fish.\n\nRussia wants the port closed."
    asked = look_up(index(text), "What does Russia demand?")
    evidence, shown = show_sentences(asked, budget_tokens=10_000)
    assert evidence.by_handle[shown[0]].text == "Russia wants the port closed."


def test_a_paragraph_is_as_good_as_its_best_sentence() -> None:
    text = "The weather was cold. A union demanded pay in Zharyk. Taxes rose.\n\nA union in Zharyk met."
    asked = look_up(index(text), "What did the union demand in Zharyk?")
    shown, _ = show_paragraphs(asked, budget_tokens=10_000)
    assert shown.chunks[0].text.startswith("The weather")
    assert len(shown.chunks) == 2
