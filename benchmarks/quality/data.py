"""Where the data lies and how it is read. It is read in place and never copied into the project."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

DATA = Path("../shared/data")
T = TypeVar("T")


class DataMissingError(Exception):
    """A set is not where it was looked for."""


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSONL file, gzipped or not.

    Raises:
        DataMissingError: it is not there.
    """
    if not path.exists():
        raise DataMissingError(f"no {path}; name the folder that holds it with --data")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def hash_of(id: str) -> str:
    """What a choice of cases goes by: the same everywhere, and blind to what a case is about."""
    return hashlib.sha256(id.encode()).hexdigest()


def first_by_hash(cases: Iterable[T], limit: int | None, *, key: Callable[[T], str]) -> Sequence[T]:
    """All cases in their order, or the `limit` whose ids have the smallest sha256, in that order."""
    if limit is None:
        return list(cases)
    return sorted(cases, key=lambda case: hash_of(key(case)))[:limit]
