"""Links, pipes, names and depths: what can't be read is told of in one line each, the good brief is used."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.bad_documents.__main__ import run
from benchmarks.bad_documents.folders import LIGHT
from briefbot.library.folder import FolderLibrary

SAID = {
    "links": ["link out of the folder", "No such file"],
    "pipe, socket, folder": ["not a regular file"],
    "names": ["has no date"],
    "unreadable": ["Permission denied"],
    "200 folders deep": ["more than 64 folders deep"],
    "2,000 folders deep": ["more than 64 folders deep"],
}


@pytest.mark.parametrize("name", LIGHT)
def test_a_folder_is_read_as_far_as_it_can_be(folder, name):
    LIGHT[name](folder)
    nobody = name == "unreadable" and os.getuid() == 0
    commands = ("days", "summarize", "ask", "changes", "timeline", "story", "save", "verify")
    rows = run(folder, *commands, nobody=nobody)
    for row in rows:
        alone = row["command"] == "changes" and "only 2022-02-03 has a brief" in row["err"]
        assert row["code"] == int(alone), row
        for line in (row["out"] + row["err"]).splitlines():
            assert line.isprintable(), (row["command"], line)
    for words in SAID[name]:
        assert words in rows[0]["err"]
    warnings = rows[0]["err"].splitlines()
    assert all(line.startswith("briefbot: warning: ") for line in warnings)
    assert "2022-02-03" in rows[0]["out"]


def test_nothing_outside_a_folder_of_links_is_read(folder):
    LIGHT["links"](folder)
    assert [entry.id for entry in FolderLibrary(folder).listing().entries] == ["2022-02-03.txt"]


def test_a_folder_is_read_64_deep_and_no_deeper(folder):
    inner = folder.joinpath(*["d"] * 64)
    (inner / "d").mkdir(parents=True)
    (inner / "2022-02-01.txt").write_text("Talks.")
    (inner / "d" / "2022-02-01.txt").write_text("Talks.")
    listing = FolderLibrary(folder).listing()
    assert len(listing.entries) == 2
    assert len(listing.notices) == 1
    (inner / "d" / "2022-02-01.txt").unlink()
    (inner / "2022-02-01.txt").rename(folder.joinpath(*["d"] * 63) / "2022-02-01.txt")


@pytest.mark.parametrize(
    ("source", "says"),
    [("/dev/zero", "more than the 32 MB limit"), ("/dev/null", "is empty")],
    ids=["endless", "empty"],
)
def test_standard_input_is_bounded(source, says):
    program = "import sys; from briefbot.cli.app import run; sys.exit(run())"
    with open(source, "rb") as stdin:
        done = subprocess.run(
            [sys.executable, "-c", program, "summarize", "--briefs", "-"],
            stdin=stdin, capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "BRIEFBOT_MODEL": "extractive", "PYTHONPATH": os.getcwd()},
        )  # fmt: skip
    assert done.returncode == 1
    assert says in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_a_device_is_no_library(tmp_path):
    (row,) = run("/dev/zero", "days")
    assert row["code"] == 1
    assert "neither a folder nor a file" in row["err"]


@pytest.mark.parametrize(
    ("text", "says"),
    [(None, ""), (" \t\n\u3000\ufeff\n", "is empty")],
    ids=["no file", "only white space"],
)
def test_a_folder_without_a_brief_says_so_to_every_command(tmp_path, text, says):
    if text is not None:
        (tmp_path / "2022-02-02.txt").write_text(text)
    for row in run(tmp_path, "days", "summarize", "ask", "changes", "timeline", "story"):
        assert row["code"] == 1, row
        assert len(row["err"].splitlines()) <= 2
        assert row["err"].splitlines()[-1].startswith("briefbot: ")
        assert says in row["err"]
