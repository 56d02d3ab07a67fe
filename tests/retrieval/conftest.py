"""Libraries to index: folders of dated briefs, and one that counts what it reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval import embedding
from briefbot.retrieval.index import Index

# Old enough for a file's time stamp to prove that it was not changed since.
LONG_AGO_NS = 1_600_000_000_000_000_000


class CountingLibrary(FolderLibrary):
    """A folder that remembers which briefs were read, and lets tests set the age of its files."""

    def __init__(self, path, *, settled=True, signature=None):
        super().__init__(path)
        self.fetched = []
        # Change times can't be set back; tests must not sleep until they are old.
        self._fixed = {"changed_ns": LONG_AGO_NS} if settled else {}
        if signature:
            self._fixed["signature"] = signature

    def listing(self):
        listing = super().listing()
        entries = tuple(replace(entry, **self._fixed) for entry in listing.entries)
        return replace(listing, entries=entries)

    def fetch(self, entry):
        self.fetched.append(entry.id)
        return super().fetch(entry)

    def take_fetched(self):
        fetched, self.fetched = sorted(self.fetched), []
        return fetched


@pytest.fixture
def folder(tmp_path):
    """A folder of three days, one paragraph on each, and one they share."""
    path = tmp_path / "briefs"
    path.mkdir()
    for day, word in (("01", "Kyiv"), ("02", "Moscow"), ("03", "Minsk")):
        (path / f"2022-02-{day}.txt").write_text(
            f"Talks were held in {word} on the border.\n\nThe river rose again."
        )
    return path


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def counting():
    """The class, for tests that want other settings than `library` has."""
    return CountingLibrary


@pytest.fixture
def library(folder):
    return CountingLibrary(folder)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path, monkeypatch):
    """No test touches the user's cache."""
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / "default-cache"))


@pytest.fixture
def words():
    return BagOfWords()


@pytest.fixture
def opened(library, cache, words):
    """Opens the index again, with the same encoder or another one."""

    def make(encoder=words):
        return Index.open(library, cache=cache, encoder=encoder)

    return make


@pytest.fixture
def asked_only(monkeypatch):
    """Nothing is made unasked."""
    monkeypatch.setattr(embedding, "MOST_UNASKED", 0)


@pytest.fixture
def forty(tmp_path):
    """Ten briefs of four paragraphs."""
    folder = tmp_path / "forty"
    folder.mkdir()
    for day in range(1, 11):
        paragraphs = (f"Member {n} voted on day {day}." for n in range(4))
        (folder / f"2022-03-{day:02}.txt").write_text("\n\n".join(paragraphs))
    return folder
