"""Two days: a real brief, and an edited copy of it as the next day's, with what was changed."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.quality.changes.edits import (
    REVERSALS,
    UPDATES,
    chance_of,
    find_edit,
    reworded,
)
from benchmarks.quality.data import first_by_hash
from benchmarks.quality.gate.sources import evidence_of, read_briefs, sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path
    from random import Random

    from benchmarks.quality.gate.sources import Sourced

# Pairs made of each set, chosen by hash.
SIZES = {"current_events": 240, "realtimeqa": 40, "zed": 30}
# Longer days are cut: what is edited would be a needle in them, and reading them all takes long.
_MOST, _FEWEST = 30, 4
_WIDTH = 88
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]{3,}")


@dataclass(frozen=True, slots=True)
class Expected:
    """One change that was made.

    Attributes:
        kind: `new`, `updated`, `reversed` or `dropped`.
        how: the rule that made it.
        earlier: the sentence or paragraph of the earlier day, "" for `new`.
        later: what stands there on the later day, "" for `dropped`.
    """

    kind: str
    how: str
    earlier: str
    later: str


@dataclass
class Pair:
    """Two days.

    Attributes:
        id: names the brief and the way it was edited.
        day: of the earlier brief; the later one is the next day's.
        expected: all that was changed, in no order.
        unchanged: how many sentences only say the same in other words.
    """

    id: str
    day: date
    earlier: list[str]
    later: list[str]
    expected: list[Expected] = field(default_factory=list)
    unchanged: int = 0


def load_pairs(data: Path, *, limit: int | None = None) -> Iterator[Pair]:
    """The generated pairs, those of each set in the order of their hashes; `limit` is the number of each set.

    Raises:
        DataMissingError: the data is not there.
    """
    for origin, size in SIZES.items():
        briefs = [
            (f"{origin}-{day}", day, [p for p in paragraphs if _is_plain(p)][:_MOST])
            for day, paragraphs in read_briefs(data, origin)
        ]
        briefs = [brief for brief in briefs if len(brief[2]) >= _FEWEST]
        count = size if limit is None else min(size, limit)
        chosen = first_by_hash(briefs, min(count, len(briefs)), key=lambda brief: brief[0])
        others = [brief[2] for brief in first_by_hash(briefs, None, key=lambda brief: brief[0])]
        for id, day, paragraphs in chosen:
            yield edited(id, day, paragraphs, others)


def _is_plain(paragraph: str) -> bool:
    """Whether it is a paragraph of prose: marks of Markdown mean something only at the start of a line."""
    return len(paragraph) > 40 and not re.search(
        r"^\s*(?:[#*>-]|\d+\.)|\*\*", paragraph, re.MULTILINE
    )


def edited(id: str, day: date, paragraphs: Sequence[str], others: Sequence[list[str]]) -> Pair:
    """The brief and its copy with several edits of known kinds, in an order of chance."""
    chance = chance_of(id)
    blocks = list(dict.fromkeys(" ".join(p.split()) for p in paragraphs))
    pair = Pair(id, day, blocks, list(blocks))
    sources = _editable(pair)
    chance.shuffle(sources)
    _drop(pair, chance)
    used: set[str] = set()
    for kind, rules, most in (("reversed", REVERSALS, 2), ("updated", UPDATES, 3)):
        for source in sources:
            if sum(e.kind == kind for e in pair.expected) == most:
                break
            paragraph = _paragraph(pair, source.text)
            if source.text in used or paragraph is None:
                continue
            edit = find_edit(rules, source, chance)
            if edit is not None and edit.text not in paragraph:
                used.add(source.text)
                _replace(pair, source.text, edit.text)
                pair.expected.append(Expected(kind, edit.how, source.text, edit.text))
    _reword(pair, [s for s in sources if s.text not in used], chance)
    _insert(pair, others, chance)
    _restyle(pair, chance)
    return pair


def _editable(pair: Pair) -> list[Sourced]:
    """The sentences that occur once in the brief."""
    evidence = evidence_of(pair.earlier, pair.day, id=pair.id)
    whole = "\n".join(pair.earlier)
    return [s for s in sentences_of(evidence, pair.id) if whole.count(s.text) == 1]


def _paragraph(pair: Pair, text: str) -> str | None:
    return next((p for p in pair.later if text in p), None)


def _replace(pair: Pair, old: str, new: str) -> None:
    pair.later = [p.replace(old, new) for p in pair.later]


def _drop(pair: Pair, chance: Random) -> None:
    """Leave out a paragraph that tells the only news of its story that day."""
    alone = [p for p in pair.later if names_in(p) and not _told_elsewhere(p, pair.later)]
    if alone:
        gone = chance.choice(alone)
        pair.later.remove(gone)
        pair.expected.append(Expected("dropped", "paragraph left out", gone, ""))


def _told_elsewhere(paragraph: str, paragraphs: Iterable[str]) -> bool:
    names = names_in(paragraph)
    return any(names & names_in(other) for other in paragraphs if other != paragraph)


def names_in(text: str) -> set[str]:
    """The words with a capital inside its sentences."""
    return set(_NAME.findall(text))


def _reword(pair: Pair, sources: Sequence[Sourced], chance: Random) -> None:
    """Say two sentences in other words."""
    for source in sources:
        if pair.unchanged == 2:
            return
        edit = reworded(source, pair.day, chance)
        if edit is not None and _paragraph(pair, source.text) is not None:
            _replace(pair, source.text, edit.text)
            pair.unchanged += 1


def _insert(pair: Pair, others: Sequence[list[str]], chance: Random) -> None:
    """Put in a paragraph of another brief, and a sentence of another into a paragraph."""
    foreign = [p for p in chance.choice(others) + chance.choice(others)]
    chance.shuffle(foreign)
    fresh = [" ".join(p.split()) for p in foreign if _is_foreign(p, pair)]
    if fresh:
        pair.later.insert(chance.randrange(len(pair.later) + 1), fresh[0])
        pair.expected.append(Expected("new", "paragraph put in", "", fresh[0]))
    sentences = [s.text for p in fresh[1:] for s in _sentences(p, pair)]
    if sentences and chance.random() < 0.5:
        at = chance.randrange(len(pair.later))
        if pair.later[at] != fresh[0] and pair.later[at].endswith((".", "!", "?")):
            pair.later[at] = f"{pair.later[at]} {sentences[0]}"
            pair.expected.append(Expected("new", "sentence put in", "", sentences[0]))


def _sentences(paragraph: str, pair: Pair) -> Iterator[Sourced]:
    return sentences_of(evidence_of([paragraph], pair.day, id=pair.id), pair.id)


def _is_foreign(paragraph: str, pair: Pair) -> bool:
    names = names_in(paragraph)
    return bool(names) and not any(names & names_in(p) for p in (*pair.earlier, *pair.later))


def _restyle(pair: Pair, chance: Random) -> None:
    """Change the order of the paragraphs, their white space and the style of quotation marks."""
    if chance.random() < 0.5:
        chance.shuffle(pair.later)
    if chance.random() < 0.3:
        pair.later = [p.replace("“", '"').replace("”", '"').replace("’", "'") for p in pair.later]
    if chance.random() < 0.3:
        pair.later = [p.replace(". ", ".  ") for p in pair.later]
    elif chance.random() < 0.3:
        pair.later = [textwrap.fill(p, _WIDTH, break_on_hyphens=False) for p in pair.later]


def next_day(day: date) -> date:
    """The day of the edited copy."""
    return day + timedelta(days=1)
