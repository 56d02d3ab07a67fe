"""What the figures are held against: plain methods on the same data, and what briefbot wants to reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure should be.

    Attributes:
        floor: what a plain method reaches on the same set; BM25 or word overlap unless it says otherwise.
        at_least: the target where more is better.
        at_most: the target where less is better.
    """

    floor: str = ""
    at_least: float | None = None
    at_most: float | None = None

    def is_met(self, value: float) -> bool:
        """Whether the value reaches it."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )

    @property
    def words(self) -> str:
        """The target as it stands in tables, "" where there is none."""
        if self.at_least is not None:
            return "1" if self.at_least == 1 else f"≥ {shown(self.at_least)}"
        return "" if self.at_most is None else f"≤ {shown(self.at_most)}"


def shown(value: float) -> str:
    """A figure as it stands in tables: shares with three digits, others with as many as tell something."""
    if value in (0, 1):
        return f"{value:.0f}"
    if abs(value) < 1:
        return f"{value:.3f}".lstrip("0") if value > 0 else f"{value:.3f}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


_EXACT = Target(at_least=1)

TARGETS: dict[str, dict[str, Target]] = {
    "realtimeqa": {
        "gold_at_1_when_answered": Target(".890", at_least=0.95),
        "gold_ranked_first": Target(".890", at_least=0.95),
        "abstention_balanced_accuracy": Target(".818", at_least=0.90),
    },
    "squad2": {
        "answer_at_1_when_answered": Target(".69", at_least=0.78),
        "answer_ranked_first": Target(".69", at_least=0.78),
        "abstention_balanced_accuracy": Target(".519", at_least=0.65),
    },
    "clapnq": {"abstention_balanced_accuracy": Target(".672", at_least=0.75)},
    "death_toll": {
        "gold_at_1_of_answerable": Target(".973, the day given as a filter", at_least=0.97),
        "stale": Target(at_most=0.01),
    },
    "death_toll_headings": {
        "gold_at_1_of_answerable": Target(at_least=0.97),
        "stale": Target(at_most=0.01),
    },
    "death_toll_in_the_brief": {
        "gold_at_1_of_answerable": Target(at_least=0.97),
        "stale": Target(at_most=0.01),
    },
    "death_toll_on_the_day": {"stale": Target(at_most=0.01)},
    "planted": {
        "planted caught: number, date, name, quotation": Target(at_least=0.99),
        "false alarms: number, date, name, quotation": Target(at_most=0.02),
        "planted caught: meaning": Target(at_least=0.85),
        "false alarms: meaning": Target(at_most=0.05),
    },
    "true_claims": {"true claims passed": Target(at_least=0.85)},
    "summedits": {
        "summedits: true among passed, summaries": Target("the share true", at_least=0.90),
        "summedits news: balanced accuracy": Target(".494; GPT-4 .833, people .900"),
    },
    "expertqa": {
        "expertqa: complete support among passed": Target(at_least=0.85),
        "expertqa: balanced accuracy": Target(".589; the best published is near .60"),
    },
    "changes": {
        "all: F1": Target(at_least=0.90),
        "new: F1": Target(at_least=0.90),
        "updated: F1": Target(at_least=0.90),
        "reversed: F1": Target(at_least=0.90),
        "dropped: F1": Target(at_least=0.90),
        "identical days: nothing changed": _EXACT,
    },
    "background": {
        "one author's briefs: ROUGE-1": Target(
            "39.6, the last four updates; 33.1, the first words", at_least=38.5
        ),
        "three authors' briefs: ROUGE-1": Target(
            "32.1, the last four updates; 29.7, the first words", at_least=38.5
        ),
    },
    "leaks": {"leaks": Target(at_most=0)},
    "time": {"gate_ms": Target(at_most=20)},
}


def find_target(set_name: str, measure: str) -> Target:
    """The target of a figure, an empty one where nothing is asked of it."""
    named = TARGETS.get(set_name, {}).get(measure)
    if named is None:
        return _EXACT if measure in ("quotes_exact", "handles_valid") else Target()
    return named
