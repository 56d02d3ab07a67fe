"""What changed from one day to a later one: each kind, what is no change, and that days without one are equal."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import BriefNotFoundError, SettingsError
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.results import Changes

    Days = Callable[..., Briefbot]

FIRST = date(2024, 5, 6)

DAM = "Engineers opened two gates of the Orvel dam on Monday."
BRIDGE = "The mayor of Aalborg will open the new harbour bridge in June."
TALKS = "Talks between Lindahl Steel and its workers in Narvik began last week."
MUSEUM = "The museum of Ribe shows three hundred coins found in a bog."
FERRY = "The ferry Alba ran aground off Skagen with forty passengers on board."
STORY = [DAM, BRIDGE, TALKS, MUSEUM]


@pytest.fixture
def told() -> Days:
    """A client on briefs given day by day, the first of them on 6 May 2024, each as its paragraphs."""

    def make(*days: list[str] | str) -> Briefbot:
        texts = ["\n\n".join(day) if isinstance(day, list) else day for day in days]
        briefs = [
            brief_from_text(text, id=f"{n}.txt", day=FIRST + timedelta(days=n))
            for n, text in enumerate(texts)
        ]
        return Briefbot(GivenLibrary(briefs), model="extractive", environ={})

    return make


def kinds(changes: Changes) -> list[tuple[str, str]]:
    return [(item.kind, item.claim.text) for item in changes.items]


KINDS = [
    pytest.param([*STORY, FERRY], [("new", FERRY)], id="a new paragraph"),
    pytest.param(
        [DAM, f"{BRIDGE} A fair with ninety stalls is part of it.", TALKS, MUSEUM],
        [("new", "A fair with ninety stalls is part of it.")],
        id="a new sentence in a known paragraph",
    ),
    pytest.param(
        [DAM.replace("two", "four"), BRIDGE, TALKS, MUSEUM],
        [("updated", DAM.replace("two", "four"))],
        id="another number",
    ),
    pytest.param(
        [DAM, BRIDGE.replace("will open", "will not open"), TALKS, MUSEUM],
        [("reversed", BRIDGE.replace("will open", "will not open"))],
        id="denied",
    ),
    pytest.param([DAM, BRIDGE, MUSEUM], [("dropped", TALKS)], id="left out"),
    pytest.param([TALKS, MUSEUM, DAM, BRIDGE], [], id="another order"),
    pytest.param([*STORY, DAM, DAM], [], id="a paragraph repeated"),
    pytest.param(["A heading of today", *STORY], [], id="another heading"),
    pytest.param([*STORY, "AFP contributed reporting."], [], id="a credit line"),
    pytest.param(STORY, [], id="the same again"),
    pytest.param(
        [f"{DAM} Nobody was hurt by it.", BRIDGE, TALKS, f"{MUSEUM} Nobody was hurt by it."],
        [("new", "Nobody was hurt by it.")],
        id="one new sentence in two paragraphs",
    ),
    pytest.param(
        [*STORY, "The mayor will open the new bridge of Aalborg in June."],
        [],
        id="a sentence told again, shortened",
    ),
]


@pytest.mark.parametrize(("later", "expected"), KINDS)
def test_kinds(told: Days, later: list[str], expected: list[tuple[str, str]]) -> None:
    bot = told(STORY, later)
    changes = bot.changes()
    assert kinds(changes) == expected
    assert bot.verify(changes).ok, bot.verify(changes).problems
    assert not changes.rejected


def test_an_update_has_both_values_and_both_quotes(told: Days) -> None:
    (item,) = told(STORY, [DAM.replace("two", "four"), BRIDGE, TALKS, MUSEUM]).changes().items
    assert item.before is not None
    assert (item.before.text, item.before.citations[0].day) == (DAM, FIRST)
    assert item.claim.citations[0].day == FIRST + timedelta(days=1)
    assert [(r.before.split()[0], r.after.split()[0]) for r in item.revised] == [("two", "four")]


def test_reading_order_and_carried(told: Days) -> None:
    later = [
        FERRY,
        DAM.replace("two", "four"),
        BRIDGE.replace("will open", "will not open"),
        MUSEUM,
    ]
    changes = told(STORY, later).changes()
    assert [item.kind for item in changes.items] == ["reversed", "updated", "new", "dropped"]
    assert changes.carried == 1


def test_a_new_paragraph_is_one_item_however_long(told: Days) -> None:
    ferry = f"{FERRY} Two boats took them to Skagen. Nobody was hurt."
    assert kinds(told(STORY, [*STORY, ferry]).changes()) == [("new", FERRY)]


def test_a_day_is_all_its_briefs(told: Days) -> None:
    briefs = [
        brief_from_text(text, id=id, day=FIRST + timedelta(days=n))
        for id, n, text in [
            ("a.txt", 0, f"{DAM}\n\n{TALKS}"),
            ("b.txt", 0, f"{BRIDGE}\n\n{MUSEUM}"),
            ("c.txt", 1, f"{MUSEUM}\n\n{DAM}"),
            ("d.txt", 1, f"{TALKS}\n\n{BRIDGE}\n\n{FERRY}"),
        ]
    ]
    bot = Briefbot(GivenLibrary(briefs), model="extractive", environ={})
    changes = bot.changes()
    assert kinds(changes) == [("new", FERRY)]
    assert [used.id for used in changes.provenance.briefs] == ["a.txt", "b.txt", "c.txt", "d.txt"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_paragraphs_does_not_matter(told: Days, seed: int) -> None:
    later = [DAM.replace("two", "four"), BRIDGE, MUSEUM, FERRY]
    shuffled = random.Random(seed).sample(later, len(later))
    before = random.Random(seed + 1).sample(STORY, len(STORY))
    assert set(kinds(told(before, shuffled).changes())) == set(kinds(told(STORY, later).changes()))


OWN = [
    ["Parliament in Lisbon debates the budget of the army.", "A fire destroys a mill in Porto."],
    ["Rescuers search for the fishing boat Alba off Skagen.", "Prices of bread rise in Malta."],
    ["Rescuers find a raft of the fishing boat Alba near Skagen.", "Trams stop in Riga."],
    ["A comet can be seen over Tromso.", "The opera in Odessa opens again."],
]


def test_of_days_with_news_of_their_own_only_a_running_story_is_dropped(told: Days) -> None:
    bot = told(*OWN)
    assert [i for i in kinds(bot.changes("2024-05-07")) if i[0] == "dropped"] == []
    assert [i for i in kinds(bot.changes("2024-05-09")) if i[0] == "dropped"] == [
        ("dropped", "Rescuers find a raft of the fishing boat Alba near Skagen.")
    ]


def test_a_story_still_told_is_not_dropped(told: Days) -> None:
    still = [*OWN[3], "The owner of the fishing boat Alba from Skagen is questioned."]
    assert all(kind != "dropped" for kind, _ in kinds(told(*OWN[:3], still).changes()))


def test_what_belongs_to_a_story_still_told_is_not_dropped(told: Days) -> None:
    before = ["Rescuers search for a raft off Skagen.", "Prices of bread rise in Malta."]
    raft = "Rescuers find a raft of the fishing boat Alba near Skagen."
    holm = "Harbour master Holm of Skagen says that rescuers brought the raft in."
    crane = "The owner of the fishing boat Alba wants it lifted by a crane."
    going_on = told(before, [raft, holm, "Trams stop in Riga."], [crane, *OWN[3]])
    assert "dropped" not in dict(kinds(going_on.changes()))
    alone = told(before, [holm, "Trams stop in Riga."], [crane, *OWN[3]])
    assert ("dropped", holm) in kinds(alone.changes())


def test_a_story_of_long_ago_does_not_run(told: Days) -> None:
    quiet = [["Snow falls in the hills."]] * 8
    assert all(
        kind != "dropped" for kind, _ in kinds(told(OWN[1], *quiet, OWN[2], OWN[3]).changes())
    )


def test_which_days(told: Days) -> None:
    bot = told(STORY, STORY, STORY)
    pairs = [
        (c.earlier.day, c.later.day)
        for c in (bot.changes(), bot.changes("2024-05-07"), bot.changes("2024-05-06", "2024-05-08"))
    ]
    assert pairs == [(7, 8), (6, 7), (6, 8)]


@pytest.mark.parametrize(
    ("days", "error", "words"),
    [
        (["2024-05-07", "2024-05-06"], SettingsError, "2024-05-07 is later than 2024-05-06; swap"),
        (["2024-05-06", "2024-05-06"], SettingsError, "2024-05-06 was given twice"),
        (["2024-05-06", "2024-05-07", "2024-05-08"], SettingsError, "3 days were given"),
        (["2024-05-06"], BriefNotFoundError, "no brief before 2024-05-06 to compare it with"),
        (
            ["2024-05-06", "2024-06-06"],
            BriefNotFoundError,
            "nearest days are 2024-05-06, 2024-05-07",
        ),
    ],
)
def test_bad_days(told: Days, days: list[str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        told(STORY, STORY).changes(*days)


def test_a_library_of_one_day(told: Days) -> None:
    with pytest.raises(BriefNotFoundError, match="only 2024-05-06 has a brief; add one"):
        told(STORY).changes()
