"""Words to index terms: the same analysis for briefs and questions."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import tantivy

ANALYZER = "brief_text"
# Unseen inside words: soft hyphen, zero-width spaces and joiners, bidi marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_POSSESSIVE = re.compile(r"(?<=\w)['’ʼ＇]s\b", re.IGNORECASE)


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Split at everything but letters and digits, lower case, no accents, English stems."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(64),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


def visible(text: str) -> str:
    """The text as it reads: composed characters, nothing invisible inside words."""
    if text.isascii():
        return text
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def query_terms(text: str) -> list[str]:
    """The distinct index terms of a text in order; no character in it has a special meaning.

    The "s" of a possessive is left out: it would match every other possessive.
    """
    return list(dict.fromkeys(analyzer().analyze(_POSSESSIVE.sub("", visible(text)))))
