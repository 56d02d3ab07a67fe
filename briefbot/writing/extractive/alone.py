"""Sentences that can be told alone: whole, and about something a reader can tell without the one before."""

from __future__ import annotations

from functools import lru_cache

from briefbot.grounding.reference import points_back
from briefbot.language.lexicon import is_content
from briefbot.language.words import split_words

_FEWEST_WORDS = 5
_ENDS = (".", "!", ".”", '."', "!”", '!"', ".’", ".'", ".)")
# What is said begins with "We" or "You" as often as not, and its speaker is told behind it.
_SPEECH = ("“", '"', "‘")
# Openers that lean on the sentence before, beside those of `points_back`.
_LEANING = frozenset(
    """and but or nor yet while whereas furthermore additionally besides elsewhere other another others
    the_other the_latter the_former the_same the_others the_next one_of""".split()
)
# Words for a time may stand before a pronoun that still has nothing to stand for: "In the evening, they …".
_TIMES = frozenset(
    """morning noon afternoon evening night midnight day today yesterday week month year time moment
    hour minute second monday tuesday wednesday thursday friday saturday sunday""".split()
)
# "The dam of Lake Orvel": a name so soon says which thing it is.
_NAMED_WITHIN = 4
_STANDING_FOR = frozenset("he she it they him her them his hers its their theirs".split())


def word_count(text: str) -> int:
    """The words of a text as an editor counts them: what stands between white space."""
    return len(text.split())


@lru_cache(maxsize=8192)
def stands_alone(text: str) -> bool:
    """Whether a reader of this sentence alone knows what it is about, and it is one."""
    return (
        word_count(text) >= _FEWEST_WORDS
        and text.endswith(_ENDS)
        and not text[0].islower()
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and (text.startswith(_SPEECH) or not points_back(text))
        and not _leans(text)
    )


def _leans(text: str) -> bool:
    """Whether it opens with what ties it to the sentence before, or a pronoun comes before any noun."""
    words = [word for word in split_words(text) if word.kind != "mark"]
    opens = {"_".join(word.norm for word in words[:size]) for size in (1, 2)}
    if not opens.isdisjoint(_LEANING):
        return True
    for word in words:
        if word.norm in _STANDING_FOR:
            return True
        if is_content(word) and word.norm not in _TIMES and word.kind != "number":
            return False
    return True


def takes_for_known(text: str) -> bool:
    """Whether it opens with a thing it does not name: "The move is expected …", said of the sentence before."""
    words = [word for word in split_words(text) if word.kind != "mark"][: _NAMED_WITHIN + 1]
    known = bool(words) and words[0].norm == "the"
    return known and not any(word.capital or word.kind == "number" for word in words[1:])
