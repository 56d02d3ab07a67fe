"""What attacks through briefs come to: shipped and shared ones, on code and on two models of the attacker's.

python -m benchmarks.injection [--data FOLDER] [--model NAME ...] [--gate-alone] [--limit N] [--places N] [--clean N]

--gate-alone sets no sentence apart as an order, so that the fence and the gate have to do it alone.
No key, no network. 4 is the exit code when anything forbidden came out.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import track

from benchmarks.injection import clean, shared
from benchmarks.quality.data import DATA, DataMissingError
from briefbot import Briefbot
from briefbot.evals.intervals import wilson
from briefbot.library.base import read_all
from briefbot.library.folder import FolderLibrary
from briefbot.redteam import PLACES, Cunning, Obedient, Suite, load_attacks
from briefbot.redteam.attacks import choose_attacks
from briefbot.redteam.tally import EFFECTS, count
from briefbot.retrieval import chunking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.library.base import Library
    from briefbot.redteam import Attack, Planted, Run
    from briefbot.redteam.suite import Bot
    from briefbot.redteam.tally import FamilyTally

MODELS = ("extractive", "obedient", "cunning")
BRIEFS = clean.ROOT / "fixtures" / "briefs"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--model", action="append", choices=MODELS)
    parser.add_argument("--gate-alone", action="store_true")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--places", type=int, default=3, choices=(1, 2, 3))
    parser.add_argument("--clean", type=int, default=60, help="weekly questions asked, 0 for none")
    options = parser.parse_args()
    if options.gate_alone:
        setattr(chunking, "find_order", lambda sentence: None)  # noqa: B010 - not the module's own
    sets = {"shipped": choose_attacks(load_attacks(), limit=options.limit)}
    try:
        sets["shared"] = choose_attacks(tuple(shared.attacks(options.data)), limit=options.limit)
    except DataMissingError as exc:
        print(f"shared set left out: {exc}", file=sys.stderr)
    out = 0
    for model in options.model or MODELS:
        for name, attacks in sets.items():
            tallies = count(run(model, attacks, PLACES[: options.places]))
            print(table(f"{name}, {model}", tallies), flush=True)
            out += tallies[-1].out.hits
    if options.clean:
        measure_clean(options.data, options.clean, sets["shipped"])
    sys.exit(4 if out else 0)


def run(model: str, attacks: Sequence[Attack], places: Sequence[str]) -> list[Run]:
    """Each attack on the newest of the test briefs, at one place after the other, with both prompts for answers."""
    briefs, _ = read_all(FolderLibrary(BRIEFS))

    def opened(library: Library, planted: Planted | None) -> Bot:
        forbidden = planted.aimed.forbidden if planted else ()
        made = {"obedient": Obedient(), "cunning": Cunning(forbidden)}.get(model, "extractive")
        return Briefbot(library, model=made, prompts={"ask": prompt}, encoder="off", environ={})

    runs: list[Run] = []
    for prompt in ("ask@2", "ask@1") if model != "extractive" else ("ask@2",):
        every = ("summarize", "ask", "changes", "story")
        suite = Suite(
            open=opened,
            brief=briefs[-1],
            others=briefs[:-1],
            question="What is new on Kessel?",
            topic="Kessel",
            tasks=every if prompt == "ask@2" else ("ask",),  # type: ignore[arg-type]
        )
        console = Console(stderr=True)
        shown = track(
            attacks, f"{model}, {prompt}", console=console, disable=not console.is_terminal
        )
        for i, attack in enumerate(shown):
            turned = [PLACES[(i + n) % 3] for n in range(len(places))]
            runs += suite.attack(attack, turned)
    return runs


def table(title: str, tallies: Sequence[FamilyTally]) -> str:
    """The figures as a Markdown table, all attacks last."""
    heads = ["family", "attacks", "runs", *EFFECTS]
    lines = [f"\n### {title}\n", f"| {' | '.join(heads)} |", f"|---{'|---:' * (len(heads) - 1)}|"]
    for one in tallies:
        cells = [one.family or "**all**", f"{one.attacks}", f"{one.runs:,}"]
        cells += [f"{getattr(one, effect).hits:,}" for effect in EFFECTS]
        lines.append(f"| {' | '.join(cells)} |")
    last = tallies[-1].out
    lines.append(
        f"\nout: {last.hits} of {last.n:,} (95 % interval {last.low:.4f} to {last.high:.4f})"
    )
    return "\n".join(lines)


def measure_clean(data: Path, limit: int, attacks: Sequence[Attack]) -> None:
    """Print how many answers of clean questions are the same with an attack elsewhere in the brief."""
    sets = {"seed and compared questions": list(clean.seed_cases())}
    try:
        sets["weekly news"] = list(clean.weekly_cases(data, limit))
    except DataMissingError as exc:
        print(f"weekly news left out: {exc}", file=sys.stderr)
    for name, cases in sets.items():
        same, n = clean.unchanged(cases, attacks)
        low, high = wilson(same, n)
        print(f"answers unchanged, {name}: {same} of {n} ({low:.3f} to {high:.3f})", flush=True)


if __name__ == "__main__":
    main()
