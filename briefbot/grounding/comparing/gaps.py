"""Two statements laid over each other: what both have, and the stretches where they differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.alignment import align
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.comparing.statement import weigh
from briefbot.language.deaths import is_running_toll
from briefbot.language.lexicon import BE, PREPOSITIONS, PRONOUNS, SPEECH, is_adverb, is_content
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

# In words: a longer stretch is no slot of a sentence.
_LONGEST_PLACE = 6
_RARE = 4.0
# Said of a count that was told before.
_RUNNING = frozenset(
    map(
        stem,
        "rise rose risen increase climb grow reach pass surpass top now confirm confirmed far lower revise".split(),
    )
)
_SPEAKING = SPEECH | {"accord"}


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch between two words that both statements have, with what each has there of its own.

    Attributes:
        earlier: indexes of words of the earlier statement.
        later: indexes of words of the later one.
    """

    earlier: tuple[int, ...]
    later: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """Two statements laid over each other.

    Attributes:
        pairs: (index in the earlier, index in the later) of the words that both have in order.
        moved: the same of the words that both have in different places.
        gaps: where they differ, in order.
    """

    earlier: Statement
    later: Statement
    pairs: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...]

    @property
    def kept(self) -> tuple[frozenset[int], frozenset[int]]:
        """The words of the earlier and of the later statement that the other has too."""
        both = self.pairs + self.moved
        return frozenset(e for e, _ in both), frozenset(n for _, n in both)

    def weight(self) -> float:
        """What the content that both have weighs."""
        words = self.earlier.words
        return weigh({words[e].stem for e, _ in self.pairs + self.moved if is_content(words[e])})

    def is_copy(self) -> bool:
        """Whether all but one place is the same word for word, and no other deed is told there."""
        if len(self.gaps) != 1 or self.moved or not (self.gaps[0].earlier and self.gaps[0].later):
            return False
        sides = (self.earlier, self.gaps[0].earlier), (self.later, self.gaps[0].later)
        longest = max(len(side) for _, side in sides)
        acts = any(s.dated.sentence.verbs[i] for s, side in sides for i in side)
        return longest == 1 or (longest <= _LONGEST_PLACE and not acts)

    def leans(self) -> bool:
        """Whether one of the two does not say whom it is about: "He has not been seen"."""
        sides = (self.earlier, self.later)
        return any(s.words[s.compared[0]].norm in PRONOUNS for s in sides if s.compared)

    def refers_back(self) -> bool:
        """Whether the later one tells on of something known: a toll, what has been so far, a day gone by."""
        words, day = self.later.words, self.later.day.isoformat()
        past = any(w.kind == "date" and w.stem and w.stem.split("/")[0] < day for w in words)
        perfect = any(w.norm in ("have", "has") for w in words)
        return past or perfect or is_running_toll(words) or any(w.stem in _RUNNING for w in words)

    def shares_name(self) -> bool:
        """Whether both have a name; the first word, whose capital tells nothing, only where it is a rare one."""
        words, first = self.earlier.words, self.earlier.compared[:1]
        return any(
            words[e].capital and (e not in first or weigh([words[e].stem]) >= _RARE)
            for e, _ in self.pairs + self.moved
        )

    def roles_swapped(self) -> bool:
        """Whether what both have tells other deeds: "A hit B", "B hit A".

        Not where a frame moved ("…, she said"), a phrase with its preposition ("In Kabul, …"), or where *by*
        stands in one of the two, so that a passive tells the same.
        """
        earlier, later = self.earlier.words, self.later.words
        framed = [
            {i for one in find_attributions(s.text) for i in range(*one.frame)}
            for s in (self.earlier, self.later)
        ]
        loose = [
            (e, n)
            for e, n in self.moved
            if _has_role(earlier[e]) and e not in framed[0] and n not in framed[1]
        ]
        if not loose or any(earlier[e].stem in _SPEAKING for e, _ in self.moved):
            return False
        own = [earlier[i] for gap in self.gaps for i in gap.earlier]
        own += [later[i] for gap in self.gaps for i in gap.later]
        if any(word.norm == "by" for word in own) and any(word.norm in BE for word in own):
            return False
        return not all(
            _has_preposition(earlier, e) and _has_preposition(later, n) for e, n in loose
        )


def lay(earlier: Statement, later: Statement) -> Laid:
    """The two statements laid over each other."""
    aligned = align(later.words, earlier.words, later.compared, earlier.compared)
    pairs = tuple((e, n) for n, e in aligned.pairs)
    gaps = list(_gaps(pairs, earlier.compared, later.compared))
    moved = tuple(_moved(gaps, earlier.words, later.words))
    gone, come = {e for e, _ in moved}, {n for _, n in moved}
    rest = (
        Gap(
            tuple(i for i in gap.earlier if i not in gone),
            tuple(i for i in gap.later if i not in come),
        )
        for gap in gaps
    )
    return Laid(
        earlier,
        later,
        pairs,
        moved,
        tuple(gap for gap in rest if not _is_spelled_alike(earlier, later, gap)),
    )


def _is_spelled_alike(earlier: Statement, later: Statement, gap: Gap) -> bool:
    """Whether both sides of a gap are the same letters, or none: "ceasefire", "cease-fire"; "Monday" a week on."""
    ours, theirs = (
        "".join(spelling(statement, i) for i in side)
        for statement, side in ((earlier, gap.earlier), (later, gap.later))
    )
    return ours == theirs


def spelling(statement: Statement, i: int) -> str:
    """The letters of a word, or of the whole date that it stands for."""
    words = statement.words
    if words[i].kind != "date":
        return words[i].norm
    return " ".join(words[j].text.lower() for j in sorted(statement.dated.dates[i]) if j >= i)


def _gaps(
    pairs: Sequence[tuple[int, int]], earlier: Sequence[int], later: Sequence[int]
) -> Iterable[Gap]:
    """The stretches without a partner between two neighbouring pairs; none for identical statements."""
    e = n = 0
    for at in (*pairs, None):
        e_end = earlier.index(at[0], e) if at else len(earlier)
        n_end = later.index(at[1], n) if at else len(later)
        if e_end > e or n_end > n:
            yield Gap(tuple(earlier[e:e_end]), tuple(later[n:n_end]))
        e, n = e_end + 1, n_end + 1


def _moved(
    gaps: Sequence[Gap], earlier: Sequence[Word], later: Sequence[Word]
) -> Iterable[tuple[int, int]]:
    """Words left over on both sides, in other places."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for gap in gaps:
        for i in gap.earlier:
            waiting[earlier[i].stem].append(i)
    for gap in gaps:
        for i in gap.later:
            if waiting.get(later[i].stem):
                yield waiting[later[i].stem].pop(0), i


def _has_role(word: Word) -> bool:
    """Whether it matters where the word stands: not so for a day, an adverb or a function word."""
    return is_content(word) and word.kind != "date" and not is_adverb(word)


def _has_preposition(words: Sequence[Word], i: int) -> bool:
    """Whether the word stands in a phrase with a preposition: "in the capital, Kabul"."""
    for j in range(i - 1, max(-1, i - 7), -1):
        if words[j].norm in PREPOSITIONS:
            return words[j].norm not in ("by", "as")
        if words[j].kind == "mark" and words[j].text not in ",-":
            return False
    return False
