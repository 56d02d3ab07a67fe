"""Fit the weights of `briefbot/grounding/answers` on questions with known answers, and say how good they are.

    pip install scipy
    python scripts/fit_answers.py ../shared/data             weights.toml: by words alone
    python scripts/fit_answers.py ../shared/data --encoder   weights_encoded.toml: with the installed encoder

Ranking is a conditional logit over the sentences found for a question, abstaining a logistic regression
on the best of them. Every set counts the same, and so do its answerable and unanswerable questions; for
abstaining with the encoder the news counts three times. The figures are cross-validated (five folds by
hash of the question's id), and with one set left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbot.encoder.finding import find_encoder
from briefbot.grounding.answers.features import find_features
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.index import Index
from briefbot.tasks.asked import look_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefbot.encoder.base import Encoder

FOLDER = Path(__file__).parent.parent / "briefbot" / "grounding" / "answers"
np: Any = import_module("numpy")
minimize: Any = import_module("scipy.optimize").minimize
Array = Any


@dataclass(frozen=True)
class Plan:
    """What is fitted: the features that rank and those that decide, how much a set counts, and the file."""

    ranking: tuple[str, ...]
    answering: tuple[str, ...]
    file: str
    counts: dict[str, int] = field(default_factory=dict)


RANKING = ("coverage", "around", "before", "after", "near", "adjacent", "fits")
WORDS = Plan(
    RANKING, ("coverage", "around", "idle", "amount", "distinct", "told", "fits"), "weights.toml"
)
# Few features, on purpose: with those of the words beside them a set's own figures rise, those of a set left out fall.
ENCODED = Plan(
    (*RANKING, "alike"),
    ("alike_around", "told", "amount", "idle", "fits"),
    "weights_encoded.toml",
    {"realtimeqa": 3},
)
FOLDS = 5
SOME_DAY = date(2022, 1, 1)


@dataclass(frozen=True)
class Case:
    """A question, where to look for its answer, and what the answering sentence has in it."""

    set: str
    id: str
    question: str
    answerable: bool
    index: Index
    gold: str
    answers: tuple[str, ...]


@dataclass
class Row:
    """A case as numbers: the features of each sentence found, which are right, which came first."""

    set: str
    fold: int
    answerable: bool
    features: list[dict[str, float]] = field(default_factory=list)
    in_gold: list[bool] = field(default_factory=list)
    has_answer: list[bool] = field(default_factory=list)
    first: int | None = None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--encoder", action="store_true", help="fit the weights with the encoder")
    options = parser.parse_args()
    encoder = Remembering(find_encoder(None).encoder) if options.encoder else None
    plan = ENCODED if encoder else WORDS
    rows = [measured(case) for case in cases(options.data, encoder)]
    fit_rank, fit_answer = partial(fit_ranking, plan=plan), partial(fit_answering, plan=plan)
    print(
        "ranked first: gold paragraph, answer in the sentence (cross-validated)",
        cross_validated(rows, fit_rank, rank),
    )
    weights = fit_rank(rows)
    for row in rows:
        rank(row, weights)
    decided: dict[int, bool] = {}

    def decide(row: Row, fitted: dict[str, float]) -> None:
        decided[id(row)] = row.first is not None and chance(row, fitted) > 0

    cross_validated(rows, fit_answer, decide)
    print(
        "abstention, cross-validated (BAcc, answered of answerable, of not):",
        balanced(rows, decided),
    )
    for name in sorted({row.set for row in rows}):
        fitted = fit_answer([row for row in rows if row.set != name])
        for row in rows:
            decide(row, fitted)
        print(f"fitted without {name}:", balanced([r for r in rows if r.set == name], decided))
    write(plan, weights, fit_answer(rows), Counter(row.set for row in rows), encoder)


class Remembering:
    """An encoder that makes each vector once: the same paragraphs are asked about again and again."""

    def __init__(self, encoder: Encoder | None) -> None:
        if encoder is None:
            raise SystemExit("--encoder needs the extra and the package: see docs/encoder.md")
        self.name, self.sha256 = encoder.name, encoder.sha256
        self.fingerprint, self.size = encoder.fingerprint, encoder.size
        self.embed = cache(encoder.embed)


def cases(folder: Path, encoder: Encoder | None) -> Iterator[Case]:
    yield from weekly(folder / "realtimeqa", encoder)
    yield from passages(folder / "clapnq_dev", encoder)
    yield from articles(folder / "squad2_dev", encoder)


def weekly(folder: Path, encoder: Encoder | None) -> Iterator[Case]:
    texts = {r["passage_id"]: flat(r["text"]) for r in read(folder / "evidence_passages.jsonl")}
    weeks = {r["week"]: r["passages"] for r in read(folder / "weekly_briefs.jsonl")}
    for q in read(folder / "brief_qa_600.jsonl"):
        kept = [texts[p] for p in weeks[q["brief_week"]] if p not in q["removed"]]
        day = date.fromisoformat(q["brief_week"])
        index = index_of({"week": "\n\n".join(kept)}, encoder, day)
        gold, answers = texts.get(q["gold_passage"], ""), (q["answer"],) if q["answer"] else ()
        yield Case("realtimeqa", q["id"], q["question"], q["answerable"], index, gold, answers)


def passages(folder: Path, encoder: Encoder | None) -> Iterator[Case]:
    for q in read(folder / "questions.jsonl"):
        index = index_of({"passage": q["passage"]}, encoder)
        answers = tuple(map(flat, q["gold_sentences"]))
        gold = flat(q["passage"])
        yield Case("clapnq", q["id"], q["question"], q["answerable"], index, gold, answers)


def articles(folder: Path, encoder: Encoder | None) -> Iterator[Case]:
    texts = {r["paragraph_id"]: flat(r["text"]) for r in read(folder / "paragraphs.jsonl")}
    joined: dict[str, str] = {}
    for r in read(folder / "paragraphs.jsonl"):
        joined[r["title"]] = f"{joined.get(r['title'], '')}\n\n{flat(r['text'])}".strip()
    index = index_of(joined, encoder)
    for q in read(folder / "questions.jsonl"):
        gold, answers = texts[q["paragraph_id"]], tuple(q["all_answers"])
        yield Case("squad2", q["id"], q["question"], q["answerable"], index, gold, answers)


def index_of(texts: dict[str, str], encoder: Encoder | None, day: date = SOME_DAY) -> Index:
    briefs = [brief_from_text(text, id=id, day=day) for id, text in texts.items()]
    return Index.open(GivenLibrary(briefs), encoder=encoder)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def flat(text: str) -> str:
    return " ".join(text.split())


def measured(case: Case) -> Row:
    fold = int(hashlib.sha1(case.id.encode()).hexdigest(), 16) % FOLDS
    row = Row(case.set, fold, case.answerable)
    asked = look_up(case.index, case.question)
    for handle, sentence in asked.evidence:
        text = flat(sentence.text)
        found = find_features(asked.question, asked.evidence, handle, asked.likeness)
        row.features.append(asdict(found))
        row.in_gold.append(bool(case.gold) and text in case.gold)
        row.has_answer.append(any(a.lower() in text.lower() for a in case.answers))
    return row


def right(row: Row) -> list[bool]:
    return [g and a for g, a in zip(row.in_gold, row.has_answer, strict=True)]


def cross_validated(
    rows: Sequence[Row],
    fit: Callable[[list[Row]], dict[str, float]],
    use: Callable[[Row, dict[str, float]], None],
) -> dict[str, tuple[float, float]]:
    """Use on each row what was fitted on the other folds; the shares ranked right, by set."""
    for fold in range(FOLDS):
        fitted = fit([row for row in rows if row.fold != fold])
        for row in rows:
            if row.fold == fold:
                use(row, fitted)
    found = {}
    for name in sorted({row.set for row in rows}):
        asked = [row for row in rows if row.set == name and row.answerable]
        firsts = [(row, row.first) for row in asked if row.first is not None]
        gold = sum(row.in_gold[i] for row, i in firsts) / len(asked)
        found[name] = (
            round(gold, 3),
            round(sum(r.has_answer[i] for r, i in firsts) / len(asked), 3),
        )
    return found


def fit_ranking(rows: Iterable[Row], *, plan: Plan) -> dict[str, float]:
    usable = [r for r in rows if r.answerable and any(right(r)) and len(r.features) > 1]
    sizes = Counter(row.set for row in usable)
    weight = np.array([200 / sizes[row.set] for row in usable])
    x = np.array([[f[name] for name in plan.ranking] for row in usable for f in row.features])
    good = np.array([flag for row in usable for flag in right(row)])
    lengths = [len(row.features) for row in usable]
    starts, group = np.cumsum([0, *lengths])[:-1], np.repeat(np.arange(len(usable)), lengths)

    def loss(b: Array) -> tuple[float, Array]:
        z = x @ b
        e = np.exp(z - np.maximum.reduceat(z, starts)[group])
        p = e / np.add.reduceat(e, starts)[group]
        share = np.add.reduceat(p * good, starts) + 1e-12
        gradient = x.T @ ((p - p * good / share[group]) * weight[group]) + b
        return -(weight * np.log(share)).sum() + b @ b / 2, gradient

    fitted = minimize(loss, np.zeros(len(plan.ranking)), jac=True, method="L-BFGS-B").x
    return dict(zip(plan.ranking, map(float, fitted), strict=True))


def rank(row: Row, weights: dict[str, float]) -> None:
    scores = [round(sum(w * f[n] for n, w in weights.items()), 9) for f in row.features]
    row.first = int(np.argmax(scores)) if scores else None


def fit_answering(rows: Iterable[Row], *, plan: Plan) -> dict[str, float]:
    usable = [(row, row.features[row.first]) for row in rows if row.first is not None]
    x = np.array([[f[name] for name in plan.answering] for _, f in usable])
    y = np.array([row.answerable for row, _ in usable], float)
    sizes = Counter((row.set, row.answerable) for row, _ in usable)
    weight = np.array(
        [150 * plan.counts.get(row.set, 1) / sizes[row.set, row.answerable] for row, _ in usable]
    )
    mean, spread = x.mean(0), x.std(0)
    z = np.column_stack([(x - mean) / spread, np.ones(len(x))])

    def loss(b: Array) -> tuple[float, Array]:
        logit = z @ b
        gradient = z.T @ (weight * (1 / (1 + np.exp(-logit)) - y))
        gradient[:-1] += b[:-1]
        penalty = b[:-1] @ b[:-1] / 2
        return (weight * (np.logaddexp(0, logit) - y * logit)).sum() + penalty, gradient

    b = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B").x
    raw = b[:-1] / spread
    constant = float(b[-1] - raw @ mean)
    return {"constant": constant, **dict(zip(plan.answering, map(float, raw), strict=True))}


def chance(row: Row, weights: dict[str, float]) -> float:
    """The logit of the first sentence."""
    assert row.first is not None
    features = row.features[row.first]
    return sum(w * (features[n] if n != "constant" else 1.0) for n, w in weights.items())


def balanced(rows: Sequence[Row], decided: dict[int, bool]) -> dict[str, tuple[float, ...]]:
    found = {}
    for name in sorted({row.set for row in rows}):
        shares = []
        for answerable in (True, False):
            some = [row for row in rows if row.set == name and row.answerable is answerable]
            shares.append(sum(decided[id(row)] for row in some) / len(some))
        found[name] = tuple(round(v, 3) for v in ((shares[0] + 1 - shares[1]) / 2, *shares))
    return found


def write(
    plan: Plan,
    ranking: dict[str, float],
    answering: dict[str, float],
    sizes: Counter[str],
    encoder: Encoder | None,
) -> None:
    counts = ", ".join(f"{n} of {name}" for name, n in sorted(sizes.items()))
    more = "".join(f"; {name} counts {n} times for answering" for name, n in plan.counts.items())
    lines = [
        "# Fitted by scripts/fit_answers.py; what each feature is stands in features.py.",
        f"# Questions: {counts}; every set counts the same{more}.",
    ]
    if encoder:
        lines += ["", f"# The sha256 of {encoder.name}'s weights: these hold for it alone."]
        lines += [f'encoder = "{encoder.sha256}"']
    for table, weights in (("ranking", ranking), ("answering", answering)):
        lines += ["", f"[{table}]", *(f"{name} = {value:.3f}" for name, value in weights.items())]
    (FOLDER / plan.file).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
