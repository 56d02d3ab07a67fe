"""Vectors under kills: a library that changed is embedded in batches of two paragraphs, then a question is compared with all."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import embedding, paragraph_vectors
from briefbot.retrieval.chunking import chunk
from briefbot.retrieval.index import Index

if TYPE_CHECKING:
    from pathlib import Path


def embed(place: Path) -> int:
    """`briefbot index`, with an encoder that needs no files; what a question is like then goes to stdout."""
    embedding.MOST_UNASKED, paragraph_vectors._BATCH = 0, 2
    index = _opened(place, "now")
    index.embed()
    chunks = [one for brief in index.briefs(date.min, date.max) for one in chunk(brief)]
    likeness = index.likeness("Which port is closed?", chunks)
    assert likeness
    print(sorted((id, span.start, cosine) for (id, span), cosine in likeness.sentences.items()))
    for notice in index.notices:
        print(notice, file=sys.stderr)
    index.close()
    return 0


def embed_first(place: Path, cache: str) -> None:
    """The vectors of the briefs as they are now, in a cache that later runs start from."""
    index = _opened(place, cache)
    index.embed()
    index.close()


def stored(place: Path) -> dict[str, bytes]:
    """Every row of vectors, the briefs they are of, and files beside them that no run needs."""
    (path,) = (place / "now" / "cache").rglob("vectors.sqlite")
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT place, crc, vectors FROM paragraphs").fetchall()
        briefs = db.execute("SELECT number, sha256, whole FROM briefs ORDER BY number").fetchall()
    beside = [name for name in os.listdir(path.parent) if name.startswith("vectors.sqlite-")]
    found = {str(place): b"%d %s" % (crc, vectors) for place, crc, vectors in rows}
    return {**found, "briefs": str(briefs).encode(), **dict.fromkeys(beside, b"left")}


def _opened(place: Path, cache: str) -> Index:
    library = FolderLibrary(place / "briefs")
    return Index.open(library, cache=place / cache / "cache", encoder=BagOfWords())
