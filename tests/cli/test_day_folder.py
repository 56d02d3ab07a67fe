"""A folder of summaries that others may write into: nothing outside it is read or written, and nothing waits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefbot.cli import run
from briefbot.cli.day_folder import RECORD

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
DAYS = ("2022-02-01", "2022-02-02")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two days of briefs, an empty folder for their summaries and a file outside it."""
    (tmp_path / "news").mkdir()
    (tmp_path / "out").mkdir()
    for day in DAYS:
        text = f"date {day}\n\nThe port of Odense closed, the harbor master said on {day}.\n"
        (tmp_path / "news" / f"{day}.txt").write_text(text)
    (tmp_path / "outside").write_text("mine")
    return tmp_path


def summarize(place: Path) -> int:
    since = ["summarize", "--briefs", str(place / "news"), "--since", DAYS[0]]
    return run([*since, "--model", "extractive", "--output", f"{place / 'out'}/"])


def put(path: Path, kind: str, outside: Path) -> None:
    """Something that is no file of briefbot's where one of its files belongs."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(
            {"link": outside, "dangling": outside.with_name("new"), "endless": "/dev/zero"}[kind]
        )


KINDS = ("pipe", "folder", "link", "dangling", "endless")


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_that_is_no_file_is_neither_read_nor_written(
    kind: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(place / "out" / RECORD, kind, place / "outside")
    assert summarize(place) == 1
    assert f"its {RECORD} is a link or no regular file; delete that" in capsys.readouterr().err
    assert (place / "outside").read_text() == "mine"
    assert not (place / "new").exists()
    assert os.listdir(place / "out") == [RECORD]


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_a_days_place_is_set_aside_unread(
    kind: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(place / "out" / "2022-02-01.txt", kind, place / "outside")
    assert summarize(place) == 0
    assert "it is now 2022-02-01.txt.1.before" in capsys.readouterr().err
    assert (place / "outside").read_text() == "mine"
    assert not (place / "new").exists()
    made = place / "out" / "2022-02-01.txt"
    assert made.is_file()
    assert not made.is_symlink()


def test_a_link_swapped_in_for_the_record_during_a_run_is_not_written_through(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import briefbot.cli.day_folder as module

    def swap(path: str, text: str) -> None:
        (place / "out" / RECORD).unlink()
        (place / "out" / RECORD).symlink_to(place / "outside")
        Path(path).write_text(text)

    monkeypatch.setattr(module, "write_file", swap)
    assert summarize(place) == 1
    assert "a link or no regular file" in capsys.readouterr().err
    assert (place / "outside").read_text() == "mine"


def test_a_hostile_record_is_as_if_there_were_none(place: Path) -> None:
    lines = [
        b'{"file": "../outside", "sha256": "x", "rejected": 0, "inputs": {}}',
        b'{"file": "2022-02-01.txt", "sha256": "x", "rejected": NaN, "inputs": {}}',
        b'{"file": "2022-02-01.txt", "sha256": "x", "rejected": 0, "inputs": [1]}',
        b'{"file": 1, "sha256": [], "rejected": true}',
        b"[" * 100_000,
        b"9" * 5_000,
        b"x" * 300_000,
        b"\xff\x00",
    ]
    (place / "out" / RECORD).write_bytes(b"\n".join(lines))
    assert summarize(place) == 0
    assert (place / "outside").read_text() == "mine"
    assert summarize(place) == 0
