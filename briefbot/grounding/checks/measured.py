"""What is measured: an amount of one kind or place is not told of all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks.numbers import is_number
from briefbot.language.lexicon import BE, PREPOSITIONS, is_adverb, is_content
from briefbot.language.shallow import is_break
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.kept import Kept

# What amounts do (Levin 1993, 45.6, "Verbs of Calibratable Changes of State", and what they come to).
_CHANGING = frozenset(
    map(
        stem,
        """rise fall fell grow drop climb increase decrease decline jump surge soar plunge plummet slump slide
        slip shrink slow contract expand double triple halve dip ease edge gain lose tumble reach hit top
        exceed total stand average stay remain""".split(),
    )
)


def left_out(kept: Kept) -> Iterator[str]:
    """Modifiers that are gone from before what an amount is of: "[youth] unemployment rose to 40%"."""
    words = kept.words
    for verb, word in enumerate(words):
        if not (kept.sentence.verbs[verb] and verb in kept.matched):
            continue
        if not (word.stem in _CHANGING or word.norm in BE) or not _amount_follows(kept, verb):
            continue
        noun = _measured(kept, verb)
        if noun is None or noun not in kept.matched or words[noun].capital:
            continue
        before = words[noun - 1]
        modifies = is_content(before) and before.kind == "word" and not is_adverb(before)
        if noun > 0 and kept.gone(noun - 1) and modifies and not kept.sentence.verbs[noun - 1]:
            yield f"drops {before.text!r} from what is measured, {words[noun].text!r}"


def _amount_follows(kept: Kept, verb: int) -> bool:
    """Whether a kept amount stands behind the verb, right behind it for a form of be."""
    words, reach = kept.words, 3 if kept.words[verb].norm in BE else 8
    for i in range(verb + 1, min(verb + 1 + reach, len(words))):
        if is_break(words[i]) or (kept.sentence.verbs[i] and words[verb].norm not in BE):
            return False
        if is_number(words[i]) and i in kept.matched and words[i].kind != "date":
            return True
    return False


def _measured(kept: Kept, verb: int) -> int | None:
    """The noun whose amount it is: the head of the subject, before any phrase of it."""
    head = None
    for i in range(verb - 1, -1, -1):
        word = kept.words[i]
        if is_break(word) or (kept.sentence.verbs[i] and i != verb - 1):
            break
        if word.norm in PREPOSITIONS:
            head = None  # "prices [of food in Chad] rose": what stands before is the head
        elif head is None and is_content(word) and word.kind == "word" and not is_adverb(word):
            head = i
    return head
