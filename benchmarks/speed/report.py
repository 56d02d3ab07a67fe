"""Figures with their targets, printed as a table; a missed target can fail the run."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Report:
    """Figures as they come in."""

    missed: list[str] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: float,
        unit: str,
        *,
        at_least: float | None = None,
        at_most: float | None = None,
    ) -> None:
        """Print one figure, and remember it when it misses its target."""
        target = ""
        good = True
        if at_least is not None:
            target, good = f"at least {at_least:,g}", value >= at_least
        if at_most is not None:
            target, good = f"at most {at_most:,g}", value <= at_most
        shown = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
        mark = "" if good else "  MISSED"
        print(f"{name:<42} {shown:>10} {unit:<13} {target}{mark}", flush=True)
        if not good:
            self.missed.append(name)

    def end(self, *, check: bool) -> None:
        """Exit with 1 when `check` and something was missed."""
        if check and self.missed:
            raise SystemExit(1)
