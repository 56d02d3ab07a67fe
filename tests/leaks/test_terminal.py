"""Whatever a file, a name, a model, a result or a setting holds: no command lets it steer a terminal or hide from it."""

from __future__ import annotations

import io
import json
import os
import re
import select
import unicodedata
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from briefbot.cli import run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo-terminals")

CSI, OSC_TITLE, OSC_CLIPBOARD = "\x1b[2J\x1b[31m", "\x1b]0;owned\x07", "\x1b]52;c;aGk=\x07"
LINK = "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\"
DCS, C1, BELLS = "\x1bP$q\x1b\\", "\x9b2J\x9d0;x\x9c\x85", "\x07\x08\x0c\x7f\x00"
HIDDEN = "\u202egnp.exe\u2066\u200b\u2060\u00ad\ufeff" + "".join(
    chr(0xE0000 + ord(c)) for c in "hi"
)
SELECTORS = "".join(chr(0xE0100 + i) for i in range(9)) + "\u3164\u115f\u034f\u180e"
LINES = "\u2028\u2029\r\x0b\x1c"
HOSTILE = (
    CSI
    + OSC_TITLE
    + OSC_CLIPBOARD
    + LINK
    + DCS
    + C1
    + BELLS.replace("\x00", "")
    + HIDDEN
    + SELECTORS
    + LINES
)
# What a file's name has room for.
NAME = "\x1b[2J\x1b]0;t\x07\x9b\n\u202e\u200b\u2028\U000e0068\U000e0101"
OWN = re.compile(r"\x1b\[(?:1m|0m)")
# What a progress bar draws itself with: colours, the cursor, an empty line.
BAR = re.compile(r"\x1b\[(?:[\d;]*m|\?25[lh]|\d?[AK])|\r(?!\n)")
# Of an emoji, of Persian and of Hindi.
JOINERS = "\u200c\u200d\ufe0f"


def steering(text: str) -> set[str]:
    """The characters of a terminal's input that draw nothing, besides line ends and the bold of headings."""
    rest = OWN.sub("", re.sub("\r+\n", "\n", text))
    hidden = re.findall(
        "[\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0e\U000e0000-\U000e0fff]", rest
    )
    return set(hidden) | {
        c
        for c in rest
        if c not in "\n" + JOINERS and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }


def brief(day: str, more: str = "") -> str:
    return (
        f"date {day}\n\nThe Bell{HOSTILE} tolls\n\nViktor Orban said on Tuesday the gates of the dam{HOSTILE} are safe. "
        f"Engineers opened {2 + len(more)} gates at Lake Orvel. {more}\n\n{HOSTILE} Officials in Belin warned of a flood.\n"
    )


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two days of hostile briefs under hostile names, a hostile prompt, hostile results and recordings."""
    news = tmp_path / f"news{NAME}"
    news.mkdir()
    (news / f"2022-02-01{NAME}.txt").write_text(brief("2022-02-01"), encoding="utf-8")
    (news / f"2022-02-02{NAME}.txt").write_text(
        brief("2022-02-02", "Orban denied it."), encoding="utf-8"
    )
    (news / f"undated{NAME}.txt").write_text("nothing", encoding="utf-8")
    (news / f"link{NAME}.txt").symlink_to("/etc/hostname")
    own = tmp_path / "prompts" / "ask"
    own.mkdir(parents=True)
    shipped = Path(__file__).resolve().parents[2] / "prompts" / "ask" / "v1.toml"
    text = shipped.read_text(encoding="utf-8").replace("version = 1", "version = 9001")
    text = re.sub(
        r'^description = ".*"',
        f'description = "d{HIDDEN}\\\\u001b[2J{SELECTORS}"',
        text,
        flags=re.M,
    )
    (own / "v9001.toml").write_text(text, encoding="utf-8")
    (tmp_path / "cases.jsonl").write_text(
        json.dumps(
            {"id": f"c{HOSTILE}", "question": f"What did Orban{HOSTILE} say?", "answers": [HOSTILE]}
        )
        + "\n"
    )
    (tmp_path / f"bad{NAME}.json").write_text("no json")
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / f"r{NAME}.json").write_text(json.dumps({"model": HOSTILE}))
    for name, value in {
        "BRIEFBOT_BRIEFS": str(news),
        "BRIEFBOT_CACHE": str(tmp_path / f"cache{NAME}"),
        "BRIEFBOT_PROMPTS": str(tmp_path / "prompts"),
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Terminal(io.TextIOBase):
    """A stream to a pseudo-terminal that keeps what comes out at its other end."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.leader, self.follower = os.openpty()
        self.received = bytearray()

    def write(self, text: str) -> int:
        data = text.encode("utf-8", "replace")
        # The terminal holds only so much before somebody reads it.
        for start in range(0, len(data), 500):
            os.write(self.follower, data[start : start + 500])
            self.shown()
        return len(text)

    def fileno(self) -> int:
        return self.follower

    def isatty(self) -> bool:
        return os.isatty(self.follower)

    def shown(self) -> str:
        while select.select([self.leader], [], [], 0)[0]:
            self.received += os.read(self.leader, 65536)
        return self.received.decode("utf-8", "surrogateescape")

    def hang_up(self) -> None:
        os.close(self.leader)
        os.close(self.follower)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """stdout and stderr on a pseudo-terminal while a command runs."""
    one = Terminal()
    assert one.isatty()
    yield one
    one.hang_up()


def run_on(terminal: Terminal, command: list[str]) -> tuple[int, str]:
    with redirect_stdout(terminal), redirect_stderr(terminal):
        code = run(command)
    return code, terminal.shown()


COMMANDS = [
    ["days", "-v"],
    ["days", "--format", "json"],
    ["summarize", "--model", "extractive"],
    ["summarize", "--model", "extractive", "--format", "json"],
    ["summarize", "--model", "extractive", "--format", "markdown"],
    ["summarize", "--model", "extractive", "--since", "2022-02-01"],
    ["ask", f"What did Orban{HOSTILE} say about the dam?"],
    ["ask", f"What did Orban{HOSTILE} say about the dam?", "--format", "json"],
    ["ask", f"What did Zork{HOSTILE} say?", "--format", "markdown"],
    ["changes"],
    ["changes", "--format", "markdown"],
    ["story", f"Orvel{HIDDEN}"],
    ["story", "Orvel", "--format", "json"],
    ["timeline", "Orvel"],
    ["timeline", f"Zork{HOSTILE}"],
    ["timeline", "Orvel", "--format", "ics"],
    ["timeline", "Orvel", "--format", "json"],
    ["prompts"],
    ["prompts", "list", "--format", "json"],
    ["prompts", "show", "ask@9001"],
    ["prompts", "diff", "ask", "1", "9001"],
    ["prompts", "show", f"ask{HOSTILE}"],
    ["prompts", "check"],
    ["models", "--model", f"m{HOSTILE}"],
    ["models", "--model", f"gguf:{NAME}", "-v"],
    ["eval", "cases.jsonl"],
    ["eval", "cases.jsonl", "--format", "markdown"],
    ["eval", f"no{NAME}.jsonl"],
    ["verify", f"bad{NAME}.json", "-v"],
    ["verify", f"missing{NAME}.json", "-v"],
    ["ask", "Orban?", "--replay", "recordings", "--model", f"m{NAME}", "-v"],
    ["ask", "Orban?", "--replay", f"none{NAME}", "-v"],
    ["ask", "Orban?", "--prompt", f"ask{NAME}@1"],
    ["ask", "Orban?", "--as-of", f"2022{HOSTILE}"],
    ["summarize", "--output", f"no/such{NAME}/x"],
    ["summarize", "--briefs", f"nowhere{NAME}", "-v"],
    [f"nothing{HOSTILE}"],
    [f"--no{HOSTILE}"],
    ["usage"],
    ["usage", "--format", "json"],
    ["redteam", "--model", "extractive", "--limit", "1", "--seed", "1", "--task", "summarize"],
]
NO_NUL = [[word.replace("\x00", "") for word in command] for command in COMMANDS]


@pytest.mark.parametrize("command", NO_NUL, ids=[str(n) for n in range(len(NO_NUL))])
def test_nothing_steers_the_terminal(command: list[str], place: Path, terminal: Terminal) -> None:
    _, shown = run_on(terminal, command)
    assert shown.strip()
    assert steering(BAR.sub("", shown) if "--since" in command else shown) == set()


@pytest.mark.parametrize("command", NO_NUL[::5], ids=[str(n) for n in range(0, len(NO_NUL), 5)])
def test_nothing_steers_whoever_reads_a_pipe(
    command: list[str], place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(command)
    shown = capfd.readouterr()
    assert steering(shown.out) | steering(shown.err) == set()


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_strangers_result_steers_nothing_when_it_is_verified(
    place: Path, form: str, terminal: Terminal
) -> None:
    assert (
        run(["summarize", "--model", "extractive", "--format", "json", "--output", "s.json"]) == 0
    )
    result = json.loads((place / "s.json").read_text(encoding="utf-8"))
    dates = re.compile(r"\d{4}-\d\d-\d\d|[0-9a-f]{64}")

    def poisoned(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {k: poisoned(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [poisoned(v, name) for v in value]
        keep = name in ("kind", "status", "stance", "name", "writer", "part") or not isinstance(
            value, str
        )
        return value if keep or dates.fullmatch(value) else value + HOSTILE

    (place / "evil.json").write_text(json.dumps(poisoned(result)))
    code, shown = run_on(terminal, ["verify", "evil.json", "--format", form])
    assert code == 4
    assert "does not hold" in shown or '"ok": false' in shown
    assert steering(shown) == set()


def test_a_bugs_traceback_steers_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    from briefbot.cli.exits import tell_traceback

    tell_traceback(ValueError(f"could not read {HOSTILE}"))
    shown = capsys.readouterr().err
    assert "could not read" in shown
    assert steering(shown) == set()


def test_the_search_sees_what_steers() -> None:
    assert steering("plain \x1b[1mbold\x1b[0m text\n") == set()
    for hostile in (CSI, OSC_TITLE, LINK, DCS, C1, "\x7f", HIDDEN, SELECTORS, "\u2028"):
        assert steering(f"a{hostile}b")
