"""Figures as tables and as the committed results file, from which the tables in the docs are made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.quality.ranking import title_of
from benchmarks.quality.targets import find_target, shown
from briefbot.evals.measures import Score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RESULTS = Path(__file__).with_name("results.json")
DOCS = Path(__file__).parents[2] / "docs" / "quality.md"
_BEGIN, _END = "<!-- figures: python -m benchmarks.quality --write -->", "<!-- end of figures -->"

Results = dict[str, list[Score]]


def cells_of(set_name: str, score: Score) -> tuple[str, str, str, str, str, str]:
    """What a table shows of a figure: words, value, interval, n, floor, target."""
    target = find_target(set_name, score.name)
    if score.value is None:
        return title_of(score.name), "–", "", str(score.n), target.floor, target.words
    interval = ""
    if score.low is not None and score.high is not None:
        interval = f"{shown(score.low)} to {shown(score.high)}"
    missed = "" if target.is_met(score.value) else " **missed**"
    value = shown(score.value)
    return title_of(score.name), value, interval, str(score.n), target.floor, target.words + missed


def table(set_name: str, scores: Sequence[Score]) -> str:
    """The figures of one set for a terminal."""
    lines = [set_name]
    for score in scores:
        name, value, interval, n, floor, target = cells_of(set_name, score)
        beside = [f"floor {floor}"] if floor else []
        beside += [f"target {target.replace('**', '')}"] if target else []
        lines.append(f"  {name:<58} {value:>7}  {interval:<14} n {n:<5} {', '.join(beside)}")
    return "\n".join(lines)


def markdown(results: Mapping[str, Sequence[Score]], titles: Mapping[str, str]) -> str:
    """The figures of all sets as Markdown tables."""
    parts = []
    for set_name, scores in results.items():
        rows = [
            "| measure | value | 95 % interval | n | floor | target |",
            "|---|---|---|---|---|---|",
        ]
        rows += [f"| {' | '.join(cells_of(set_name, score))} |" for score in scores]
        parts.append(f"### {titles.get(set_name, set_name)}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)


def write_results(results: Mapping[str, Sequence[Score]], made: Mapping[str, Any]) -> None:
    """Write the results file, one figure a line, so that a change of one shows as one."""
    sets = []
    for set_name, scores in results.items():
        lines = ",\n".join(f"      {json.dumps(_rounded(score))}" for score in scores)
        sets.append(f"    {json.dumps(set_name)}: [\n{lines}\n    ]")
    joined = ",\n".join(sets)
    text = f'{{\n  "made": {json.dumps(made)},\n  "sets": {{\n{joined}\n  }}\n}}\n'
    RESULTS.write_text(text, encoding="utf-8")


def read_results() -> tuple[dict[str, Any], Results]:
    """How the results file was made, and its figures by set."""
    read = json.loads(RESULTS.read_text(encoding="utf-8"))
    sets = {name: [Score(**one) for one in scores] for name, scores in read["sets"].items()}
    return read["made"], sets


def with_figures(document: str, made: Mapping[str, Any], tables: str) -> str:
    """The document with the figures between its two marks replaced."""
    before, _, rest = document.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    versions = ", ".join(f"{name} {version}" for name, version in made["versions"].items())
    told = f"Measured on {made['on']} with {versions}, in {made['seconds']} s on two cores."
    return f"{before}{_BEGIN}\n\n{told}\n\n{tables}\n\n{_END}{after}"


def _rounded(score: Score) -> dict[str, Any]:
    kept = score.model_dump(exclude_none=True)
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in kept.items()}
