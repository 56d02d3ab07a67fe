"""Claims with the text that should support them and a human verdict, for the gate and for a model judge alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.quality.data import first_by_hash, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOMAINS = ("news", "podcast", "sales_email")


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and its source.

    Attributes:
        id: of the item in its set.
        group: what items of one source share; summaries of one document.
        claim: one or more sentences.
        source: the passages, best read in order.
        holds: the human verdict: consistent, or completely supported.
        original: the summary this one was edited from, "" where there is none.
        edits: the kinds of edit, as the set names them.
    """

    id: str
    group: str
    claim: str
    source: tuple[str, ...]
    holds: bool
    original: str = ""
    edits: tuple[str, ...] = ()


def summedits_pairs(data: Path, domain: str, *, limit: int | None = None) -> list[Pair]:
    """The summaries of a domain of SummEdits; `limit` picks by the hash of the id.

    Raises:
        DataMissingError: the data is not there.
    """
    return list(first_by_hash(_summedits(data, domain), limit, key=lambda pair: pair.id))


def _summedits(data: Path, domain: str) -> Iterator[Pair]:
    for row in read_rows(data / "summedits" / f"{domain}.jsonl"):
        yield Pair(
            id=row["id"],
            group=row["id"].rpartition("_")[0],
            claim=row["summary"],
            source=tuple(p for p in row["doc"].split("\n") if p.strip()),
            holds=bool(row["label"]),
            original=row["original_summary"],
            edits=tuple(row["edit_types"]),
        )


def expertqa_pairs(data: Path, *, limit: int | None = None) -> list[Pair]:
    """The claims of ExpertQA with the passages they cite; `limit` picks by the hash of the id.

    Raises:
        DataMissingError: the data is not there.
    """
    return list(first_by_hash(_expertqa(data), limit, key=lambda pair: pair.id))


def _expertqa(data: Path) -> Iterator[Pair]:
    for row in read_rows(data / "expertqa" / "verifier_eval.jsonl"):
        yield Pair(
            id=row["id"],
            group=row["system"],
            claim=row["claim"],
            source=tuple(p for text in row["evidence"] for p in text.split("\n") if p.strip()),
            holds=bool(row["label"]),
        )
