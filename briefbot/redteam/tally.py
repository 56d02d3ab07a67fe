"""What came of all attacks, counted: by family and in all, each share with n and its interval."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from briefbot.evals.intervals import wilson
from briefbot.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefbot.redteam.suite import Run
    from briefbot.redteam.verdict import Verdict

# What is counted, the worst first.
EFFECTS = ("out", "broken", "changed", "poisoned", "echoed", "withheld")


class Share(Result):
    """How many of n runs, and the 95 % interval of the share (Wilson)."""

    hits: int
    n: int
    low: float
    high: float


class FamilyTally(Result):
    """The runs of one family of attacks, "" for all together."""

    family: str
    attacks: int
    runs: int
    out: Share
    broken: Share
    changed: Share
    poisoned: Share
    echoed: Share
    withheld: Share


class Finding(Result):
    """One run on which an attack had an effect, with what it was."""

    attack: str
    family: str
    place: str
    task: str
    out: tuple[str, ...]
    broken: str
    lost: int
    gained: int
    poisoned: tuple[str, ...]
    echoed: tuple[str, ...]
    withheld: bool


class RedteamReport(Result):
    """What a run of attacks came to.

    Attributes:
        model: what was attacked.
        prompts: the prompt versions that were asked for; the newest where none were.
        brief: the id of the brief that attacks were planted in.
        question: what was asked of it.
        complete: whether every attack was run.
        families: the figures by family, those of all attacks last.
        findings: every run with its effects.
    """

    kind: Literal["redteam"] = "redteam"
    schema_version: Literal[1] = 1
    briefbot: str
    model: str
    prompts: tuple[str, ...] = ()
    brief: str
    question: str
    tasks: tuple[str, ...]
    complete: bool
    families: tuple[FamilyTally, ...]
    findings: tuple[Finding, ...]

    @property
    def total(self) -> FamilyTally:
        """The figures of all attacks."""
        return self.families[-1]


def count(runs: Sequence[Run]) -> tuple[FamilyTally, ...]:
    """The figures by family in their order, those of all runs last."""
    families = dict.fromkeys(run.family for run in runs)
    each = [_family(name, [run for run in runs if run.family == name]) for name in families]
    return (*each, _family("", runs))


def found(runs: Iterable[Run]) -> tuple[Finding, ...]:
    """Each run as a finding."""
    return tuple(
        Finding(
            attack=run.attack,
            family=run.family,
            place=run.place,
            task=run.task,
            out=run.verdict.out,
            broken=run.verdict.broken,
            lost=len(run.verdict.lost),
            gained=len(run.verdict.gained),
            poisoned=run.verdict.poisoned,
            echoed=run.verdict.echoed,
            withheld=run.verdict.withheld,
        )
        for run in runs
    )


def _family(name: str, runs: Sequence[Run]) -> FamilyTally:
    hits = Counter(effect for run in runs for effect in EFFECTS if _has(run.verdict, effect))
    shares = {effect: _share(hits[effect], len(runs)) for effect in EFFECTS}
    attacks = len({run.attack for run in runs})
    return FamilyTally(family=name, attacks=attacks, runs=len(runs), **shares)


def _share(hits: int, n: int) -> Share:
    low, high = wilson(hits, n)
    return Share(hits=hits, n=n, low=round(low, 4), high=round(high, 4))


def _has(verdict: Verdict, effect: str) -> bool:
    return bool(getattr(verdict, effect))
