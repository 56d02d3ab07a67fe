"""A folder as a library: what is listed, read, skipped, and why."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import date
from pathlib import Path

import pytest

from briefbot.errors import BriefFormatError, BriefNotFoundError, SettingsError
from briefbot.library import folder as folder_module
from briefbot.library.base import find_days, read_all
from briefbot.library.folder import FolderLibrary
from briefbot.library.readers import text as text_module

SEEDS = Path(__file__).parents[2] / "seeds"


def ids(path):
    return [entry.id for entry in FolderLibrary(path).listing().entries]


def test_the_seed_is_read_unchanged():
    library = FolderLibrary(SEEDS)
    (entry,) = library.listing().entries
    reading = library.read(entry)
    brief = reading.brief
    data = (SEEDS / entry.id).read_bytes()
    assert brief.text == data.decode()
    assert brief.sha256 == hashlib.sha256(data).hexdigest()
    assert brief.day == date(2022, 2, 2)
    assert brief.title == "Feb. 2: What you need to know today"
    assert brief.text[brief.body_start :].startswith("High-stakes talks")
    assert reading.notices == ()
    assert library.load(entry.id) == brief


def test_listing_is_sorted_recursive_and_leaves_out_what_is_no_brief(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/deep/d.markdown", ".hidden.txt", "x.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "e.txt").write_text("text")
    assert ids(tmp_path) == ["a.md", "b.txt", "sub/c.TXT", "sub/deep/d.markdown"]


def test_listing_opens_nothing(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("text")
    monkeypatch.setattr(folder_module, "_read_bytes", None)
    assert ids(tmp_path) == ["a.txt"]


def test_links_leading_out_are_left_out_and_loops_end(tmp_path):
    outside = tmp_path / "outside"
    inside = tmp_path / "briefs"
    for one in (outside, inside):
        one.mkdir()
        (one / "a.txt").write_text("text")
    (inside / "loop").symlink_to(inside)
    (inside / "out").symlink_to(outside)
    (inside / "out.txt").symlink_to(outside / "a.txt")
    (inside / "same.txt").symlink_to(inside / "a.txt")
    (inside / "dangling.txt").symlink_to(inside / "gone.txt")
    listing = FolderLibrary(inside).listing()
    assert [entry.id for entry in listing.entries] == ["a.txt", "same.txt"]
    assert ["dangling.txt", "out.txt"] == [Path(n.path).name for n in sorted(listing.notices)]


def test_a_file_is_a_library_of_one(tmp_path):
    path = tmp_path / "2022-02-02.txt"
    path.write_text("Talks.")
    library = FolderLibrary(path)
    (entry,) = library.listing().entries
    assert library.read(entry).brief == library.load("2022-02-02.txt")
    with pytest.raises(BriefNotFoundError):
        library.load("other.txt")


@pytest.mark.parametrize(
    ("make", "error", "why"),
    [
        (lambda p: p / "missing", SettingsError, "No such file"),
        (lambda p: "\0", SettingsError, "no briefs at"),
        (lambda p: p, BriefNotFoundError, "no .txt or .md file"),
    ],
    ids=["missing", "NUL in the path", "empty"],
)
def test_no_library_is_one_clear_line(tmp_path, make, error, why):
    with pytest.raises(error, match=why) as caught:
        FolderLibrary(make(tmp_path)).listing()
    assert "\n" not in str(caught.value)


def test_a_pipe_is_never_opened(tmp_path):
    os.mkfifo(tmp_path / "2022-02-02.txt")
    (tmp_path / "2022-02-03.txt").write_text("Talks.")
    listing = FolderLibrary(tmp_path).listing()
    assert [entry.id for entry in listing.entries] == ["2022-02-03.txt"]
    assert "not a regular file" in listing.notices[0].reason
    with pytest.raises(BriefFormatError, match="not a regular file"):
        FolderLibrary(tmp_path).load("2022-02-02.txt")
    with pytest.raises(SettingsError, match="use - to read standard input"):
        FolderLibrary(tmp_path / "2022-02-02.txt").listing()


@pytest.mark.parametrize(
    "id",
    [
        "../secret.txt",
        "/etc/hosts.txt",
        "a/../../secret.txt",
        "out.txt",
        ".hidden.txt",
        "",
        "\0.txt",
    ],
)
def test_an_id_never_leads_out_of_the_folder(tmp_path, id):
    (tmp_path / "secret.txt").write_text("date 2022-02-02 secret")
    briefs = tmp_path / "briefs"
    briefs.mkdir()
    (briefs / ".hidden.txt").write_text("date 2022-02-02 hidden")
    (briefs / "out.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(BriefNotFoundError):
        FolderLibrary(briefs).load(id)


BAD = {
    "nul.txt": (b"date 2022-02-02 a\x00b", "NUL"),
    "binary.txt": (b"\x89PNG\xff\x01", "binary"),
    "nodate.txt": (b"Talks.", "has no date"),
    "impossible.txt": (b"date 2022-02-30 Talks.", "no such day"),
    "empty.txt": (b"", "is empty"),
    "white.txt": (b" \r\n\n", "is empty"),
    "onlydate.txt": (b"date 2022-02-02\n", "is empty"),
}


def test_bad_files_are_skipped_with_a_reason_and_stop_nothing(tmp_path):
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "latin.txt").write_bytes(b"date 2022-02-01 na\xefve")
    (tmp_path / "2022-02-03.txt").write_bytes(b"date 2022-02-02 two dates")
    briefs, notices = read_all(FolderLibrary(tmp_path))
    assert [brief.id for brief in briefs] == ["latin.txt", "2022-02-03.txt"]
    reasons = {Path(n.path).name: n for n in notices}
    for name, (_, why) in BAD.items():
        assert why in reasons[name].reason
        assert reasons[name].skipped
        assert "\n" not in str(reasons[name])
    assert "Windows-1252" in reasons["latin.txt"].reason
    assert not reasons["latin.txt"].skipped
    assert "took 2022-02-02" in reasons["2022-02-03.txt"].reason
    days = find_days(FolderLibrary(tmp_path))
    assert days == {date(2022, 2, 1): ("latin.txt",), date(2022, 2, 2): ("2022-02-03.txt",)}


def test_a_file_over_the_limit_is_not_read(tmp_path, monkeypatch):
    for module in (folder_module, text_module):
        monkeypatch.setattr(module, "LARGEST_BRIEF_BYTES", 20)
    (tmp_path / "2022-02-02.txt").write_text("x" * 21)
    (tmp_path / "2022-02-03.txt").write_text("x" * 20)
    briefs, notices = read_all(FolderLibrary(tmp_path))
    assert [brief.id for brief in briefs] == ["2022-02-03.txt"]
    assert "21 bytes" in notices[0].reason
    assert "split it" in notices[0].reason


def test_a_file_with_too_many_lines_is_skipped(tmp_path):
    (tmp_path / "2022-02-02.txt").write_text("a\n" * 500_001)
    _, notices = read_all(FolderLibrary(tmp_path))
    assert "500,001 lines" in notices[0].reason


def test_a_file_that_vanishes_is_said_to_be_gone(tmp_path):
    (tmp_path / "2022-02-02.txt").write_text("Talks.")
    library = FolderLibrary(tmp_path)
    (entry,) = library.listing().entries
    (tmp_path / "2022-02-02.txt").unlink()
    with pytest.raises(BriefNotFoundError, match="is gone"):
        library.read(entry)


def test_a_line_of_20_megabytes_is_read_within_seconds(tmp_path):
    (tmp_path / "2022-02-02.txt").write_text("He went on. " * (20_000_000 // 12))
    started = time.monotonic()
    briefs, _ = read_all(FolderLibrary(tmp_path))
    assert len(briefs[0].text) > 19_000_000
    assert time.monotonic() - started < 5


def test_a_name_that_is_not_utf8_is_skipped(tmp_path):
    (tmp_path / "2022-02-02.txt").write_text("Talks.")
    with open(os.fsencode(tmp_path) + b"/2022-02-03\xff.txt", "w") as file:
        file.write("Talks.")
    listing = FolderLibrary(tmp_path).listing()
    assert len(listing.entries) == 1
    assert "not UTF-8" in listing.notices[0].reason
