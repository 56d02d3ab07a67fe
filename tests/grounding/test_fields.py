"""Topic, stance, figure and time come from the cited sentences; search and citations beside them."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.citations import cite_handle, handle_source
from briefbot.grounding.fields import (
    figure_problems,
    find_stance,
    is_announced,
    topic_holds,
    when_of,
)
from briefbot.grounding.search import content_stems, nearest_handles, overlap
from briefbot.results import Citation, Claim


def claim(quote, speaker=None):
    day = date(2022, 2, 2)
    cited = Citation(
        brief="b", day=day, source="b", sha256="0", start=0, end=len(quote), quote=quote
    )
    return Claim(text=quote, citations=(cited,), speaker=speaker)


TROOPS = "Moscow has amassed some 100,000 troops close to the border and 2.5 million shells."


@pytest.mark.parametrize(
    ("topic", "holds"),
    [
        ("troops, border", True),
        ("Moscow", True),
        ("Kremlin", False),
        ("", False),
        ("the of", False),
        ("Moscow, www.example.org", False),
    ],
)
def test_a_topic_is_in_the_sources_words(topic, holds):
    assert topic_holds(topic, claim(TROOPS)) is holds


FISHING = (
    "Norway demanded an end to the fishing of cod, and Sweden denied that its boats fish there."
)


@pytest.mark.parametrize(
    ("topic", "holds"),
    [
        ("fishing of cod", True),
        ("Sweden's boats", True),
        ("Norway, fishing of cod", True),
        ("Norway demanded an end to the fishing of cod", True),
        ("boats fish there", True),
        ("Sweden demanded an end to the fishing", False),
        ("Norway denied the fishing of cod", False),
        ("No fishing", False),
        ("Cod, Norway denied", False),
    ],
)
def test_a_topic_states_nothing_that_its_source_does_not(topic, holds):
    assert topic_holds(topic, claim(FISHING)) is holds


@pytest.mark.parametrize(
    ("quote", "speaker", "drafted", "stance"),
    [
        ("Lee warned the dam could break.", "Lee", "warned", "warned"),
        ("Lee warned the dam could break.", "Lee", "promised", "warned"),
        ("Lee said the dam could break.", "Lee", "warned", "said"),
        ("Lee said it broke but warned of more.", "Lee", "denied", "said"),
        ("Russia wants peace.", "Russia", "demanded", "demanded"),
        ("Russia wants peace.", "Ukraine", "demanded", "said"),
        ("Russia wants peace.", None, "demanded", "said"),
        ("Lee denied that he paid.", "Lee", "said", "denied"),
    ],
)
def test_a_stance_is_the_sources(quote, speaker, drafted, stance):
    assert find_stance(claim(quote, speaker), drafted) == stance


@pytest.mark.parametrize(
    ("value", "unit", "what", "fine"),
    [
        ("100,000", "troops", "close to the border", True),
        ("some 100,000", "troops", "close to the border", True),
        ("100,000", "troops", "amassed close to the border", False),
        ("100,000", "troops", "close to Belarus", False),
        ("2.5 million", "shells", "", True),
        ("2.5", "shells", "", False),
        ("2.5", "billion shells", "", False),
        ("100,000", "shells", "", False),
        ("10,000", "troops", "", False),
        ("100,000", "troops", "amassed in Belarus", False),
        ("", "troops", "", False),
        ("…", "troops", "", False),
    ],
)
def test_a_figure_stands_in_the_source_with_its_unit(value, unit, what, fine):
    assert (figure_problems(value, unit, what, claim(TROOPS)) == []) is fine


@pytest.mark.parametrize(
    ("quote", "announced"),
    [
        ("The leaders will meet.", True),
        ("The leaders meet on Feb. 20.", True),
        ("The leaders met on Feb. 1.", False),
        ("The leaders will not meet.", False),
    ],
)
def test_what_lies_ahead_is_announced(quote, announced):
    assert is_announced(claim(quote)) is announced


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("on Feb. 20", ("on Feb. 20", date(2022, 2, 20))),
        ("Feb. 20", ("Feb. 20", date(2022, 2, 20))),
        ("soon", ("soon", None)),
        ("on Feb. 21", ("", None)),
        ("", ("", None)),
        ("  ", ("", None)),
    ],
)
def test_a_time_is_in_the_sources_words(when, found):
    assert when_of(when, claim("The leaders will meet on Feb. 20 or soon after.")) == found


def test_a_time_that_is_past_names_no_day_ahead():
    quote = "The leaders, who met on Feb. 1, will meet again."
    assert when_of("on Feb. 1", claim(quote)) == ("on Feb. 1", None)


@pytest.mark.parametrize(
    ("quote", "day"),
    [
        ("The leaders will meet on Thursday.", date(2022, 2, 3)),
        ("The leaders, who met on Thursday, will meet again.", None),
    ],
)
def test_a_weekday_is_the_one_its_sentence_means(quote, day):
    assert when_of("on Thursday", claim(quote)) == ("on Thursday", day)


def test_the_nearest_sentences_share_most(evidence_of):
    evidence = evidence_of("The dam broke in Mali.", "The bank raised its rate.", "It rained.")
    assert nearest_handles("The bank's rate", evidence, top_k=3) == ["2.1"]
    assert nearest_handles("Ghana won", evidence, top_k=3) == []
    assert overlap("The dam broke in Mali.", evidence, "1.1") == 1.0
    assert overlap("…", evidence, "1.1") == 0.0
    assert content_stems("The bank's rates") == content_stems("bank rate")


def test_a_citation_is_cut_out_of_the_brief(evidence_of):
    evidence = evidence_of("The dam broke. It rained.")
    sentence = evidence.by_handle["1.2"]
    citation = cite_handle(evidence, "1.2")
    assert sentence.brief.text[citation.start : citation.end] == citation.quote == "It rained."
    assert handle_source(evidence, "1.2").day == sentence.brief.day
    with pytest.raises(KeyError):
        cite_handle(evidence, "9.9")
