"""Text to words: offsets, comparable forms, stems and what kind of word a form can be.

Two words are the same word when their stems are equal (Snowball English through tantivy, after the
irregular forms of `forms.tsv.gz`), so "met" is "meet" and "demanding" is "demands".
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import tantivy

if TYPE_CHECKING:
    from collections.abc import Mapping

# Abbreviations with inner points (U.S., a.m.), numbers with separators, words with inner apostrophes
# and hyphens, else any single sign that matters for clauses and quotations. Soft hyphens and
# zero-width characters inside a word belong to it and are folded away. A sign before a number, the
# country of a dollar and the currency or percent sign behind it are part of it: "-0.5%", "≥3", "A$5",
# "5 €". Letters behind a number are a word of their own, as they are with a space: "10km".
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(
    rf"""
      (?P<number>(?:(?<![\w)\]%])[-−+±~≈<>≤≥](?=[$€£¥]?\.?\d))?
        (?:\b(?:US|AU?|CA?|NZ|HK|S|NT|R)(?=\$\d))?
        [$€£¥]?(?:\d+|(?<![\w.])\.\d+)(?:[.,]\d+)*
        (?:(?:st|nd|rd|th|s|bn|m|k|tn|trn|mn|mln|bln)?(?!\w)(?:[ \u00a0\u202f]?[%‰€£¥]|\$(?!\d))?|(?=\w)))
    | (?P<word>(?:[^\W\d_]\.)+[^\W\d_]\b\.?|[^\W\d_](?:[^\W_]|[{_INVISIBLE}]|['’](?=[^\W_]))*)
    | (?P<mark>[,;:()\[\]"“”‘’«»—–?!…-]|\.(?=\s|$|["”’)]))
    """,
    re.VERBOSE,
)
_SIGN_BEHIND = re.compile(r"[ \u00a0\u202f]?([%‰€£¥$])$")
_CONTRACTING = frozenset(["it", "he", "she", "that", "there", "what", "who", "let", "here", "how"])
_FOLDS = {ord(c): None for c in _INVISIBLE} | {ord("’"): "'", ord("‘"): "'"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or clause mark of a text.

    Attributes:
        text: the exact slice.
        start: offset of its first character in the text given.
        end: offset after its last character.
        kind: "word", "number" or "mark".
        norm: lower case, accents and possessive removed, straight apostrophes.
        stem: what words are compared by.
        possessive: it ended in 's or s'.
        capital: it starts with a capital letter.
    """

    text: str
    start: int
    end: int
    kind: str
    norm: str
    stem: str
    possessive: bool = False
    capital: bool = False


def fold(text: str) -> str:
    """The text in lower case, without accents and invisible characters, with straight apostrophes."""
    text = text.translate(_FOLDS).lower()
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def split_words(text: str) -> tuple[Word, ...]:
    """The words, numbers and clause marks of a text in order.

    Hyphenated words come apart; a country or body written out ("United States") and "3 percent" are
    one word, equal to their short forms.
    """
    return _split_sentence(text) if len(text) <= _LONGEST_KEPT else _split(text)


# In characters: sentences are split again and again, whole texts only once.
_LONGEST_KEPT = 2_000


def _split(text: str) -> tuple[Word, ...]:
    return tuple(_joined([_word(match) for match in _WORD.finditer(text)], text))


_split_sentence = lru_cache(maxsize=8192)(_split)


def _word(match: re.Match[str]) -> Word:
    text, kind = match.group(), str(match.lastgroup)
    start, end = match.span()
    if kind == "mark":
        return Word(text, start, end, kind, text, text)
    norm, word_stem, possessive = _forms_of(text, kind)
    if match.string[end : end + 1] in ("'", "’") and norm.endswith("s") and kind == "word":
        # "members' demands": told from a closing quotation mark by the word that follows.
        possessive |= bool(re.match(r"['’] [^\W\d_]", match.string[end : end + 3]))
    return Word(text, start, end, kind, norm, word_stem, possessive, text[0].isupper())


@lru_cache(maxsize=65536)
def _forms_of(text: str, kind: str) -> tuple[str, str, bool]:
    """Norm and stem of a word, and whether it ends in a possessive 's."""
    norm = fold(text)
    if kind == "number":
        norm = norm.replace("−", "-").replace("us$", "$").removeprefix("+")
        if sign := _SIGN_BEHIND.search(norm):
            # "5 €" is "€5", and "5 %" is "5%".
            bare = norm[: sign.start()]
            norm = f"{bare}{sign[1]}" if sign[1] in "%‰" else f"{sign[1]}{bare}"
        norm = f"0{norm}" if norm.startswith(".") else norm.replace("-.", "-0.")
    possessive = norm.endswith("'s") and norm[:-2] not in _CONTRACTING
    if norm.endswith("'s"):
        norm = norm[:-2]
    if kind == "word":
        norm = norm.replace(".", "")
        if norm == "us" and text[:2] != "us":  # the country, not the pronoun
            norm = "usa"
    return norm, stem(norm), possessive


# "7.5 per cent" is split as "per" and "cent".
_PERCENT = frozenset(["percent", "pct", "per cent"])
# Two names for one thing, folded; both have the stem on the right.
_JOINED = {
    ("united", "states"): "usa",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
}


def _joined(words: list[Word], text: str) -> list[Word]:
    joined: list[Word] = []
    for word in _with_per_cent(words, text):
        last = joined[-1] if joined else None
        name = _JOINED.get((last.norm, word.norm)) if last and word.capital else None
        percent = last is not None and last.kind == "number" and word.norm in _PERCENT
        if last is not None and (name or percent):
            norm = name or f"{last.stem}%"
            both = text[last.start : word.end]
            kind = "number" if percent else "word"
            joined[-1] = Word(
                both, last.start, word.end, kind, norm, norm, word.possessive, last.capital
            )
        else:
            joined.append(word)
    return joined


def _with_per_cent(words: list[Word], text: str) -> list[Word]:
    """The words with "per cent" as one."""
    if not any(word.norm == "cent" for word in words):
        return words
    one: list[Word] = []
    for word in words:
        if word.norm == "cent" and one and one[-1].norm == "per":
            start = one.pop().start
            word = Word(text[start : word.end], start, word.end, "word", "per cent", "percent")
        one.append(word)
    return one


# From https://unicode.org/reports/tr35 spell-out rules, the ones news uses; "one" is left a pronoun.
_SPELLED = {
    word: str(value)
    for value, word in [
        *enumerate(
            """zero . two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen twenty""".split()
        ),
        *zip(
            range(30, 100, 10),
            "thirty forty fifty sixty seventy eighty ninety".split(),
            strict=True,
        ),
    ]
    if word != "."
}

# A point before three digits parts thousands as often as decimals.
_MAYBE_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}(?!\d)")


def _number_key(norm: str) -> str:
    """Numbers compare by value: "100,000" is "100000", "3.50" is "3.5"; "1.000" may be a thousand."""
    key = re.sub(r",(?=\d{3})", "", norm)
    if key.count(".") != 1 or _MAYBE_THOUSANDS.search(key):
        return key
    return re.sub(r"(\.\d*?)0+(?=\D|$)", r"\1", key).replace(".%", "%").rstrip(".")


@cache
def _stemmer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    return builder.filter(tantivy.Filter.stemmer("english")).build()


@lru_cache(maxsize=65536)
def stem(norm: str) -> str:
    """The stem of a folded word; numbers and words with signs in them come back unchanged."""
    if not norm.isalpha():
        return _number_key(norm) if norm[:1].isdigit() or norm[:1] in "$€£¥" else norm
    if norm in _SPELLED:
        return _SPELLED[norm]
    _, lemma = _forms().get(norm, ("", ""))
    stems = _stemmer().analyze(lemma or norm)
    return str(stems[0]) if stems else norm


@cache
def _forms() -> Mapping[str, tuple[str, str]]:
    """Folded form -> (kinds, irregular lemma or ""), from `scripts/build_word_forms.py`."""
    table = gzip.decompress((files(__package__) / "forms.tsv.gz").read_bytes()).decode()
    rows = (line.split("\t") for line in table.splitlines())
    return {form: (kinds, lemma) for form, kinds, lemma in rows}


def irregular_lemma(form: str) -> str:
    """What a folded form is an irregular inflection of, "" when it is none."""
    return _forms().get(form, ("", ""))[1]


def is_spelled(form: str) -> bool:
    """Whether the folded form is a number spelled out."""
    return form in _SPELLED


def is_numeral(word: Word) -> bool:
    """Whether the word is a number, in digits or spelled out."""
    return word.kind == "number" or word.stem.isdigit()


def can_be_verb(word: Word) -> bool:
    """Whether the form can be a verb; names and numbers can't."""
    return (
        word.kind == "word" and not word.possessive and "v" in _forms().get(word.norm, ("", ""))[0]
    )


def only_verb(word: Word) -> bool:
    """Whether the form can be nothing but a verb."""
    return (
        word.kind == "word" and not word.possessive and _forms().get(word.norm, ("", ""))[0] == "v"
    )


def is_irregular(word: Word) -> bool:
    """Whether the form is an irregular one ("met", "spoke"), which as a verb is by far the likelier."""
    return word.kind == "word" and bool(_forms().get(word.norm, ("", ""))[1])


# Letters that different romanizations write differently, folded to one. Order matters.
_ROMANIZED = (
    ("shch", "sh"), ("tsch", "ch"), ("sch", "sh"), ("kh", "h"), ("ks", "x"), ("ck", "k"), ("ph", "f"),
    ("ou", "u"), ("w", "v"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("yy", "i"), ("ii", "i"),
    ("y", "i"), ("j", "i"), ("ie", "e"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiou]+")


@lru_cache(maxsize=16384)
def _name_key(norm: str) -> tuple[str, tuple[str, ...]]:
    """The consonants of a name after folding, and its vowels."""
    for wide, narrow in _ROMANIZED:
        norm = norm.replace(wide, narrow)
    norm = re.sub(r"(.)\1", r"\1", norm)
    return _VOWELS.sub("a", norm), tuple(_VOWELS.findall(norm))


def same_name(a: str, b: str) -> bool:
    """Whether two folded names are spellings of one: Zelenskiy, Zelensky; Volodymyr, Volodomyr.

    Equal after folding romanizations, but for one vowel that stands for another, from five letters on.
    Niger and Nigeria, Austria and Australia, Iran and Iraq, Georgia and George stay apart.
    """
    if a == b:
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0] or abs(len(a) - len(b)) > 1:
        return False
    (key_a, vowels_a), (key_b, vowels_b) = _name_key(a), _name_key(b)
    differ = [(x, y) for x, y in zip(vowels_a, vowels_b, strict=False) if x != y]
    one_letter = all(len(x) == len(y) == 1 for x, y in differ)
    return key_a == key_b and len(differ) <= 1 and one_letter
