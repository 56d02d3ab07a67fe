"""Pairs of sentences as the news of two days tells them: what comes out right stays right.

`natural_pairs.tsv` holds one pair a line: which half it belongs to (`seen` ones were looked at while the rules were
written, `held` ones measure them), what the later sentence is to the earlier one, the two sentences, the values that
differ (earlier|later), and why the engine misses it where it does. The first sentence is told on Tuesday, 9 March
2021, the second one the day after, or the same day where they contradict each other.
"""

from __future__ import annotations

import csv
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from briefbot.grounding.comparing.relation import relate

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.grounding.comparing.relation import Relation
    from briefbot.grounding.comparing.statement import Statement

    Told = Callable[..., list[Statement]]

TABLE = Path(__file__).with_name("natural_pairs.tsv")
# Right ones of each half: more is welcome, and then these go up.
LEAST = {"seen": 95, "held": 79}


class Pair(NamedTuple):
    half: str
    kind: str
    earlier: str
    later: str
    revised: str
    misses: str

    @property
    def values(self) -> list[tuple[str, str]]:
        return [(a, b) for a, _, b in (one.partition("|") for one in self.revised.split("; ")) if a]


def _load() -> list[Pair]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Pair(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


PAIRS = _load()


def _relation(told: Told, pair: Pair) -> Relation | None:
    later_day = "2021-03-09" if pair.kind == "contradicted" else "2021-03-10"
    return relate(told(pair.earlier, on="2021-03-09")[0], told(pair.later, on=later_day)[0])


def _is_right(pair: Pair, relation: Relation | None) -> bool:
    """Whether it is the kind that the pair is, with exactly its values; each may be shown with its unit."""
    if relation is None or relation.kind != pair.kind:
        return relation is None and pair.kind == "none"
    if not pair.values:
        return True
    found = zip(pair.values, relation.revised, strict=False)
    shown = all(a in before and b in after for (a, b), (before, after) in found)
    return shown and len(relation.revised) == len(pair.values)


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if not pair.misses], ids=lambda p: p.later)
def test_what_comes_out_right_stays_right(told: Told, pair: Pair) -> None:
    relation = _relation(told, pair)
    assert _is_right(pair, relation), relation


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair.misses], ids=lambda p: p.later)
def test_a_miss_is_still_one_or_is_no_longer_marked(told: Told, pair: Pair) -> None:
    assert not _is_right(pair, _relation(told, pair)), "right now: empty its last column"


@pytest.mark.parametrize("half", LEAST)
def test_no_more_is_missed_than_before(half: str) -> None:
    assert sum(pair.half == half and not pair.misses for pair in PAIRS) >= LEAST[half]


def test_halves_go_by_the_words_and_no_pair_stands_twice() -> None:
    assert len({(pair.earlier, pair.later) for pair in PAIRS}) == len(PAIRS) >= 140
    for pair in PAIRS:
        digest = int(sha256(f"{pair.earlier}|{pair.later}".encode()).hexdigest(), 16)
        assert pair.half == ("seen" if digest % 2 else "held"), pair.earlier


def test_values_are_words_of_their_sentences() -> None:
    for pair in PAIRS:
        assert all(a in pair.earlier and b in pair.later for a, b in pair.values), pair
