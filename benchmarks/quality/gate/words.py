"""Verb forms and antonyms from tables that `scripts/build_planting_tables.py` makes.

Apart from briefbot's own word knowledge on purpose: what is measured should not supply the measure.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
TOKEN = re.compile(r"[$€£]?\d+(?:[.,:]\d+)*%?|[^\W_]+(?:[.'’-][^\W_]+)*|[^\w\s]")
# Too many meanings for an antonym to be one in the sentence at hand.
_AMBIGUOUS = frozenset(
    """left right leave found be have do make take come go get give keep set put run old home back
    well away still even just close late early early past present second minor main social natural
    human man woman men women boy girl south north east west american foreign national local general
    particular common live personal state second hard fast level direct odd own only one two no not
    here patient former latter more less most least few many first there then now daily never always ever all some nothing yes""".split()
)


class Verb(NamedTuple):
    """The forms of a verb; `transitive` when most of its uses have a plain object."""

    base: str
    present: str
    past: str
    participle: str
    gerund: str
    transitive: bool


class Token(NamedTuple):
    """A word, number or mark and where it stands."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it starts with a letter."""
        return self.text[:1].isalpha()


def tokens(text: str) -> list[Token]:
    """Words, numbers and marks in order; hyphenated words stay whole."""
    return [Token(m.group(), *m.span()) for m in TOKEN.finditer(text)]


@cache
def verbs() -> dict[str, Verb]:
    """Every verb by its base form."""
    found = {}
    for line in _lines("verbs.tsv.gz"):
        base, present, past, participle, gerund, flag = line.split("\t")
        found[base] = Verb(base, present, past, participle, gerund, flag == "t")
    return found


@cache
def _by_form() -> dict[str, dict[str, Verb]]:
    """Which verb a form can be, by the name of the form."""
    found: dict[str, dict[str, Verb]] = {
        "base": {},
        "present": {},
        "past": {},
        "participle": {},
        "gerund": {},
    }
    for verb in verbs().values():
        for name, forms in found.items():
            forms.setdefault(getattr(verb, name), verb)
    return found


def verb_of(form: str, name: str) -> Verb | None:
    """The verb whose form of that name ("past", "present", …) this is, None if there is none."""
    return _by_form()[name].get(form.lower())


@cache
def _antonyms() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for line in _lines("antonyms.tsv.gz"):
        kind, word, antonym = line.split("\t")
        if word not in _AMBIGUOUS and antonym not in _AMBIGUOUS:
            found.setdefault((kind, word), []).append(antonym)
    return found


def find_antonym(form: str) -> str | None:
    """The opposite of a word in the same form, None if WordNet has none for it."""
    for name in ("past", "present", "gerund"):
        verb = verb_of(form, name)
        if verb is not None:
            for antonym in _antonyms().get(("v", verb.base), ()):
                if antonym in verbs():
                    return str(getattr(verbs()[antonym], name))
            return None
    for kind in "ar":
        for antonym in _antonyms().get((kind, form), ()):
            return antonym
    return None


def differs(a: str, b: str) -> bool:
    """Whether two statements differ in more than case, articles and marks."""
    return compared_words(a) != compared_words(b)


def compared_words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, articles left out."""
    return [
        t.lower for t in tokens(text) if t.text[0].isalnum() and t.lower not in ("a", "an", "the")
    ]


def _lines(name: str) -> list[str]:
    return gzip.decompress((_FOLDER / name).read_bytes()).decode().splitlines()
