"""The story so far without a model: which sentences, how many words, which days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot import Briefbot
from briefbot.errors import BriefNotFoundError, QuestionError, SettingsError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.results import Story


def texts(story: Story) -> list[str]:
    return [claim.text for claim in story.claims]


def test_an_event_is_told_from_its_beginning_to_where_it_stands(
    library: Callable[..., Briefbot],
) -> None:
    bot = library()
    story = bot.story("Arno")
    told = texts(story)
    assert told[0].startswith("The river Arno burst its banks")
    assert told[-1].startswith("The Arno fell below its banks")
    assert not [text for text in told if "Porto" in text]
    days = [claim.citations[0].day for claim in story.claims]
    assert days == sorted(days)
    assert all(c.text == c.citations[0].quote and c.status == "supported" for c in story.claims)
    assert story.words == sum(len(text.split()) for text in told) <= story.longest_words == 200
    assert bot.verify(story).ok


def test_a_newer_figure_stands_in_the_place_of_an_older_one(
    library: Callable[..., Briefbot],
) -> None:
    told = " ".join(texts(library().story("Arno")))
    assert "killed 8 people" in told
    assert "killed 3 people" not in told
    assert "killed 3 people" in " ".join(texts(library().story("Arno", until="2024-05-02")))


def test_the_newest_state_of_what_it_began_with_is_told_beside_it() -> None:
    days = [
        "The Arno rose to 3.1 metres at Pisa on Monday.",
        "The Arno rose to 4.2 metres at Pisa on Tuesday.",
        "The mayor of Pisa thanked the soldiers, their families and the cooks of the town.",
    ]
    briefs = [
        brief_from_text(text, id=f"{n}.txt", day=date(2024, 5, n)) for n, text in enumerate(days, 6)
    ]
    bot = Briefbot(GivenLibrary(briefs), model="extractive", environ={})
    assert texts(bot.story("Pisa")) == days


def test_what_was_taken_back_is_not_told_as_if_it_held() -> None:
    agreed = "The cabinet in Rome agrees to lend Pisa 30 million euros for new dykes."
    refused = agreed.replace("agrees", "refuses")
    days = ["The Arno rose at Pisa.", agreed, refused, "The airport of Pisa opened for tourists."]
    bot = of_days(days)
    assert agreed in texts(bot.story("Pisa", until="2024-05-07"))
    told = texts(bot.story("Pisa"))
    assert refused in told
    assert agreed not in told


def test_credit_lines_and_repeats_are_not_told() -> None:
    rose = "The Arno rose by two metres at Pisa on Monday."
    text = f"{rose}\n\n{rose}\n\nReuters in Pisa contributed reporting."
    story = of_days([text]).story("Pisa")
    assert texts(story) == [rose]
    assert story.provenance.options["found"] == 1


def of_days(days: list[str]) -> Briefbot:
    """A client on one text a day, the first of them on 6 May 2024."""
    briefs = [
        brief_from_text(text, id=f"{n}.txt", day=date(2024, 5, n)) for n, text in enumerate(days, 6)
    ]
    return Briefbot(GivenLibrary(briefs), model="extractive", environ={})


def test_a_sentence_that_leans_on_the_one_before_is_not_told(
    library: Callable[..., Briefbot],
) -> None:
    assert "They closed the old bridge." not in texts(library(2).story("Pisa"))


def test_a_thing_without_its_name_is_told_only_behind_what_names_it() -> None:
    lead = "Engineers from Lucca built a bridge of boats over the Arno at Pisa."
    behind = "The structure will carry lorries with bread and water."
    text = f"{lead} {behind}\n\nPisa rejoiced on Monday evening.\n"
    brief = brief_from_text(text, id="1.txt", day=date(2024, 5, 6))
    bot = Briefbot(GivenLibrary([brief]), model="extractive", environ={})
    assert texts(bot.story("Pisa"))[:2] == [lead, behind]
    assert texts(bot.story("Pisa", words=12)) == ["Pisa rejoiced on Monday evening."]


def test_where_nothing_stands_alone_what_there_is_is_told() -> None:
    text = "They left Pisa on Monday. The move is expected to help nobody.\n"
    brief = brief_from_text(text, id="1.txt", day=date(2024, 5, 6))
    bot = Briefbot(GivenLibrary([brief]), model="extractive", environ={})
    assert texts(bot.story("Pisa"))[0] == "They left Pisa on Monday."


@pytest.mark.parametrize("until", range(1, 5))
def test_a_later_brief_changes_nothing(library: Callable[..., Briefbot], until: int) -> None:
    day = date(2024, 5, until)
    assert library().story(until=day) == library(*range(1, until + 1)).story(until=day)
    assert library().story("Arno", until=day) == library(*range(1, until + 1)).story(
        "Arno", until=day
    )


def test_the_day_asked_for_counts_too_and_those_before_since_do_not(
    library: Callable[..., Briefbot],
) -> None:
    story = library().story("Arno", since="2024-05-03", until="2024-05-04")
    days = {claim.citations[0].day.day for claim in story.claims}
    assert days == {3, 4}
    assert (story.since, story.as_of) == (date(2024, 5, 3), date(2024, 5, 4))


def test_without_a_query_all_is_told(library: Callable[..., Briefbot]) -> None:
    told = " ".join(texts(library().story()))
    assert "Porto" in told
    assert "Arno" in told


def test_the_title_of_a_brief_is_not_what_each_paragraph_is_about() -> None:
    text = "# Floods at Pisa\n\nThe Arno rose at Pisa on Monday.\n\nA mill burned in Porto on Monday.\n"
    brief = brief_from_text(text, id="1.txt", day=date(2024, 5, 6))
    bot = Briefbot(GivenLibrary([brief]), model="extractive", environ={})
    assert texts(bot.story("Pisa")) == ["The Arno rose at Pisa on Monday."]


def test_a_section_heading_is_what_its_paragraphs_are_about() -> None:
    text = "# The day\n\nIt rained in Oslo.\n\n## Arno floods\n\nSoldiers reached Pisa with 900 beds.\n"
    brief = brief_from_text(text, id="1.txt", day=date(2024, 5, 6))
    bot = Briefbot(GivenLibrary([brief]), model="extractive", environ={})
    assert texts(bot.story("Arno")) == ["Soldiers reached Pisa with 900 beds."]


def test_what_no_brief_tells_of_gives_no_story(library: Callable[..., Briefbot]) -> None:
    story = library().story("Krakatoa")
    assert (story.claims, story.words, story.provenance.briefs) == ((), 0, ())


def test_the_briefs_cited_are_on_the_receipt(library: Callable[..., Briefbot]) -> None:
    story = library().story("Arno", words=40)
    cited = {claim.citations[0].brief for claim in story.claims}
    assert {used.id for used in story.provenance.briefs} == cited
    assert 0 < len(cited) < 5


@pytest.mark.parametrize(
    ("asked", "error", "told"),
    [
        pytest.param({"query": ""}, QuestionError, "nothing to look for", id="empty"),
        pytest.param({"query": "the?"}, QuestionError, "nothing to look for", id="no-word"),
        pytest.param(
            {"until": "2024-04-30"}, BriefNotFoundError, "2024-05-01 to 2024-05-05", id="too-early"
        ),
        pytest.param(
            {"since": "2024-05-06", "until": "2024-05-09"},
            BriefNotFoundError,
            "no brief from 2024-05-06 to 2024-05-09",
            id="too-late",
        ),
        pytest.param(
            {"since": "2024-05-04", "until": "2024-05-02"},
            SettingsError,
            "leaves no day",
            id="reversed",
        ),
        pytest.param(
            {"query": "Arno", "words": 3}, SettingsError, "the shortest has", id="few-words"
        ),
    ],
)
def test_what_makes_no_story_says_what_to_do(
    library: Callable[..., Briefbot], asked: dict[str, object], error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        library().story(**asked)


@pytest.mark.parametrize("query", [None, "flood"])
def test_too_much_for_one_story_is_not_tried(
    monkeypatch: pytest.MonkeyPatch, query: str | None
) -> None:
    monkeypatch.setattr("briefbot.tasks.story.material.MOST_PARAGRAPHS", 2)
    text = "\n\n".join(f"A flood reached town {n}." for n in range(3))
    brief = brief_from_text(text, id="1.txt", day=date(2024, 5, 6))
    bot = Briefbot(GivenLibrary([brief]), model="extractive", environ={})
    with pytest.raises(QuestionError, match="too many for one story"):
        bot.story(query)


SENTENCES = st.sampled_from(
    [
        "The river Arno burst its banks at Pisa.",
        "Police in Pisa closed three bridges over the Arno on Monday evening.",
        "They were opened again.",
        "Soldiers brought 900 beds to Pisa, the mayor told reporters.",
        "“We will rebuild,” mayor Ada Neri said.",
        "Rain.",
        "however, nobody knew",
        "— — — — — .",
        "It is what it is.",
        "The Arno fell.",
    ]
)


@settings(max_examples=40)
@given(
    days=st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=5),
    words=st.integers(60, 90),
)
def test_any_story_is_exact_short_and_in_order(days: list[list[str]], words: int) -> None:
    briefs = [
        brief_from_text(" ".join(day), id=f"{n}.txt", day=date(2024, 5, 1) + timedelta(n))
        for n, day in enumerate(days)
    ]
    bot = Briefbot(GivenLibrary(briefs), model="extractive", environ={})
    story = bot.story(words=words)
    assert story.words <= words
    assert bot.verify(story).problems == ()
    places = [(c.citations[0].day, c.citations[0].start) for c in story.claims]
    assert places == sorted(set(places))
    assert story == Briefbot(GivenLibrary(briefs[::-1]), model="extractive", environ={}).story(
        words=words
    )
