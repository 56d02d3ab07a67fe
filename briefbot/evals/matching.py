"""Whether a text says an expected answer: both are reduced to the same plain words first.

Deliberately not the words of `briefbot.language`: what is measured must not also be the measure.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache

_ARTICLES = frozenset(["a", "an", "the"])
_TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:[^\W\d_]\.){2,}|[^\W\d_]+|[$€£¥%]")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
_FOLDS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00ad": "", "\u200b": "", "\ufeff": ""})
# Initials that fold to a common word of another meaning.
_INITIALS = {"US": "usa", "U.S.": "usa", "USA": "usa", "WHO": "w.h.o", "IT": "i.t"}
_MONTHS = {
    name[:3]: name
    for name in """january february march april june july august september october november
    december""".split()
} | {"sept": "september"}
_UNITS = {
    word: n
    for n, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: n * 10
    for n, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9}
_SIGNS = {
    **dict.fromkeys(["percent", "percentage", "pct"], "%"),
    **dict.fromkeys(["dollar", "dollars"], "$"),
    **dict.fromkeys(["euro", "euros"], "€"),
    **dict.fromkeys(["pound", "pounds"], "£"),
    "yen": "¥",
}


_CURRENCIES = "$€£¥"


def says(text: str, expected: str) -> bool:
    """Whether the words of `expected` stand in `text`, whole and in a row, after `normalise`.

    "5" is not in "15" or "1.5", nor "Man" in "Manchester". Nothing is ever in it when `expected` has no words.
    """
    wanted, there = normalise(expected), normalise(text)
    size = len(wanted)
    return size > 0 and any(there[i : i + size] == wanted for i in range(len(there) - size + 1))


def says_any(text: str, expected: tuple[str, ...]) -> bool:
    """Whether the text says at least one of the expected strings."""
    return any(says(text, one) for one in expected)


# In characters; longer ones are compared by their digits, as no float holds them.
_LONGEST_NUMBER = 40
_MOST = 10**100


@lru_cache(maxsize=8192)
def normalise(text: str) -> tuple[str, ...]:
    """The words a text is compared by, in order.

    Case, accents, punctuation, hyphens, possessive 's and the articles a, an, the do not count. Numbers
    are compared by value: "100,000", "100000" and "a hundred thousand" are one, so are "2.5 million" and
    "2,500,000", "5 percent" and "5%", "$5" and
    "5 dollars", "2nd" and "2". Months may be cut short ("Feb. 2"). "U.S." is the country
    and not the pronoun. Words are not stemmed and have no synonyms: list the other ways to say it.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_FOLDS)
    folded = _ORDINAL.sub("", _POSSESSIVE.sub("", folded))
    return tuple(_numbers([_word(match.group()) for match in _TOKEN.finditer(folded)]))


def _word(token: str) -> str:
    if token in _INITIALS:
        return _INITIALS[token]
    if token[0].isdigit():
        if len(token) > _LONGEST_NUMBER:
            return f"#{token}"
        return _plain(Fraction(token.replace(",", "")))
    decomposed = unicodedata.normalize("NFKD", token.replace(".", "").casefold())
    word = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SIGNS.get(word) or _MONTHS.get(word, word)


def _numbers(words: list[str]) -> list[str]:
    """The words with articles dropped and each number, however written, as one plain word."""
    out: list[str] = []
    i = 0
    while i < len(words):
        value, after = _number(words, i)
        if value is not None:
            sign = [out.pop()] if out and out[-1] in _CURRENCIES else []
            out += [_plain(value), *sign]
            i = after
            continue
        if words[i] == "per" and words[i + 1 : i + 2] == ["cent"]:
            out.append("%")
            i += 2
            continue
        if words[i] not in _ARTICLES:
            out.append(words[i])
        i += 1
    return out


def _number(words: list[str], i: int) -> tuple[Fraction | None, int]:
    """The number that starts at `i` and the index after it; None when none does."""
    if words[i][0].isdigit():
        value, i = Fraction(words[i]), i + 1
        while (
            i < len(words)
            and value < _MOST
            and (scale := _SCALES.get(words[i]) or _SHORT_SCALES.get(words[i]))
        ):
            value, i = value * scale, i + 1
        return value, i
    if words[i] in ("a", "an") and words[i + 1 : i + 2] and words[i + 1] in _SCALES:
        words = [*words[:i], "one", *words[i + 1 :]]
    total: Fraction | None = None
    group, after = _below_thousand(words, i)
    while group is not None:
        scale = _SCALES.get(words[after], 1) if after < len(words) else 1
        total, i = (total or 0) + Fraction(group * scale), after + (scale > 1)
        if scale == 1:
            break
        group, after = _below_thousand(words, i + (words[i : i + 1] == ["and"]))
    return total, i


def _below_thousand(words: list[str], i: int) -> tuple[int | None, int]:
    """A number in words like "two hundred and five", "ninety nine" or "seven", with the index after it."""
    value, i = _below_hundred(words, i)
    if value is None or words[i : i + 1] != ["hundred"]:
        return value, i
    rest, after = _below_hundred(words, i + 1 + (words[i + 1 : i + 2] == ["and"]))
    return value * 100 + (rest or 0), after if rest else i + 1


def _below_hundred(words: list[str], i: int) -> tuple[int | None, int]:
    word, after = (words[i] if i < len(words) else ""), words[i + 1 : i + 2]
    if word in _TENS:
        unit = _UNITS.get(after[0], 0) if after else 0
        return (_TENS[word] + unit, i + 2) if 0 < unit < 10 else (_TENS[word], i + 1)
    return (_UNITS[word], i + 1) if word in _UNITS else (None, i)


def _plain(value: Fraction) -> str:
    """A number as digits, without a fraction part that is nothing."""
    return str(value.numerator) if value.denominator == 1 else str(float(value))
