"""Which library a caller means."""

from __future__ import annotations

import io
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from briefbot.errors import BriefFormatError
from briefbot.library.folder import FolderLibrary
from briefbot.library.given import GivenLibrary
from briefbot.library.opening import notices_of, open_library
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from pathlib import Path


def given_on_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_a_path_is_a_folder_whatever_its_type(tmp_path: Path):
    for path in (tmp_path, str(tmp_path)):
        library = open_library(path)
        assert isinstance(library, FolderLibrary)
        assert library.location == str(tmp_path)
        assert notices_of(library) == ()


def test_a_library_is_itself():
    given = GivenLibrary([brief_from_text("Talks.", day=date(2022, 2, 2))])
    assert open_library(given) is given


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch):
    given_on_stdin(monkeypatch, b"date 2022-02-02 Talks.")
    library = open_library("-")
    (entry,) = library.listing().entries
    assert (entry.id, entry.source) == ("stdin", "-")
    assert library.load("stdin").day == date(2022, 2, 2)


def test_what_is_no_brief_on_standard_input_is_told_at_once(monkeypatch: pytest.MonkeyPatch):
    given_on_stdin(monkeypatch, b"")
    with pytest.raises(BriefFormatError, match="is empty"):
        open_library("-")


def test_what_was_odd_about_a_given_brief_is_told():
    reading = brief_from_text(
        "date 2022-02-02 Talks.", id="2022-02-03.txt", source="2022-02-03.txt"
    )
    assert notices_of(GivenLibrary([reading])) == reading.notices
    assert notices_of(None) == ()
