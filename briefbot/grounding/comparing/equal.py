"""Whether two words in the same place say the same: synonyms, a day in its week, a name and its initials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.gaps import spelling
from briefbot.grounding.comparing.synonyms import are_kin
from briefbot.language.kinship import DERIVED, kin
from briefbot.language.lexicon import SPEECH, is_modal
from briefbot.language.words import same_name, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.grounding.comparing.gaps import Laid
    from briefbot.language.words import Word

# Modals and what stands before "to" in their place: "is going to", "is set to".
_MODAL_FORMS = {
    **dict.fromkeys(("will", "would", "shall", "going", "set", "due", "is", "are"), "will"),
    **{"can": "can", "could": "can", "may": "may", "might": "may"},
}


def equal_words(laid: Laid, e: int, n: int) -> bool:
    """Whether word `e` of the earlier statement says what word `n` of the later one does."""
    a, b = laid.earlier.words[e], laid.later.words[n]
    if a.kind == "date" and b.kind == "date":
        return spelling(laid.earlier, e) == spelling(laid.later, n) or (
            _compatible(a.stem, b.stem) and not _counted_otherwise(laid, e, n)
        )
    if _MODAL_FORMS.keys() >= {a.norm, b.norm} or (is_modal(a) and is_modal(b)):
        return _MODAL_FORMS.get(a.norm, a.norm) == _MODAL_FORMS.get(b.norm, b.norm)
    return (a.stem in SPEECH and b.stem in SPEECH) or are_kin(a.stem, b.stem)


def is_same_name(a: str, b: str) -> bool:
    """Whether the stems of two names are one in two forms: France and French, not Taiwan and China."""
    return a == b or kin(a).get(b, 0.0) >= DERIVED or kin(b).get(a, 0.0) >= DERIVED


def equal_names(laid: Laid, mine: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether names in the same place are ways to say one: "Johnson", "Mr. Johnson", "EU" and its name."""
    ours = [laid.earlier.words[i] for i in mine]
    others = [laid.later.words[i] for i in theirs]
    alike = any(
        is_same_name(a.stem, b.stem) or same_name(a.norm, b.norm) for a in ours for b in others
    )
    return alike or _are_initials(ours, others) or _are_initials(others, ours)


def _are_initials(short: Sequence[Word], long: Sequence[Word]) -> bool:
    return len(short) == 1 < len(long) and short[0].norm == "".join(w.norm[0] for w in long)


def _compatible(a: str, b: str) -> bool:
    """Whether one of two stretches of days lies in the other."""
    (a_first, _, a_last), (b_first, _, b_last) = (s.split(" ")[0].partition("/") for s in (a, b))
    within = (a_first <= b_first and b_last <= a_last, b_first <= a_first and a_last <= b_last)
    return any(within) and a.count(" ") == b.count(" ")


def _counted_otherwise(laid: Laid, e: int, n: int) -> bool:
    """Whether two stretches are the same words but for a number: "the past two days", "the past ten days"."""
    a, b = spelling(laid.earlier, e).split(), spelling(laid.later, n).split()
    differ = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) > 2 and len(differ) == 1 and all(stem(x).isdigit() for x in differ[0])
