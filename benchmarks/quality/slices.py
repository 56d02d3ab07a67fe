"""The small fixed slices the score gate runs: a yes or no for each case and measure, keyless, in seconds."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from benchmarks.quality import clapnq, death_toll, number_cloze, realtimeqa, squad2

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.quality.ranking import Outcome

    # What one case says: by measure, None where it has no say.
    Says = dict[str, bool | None]

# Measures of which no case may be lost; of all others, no more than the noise of the cases allows.
NEVER_LOST = frozenset(["quotes_exact", "not_stale"])


def _asked(outcomes: Sequence[Outcome], *names: str) -> dict[str, Says]:
    return {
        o.id: {
            # Apart, for what is gained on one side would hide what is lost on the other.
            "answered": o.answered if o.answerable else None,
            "abstained": None if o.answerable else o.abstained,
            "quotes_exact": o.quotes_exact,
            **{name: getattr(o, name) for name in names},
        }
        for o in outcomes
    }


def _realtimeqa(data: Path) -> dict[str, Says]:
    return _asked(realtimeqa.outcomes(data, limit=100), "gold_ranked_first")


def _squad2(data: Path) -> dict[str, Says]:
    return _asked(squad2.outcomes(data, limit=100), "answer_ranked_first")


def _clapnq(data: Path) -> dict[str, Says]:
    return _asked(clapnq.outcomes(data, limit=60), "gold_ranked_first")


def _death_toll(data: Path) -> dict[str, Says]:
    found = death_toll.outcomes(data, limit=60, only_days_asked=True)
    says = _asked(found, "gold_at_1")
    for o in found:
        says[o.id]["not_stale"] = None if o.is_stale is None else not o.is_stale
    return says


def _number_cloze(data: Path) -> dict[str, Says]:
    return _asked(number_cloze.outcomes(data, limit=60, only_days_asked=True), "gold_at_1")


# Errors of each kind.
_PLANTED = 8


def _planted(data: Path) -> dict[str, Says]:
    from benchmarks.quality.gate.planted import is_caught, is_false_alarm
    from benchmarks.quality.gate.planting.plant import load_planted

    return {
        _name(one.kind, one.change.planted): {
            "caught": is_caught(one),
            "true_let_through": not is_false_alarm(one),
        }
        for one in load_planted(data, each=_PLANTED)
    }


def _name(kind: str, text: str) -> str:
    """A name for a case that says nothing of the text it is made from."""
    return f"{kind}.{hashlib.sha256(text.encode()).hexdigest()[:12]}"


SLICES: dict[str, Callable[[Path], dict[str, Says]]] = {
    "realtimeqa": _realtimeqa,
    "squad2": _squad2,
    "clapnq": _clapnq,
    "death_toll": _death_toll,
    "number_cloze": _number_cloze,
    "planted": _planted,
}
