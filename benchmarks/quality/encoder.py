"""What the encoder is worth: every question with it and without it, side by side in one run. No key, no network.

python -m benchmarks.quality.encoder [--data FOLDER] [--only NAME ...] [--limit N] [--write]

Needs the extra `neural` and the encoder's package. Differences come with a 95 % interval over the same cases: Newcombe's
for a yes or no, else a paired bootstrap. --write writes the table of docs/encoder.md.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.quality import clapnq, death_toll, number_cloze, realtimeqa, squad2
from benchmarks.quality.asking import Asking, Writer, ask_all
from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.quality.leaks import open_weeks
from benchmarks.quality.ranking import OWN, title_of
from benchmarks.quality.targets import shown
from briefbot.encoder.finding import find_encoder
from briefbot.evals.comparison import compare
from briefbot.evals.intervals import paired_difference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.quality.ranking import Outcome
    from briefbot.encoder.base import Encoder

    Asked = Callable[[Path, int | None, str | Encoder], list[Outcome]]

DOCS = Path(__file__).parents[2] / "docs" / "encoder.md"
_BEGIN, _END = "<!-- figures: python -m benchmarks.quality.encoder --write -->", "<!-- end -->"


class Remembering:
    """An encoder that makes each vector once, since the same paragraphs are asked about again and again."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.sha256 = encoder.name, encoder.sha256
        self.fingerprint, self.size = encoder.fingerprint, encoder.size
        self.embed = cache(encoder.embed)


class Compared(NamedTuple):
    """One measure of a set, without and with the encoder.

    Attributes:
        low: of the 95 % interval of the difference, `high` likewise.
        n: cases with a say.
        target: what it should be with the encoder, in words; "" where nothing is asked of it.
        met: whether it is.
    """

    set_name: str
    measure: str
    off: float
    on: float
    low: float
    high: float
    n: int
    target: str = ""
    met: bool = True


def _all_weeks(data: Path, limit: int | None, encoder: str | Encoder) -> list[Outcome]:
    """The answerable news questions of all weekly briefs at once, as of the newest: no day narrows the search."""
    weeks = realtimeqa.Weeks(data, Writer())
    made = [a for a in realtimeqa.askings(data, weeks, limit) if a.case.answerable]
    bot = open_weeks(data, encoder)
    return ask_all([Asking(asking.case, "") for asking in made], lambda _: bot)


SETS: dict[str, tuple[str, Asked, tuple[str, ...]]] = {
    "realtimeqa": (
        "news, within the week's brief",
        lambda data, limit, e: realtimeqa.outcomes(data, limit=limit, writer=Writer(encoder=e)),
        (
            *("gold_at_1_when_answered", "gold_ranked_first", "answer_ranked_first", "answered"),
            *("abstention_balanced_accuracy", "abstention_recall"),
        ),
    ),
    "realtimeqa_all_weeks": (
        "news, all weeks at once, no day said",
        _all_weeks,
        ("gold_ranked_first", "answered", "gold_at_1_when_answered"),
    ),
    "clapnq": (
        "long questions, one passage each",
        lambda data, limit, e: clapnq.outcomes(data, limit=limit, writer=Writer(encoder=e)),
        ("abstention_balanced_accuracy", "gold_ranked_first", "citation_precision"),
    ),
    "squad2": (
        "encyclopedia, within the article",
        lambda data, limit, e: squad2.outcomes(data, limit=limit, writer=Writer(encoder=e)),
        ("answer_ranked_first", "gold_ranked_first", "abstention_balanced_accuracy"),
    ),
    "squad2_whole": (
        "encyclopedia, all articles at once",
        lambda data, limit, e: squad2.outcomes(
            data, limit=limit, writer=Writer(encoder=e), whole=True
        ),
        ("answer_ranked_first", "gold_ranked_first", "abstention_balanced_accuracy"),
    ),
    "death_toll": (
        "death tolls of a day, over 8,587 briefs",
        lambda data, limit, e: death_toll.outcomes(data, limit=limit, encoder=e),
        ("gold_at_1_of_answerable", "stale"),
    ),
    "number_cloze": (
        "a masked number, over 8,587 briefs",
        lambda data, limit, e: number_cloze.outcomes(data, limit=limit, encoder=e),
        ("gold_at_1_of_answerable", "answer_at_1_of_answerable"),
    ),
}
# At least so much with the encoder; None: not below what it is without.
TARGETS: dict[tuple[str, str], float | None] = {
    ("realtimeqa", "gold_at_1_when_answered"): 0.95,
    ("realtimeqa", "abstention_balanced_accuracy"): 0.90,
    ("clapnq", "abstention_balanced_accuracy"): 0.78,
    ("squad2", "answer_ranked_first"): None,
    ("squad2_whole", "answer_ranked_first"): None,
}


def compare_set(name: str, off: Sequence[Outcome], on: Sequence[Outcome]) -> list[Compared]:
    """The measures of a set, without and with the encoder, over the same cases."""
    by_name = {one.name: one for one in compare(off, on).differences}
    rows = []
    for measure in SETS[name][2]:
        if measure in OWN:
            rows.append(_paired(name, measure, off, on))
            continue
        one = by_name[measure]
        if one.a is not None and one.b is not None:
            ends = (one.low or 0.0, one.high or 0.0)
            rows.append(Compared(name, measure, one.a, one.b, *ends, one.n))
    return [_held(row) for row in rows]


def _paired(name: str, measure: str, off: Sequence[Outcome], on: Sequence[Outcome]) -> Compared:
    later = {outcome.id: getattr(outcome, measure) for outcome in on}
    pairs = [(getattr(one, measure), later[one.id]) for one in off]
    said = [(bool(a), bool(b)) for a, b in pairs if a is not None]
    both, lost, gained = (said.count(k) for k in ((True, True), (True, False), (False, True)))
    low, high = paired_difference(both, lost, gained, len(said) - both - lost - gained)
    shares = (sum(a for a, _ in said) / len(said), sum(b for _, b in said) / len(said))
    return Compared(name, measure, *shares, low, high, len(said))


def _held(row: Compared) -> Compared:
    if (row.set_name, row.measure) not in TARGETS:
        return row
    least = TARGETS[row.set_name, row.measure]
    words = "not below" if least is None else f"≥ {shown(least)}"
    return row._replace(target=words, met=row.on >= (row.off if least is None else least))


def table(rows: Sequence[Compared]) -> str:
    """The rows as a Markdown table."""
    lines = ["| | n | without | with | difference, 95 % | target |", "|---|---|---|---|---|---|"]
    told = ""
    for row in rows:
        if row.set_name != told:
            lines.append(f"| **{SETS[row.set_name][0]}** ({row.set_name}) | | | | | |")
            told = row.set_name
        difference = f"{row.on - row.off:+.3f} ({row.low:+.3f} to {row.high:+.3f})"
        target = row.target + ("" if row.met else " **missed**")
        lines.append(
            f"| {title_of(row.measure)} | {row.n:,} | {shown(row.off)} | {shown(row.on)} | {difference} | {target} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--only", action="append", choices=list(SETS), metavar="NAME")
    parser.add_argument("--limit", type=int, help="only so many cases a set, chosen by hash")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.write and (options.limit or options.only):
        parser.error("--write takes all sets whole: leave --limit and --only out")
    found = find_encoder(None)
    if found.encoder is None:
        sys.exit(found.why)
    started = time.monotonic()
    rows = measure(options.data, options.only or list(SETS), options.limit, found.encoder)
    print(table(rows))
    if options.write:
        write(rows, seconds=round(time.monotonic() - started))


def measure(
    data: Path, names: Sequence[str], limit: int | None, encoder: Encoder
) -> list[Compared]:
    """The figures of the sets whose data is there."""
    remembering = Remembering(encoder)
    rows: list[Compared] = []
    for name in names:
        try:
            off, on = (SETS[name][1](data, limit, one) for one in ("off", remembering))
        except DataMissingError as exc:
            print(f"{name} skipped: {exc}", file=sys.stderr)
            continue
        rows += compare_set(name, off, on)
        print(f"{name} done", file=sys.stderr)
    return rows


def write(rows: Sequence[Compared], *, seconds: int) -> None:
    """Put the table into the docs."""
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    told = f"Measured on {time.strftime('%Y-%m-%d')} in {seconds} s on two cores."
    DOCS.write_text(
        f"{before}{_BEGIN}\n\n{told}\n\n{table(rows)}\n\n{_END}{after}", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
