"""SummEdits through the gate, sentence by sentence: what it prints as checked, and how much of that is true.

    python -m benchmarks.quality.gate.summedits --data ../shared/data

Each sentence of a summary is a claim that cites the nearest sentences of the document. A summary passes when
all its sentences do. A sentence is true when a consistent summary of the same document has it, and false when
it is the only other one in an inconsistent summary; the rest is not counted where truth is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.quality.gate.figures import balanced, grouped, share, shares
from benchmarks.quality.gate.pairs import DOMAINS, summedits_pairs
from benchmarks.quality.gate.sources import evidence_of
from benchmarks.quality.gate.verdicts import judge
from briefbot.retrieval.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from benchmarks.quality.gate.pairs import Pair
    from briefbot.evals.measures import Score

# The set gives no dates; one in the time it was made does for weekdays and months.
_DAY = date(2023, 3, 1)


@dataclass(frozen=True, slots=True)
class Sentenced:
    """One distinct sentence of a document's summaries: whether it passed, and whether it is true if known."""

    group: str
    text: str
    passed: bool
    true: bool | None


@dataclass(frozen=True, slots=True)
class Read:
    """A summary with what the gate made of it."""

    pair: Pair
    passed: bool


def measure(data: Path, *, limit: int | None = None) -> list[Score]:
    """Precision, pass rate, balanced accuracy and catch by kind of edit; `limit` is summaries a domain."""
    summaries: list[Read] = []
    sentences: list[Sentenced] = []
    scores: list[Score] = []
    for domain in DOMAINS:
        read, sentenced = read_domain(summedits_pairs(data, domain, limit=limit))
        summaries += read
        sentences += sentenced
        scores += [
            *_by_summary(f"summedits {domain}", read),
            *_by_sentence(f"summedits {domain}", sentenced),
        ]
    whole = [*_by_summary("summedits", summaries), *_by_sentence("summedits", sentences)]
    return [*whole, *scores, *_by_edit(summaries)]


def read_domain(pairs: Sequence[Pair]) -> tuple[list[Read], list[Sentenced]]:
    """Every summary and every distinct sentence of them, judged by the gate."""
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair.group].append(pair)
    summaries, sentences = [], []
    for group, of_group in groups.items():
        evidence = evidence_of(of_group[0].source, _DAY, id=group)
        texts = dict.fromkeys(s for pair in of_group for s in sentences_in(pair.claim))
        passed = {text: judge(text, evidence).passed for text in texts}
        truth = truths(of_group)
        summaries += [Read(p, all(passed[s] for s in sentences_in(p.claim))) for p in of_group]
        sentences += [Sentenced(group, s, passed[s], truth.get(s)) for s in texts]
    return summaries, sentences


def truths(pairs: Iterable[Pair]) -> dict[str, bool]:
    """Which sentences of one document's summaries are known to be true or false."""
    pairs = list(pairs)
    true = {s for p in pairs for s in sentences_in(p.original)}
    true |= {s for p in pairs if p.holds for s in sentences_in(p.claim)}
    known = dict.fromkeys(true, True)
    for pair in pairs:
        others = [s for s in sentences_in(pair.claim) if s not in true]
        if not pair.holds and len(others) == 1:
            known[others[0]] = False
    return known


def sentences_in(text: str) -> list[str]:
    """The sentences of a summary, white space evened."""
    even = " ".join(text.split())
    return [even[span.start : span.end] for span in sentence_spans(even, 0, len(even))]


def _by_summary(name: str, summaries: Sequence[Read]) -> list[Score]:
    passed = [read for read in summaries if read.passed]
    return [
        share(f"{name}: true among passed, summaries", (read.pair.holds for read in passed)),
        share(
            f"{name}: true ones passed, summaries", (r.passed for r in summaries if r.pair.holds)
        ),
        share(f"{name}: share true, summaries", (read.pair.holds for read in summaries)),
        balanced(f"{name}: balanced accuracy", [(r.pair.holds, r.passed) for r in summaries]),
    ]


def _by_sentence(name: str, sentences: Sequence[Sentenced]) -> list[Score]:
    known = [(s.true, s.passed) for s in sentences if s.true is not None]
    return [
        share(f"{name}: true among passed, sentences", (true for true, passed in known if passed)),
        share(f"{name}: true ones passed, sentences", (passed for true, passed in known if true)),
        share(f"{name}: passed, sentences", (s.passed for s in sentences)),
        share(f"{name}: share true, sentences", (true for true, _ in known)),
    ]


def _by_edit(summaries: Sequence[Read]) -> list[Score]:
    wrong = [read for read in summaries if not read.pair.holds]
    edits = ((e, not r.passed) for r in wrong for e in (r.pair.edits or ("not named",)))
    return shares("summedits caught", grouped(edits))


if __name__ == "__main__":
    from benchmarks.quality.alone import run_alone

    run_alone("SummEdits, the gate", measure)
