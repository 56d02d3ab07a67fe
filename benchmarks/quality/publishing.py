"""The results file and the tables of the docs, written together so that they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.quality import report, trust
from benchmarks.quality.sets import SETS, TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.evals.measures import Score


def publish(results: Mapping[str, list[Score]], made: Mapping[str, Any] | None = None) -> None:
    """Write these sets' figures, and how they were made; other sets keep theirs."""
    kept_made, before = report.read_results() if report.RESULTS.exists() else ({}, {})
    merged = {**before, **results}
    order = [*(n for n in SETS if n in merged), *(n for n in merged if n not in SETS)]
    report.write_results({name: merged[name] for name in order}, made or kept_made)
    shown_made, shown = report.read_results()
    for path, tables in (
        (report.DOCS, report.markdown(shown, TITLES)),
        (trust.DOCS, trust.table(shown)),
    ):
        text = path.read_text(encoding="utf-8")
        path.write_text(report.with_figures(text, shown_made, tables), encoding="utf-8")
