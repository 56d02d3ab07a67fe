"""What holds only in a work, a plan, somebody's view or some case is not told as what is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.kept import segment_start
from briefbot.language.lexicon import ARTICLES, PRONOUNS, SPEECH, is_content, is_negation
from briefbot.language.shallow import is_break
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.grounding.kept import Kept


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, text.split()))


_VIEWS = _stems(
    "view opinion eyes mind words telling account version perspective viewpoint reading"
)
_UNREAL = _stems(
    "theory paper principle novel film movie dream simulation fiction scenario drill condition"
)
_PLANS = _stems("plan proposal draft bill scheme blueprint")
_EXTREMES = frozenset("earliest latest best worst least most".split())
# "in the worst case"
_CASES = frozenset(["best", "worst"])
# The noun that says where something holds, behind these prepositions.
_HOLDS_IN: dict[str, frozenset[str]] = {
    **dict.fromkeys(("in", "on", "from", "by", "to", "with"), _VIEWS | _UNREAL),
    "under": _PLANS | _UNREAL,
    "as": _stems("call know describe cite quote put") | SPEECH,
}
# Behind what somebody thinks or wishes: "…, officials fear." Those of saying are attributions.
# (Levin 1993, 29.5 and 31 to 32: verbs of conjecture, of psychological state, of desire)
_THINKING = _stems(
    """fear hope suspect expect guess worry reckon assume imagine speculate dread feel forecast wish
    suppose presume fancy anticipate"""
)
_REACH = 4
# "For [the first time], …" is no one's view.
_NO_ONES = _stems(
    """first second third last time year month week day hour now example instance decade part once
    sake reason century moment many several some most all more ever long which what good"""
)
_PROVISOS = frozenset(["assuming", "supposing", "granted", "permitting"])


def frames_left_out(kept: Kept) -> Iterator[str]:
    """Phrases that are gone with what limits where the statement holds: "in theory", "for its critics"."""
    if not kept.matched:
        return
    for i, word in enumerate(kept.words):
        if kept.gone(i) and not is_negation(word) and _limits(kept, i):
            yield f"drops where it holds, {_phrase(kept, i)!r}"
        if word.stem in _THINKING and (thinks := _thinks(kept, i)):
            yield f"drops whose view it is, {thinks!r}"


def _thinks(kept: Kept, i: int) -> str:
    """Who thinks so, set apart by commas and left out: ", officials fear"; "" when nobody is."""
    words = kept.words
    start = segment_start(words, i)
    apart = start > 0 and (i + 1 == len(words) or is_break(words[i + 1]))
    if not apart or any(j in kept.matched for j in range(start, i + 1)):
        return ""
    # Not ", as expected": nobody is named.
    named = any(is_content(w) or w.norm in PRONOUNS for w in words[start:i])
    return " ".join(w.text for w in words[start : i + 1]) if named else ""


def _limits(kept: Kept, i: int) -> bool:
    words, word = kept.words, kept.words[i]
    after = words[i + 1].norm if i + 1 < len(words) else ""
    apart = i == 0 or is_break(words[i - 1])
    if word.norm in ("for", "to") and i == 0 and _is_for_someone(kept):
        return True
    if word.norm == "per":
        return apart
    if word.norm == "at":
        return after in ("the", "very") and any(w.norm in _EXTREMES for w in words[i + 2 : i + 4])
    if word.norm == "subject":
        return after == "to" and (apart or words[i - 1].norm == "is")
    if word.norm in _PROVISOS:
        closes = i + 1 == len(words) or is_break(words[i + 1])
        return apart if word.norm != "permitting" else closes
    if word.norm == "in" and (
        after == "what" or any(w.norm in _CASES for w in words[i + 1 : i + 3])
    ):
        return True
    return _stands_in(kept, i, _HOLDS_IN.get(word.norm, frozenset()))


def _stands_in(kept: Kept, i: int, nouns: frozenset[str]) -> bool:
    """Whether one of these nouns, left out too, is what the preposition at `i` brings in."""
    for j in range(i + 1, min(i + 1 + _REACH, len(kept.words))):
        if is_break(kept.words[j]) or j in kept.matched:
            return False
        if kept.words[j].stem in nouns:
            return True
    return False


def _is_for_someone(kept: Kept) -> bool:
    """Whether the sentence opens with whom it holds for: "For Iran, …", not "For years, …" or "To win, …"."""
    words = kept.words
    end = next((j for j in range(1, len(words)) if is_break(words[j])), len(words))
    inside = [w for w in words[1:end] if w.norm not in ARTICLES]
    return (
        end < len(words)
        and words[end].text == ","
        and any(is_content(w) for w in inside)
        and not any(kept.sentence.verbs[1:end])
        and not any(w.kind != "word" or w.stem in _NO_ONES for w in inside)
    )


def _phrase(kept: Kept, i: int) -> str:
    words = kept.words[i : i + _REACH]
    stop = next((j for j, w in enumerate(words) if is_break(w)), len(words))
    return " ".join(w.text for w in words[:stop])
