"""Figures, announcements, voices and labels, found in sentences of many kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.gate import check_claim
from briefbot.results import Claim
from briefbot.writing.extractive import summary, voices
from briefbot.writing.extractive.ahead import find_ahead
from briefbot.writing.extractive.figures import find_figures
from briefbot.writing.extractive.labels import headline_of, topic_of
from briefbot.writing.extractive.summary import draft_summary
from briefbot.writing.extractive.voices import find_voices

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.documents import Evidence
    from briefbot.grounding.attribution import Attribution


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param(
            "Moscow has amassed some 100,000 troops close to the border.",
            [("some 100,000", "troops", "close to the border")],
            id="thousands",
        ),
        pytest.param("Two people died and 14 were hurt.", [("Two", "people", "died and 14 were hurt")], id="spelled"),
        pytest.param("The tax rose by 3.5% in Denmark.", [("3.5%", "", "in Denmark")], id="percent"),
        pytest.param("It cost $2.5 million to build.", [("$2.5 million", "", "to build")], id="magnitude"),
        pytest.param("A five-hour meeting ended.", [("five", "hour meeting", "ended")], id="hyphen"),
        pytest.param("They were there in 1997.", [], id="year"),
        pytest.param("It happened on Feb. 2, 2022.", [], id="date"),
        pytest.param("A Boeing 737 landed.", [], id="name"),
        pytest.param("Nobody came.", [], id="none"),
        pytest.param(
            "Police said fewer than 200 people attended the march.",
            [("fewer than 200", "people", "attended the march")],
            id="bound",
        ),
        pytest.param(
            "At least 12 miners died.", [("At least 12", "miners", "died")], id="at-least"
        ),
        pytest.param("Police sent drones to 12 towns.", [("12", "towns", "")], id="plain-to"),
        pytest.param(
            "The toll rose to at least 12 miners.", [("at least 12", "miners", "")], id="to-at-least"
        ),
        pytest.param(
            "Nearly 40 percent of voters oppose the plan.",
            [("Nearly 40 percent", "", "of voters oppose the plan")],
            id="percent-of",
        ),
        pytest.param("Two of the five hostages were freed.", [], id="part-of-a-whole"),
    ],
)  # fmt: skip
def test_figures(
    evidence: Callable[[str], Evidence], text: str, figures: list[tuple[str, ...]]
) -> None:
    found = [(f.value, f.unit, f.what) for f in find_figures(evidence(text), "1.1")]
    assert found == figures


@pytest.mark.parametrize(
    ("text", "when"),
    [
        pytest.param("The leaders will meet on Friday next week.", None, id="will"),
        pytest.param("Voters go to the polls on March 6, 2022.", "March 6, 2022", id="later-date"),
        pytest.param("He will speak during the Winter Olympic Games.", "during the Winter Olympic Games", id="occasion"),
        pytest.param("France plans to send a frigate.", "", id="plans"),
        pytest.param("The trial is scheduled for May.", None, id="scheduled"),
    ],
)  # fmt: skip
def test_what_is_announced(
    evidence: Callable[[str], Evidence], text: str, when: str | None
) -> None:
    found = find_ahead(evidence(text), "1.1")
    assert found is not None
    if when is not None:
        assert found.when == when


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“It will not be simple,” Putin said.", id="negated"),
        pytest.param("The court will not rule.", id="not"),
        pytest.param("He left the will to his son.", id="noun"),
        pytest.param("The mayor spoke on Tuesday.", id="past"),
        pytest.param("If the vote fails, it will resign.", id="condition"),
        pytest.param("If it agrees, the army is to leave next month.", id="condition-date"),
        pytest.param("The firm would not cut jobs before 2025.", id="negated-date"),
    ],
)
def test_what_is_not_announced(evidence: Callable[[str], Evidence], text: str) -> None:
    assert find_ahead(evidence(text), "1.1") is None


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        pytest.param(
            "“China supports Russia's demands,” added Ushakov.",
            [("Ushakov", "said", "China supports Russia's demands")],
            id="inverted",
        ),
        pytest.param(
            "Putin warned that the talks will not be simple.",
            [("Putin", "warned", "the talks will not be simple")],
            id="leading",
        ),
        pytest.param(
            "The bridge is closed for two weeks, a city engineer said.",
            [("a city engineer", "said", "The bridge is closed for two weeks")],
            id="trailing",
        ),
        pytest.param(
            "Russia wants the alliance to pull back its forces.",
            [("Russia", "demanded", "Russia wants the alliance to pull back its forces.")],
            id="stance",
        ),
        pytest.param(
            "President Lopez met the chancellor in Berlin and warned that the harvest will fail.",
            [("President Lopez", "warned", "the harvest will fail")],
            id="coordinated",
        ),
        pytest.param("The bridge was closed for two weeks.", [], id="nobody"),
        pytest.param(
            "Oslo said this was unacceptable to every member.", [], id="points-to-what-is-not-there"
        ),
    ],
)
def test_voices(
    evidence: Callable[[str], Evidence], text: str, voices: list[tuple[str, ...]]
) -> None:
    there = evidence(text)
    drafts = list(find_voices(there, "1.1"))
    assert [(d.claim.speaker, d.stance, d.claim.text) for d in drafts] == voices
    for draft in drafts:
        claim = check_claim(draft.claim, there, part="voice")
        assert isinstance(claim, Claim)
        assert claim.status == "supported"


@pytest.mark.parametrize(
    ("owner", "topic"),
    [
        ("dock workers’", "Oslo, dock workers"),
        ("dock workers'", "Oslo, dock workers"),
        ("dock crew's", "Oslo, dock crew"),
        ("dock crew’s", "Oslo, dock crew"),
    ],
)
def test_a_topic_ends_with_a_whole_word(
    evidence: Callable[[str], Evidence], owner: str, topic: str
) -> None:
    assert topic_of(evidence(f"Oslo cut the {owner} pay."), "1.1") == topic


def test_a_topic_is_a_name_and_a_noun_phrase_of_the_sentence(
    evidence: Callable[[str], Evidence],
) -> None:
    text = "British Prime Minister Boris Johnson held a delayed press conference on Monday."
    assert topic_of(evidence(text), "1.1") == "Boris Johnson, delayed press conference"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Some 3,400 people have been told to leave the valley.", "people"),
        ("Four ships are waiting outside Kessel.", "Kessel, ships"),
        ("On Friday the ferry to Skagen was late.", "Skagen, ferry"),
    ],
)
def test_a_number_or_a_day_is_no_name(
    evidence: Callable[[str], Evidence], text: str, topic: str
) -> None:
    assert topic_of(evidence(text), "1.1") == topic


@pytest.mark.parametrize(
    "address",
    ["www.example.org", "Https://Example.org/Oslo", "Anna@Example.org", "[Oslo](https://e.org)"],
)
def test_no_address_is_a_topic(evidence: Callable[[str], Evidence], address: str) -> None:
    there = evidence(f"Stavanger said on {address} that the ferry was late.")
    assert topic_of(there, "1.1") == "Stavanger, ferry"


def test_a_topic_is_never_longer_than_what_verify_takes_for_one(
    evidence: Callable[[str], Evidence],
) -> None:
    there = evidence(f"Oslo{'o' * 40} held a delayed {'re' * 20}organisation on Monday.")
    topic = topic_of(there, "1.1")
    assert topic == f"Oslo{'o' * 40}"
    assert topic_of(evidence(f"Oslo{'o' * 90} held a vote on Monday."), "1.1") == ""


def test_a_headline_is_short_and_still_proved(evidence: Callable[[str], Evidence]) -> None:
    text = (
        "The United States plans to deploy troops to fortify NATO forces in eastern Europe amid fears "
        "that Russia could invade Ukraine, a senior official said Wednesday."
    )
    there = evidence(text)
    draft = headline_of(there, "1.1")
    assert (
        draft.text
        == "The United States plans to deploy troops to fortify NATO forces in eastern Europe"
    )
    assert draft.speaker == "a senior official"
    claim = check_claim(draft, there, part="headline")
    assert isinstance(claim, Claim)
    assert claim.status == "supported"


MANY = (
    "Anna Berg said that the old port closed, Bo Lund said that the long bridge fell, Carl Dahl said that the "
    "coast road flooded, Dora Holm said that the night ferry sank, and Erik Krog said that the paper mill burned."
)


def test_of_one_sentence_three_attributions_are_tried(
    evidence: Callable[[str], Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(find_attributions(MANY)) == 5
    tried: list[str] = []

    def said(text: str, shallow: object, attribution: Attribution) -> str:
        tried.append(attribution.speaker)
        return ""

    monkeypatch.setattr(voices, "_said", said)
    assert list(find_voices(evidence(MANY), "1.1")) == []
    assert tried == ["Anna Berg", "Bo Lund", "Carl Dahl"]


def test_an_endless_sentence_has_no_voice(evidence: Callable[[str], Evidence]) -> None:
    said = "Anna Berg said that the old port of Odense closed after {}heavy storms."
    voice = next(find_voices(evidence(said.format("")), "1.1"))
    assert voice.claim.speaker == "Anna Berg"
    assert list(find_voices(evidence(said.format("very " * 190)), "1.1")) == []


def test_of_a_flood_of_speakers_the_first_are_tried(
    evidence: Callable[[str], Evidence], monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    monkeypatch.setattr(summary, "find_voices", lambda there, handle: tried.append(handle) or ())
    monkeypatch.setattr(summary, "_MOST_ATTRIBUTING", 3)
    flood = "\n\n".join(f"Anna Berg said that pier {n} of the old port closed." for n in range(9))
    draft_summary(evidence(flood))
    assert len(tried) == 3
