"""Signs that no word holds: between two figures, and beside one, a sign is half of the amount."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.checks.numbers import is_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.kept import Kept
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

# Minus signs, hyphens and dashes are typed for one another between figures.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−﹣－"), "-")
# Beside a figure these make another amount of it, though they are punctuation; so does every symbol.
_TELLING = frozenset("/\\#&@%‰٪﹪％′″⁄")
# Emphasis of Markdown, and what is typed as an accent.
_DECORATING = frozenset("`´¨")
# A prefix that changes the unit a thousand times and more: a megawatt is no milliwatt.
_PREFIXED = frozenset("mw mwh mm mg mt mhz mv mj mpa ms".split())


def altered(claim: Shallow, aligned: Alignment, kept: Kept) -> Iterator[str]:
    """Signs between and beside figures that are not the source's, as far as both figures and words are."""
    ours, theirs = _Text.of(claim), _Text.of(kept.sentence)
    partner = dict(aligned.pairs)
    yield from _between(ours, theirs, partner)
    yield from _taken_apart(ours, theirs, partner, kept)
    for c, s in aligned.pairs:
        if not (_counts(ours.words[c]) and _counts(theirs.words[s])):
            continue
        if _height(ours.words[c]) != _height(theirs.words[s]):
            yield f"{ours.words[c].text!r} in the claim, {theirs.words[s].text!r} in the source"
        for before in (True, False):
            here, there = ours.beside(c, before=before), theirs.beside(s, before=before)
            if here != there:
                yield f"{here or 'nothing'} beside {ours.words[c].text!r}, {there or 'nothing'} in the source"
        yield from _other_unit(ours, theirs, partner, c)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its words in a row, marks left out.

    Attributes:
        text: all of it.
        words: words and marks.
        row: indexes of the words that are no marks.
        place: index of such a word -> its place in the row.
    """

    text: str
    words: tuple[Word, ...]
    row: tuple[int, ...]
    place: dict[int, int]

    @classmethod
    def of(cls, sentence: Shallow) -> _Text:
        row = tuple(i for i, word in enumerate(sentence.words) if word.kind != "mark")
        return cls(sentence.text, sentence.words, row, {i: n for n, i in enumerate(row)})

    def following(self, i: int) -> int | None:
        """The next word, None after the last."""
        at = self.place[i] + 1
        return self.row[at] if at < len(self.row) else None

    def joint(self, i: int, j: int) -> str:
        """What stands between two figures: " " when it only parts them."""
        between = self.text[self.words[i].end : self.words[j].start].translate(_DASHES)
        bare = "".join(between.split())
        return bare if bare.strip(",;") or bare == between else " "

    def beside(self, i: int, *, before: bool) -> str:
        """The telling signs on one side of a figure, and a dash that makes it negative."""
        at = self.place[i] + (-1 if before else 1)
        word = self.words[i]
        if before:
            start = self.words[self.row[at]].end if at >= 0 else 0
            between = self.text[start : word.start].translate(_DASHES)
            apart = (len(between) > 1 or start == 0) and between[-2:-1] != "-"
            return _telling(between) + "-" * (apart and between[-1:] == "-")
        end = self.words[self.row[at]].start if at < len(self.row) else len(self.text)
        return _telling(self.text[word.end : end])


def _telling(between: str) -> str:
    return "".join(
        sign
        for sign in between
        if sign in _TELLING or (unicodedata.category(sign)[0] == "S" and sign not in _DECORATING)
    )


def _between(ours: _Text, theirs: _Text, partner: dict[int, int]) -> Iterator[str]:
    """Figures side by side in the claim that stand so in no place of the source."""
    for c in ours.row:
        d = ours.following(c)
        if d is None or not (_is_figure(ours.words[c]) and _is_figure(ours.words[d])):
            continue
        s, t = partner.get(c), partner.get(d)
        if s is None or t is None:
            continue  # reported as put in
        here = ours.joint(c, d)
        there = theirs.joint(s, t) if theirs.following(s) == t else " "
        if here != there:
            yield f"{_slice(ours, c, d)!r} in the claim, {_slice(theirs, s, t)!r} in the source"


def _taken_apart(ours: _Text, theirs: _Text, partner: dict[int, int], kept: Kept) -> Iterator[str]:
    """Figures side by side in the source of which the claim has one, or both with words between."""
    told = {s: c for c, s in partner.items()}
    for s in theirs.row:
        t = theirs.following(s)
        if t is None or not (_is_figure(theirs.words[s]) and _is_figure(theirs.words[t])):
            continue
        joint = theirs.joint(s, t)
        between = theirs.text[theirs.words[s].end : theirs.words[t].start]
        if "(" in between or ")" in between or (joint == " " and "," in between):
            continue
        if s in told and t in told:
            c, d = told[s], told[t]
            if ours.following(c) != d and joint != " ":
                yield f"{_slice(theirs, s, t)!r} in the source is taken apart"
        elif s in told or t in told or (joint == "/" and theirs.following(t) in told):
            yield f"keeps only a part of {_slice(theirs, s, t)!r}"


def _other_unit(ours: _Text, theirs: _Text, partner: dict[int, int], c: int) -> Iterator[str]:
    """A unit whose first letter is a capital in one and small in the other: "10 MW" and "10 mW"."""
    unit = ours.following(c)
    there = partner.get(unit) if unit is not None else None
    if unit is None or there is None:
        return
    one, other = ours.words[unit].text, theirs.words[there].text
    if one != other and one.lower() == other.lower() and one.lower() in _PREFIXED:
        yield f"{one!r} in the claim, {other!r} in the source"


def _is_figure(word: Word) -> bool:
    """Whether the word has a figure in it and is not part of a date."""
    return word.kind != "date" and (word.text[0].isnumeric() or word.kind == "number")


def _counts(word: Word) -> bool:
    return _is_figure(word) or is_number(word)


def _height(word: Word) -> str:
    """Whether a figure is raised or lowered: "²" is no "2"."""
    tag = unicodedata.decomposition(word.text[0]).partition(" ")[0]
    return tag if tag in ("<super>", "<sub>") else ""


def _slice(text: _Text, i: int, j: int) -> str:
    return text.text[text.words[i].start : text.words[j].end]
