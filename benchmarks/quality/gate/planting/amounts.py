"""Wrong amounts: another number, another unit, a bound or quantifier turned, a comparison turned."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.planting.error import Change, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.quality.gate.sources import Sourced

_DIGITS = re.compile(
    r"(?<![\w.,:/–-])(?<!\b[A-Z]\w\s)[$€£]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\w:/])"
)
_SPELLED = (
    "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
)
_SPELLED_NUMBER = re.compile(rf"\b({'|'.join(_SPELLED)})\b(?! of\b)", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December"
_BY_A_MONTH = re.compile(rf"\b(?:{_MONTHS.replace(' ', '|')})\b\.?,? *$")
_BEFORE_A_MONTH = re.compile(rf"^(?:st|nd|rd|th)? (?:of )?(?:{_MONTHS.replace(' ', '|')})\b")

# Each pair is turned both ways.
_UNITS = [
    ("million", "billion"), ("thousand", "million"), ("billion", "trillion"),
    ("thousands", "hundreds"), ("thousands", "millions"), ("dozens", "hundreds"),
    ("kilometres", "metres"), ("kilometers", "miles"), ("kilometres", "miles"), ("km", "miles"),
    ("feet", "metres"), ("meters", "feet"), ("tonnes", "kilograms"), ("tons", "pounds"),
    ("seconds", "minutes"), ("minutes", "hours"), ("hours", "days"), ("days", "weeks"),
    ("weeks", "months"), ("months", "years"), ("years", "decades"), ("year", "month"),
    ("hour", "minute"), ("percent", "percentage points"), ("acres", "square miles"),
    ("dollars", "euros"), ("pounds", "dollars"), ("gallons", "litres"), ("barrels", "litres"),
]  # fmt: skip
_BOUNDS = [
    ("at least", "at most"), ("more than", "fewer than"), ("more than", "less than"),
    ("over", "under"), ("up to", "at least"), ("as many as", "at least"), ("nearly", "more than"),
    ("almost", "over"), ("at least", "exactly"), ("up to", ""), ("fewer than", ""), ("nearly", ""),
    ("less than", ""), ("almost", ""), ("as many as", "exactly"), ("about", "more than"),
    ("around", "at least"), ("approximately", "fewer than"),
]  # fmt: skip
_QUANTIFIERS = [
    ("some", "all"), ("most", "all"), ("many", "all"), ("several", "all"), ("most", "few"),
    ("many", "few"), ("all", "some"), ("every", "almost every"), ("some of", "all of"),
    ("most of", "all of"), ("one of", "all of"), ("some", "most"), ("both", "one of"), ("half", "all"),
    ("several", "most"), ("a majority of", "all"), ("a number of", "all"), ("only", ""), ("part of", ""),
    ("dozens", "all"), ("half of", "all of"), ("a third of", "half of"), ("none", "some"),
]  # fmt: skip
_ALSO_PREPOSITIONS = {"some", "all", "every", "half", "most", "many", "several", "both"}
_COMPARED = [
    ("more", "less"), ("more", "fewer"), ("higher", "lower"), ("highest", "lowest"),
    ("largest", "smallest"), ("larger", "smaller"), ("bigger", "smaller"), ("biggest", "smallest"),
    ("better", "worse"), ("best", "worst"), ("faster", "slower"), ("fastest", "slowest"),
    ("longer", "shorter"), ("longest", "shortest"), ("oldest", "youngest"), ("older", "younger"),
    ("earlier", "later"), ("stronger", "weaker"), ("strongest", "weakest"), ("most", "least"),
    ("deadliest", "least deadly"), ("above", "below"), ("before", "after"), ("earliest", "latest"),
    ("closer", "farther"), ("heaviest", "lightest"), ("richest", "poorest"), ("greater", "smaller"),
    ("first", "last"), ("first", "second"), ("second", "first"), ("cheaper", "dearer"),
    ("greatest", "smallest"), ("hottest", "coldest"), ("tallest", "smallest"),
]  # fmt: skip


def other_number(source: Sourced, chance: Random) -> Iterator[Change]:
    """A number that is neither a date nor part of a name, replaced by another."""
    text = source.text
    for match in _DIGITS.finditer(text):
        if _is_date(text, match):
            continue
        digits = match.group(1)
        value = int(digits.replace(",", ""))
        new = _other_value(value, chance)
        shown = f"{new:,}" if "," in digits else str(new)
        if not re.search(rf"(?<!\d){re.escape(shown)}(?!\d)", text):
            yield replaced(text, *match.span(1), shown, "digits")
    for match in _SPELLED_NUMBER.finditer(text):
        at = _SPELLED.index(match.group().lower())
        new_word = _SPELLED[(at + chance.choice((1, 2, 3))) % len(_SPELLED)]
        if new_word not in text.lower():
            yield replaced(text, *match.span(), new_word, "spelled")


def _is_date(text: str, match: re.Match[str]) -> bool:
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", match.group(1)) and not match.group(2)
    by_month = _BY_A_MONTH.search(text[: match.start()])
    return bool(year or by_month or _BEFORE_A_MONTH.match(text[match.end() :]))


def _other_value(value: int, chance: Random) -> int:
    """A number of the same size that is not the same: near, or with two digits exchanged."""
    digits = str(value)
    if len(digits) > 1 and digits[0] != digits[1] and digits[1] != "0" and chance.random() < 0.4:
        return int(digits[1] + digits[0] + digits[2:])
    step = max(1, value // 10)
    new = value + step * chance.choice((1, 2, 3, -1, -2))
    return new if new > 1 else value + 2


def other_unit(source: Sourced, chance: Random) -> Iterator[Change]:
    """A unit or magnitude after a number, replaced by another."""
    for old, new in _both_ways(_UNITS, chance):
        for match in re.finditer(rf"(?<=\w[ -]){old}\b", source.text):
            before = source.text[: match.start() - 1].split(" ")[-1].lower().lstrip("$€£(")
            counted = old.endswith("s") and old in ("thousands", "dozens", "hundreds", "millions")
            if (
                counted
                or before[:1].isdigit()
                or before in _SPELLED
                or before in ("one", "several")
            ):
                yield replaced(source.text, *match.span(), new, "unit")
    for match in re.finditer(r"\b(Thousands|Dozens|Hundreds|Millions)(?= of\b)", source.text):
        options = [w for w in ("Thousands", "Dozens", "Hundreds", "Millions") if w != match.group()]
        yield replaced(source.text, *match.span(), chance.choice(options), "unit")
    for old, new in (("$", "€"), ("€", "$"), ("£", "$")):
        at = source.text.find(old)
        if at >= 0 and source.text[at + 1 : at + 2].isdigit():
            yield replaced(source.text, at, at + 1, new, "currency")


def other_quantity(source: Sourced, chance: Random) -> Iterator[Change]:
    """A bound of a number turned or dropped, or a quantifier made stronger or weaker."""
    text = source.text
    for old, new in _shuffled(_BOUNDS, chance):
        for match in re.finditer(
            rf"\b{old}(?= (?:an? |[$€£]?\d|{'|'.join(_SPELLED)}\b))", text, re.I
        ):
            yield replaced(text, *match.span(), new, "bound" if new else "bound dropped")
    for old, new in _shuffled(_QUANTIFIERS, chance):
        # "some 100 people" is about 100, "more than half" is a number: both are no group.
        for match in re.finditer(rf"\b{old} (?=[a-z]{{3,}})(?!(?:than|likely|of)\b)", text, re.I):
            alone = " " not in old and old in _ALSO_PREPOSITIONS
            if alone and re.search(r"\b(?:at|the|of|than|in) $", text[: match.start()]):
                continue
            if re.match(rf"(?:{'|'.join(_SPELLED)}|hundred|thousand|\w+ly)\b", text[match.end() :]):
                continue
            yield replaced(text, match.start(), match.end() - 1, new, "quantifier")


def other_comparison(source: Sourced, chance: Random) -> Iterator[Change]:
    """A comparison or rank turned round: "higher" for "lower", "after" for "before"."""
    for old, new in _both_ways(_COMPARED, chance):
        if (old, new) == ("last", "first") or (old == "most" and new != "least"):
            continue
        for match in re.finditer(
            rf"(?<!\b[Aa]t )\b{old}\b(?! (?:than|of|as) (?:a |an )?[$€£]?\d)", source.text
        ):
            if old == "most" and not re.match(
                r" \w+(?:ed|ive|al|ous|ful|ant|ent)\b", source.text[match.end() :]
            ):
                continue
            yield replaced(source.text, *match.span(), new, "comparative")


def _both_ways(pairs: list[tuple[str, str]], chance: Random) -> list[tuple[str, str]]:
    return _shuffled([*pairs, *((b, a) for a, b in pairs)], chance)


def _shuffled(pairs: list[tuple[str, str]], chance: Random) -> list[tuple[str, str]]:
    mixed = sorted(set(pairs))
    chance.shuffle(mixed)
    return mixed
