"""What a shortened statement may not leave out of its sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefbot.language.lexicon import (
    ARTICLES,
    BE,
    CONDITIONS,
    PREPOSITIONS,
    is_content,
    is_critical,
)
from briefbot.language.shallow import is_break

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.alignment import Alignment
    from briefbot.language.shallow import Shallow

# A negation, modal or hedge governs about this many content words after it in its clause.
_GOVERNED = 3
# Words that bound a number or a group: without them the statement says more than the source.
_BOUNDS = frozenset(
    """up least most more less than over under nearly almost fewer only half few hardly no
    alleged suspected would-be former acting deputy vice ex""".split()
)


def find_losses(
    claim: Shallow, sentence: Shallow, aligned: Alignment, allowed: frozenset[int]
) -> list[str]:
    """What is left out and must not be, in plain words; empty when all omissions are harmless.

    `allowed` are source words that may be missing: the words that name a speaker given elsewhere.
    """
    if not aligned.pairs:
        return []
    matched = {s for _, s in aligned.pairs}
    losses = [
        *_governing(sentence, matched, allowed),
        *_conditions(sentence, matched),
        *_bounds(sentence, matched),
        *_gaps(sentence, matched, allowed),
        *_raised(sentence, matched),
        *_before_start(sentence, matched, allowed),
        *_after_end(sentence, matched, allowed),
        *_roles(claim, sentence, aligned),
    ]
    return list(dict.fromkeys(losses))


def _text(sentence: Shallow, i: int) -> str:
    return sentence.words[i].text


def _governing(sentence: Shallow, matched: set[int], allowed: frozenset[int]) -> Iterator[str]:
    """Negations, modals, hedges and forms of be that are gone while what they govern is kept."""
    words = sentence.words
    for i, word in enumerate(words):
        if i in matched or i in allowed:
            continue
        reach = 1 if word.norm in BE else _GOVERNED if is_critical(word) else 0
        for j in range(i + 1, len(words)):
            if reach == 0 or (is_break(words[j]) and words[j].text not in '“"'):
                break
            if is_content(words[j]) or words[j].norm in BE:
                reach -= 1
                if j in matched:
                    yield f"leaves out {word.text!r} before {words[j].text!r}"
                    break


def _conditions(sentence: Shallow, matched: set[int]) -> Iterator[str]:
    for i, word in enumerate(sentence.words):
        if i not in matched and (
            word.norm in CONDITIONS or word.norm in ("or", "either", "neither")
        ):
            near = [j for j in (i - 1, i + 1) if j in matched]
            if word.norm in CONDITIONS or near:
                yield f"leaves out {word.text!r}"


def _bounds(sentence: Shallow, matched: set[int]) -> Iterator[str]:
    """Bounds ("up to 100", "only", "former") that are gone while the word they bound is kept."""
    words = sentence.words
    for i, word in enumerate(words):
        if i in matched or word.norm not in _BOUNDS:
            continue
        following = (j for j in range(i + 1, min(i + 4, len(words))) if is_content(words[j]))
        bounded = next((j for j in following if words[j].norm not in _BOUNDS), None)
        if bounded is not None and bounded in matched:
            yield f"leaves out {word.text!r} before {words[bounded].text!r}"


def _gaps(sentence: Shallow, matched: set[int], allowed: frozenset[int]) -> Iterator[str]:
    """A verb left out between two kept words ties a subject to something it does not do."""
    order = sorted(matched)
    for left, right in pairwise(order):
        gap = [i for i in range(left + 1, right) if i not in allowed]
        verbs = [i for i in gap if sentence.verbs[i]]
        if not verbs or not gap:
            continue
        parted = is_break(sentence.words[left + 1]) and is_break(sentence.words[right - 1])
        # "NATO's [confidential written] response": modifiers between a possessive and its noun.
        modifying = sentence.words[left].possessive and all(
            is_content(sentence.words[i]) and not sentence.words[i].capital for i in gap
        )
        if not (parted and right - left > 2) and not modifying:
            yield f"leaves out {_text(sentence, verbs[0])!r} after {_text(sentence, left)!r}"


def _raised(sentence: Shallow, matched: set[int]) -> Iterator[str]:
    """Objects left out before an infinitive: in "wants [the alliance] to pull back" it is theirs."""
    order = sorted(matched)
    for left, right in pairwise(order):
        to_verb = sentence.words[right].norm == "to" and any(sentence.verbs[right + 1 : right + 2])
        gap = [i for i in range(left + 1, right) if is_content(sentence.words[i])]
        if to_verb and gap and sentence.verbs[left]:
            yield f"leaves out {_text(sentence, gap[0])!r} before 'to'"


def _before_start(sentence: Shallow, matched: set[int], allowed: frozenset[int]) -> Iterator[str]:
    """A statement may begin in mid-sentence only where a clause does."""
    first = min(matched)
    before = [i for i in range(first) if i not in allowed]
    verbs = [i for i in before if sentence.verbs[i]]
    if not verbs:
        return
    j = first - 1
    while j >= 0 and sentence.words[j].norm in ARTICLES:
        j -= 1
    if j in allowed or is_break(sentence.words[j]):
        return
    yield f"leaves out {_text(sentence, verbs[-1])!r} before {_text(sentence, first)!r}"


def _after_end(sentence: Shallow, matched: set[int], allowed: frozenset[int]) -> Iterator[str]:
    """A verb may not lose what follows it in its clause: "failed [to stop]", "denied [killing]"."""
    last = max(matched)
    if last + 1 >= len(sentence.words) or last + 1 in allowed:
        return
    word, following = sentence.words[last], sentence.words[last + 1]
    cut = sentence.verbs[last] or word.norm in PREPOSITIONS | ARTICLES
    if (
        cut
        and not is_break(following)
        and following.norm not in PREPOSITIONS - {"to", "of", "from"}
    ):
        yield f"cuts off what follows {word.text!r}"


def _roles(claim: Shallow, sentence: Shallow, aligned: Alignment) -> Iterator[str]:
    """A kept word must keep the preposition or possessive that gives it its role."""
    partner = {s: c for c, s in aligned.pairs}
    for c, s in aligned.pairs:
        if not is_content(sentence.words[s]):
            continue
        if sentence.words[s].possessive != claim.words[c].possessive:
            yield f"changes the role of {claim.words[c].text!r}"
        governor = _preposition_before(sentence, s, set(partner))
        if governor is not None and governor not in partner:
            yield f"leaves out {_text(sentence, governor)!r} before {_text(sentence, s)!r}"


def _preposition_before(sentence: Shallow, i: int, matched: set[int]) -> int | None:
    """The preposition a word stands under with only left-out words in between, None if there is none."""
    if sentence.verbs[i]:
        return None
    for j in range(i - 1, -1, -1):
        word = sentence.words[j]
        if is_break(word) or sentence.verbs[j] or word.norm in ("and", "or", "but"):
            return None
        if word.norm in PREPOSITIONS:
            met_with = word.norm == "with" and j > 0 and sentence.words[j - 1].stem == "meet"
            return None if met_with else j
        if j in matched:
            return None
    return None
