"""Nothing outside the library is read: not for a result's ids, not through links, not through one swapped in between."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from briefbot import Briefbot
from briefbot.errors import BriefbotError, BriefError, SettingsError
from briefbot.library.base import Entry
from briefbot.library.folder import FolderLibrary

ROOT = Path(__file__).resolve().parents[2]
SECRET = "The secret of the outer folder is 4711."
posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A library with one brief, and a secret beside it."""
    news = tmp_path / "news"
    (news / "deep").mkdir(parents=True)
    (news / "2022-02-02.txt").write_text(
        "date 2022-02-02\n\nOfficials in Belin opened two gates.\n"
    )
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2022-02-02.txt").write_text(f"date 2022-02-02\n\n{SECRET}\n")
    return tmp_path


IDS = [
    "../outside/2022-02-02.txt",
    "deep/../../outside/2022-02-02.txt",
    "./2022-02-02.txt",
    "/etc/passwd",
    "//etc/passwd",
    "OUTSIDE",
    "/etc/passwd\x00.txt",
    "2022-02-02.txt\x00",
    "..",
    ".",
    "",
    "-",
    "~/.ssh/id_rsa.txt",
    "link.txt",
    "linked/2022-02-02.txt",
    "deep/link.txt",
    "/proc/self/environ",
    "/dev/zero",
    "file:///etc/passwd.txt",
    "2022-02-02.txt/",
    "..\\outside\\2022-02-02.txt",
    "pipe.txt",
    "zero.txt",
]


def add_links(place: Path) -> None:
    news = place / "news"
    (news / "link.txt").symlink_to(place / "outside" / "2022-02-02.txt")
    (news / "linked").symlink_to(place / "outside")
    (news / "deep" / "link.txt").symlink_to("../../outside/2022-02-02.txt")
    (news / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(news / "pipe.txt")


# Runs in a fresh interpreter; prints every file that is opened, read or listed after the imports.
WATCH = """
import json, os, sys
from briefbot.cli import run
import briefbot.client, tantivy, sqlite3, email.message, tomllib
opened = []
def watch(event, args):
    if event in ("open", "os.listdir", "os.scandir", "os.open"):
        opened.append(os.path.abspath(os.fsdecode(args[0])) if isinstance(args[0], (str, bytes, os.PathLike)) else "")
sys.addaudithook(watch)
code = run(sys.argv[1:])
print(json.dumps([code, sorted(set(opened))]), file=sys.__stderr__)
"""


def opened_by(place: Path, *args: str) -> tuple[int, list[str], str]:
    """The exit code, the files that a command opened, and what it printed."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, *args],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), "BRIEFBOT_CACHE": str(place / "cache")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    code, opened = json.loads(done.stderr.splitlines()[-1])
    return code, opened, done.stdout + done.stderr


def result_of(place: Path) -> dict[str, Any]:
    bot = Briefbot(place / "news", model="extractive", environ={"BRIEFBOT_CACHE": str(place / "c")})
    saved: dict[str, Any] = json.loads(bot.summarize().model_dump_json())
    return saved


@posix
def test_verify_opens_nothing_outside_whatever_a_result_names(place: Path) -> None:
    result = result_of(place)
    add_links(place)
    text = json.dumps(result)
    results = [
        json.loads(text.replace("2022-02-02.txt", json.dumps(id)[1:-1]))
        for id in [i.replace("OUTSIDE", str(place / "outside" / "2022-02-02.txt")) for i in IDS]
    ]
    # A result that says its brief lies elsewhere, under an id that is there.
    elsewhere = json.loads(text)
    for cited in [c for c in _citations(elsewhere)]:
        cited["source"] = str(place / "outside" / "2022-02-02.txt")
    (place / "evil.json").write_text(json.dumps([*results, elsewhere]))
    code, opened, shown = opened_by(place, "verify", "evil.json", "--briefs", "news")
    assert code == 4
    assert not _foreign(opened, place, "evil.json")
    assert SECRET not in shown
    assert shown.count("no brief") >= len(IDS) - 2


@posix
@pytest.mark.parametrize(
    "command",
    [
        ["summarize", "--format", "json"],
        ["ask", "What is the secret of the outer folder?"],
        ["days", "-v"],
        ["ask", "Officials gates Belin?", "--prompt", "ask@1"],
    ],
    ids=lambda c: f"{c[0]}-{len(c)}",
)
def test_links_out_of_the_library_are_not_opened(place: Path, command: list[str]) -> None:
    add_links(place)
    _, opened, shown = opened_by(
        place,
        *command,
        "--briefs",
        "news",
        *(["--model", "extractive"] if command[0] != "days" else []),
    )
    assert str(place / "news" / "2022-02-02.txt") in opened
    assert not _foreign(opened, place)
    assert SECRET not in shown


def _citations(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [c for one in value for c in _citations(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if "source" in value else []
    return own + [c for one in value.values() for c in _citations(one)]


def _foreign(opened: list[str], place: Path, *own: str) -> list[str]:
    """What was opened besides the library, its cache and what Python and the package consist of."""
    allowed = [
        place / "news",
        place / "cache",
        ROOT / "briefbot",
        ROOT / "prompts",
        *(place / o for o in own),
    ]
    allowed += [Path(p) for p in (sys.prefix, sys.base_prefix, os.devnull, "/proc/self/fd") if p]
    allowed += [Path(p) for p in map(os.path.realpath, (sys.prefix, sys.base_prefix))]
    links = [place / "news" / name for name in ("link.txt", "linked", "zero.txt", "deep/link.txt")]
    return [
        path
        for path in opened
        if path
        and (
            not any(path == str(a) or path.startswith(f"{a}{os.sep}") for a in allowed)
            or any(path == str(link) or path.startswith(f"{link}{os.sep}") for link in links)
        )
        and not path.startswith(str(place / "state"))
        and path != str(place)
    ]


@posix
@pytest.mark.parametrize("swapped", ["file", "folder"])
def test_a_link_swapped_in_after_the_listing_leads_nowhere(place: Path, swapped: str) -> None:
    deep = place / "news" / "deep"
    (deep / "2022-02-02.txt").write_text("date 2022-02-02\n\nHarmless.\n")
    library = FolderLibrary(place / "news")
    (entry,) = (e for e in library.listing().entries if e.id.startswith("deep/"))
    assert b"Harmless" in library.fetch(entry)
    (deep / "2022-02-02.txt").unlink()
    if swapped == "file":
        (deep / "2022-02-02.txt").symlink_to(place / "outside" / "2022-02-02.txt")
    else:
        deep.rmdir()
        deep.symlink_to(place / "outside")
    for read in (lambda: library.fetch(entry), lambda: library.load(entry.id).text):
        with pytest.raises(BriefError):
            read()


@posix
def test_a_link_swapped_in_all_the_time_never_leads_out(place: Path) -> None:
    path = place / "news" / "2022-02-02.txt"
    harmless = path.read_bytes()
    stop = threading.Event()

    def swap() -> None:
        one, other = place / "one", place / "other"
        while not stop.is_set():
            one.symlink_to(place / "outside" / "2022-02-02.txt")
            os.replace(one, path)
            other.write_bytes(harmless)
            os.replace(other, path)

    thread = threading.Thread(target=swap)
    thread.start()
    library = FolderLibrary(place / "news")
    entry = Entry("2022-02-02.txt", str(path), 1, "")
    read = refused = 0
    try:
        for _ in range(3000):
            try:
                data = library.fetch(entry)
                text = library.load(entry.id).text
            except BriefError:
                refused += 1
            else:
                read += 1
                assert SECRET.encode() not in data
                assert SECRET not in text
    finally:
        stop.set()
        thread.join()
    # Both sides of the race were seen.
    assert read
    assert refused


def test_the_source_of_an_entry_is_never_where_it_is_read_from(place: Path) -> None:
    library = FolderLibrary(place / "news")
    stranger = str(place / "outside" / "2022-02-02.txt")
    assert SECRET.encode() not in library.fetch(Entry("2022-02-02.txt", stranger, 1, ""))
    with pytest.raises(BriefError):
        library.fetch(Entry("../outside/2022-02-02.txt", stranger, 1, ""))


@pytest.mark.parametrize("id", [id for id in IDS if id != "OUTSIDE"])
def test_no_id_leads_out(place: Path, id: str) -> None:
    if os.name != "nt":
        add_links(place)
    library = FolderLibrary(place / "news")
    with pytest.raises(BriefError):
        library.load(id)
    with pytest.raises(BriefError):
        library.fetch(Entry(id, id, 1, ""))


@pytest.mark.parametrize(
    "spec",
    [
        "../x@1",
        "ask@../1",
        "/etc/passwd@1",
        "ask@1/../2",
        "ask@-1",
        "ask@0",
        "ask\x00@1",
        "ask@1\x00",
        f"ask@{'9' * 5000}",
    ],
)
def test_no_prompt_leads_out_of_its_folder(place: Path, spec: str) -> None:
    (place / "prompts").mkdir()
    from briefbot.prompts import load_prompt

    with pytest.raises(BriefbotError):
        load_prompt(spec, folder=place / "prompts")


@pytest.mark.parametrize(
    "label", ["../../x", "/etc", "..", ".", "", "a/b", "a\x00b", "~", "C:\\x", "\u2028"]
)
def test_no_label_of_a_recording_leads_out_of_its_folder(tmp_path: Path, label: str) -> None:
    from briefbot.models.base import Message, Request
    from briefbot.models.recordings import Recorder
    from briefbot.models.testing import ScriptedModel

    folder = tmp_path / "in" / "here"
    Recorder(ScriptedModel(["yes"]), folder).complete(
        Request((Message("user", "?"),), prompt=label)
    )
    (path,) = (p for p in tmp_path.rglob("*") if p.is_file())
    assert path.resolve().parent.parent == folder.resolve()
    assert re.fullmatch(r"[\w.@-]+", path.parent.name)


@posix
@pytest.mark.parametrize("kind", ["link", "pipe", "endless"])
def test_a_folder_of_results_holds_files_alone(place: Path, kind: str) -> None:
    from briefbot.cli.verify import _files

    results = place / "results"
    results.mkdir()
    if kind == "link":
        (results / "r.json").symlink_to("/etc/hostname")
    elif kind == "pipe":
        os.mkfifo(results / "r.json")
    else:
        (results / "r.json").symlink_to("/dev/zero")
    with pytest.raises(SettingsError, match="no regular file"):
        list(_files([str(results)]))


@posix
def test_a_prompt_that_is_a_pipe_is_not_waited_for(place: Path) -> None:
    from briefbot.prompts import list_prompts

    own = place / "prompts" / "ask"
    own.mkdir(parents=True)
    os.mkfifo(own / "v1.toml")
    with pytest.raises(BriefbotError, match="not a regular file"):
        list_prompts(folder=place / "prompts")


@pytest.mark.parametrize("kind", [[], {}, None, 1, "summary", ["answer"]], ids=repr)
def test_a_result_of_no_kind_is_none(place: Path, kind: object) -> None:
    bot = Briefbot(place / "news", model="extractive", environ={})
    with pytest.raises(SettingsError, match="no briefbot result"):
        bot.verify({"kind": kind, "schema_version": 1})
