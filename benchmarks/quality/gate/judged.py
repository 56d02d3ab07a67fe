"""A model as judge of claims: SummEdits and ExpertQA, each claim beside the sentences nearest to it.

python -m benchmarks.quality.gate.judged --model qwen2.5-1.5b --base-url http://127.0.0.1:8080/v1 --limit 40

What the judge is shown is what `--judge` shows it: the statement and the sentences a claim of it would cite. Every
verdict is kept in --recordings, so that a stopped run goes on where it was. `--write` puts the figures into the results
file and the docs as "judge MODEL".
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import track

from benchmarks.quality.data import DataMissingError
from benchmarks.quality.gate.figures import balanced, share
from benchmarks.quality.gate.pairs import DOMAINS, expertqa_pairs, summedits_pairs
from benchmarks.quality.gate.sources import evidence_of
from benchmarks.quality.gate.verdicts import CITED
from benchmarks.quality.model_options import add_model_options, environ_of
from benchmarks.quality.report import table
from briefbot.grounding.search import nearest_handles
from briefbot.models.wiring import wire
from briefbot.tasks.judging import ask_judge
from briefbot.tasks.prompting import Prompted
from briefbot.tasks.provenance import Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.quality.gate.pairs import Pair
    from briefbot.evals.measures import Score

_DAY = date(2023, 9, 1)


def holds(pair: Pair, by: Prompted) -> bool:
    """Whether the judge says that the claim's nearest sentences say all of it."""
    evidence = evidence_of(pair.source, _DAY, id=pair.id)
    near = set(nearest_handles(pair.claim, evidence, top_k=CITED))
    source = "\n".join(sentence.text for handle, sentence in evidence if handle in near)
    return ask_judge(pair.claim, source, by, Receipt(by)).passed


def measure(data: Path, by: Prompted, *, limit: int | None, shown: bool = False) -> list[Score]:
    """Balanced accuracy of the judge in each set, with what it passes of the true and stops of the others.

    `limit` is the claims of each set, those whose ids have the smallest hash.
    """
    sets = {f"summedits {d}": summedits_pairs(data, d, limit=limit) for d in DOMAINS}
    sets["expertqa"] = [pair for pair in expertqa_pairs(data, limit=limit) if pair.source]
    scores: list[Score] = []
    for name, pairs in sets.items():
        steps = track(pairs, name, disable=not shown, transient=True)
        scores += _scores(name, [(pair.holds, holds(pair, by)) for pair in steps])
    return scores


def _scores(name: str, verdicts: Sequence[tuple[bool, bool]]) -> list[Score]:
    return [
        balanced(f"{name}: balanced accuracy of the judge", verdicts),
        share(f"{name}: true ones it lets be", (said for truth, said in verdicts if truth)),
        share(f"{name}: others it stops", (not said for truth, said in verdicts if not truth)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_model_options(parser, kept_in="judge")
    parser.add_argument("--model", required=True, help="as for briefbot --model")
    parser.add_argument("--limit", type=int, metavar="N", help="claims of each set")
    options = parser.parse_args()
    environ = environ_of(options)
    choice = wire(options.model, environ, recordings=options.recordings)
    if choice.model is None:
        parser.error("a judge is a model; name one")
    try:
        shown = sys.stderr.isatty()
        scores = measure(options.data, Prompted(choice.model), limit=options.limit, shown=shown)
    except DataMissingError as exc:
        print(f"skipped: {exc}", file=sys.stderr)
        return
    name = f"judge {Path(options.model).name}"
    print(table(name, scores))
    if options.write:
        from benchmarks.quality.publishing import publish

        publish({name: scores})


if __name__ == "__main__":
    main()
