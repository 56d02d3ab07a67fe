"""Briefs are opened once, kept within bounds, and never with other content than was indexed."""

from __future__ import annotations

import pytest

from briefbot.retrieval import shelf as shelf_module
from briefbot.retrieval.index import Index
from briefbot.retrieval.shelf import Shelf


@pytest.fixture
def rows(library, cache):
    index = Index.open(library, cache=cache)
    library.take_fetched()
    return sorted(index._snapshot.rows.values())


def test_a_brief_is_read_once_and_equals_the_library_s(library, rows):
    shelf = Shelf(library)
    opened = shelf.open(rows[1])
    assert shelf.open(rows[1]) is opened
    assert library.take_fetched() == [rows[1].id]
    assert opened.brief == library.load(rows[1].id)
    assert opened.chunk(0).text == opened.text(0) == "Talks were held in Moscow on the border."


def test_the_oldest_goes_first_and_the_newest_stays_however_big(library, rows, monkeypatch):
    monkeypatch.setattr(shelf_module, "_KEPT_CHARACTERS", 130)  # two of the three
    shelf = Shelf(library)
    for row in (*rows, rows[2], rows[1], rows[0]):
        shelf.open(row)
    assert library.fetched == [rows[0].id, rows[1].id, rows[2].id, rows[0].id]
    monkeypatch.setattr(shelf_module, "_KEPT_CHARACTERS", 1)
    library.take_fetched()
    for row in (rows[1], rows[2], rows[2]):
        shelf.open(row)
    assert library.fetched == [rows[2].id]


def test_a_changed_or_vanished_brief_is_not_opened(library, folder, rows):
    (folder / rows[0].id).write_text("Another text.")
    (folder / rows[1].id).unlink()
    shelf = Shelf(library)
    assert [bool(shelf.open(row)) for row in rows] == [False, False, True]
