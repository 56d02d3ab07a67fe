"""Forty questions of the week's briefs asked of a model: 25 answerable and 15 not, those with the smallest hashes.

python -m benchmarks.quality.forty --model qwen2.5-1.5b --base-url http://127.0.0.1:8080/v1 [--prompt ask@2]

Every completion is kept in --recordings (by default in the cache folder), so that a stopped run goes on where it was and
a second one costs nothing. The key is that of the environment, OPENAI_API_KEY. `--write` puts the figures into the
results file and the docs as "forty MODEL PROMPT".
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from rich.progress import track

from benchmarks.quality.asking import Asking, Writer, ask_all
from benchmarks.quality.data import DataMissingError, hash_of
from benchmarks.quality.model_options import add_model_options, environ_of
from benchmarks.quality.ranking import Outcome, share
from benchmarks.quality.realtimeqa import Weeks, askings
from benchmarks.quality.report import table
from briefbot.evals.comparison import compare
from briefbot.evals.matching import says_any
from briefbot.evals.measures import Score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.evals.comparison import Comparison

ANSWERABLE, UNANSWERABLE = 25, 15


def choose(all_askings: Sequence[Asking]) -> list[Asking]:
    """The first 25 answerable and the first 15 other questions in the order of their ids' sha256."""
    by_hash = sorted(all_askings, key=lambda asking: hash_of(asking.case.id))
    answerable = [a for a in by_hash if a.case.answerable][:ANSWERABLE]
    return [*answerable, *[a for a in by_hash if not a.case.answerable][:UNANSWERABLE]]


def outcomes(data: Path, writer: Writer, *, shown: bool = False) -> list[Outcome]:
    """How the forty came out, in the order of their hashes."""
    weeks = Weeks(data, writer)
    chosen = choose(askings(data, weeks))
    steps = track(chosen, "asking", disable=not shown, transient=True)
    return [one for asking in steps for one in ask_all([asking], weeks)]


def figures(data: Path, found: Sequence[Outcome]) -> list[Score]:
    """The figures other libraries were measured by on such questions."""
    weeks = Weeks(data, Writer())
    cases = {asking.case.id: asking.case for asking in askings(data, weeks)}
    answerable = [o for o in found if o.answerable]
    rest = [o for o in found if not o.answerable]
    right = [o for o in answerable if o.on_gold and _says(o, cases[o.id].answers)]
    by_code = [o for o in found if o.filled_without_model]
    wrong = [o for o in found if o.answered and (o.malformed or not o.citations)]
    made_up = [o for o in found if o.handles_valid is False]
    return [
        share("answer right and gold paragraph cited", len(right), len(answerable)),
        share("of these written by the model", sum(o not in by_code for o in right), len(right)),
        share("abstained, of the unanswerable", sum(o.abstained for o in rest), len(rest)),
        share("malformed or missing citations, printed", len(wrong), len(found)),
        share("unknown handles, drafted", len(made_up), len(found)),
        share("ended in an error", sum(bool(o.error) for o in found), len(found)),
        _median("prompt tokens, median", [o.usage.input_tokens for o in found if o.usage.calls]),
    ]


def compared(comparison: Comparison) -> str:
    """What differs between two prompts on the same questions, one line a measure."""
    lines = [f"against {comparison.against}, by the share right: {comparison.verdict}"]
    for one in comparison.differences:
        if one.a is not None and one.b is not None and one.a != one.b:
            p = "" if one.p is None else f"  p {one.p:.3f}"
            lines.append(f"  {one.name:<34} {one.a:>9.3f} -> {one.b:>9.3f}{p}")
    return "\n".join(lines)


def _says(outcome: Outcome, answers: tuple[str, ...]) -> bool:
    """Whether a claim or the sentence it cites says an expected answer."""
    texts = (*outcome.statements, *(citation.quote for citation in outcome.citations))
    return any(says_any(text, answers) for text in texts)


def _median(name: str, values: Sequence[float]) -> Score:
    return Score(name=name, value=float(median(values)) if values else None, n=len(values))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_model_options(parser, kept_in="forty")
    parser.add_argument("--model", default="extractive", help="as for briefbot --model")
    parser.add_argument("--prompt", action="append", default=[], metavar="NAME@V")
    parser.add_argument(
        "--against", metavar="NAME@V", help="compare with this version of ask, paired"
    )
    options = parser.parse_args()
    environ = environ_of(options)
    code = options.model == "extractive"
    writer = Writer(
        model=options.model,
        prompts={prompt.split("@")[0]: prompt for prompt in options.prompt},
        recordings=None if code else options.recordings,
        environ=environ,
    )
    try:
        shown = sys.stderr.isatty()
        found = outcomes(options.data, writer, shown=shown)
    except DataMissingError as exc:
        print(f"skipped: {exc}", file=sys.stderr)
        return
    if options.against:
        other = outcomes(
            options.data, replace(writer, prompts={"ask": options.against}), shown=shown
        )
        print(compared(compare(other, found, against=options.against)))
    name = " ".join(["forty", Path(options.model).name, *options.prompt])
    scores = figures(options.data, found)
    print(table(name, scores))
    if options.write:
        from benchmarks.quality.publishing import publish

        publish({name: scores})


if __name__ == "__main__":
    main()
