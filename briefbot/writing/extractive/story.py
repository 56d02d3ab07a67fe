"""The story so far without a model: how it began, what it was most about, and where it stands."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefbot.drafts import verbatim
from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.statement import Statement
from briefbot.grounding.search import content_stems
from briefbot.writing.extractive.alone import stands_alone, takes_for_known, word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefbot.documents import Evidence
    from briefbot.drafts import DraftClaim

# Share of the words for what the story was most about; the rest is for where it stands.
_MAIN = 0.4
# A day so many reported days back counts half as much for where it stands as the newest.
_HALVED_AFTER = 3
# The opening is the first sentence at least half as near to the whole story as the nearest: a mention may be in passing.
_OPENING = 0.5
# Added to the nearness of a paragraph's first sentence, which tells its news.
_LEAD = 0.1
# A sentence of whose content so much stands in one that is told brings too little.
_TOLD = 0.4
# A later sentence so like it, within so many reported days, may tell a newer state of the same thing.
_SAME_THING, _RUNS_ON = 0.7, 7
# A story is no longer than half of what there is to tell, but a short one may be told whole.
_SHARE, _SHORT = 1 / 2, 100


@dataclass(frozen=True)
class Candidate:
    """A sentence that may be told.

    Attributes:
        handle: its place in the evidence.
        statement: the sentence.
        age: how many reported days after its own there are.
        words: its length.
    """

    handle: str
    statement: Statement
    age: int
    words: int

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return content_stems(self.statement.text)

    @cached_property
    def follows(self) -> bool:
        """Whether it is to be told only behind a sentence of its paragraph."""
        return self.statement.number > 0 and takes_for_known(self.statement.text)

    def is_behind(self, other: Candidate) -> bool:
        """Whether it is the sentence after the other in one paragraph."""
        one, before = self.statement, other.statement
        return one.chunk is before.chunk and one.number == before.number + 1


class StoryWriter:
    """Chooses the sentences of a story from its paragraphs, which come oldest first."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        days = sorted({chunk.brief.day for chunk in evidence.chunks})
        ages = {day: len(days) - 1 - n for n, day in enumerate(days)}
        everything = [
            Candidate(handle, Statement(chunk, i), ages[chunk.brief.day], word_count(sentence.text))
            for n, chunk in enumerate(evidence.chunks, 1)
            for i, sentence in enumerate(chunk.sentences)
            for handle in (f"{n}.{i + 1}",)
        ]
        self._order = {one.handle: n for n, one in enumerate(everything)}
        self._everything = everything
        self.words = sum(one.words for one in everything)
        telling = [one for one in everything if one.stems]
        alone = [one for one in telling if stands_alone(one.statement.text)]
        self.candidates = alone if any(not one.follows for one in alone) else telling

    def draft(self, *, longest_words: int) -> tuple[DraftClaim, ...]:
        """The story as verbatim sentences, oldest first; empty where not even one fits."""
        chosen = self.choose(longest_words=min(longest_words, self.fitting))
        return tuple(verbatim(self._evidence, handle) for handle in chosen)

    @property
    def fitting(self) -> int:
        """The number of words beyond which a story would repeat more than it sums up."""
        return max(_SHORT, self.shortest, int(self.words * _SHARE))

    @property
    def shortest(self) -> int:
        """The words of the shortest sentence that could be told, 0 where there is none."""
        return min((one.words for one in self.candidates if not one.follows), default=0)

    def choose(self, *, longest_words: int, told: Iterable[str] = ()) -> list[str]:
        """The handles of the sentences to tell, in the order they were reported.

        Args:
            longest_words: of all together.
            told: handles that are told already; they count as chosen and come back too.
        """
        known = [one for one in self._everything if one.handle in set(told)]
        chosen = _Chosen(longest_words, known)
        if not known:
            self._frame(chosen)
        main = sorted(self.candidates, key=lambda one: -self.centrality[one.handle])
        for one in main:
            # One that is one too long is left out for the next, until nothing fits any more.
            if chosen.words + one.words <= longest_words * _MAIN:
                self._tell(one, chosen)
        for one in sorted(reversed(self.candidates), key=lambda one: -self._standing(one)):
            self._tell(one, chosen)
        return sorted((one.handle for one in chosen.told), key=self._order.__getitem__)

    @cached_property
    def centrality(self) -> dict[str, float]:
        """How near each candidate is to the whole story by handle.

        Cosine of its words with a vector that has for each word the number of days that use it, a little
        more for what leads its paragraph.
        """
        days: dict[str, set[date]] = {}
        for one in self._everything:
            for stem in one.stems:
                days.setdefault(stem, set()).add(one.statement.day)
        told_on = {stem: len(on) for stem, on in days.items()}
        whole = math.sqrt(sum(n * n for n in told_on.values()))
        nearness = {
            one.handle: sum(told_on[s] for s in one.stems) / (whole * math.sqrt(len(one.stems)))
            for one in self.candidates
        }
        return {
            one.handle: nearness[one.handle] + _LEAD * (one.statement.number == 0)
            for one in self.candidates
        }

    def _standing(self, one: Candidate) -> float:
        """How much a sentence tells where the story stands."""
        return self.centrality[one.handle] + 1 / (1 + one.age / _HALVED_AFTER)

    def _frame(self, chosen: _Chosen) -> None:
        """Tell how it began, what has become of just that since, and the newest day's main news."""
        least = _OPENING * max(self.centrality.values(), default=0.0)
        near = (one for one in self.candidates if self.centrality[one.handle] >= least)
        opening = next((one for one in near if chosen.takes(one)), None)
        if opening is None:
            return
        newest = [one for one in self.candidates if not one.age and not one.follows]
        closing = max(newest, key=lambda one: self.centrality[one.handle], default=None)
        chosen.add(opening)
        for one in (self._superseding(opening), closing):
            # The beginning and the end of a story are told in the same words: only a repeat is left out.
            if one is not None and one.stems - opening.stems and one not in chosen.told:
                chosen.add(one)

    def _tell(self, one: Candidate, chosen: _Chosen) -> None:
        """Add a sentence, or what has superseded it since, if it fits and tells something new."""
        if not chosen.takes(one):
            return
        newer = self._superseding(one)
        if newer is None:
            chosen.add(one)
        elif chosen.takes(newer):
            chosen.add(newer)

    def _superseding(self, one: Candidate) -> Candidate | None:
        """The newest state of what a sentence tells, where later ones changed it; None where it still holds.

        A count runs on from day to day: what is told weeks later, with nothing between, is of something else.
        """
        newest = None
        while later := self._next_state(newest or one):
            newest = later
        return newest

    def _next_state(self, one: Candidate) -> Candidate | None:
        for later in self._later_alike(one):
            relation = relate(one.statement, later.statement)
            if relation is None or relation.likeness < _SAME_THING:
                continue
            if relation.kind in ("updated", "reversed"):
                return later
        return None

    def _later_alike(self, one: Candidate) -> Sequence[Candidate]:
        """The sentences of the next days that share much with this one, oldest first."""
        sharing: Counter[int] = Counter()
        for stem in one.stems:
            sharing.update(self._having.get(stem, ()))
        return [
            later
            for n, shared in sorted(sharing.items())
            if 0 < one.age - (later := self.candidates[n]).age <= _RUNS_ON
            and shared >= _TOLD * min(len(one.stems), len(later.stems))
        ]

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """The positions of the candidates that have a stem."""
        found: dict[str, list[int]] = {}
        for n, one in enumerate(self.candidates):
            for stem in one.stems:
                found.setdefault(stem, []).append(n)
        return found


class _Chosen:
    """What is told so far."""

    def __init__(self, longest_words: int, told: Sequence[Candidate]) -> None:
        self._longest = longest_words
        self.told = list(told)
        self.words = sum(one.words for one in told)

    def takes(self, one: Candidate) -> bool:
        """Whether a sentence fits and tells something that none told before does."""
        if self.words + one.words > self._longest:
            return False
        if one.follows and not any(one.is_behind(other) for other in self.told):
            return False
        return not any(
            len(one.stems & other.stems) >= _TOLD * len(one.stems) for other in self.told
        )

    def add(self, one: Candidate) -> None:
        """Tell a sentence, if there is room."""
        if self.words + one.words <= self._longest:
            self.told.append(one)
            self.words += one.words
