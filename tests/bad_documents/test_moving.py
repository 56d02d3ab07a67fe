"""Files that change between being listed and being read: what is read is whole, or is told of."""

from __future__ import annotations

import os

import pytest

from briefbot import Briefbot
from briefbot.library.folder import FolderLibrary
from briefbot.library.readers.text import LARGEST_BRIEF_BYTES

TEXT = "Kyiv says that the talks with Russia go on. Russia demands an answer."


class Moving(FolderLibrary):
    """A folder in which something happens to a file right before it is read for the first time."""

    def __init__(self, path, happens):
        super().__init__(path)
        self._happens = happens

    def fetch(self, entry):
        if entry.id == "2022-02-02.txt" and self._happens:
            happens, self._happens = self._happens, None
            happens(entry.source)
        return super().fetch(entry)


def grow(path):
    with open(path, "a") as file:
        file.write(" It grew.")


def swell(path):
    os.truncate(path, LARGEST_BRIEF_BYTES + 1)


def become_pipe(path):
    os.unlink(path)
    os.mkfifo(path)


def become_folder(path):
    os.unlink(path)
    os.mkdir(path)


def become_link_out(path):
    os.unlink(path)
    os.symlink("/etc/passwd", path)


@pytest.mark.parametrize(
    ("happens", "says"),
    [
        (os.unlink, "is gone"),
        (grow, ""),
        (lambda path: os.truncate(path, 20), ""),
        (lambda path: os.truncate(path, 0), "is empty"),
        (swell, "more than the 32 MB limit"),
        (become_pipe, "not a regular file"),
        (become_folder, "not a regular file"),
        (become_link_out, "out of the"),
    ],
    ids=["vanishes", "grows", "shrinks", "is emptied", "swells", "pipe", "folder", "link out"],
)
def test_a_file_that_changes_while_read(folder, tmp_path, happens, says):
    (folder / "2022-02-02.txt").write_text(TEXT)
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache")}
    bot = Briefbot(Moving(folder, happens), model="extractive", environ=environ)
    assert str(bot.days()[-1].day) == "2022-02-03"
    assert len(bot.days()) == (1 if says else 2)
    assert all(says in warning for warning in bot.warnings)
    assert bool(bot.warnings) == bool(says)
    assert bot.summarize("2022-02-03").headline is not None
