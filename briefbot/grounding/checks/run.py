"""All checks of a statement laid over its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.checks import (
    dates,
    forms,
    lists,
    measured,
    modality,
    names,
    negation,
    numbers,
    quantifiers,
    roles,
    signs,
    words,
)
from briefbot.grounding.checks.replaced import find_replaced
from briefbot.grounding.cuts import find_cuts
from briefbot.results import Check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.kept import Kept
    from briefbot.language.shallow import Shallow

# Each word that a statement puts in is reported by the first check it concerns.
_PUT_IN = {
    "negation": negation,
    "modality": modality,
    "roles": roles,
    "dates": dates,
    "numbers": numbers,
    "quantifiers": quantifiers,
    "names": names,
    "words": words,
}
# A statement with one of these in its sentence's place says otherwise, not only more.
CONTRADICTING = frozenset(["negation", "modality", "dates", "numbers"])


def run_checks(claim: Shallow, aligned: Alignment, kept: Kept) -> list[Check]:
    """One check a kind of error, passed or not.

    What is left out is looked at only where nothing is put in: before that it is not clear what the statement keeps.
    """
    problems: dict[str, list[str]] = {name: [] for name in _PUT_IN}
    rest = find_replaced(claim, kept.sentence, aligned)
    for name, check in _PUT_IN.items():
        problems[name] += check.report([r for r in rest if check.concerns(r)])
        rest = [r for r in rest if not check.concerns(r)]
    if not aligned.missing and kept.matched:
        problems["negation"] += negation.left_out(kept)
        problems["modality"] += modality.left_out(kept)
        problems["dates"] += dates.left_out(kept)
        problems["numbers"] += [
            *numbers.left_out(kept),
            *signs.altered(claim, aligned, kept),
        ]
        problems["words"] += forms.changed(claim, aligned, kept)
        problems["quantifiers"] += [
            *quantifiers.left_out(kept),
            *lists.left_out(kept),
            *measured.left_out(kept),
        ]
        problems["names"] += names.left_out(kept)
        problems["roles"] += roles.left_out(claim, aligned, kept)
        problems["context"] = list(find_cuts(kept))
    return [check_of(name, found) for name, found in problems.items()]


def check_of(name: str, problems: Iterable[str]) -> Check:
    """The check that fails with these problems, or passes with none."""
    listed = list(dict.fromkeys(problems))
    return Check(name=name, passed=not listed, detail="; ".join(listed))
