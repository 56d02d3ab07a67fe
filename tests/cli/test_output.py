"""Where results go: stdout as they come, files whole or not at all."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from briefbot.cli.output import Sheet, check_writable, write_file
from briefbot.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_only_when_complete(tmp_path: Path) -> None:
    target = tmp_path / "day.json"
    target.write_text("old")
    with pytest.raises(RuntimeError), Sheet(str(target), "json"):
        raise RuntimeError
    assert target.read_text() == "old"
    with Sheet(str(target), "json") as sheet:
        sheet.add("new “text”\n")
        assert target.read_text() == "old"
    assert target.read_bytes() == "new “text”\n".encode()
    assert os.listdir(tmp_path) == ["day.json"]


def test_what_came_before_an_error_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "days.json"

    def fail_at_the_third() -> None:
        with Sheet(str(target), "json", many=True) as sheet:
            sheet.add('{"day": 1}\n')
            sheet.add('{"day": 2}\n')
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_at_the_third()
    assert json.loads(target.read_text()) == [{"day": 1}, {"day": 2}]


def test_pieces_are_written_as_they_come(capsys: pytest.CaptureFixture[str]) -> None:
    with Sheet(None, "text", many=True) as sheet:
        sheet.add("one\n")
        assert capsys.readouterr().out == "one\n"
        sheet.add("two\n")
    assert capsys.readouterr().out == "\n\ntwo\n"


def test_held_pieces_wait_for_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with Sheet(None, "text", many=True, hold=True) as sheet:
        sheet.add("one\n")
        assert capsys.readouterr().out == ""
    assert capsys.readouterr().out == "one\n"


def test_links_are_followed_and_modes_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old")
    real.chmod(0o600)
    link.symlink_to(real)
    write_file(str(link), "new")
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("new", 0o600)


def test_a_device_is_written_to_not_replaced() -> None:
    write_file(os.devnull, "gone")
    assert not os.path.isfile(os.devnull)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("missing/day.json", "there is no folder", id="no folder"),
        pytest.param("", "it is a folder", id="a folder"),
        pytest.param("file/day.json", "there is no folder", id="a file as folder"),
    ],
)
def test_an_impossible_place_is_told_before_any_work(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=said):
        check_writable(str(tmp_path / name))


def test_a_failed_write_leaves_what_was_there(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="needs a limit on the size of files")
    target = tmp_path / "day.json"
    target.write_text("old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(SettingsError, match=r"can't write --output.*File too large"):
            write_file(str(target), "new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["day.json"]
