"""The index of a library brought up to date, vectors included, and how large it is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from briefbot.retrieval.index import Index
    from briefbot.retrieval.paragraph_vectors import Embedded, Progress


class Indexed(NamedTuple):
    """An index after an update.

    Attributes:
        embedded: what was embedded now, None without an encoder or a place to keep vectors.
        before: how many paragraphs had been embedded before.
        left: how many are not, because their files changed or another process was writing.
        folder: where it is kept, None when that is memory.
        index_bytes: on disk, without the vectors.
        vector_bytes: on disk.
    """

    days: int
    briefs: int
    paragraphs: int
    embedded: Embedded | None
    before: int
    left: int
    folder: Path | None
    index_bytes: int
    vector_bytes: int


def update_index(index: Index, *, embed: bool, progress: Progress | None = None) -> Indexed:
    """What an index holds once it is up to date, and with `embed` has vectors of every paragraph.

    Interrupted, it keeps what was made. Where nothing lasts, nothing is embedded.

    Raises:
        EncoderError: the encoder can't be used; the words are indexed all the same.
    """
    days = index.days()
    embed = embed and index.folder is not None
    paragraphs = index.paragraphs()
    before = paragraphs - index.unembedded() if embed else 0
    embedded = index.embed(progress) if embed else None
    sizes = _sizes(index.folder) if index.folder else {}
    vector_bytes = sum(size for name, size in sizes.items() if name.startswith("vectors."))
    return Indexed(
        days=len(days),
        briefs=sum(map(len, days.values())),
        paragraphs=paragraphs,
        embedded=embedded,
        before=before,
        left=index.unembedded() if embed else 0,
        folder=index.folder,
        index_bytes=sum(sizes.values()) - vector_bytes,
        vector_bytes=vector_bytes,
    )


def _sizes(folder: Path) -> dict[str, int]:
    """The bytes of each file in a folder and below, by its path in there."""
    found: dict[str, int] = {}
    for root, _, names in os.walk(folder):
        for path in (os.path.join(root, name) for name in names):
            try:
                found[os.path.relpath(path, folder)] = os.stat(path).st_size
            except OSError:
                continue  # Another process tidies up at the same time.
    return found
