from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefbot import Briefbot
from briefbot.errors import ModelRejectedError, ModelUnavailableError, OutputInvalidError
from briefbot.models.base import Completion, Message, Request
from briefbot.models.ledger import Ledger, Noted, ledger_folder
from briefbot.models.ledger_reading import read_ledger
from briefbot.models.openai import OpenAIModel
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

ASK = Request(messages=(Message("user", "SECRET WORDS"),), max_output_tokens=10, prompt="ask@1")
MARCH = datetime(2026, 3, 1, 11, 59, 59, 500_000, UTC).timestamp()
USED = Usage(calls=1, input_tokens=1000, cached_tokens=400, output_tokens=50)


def answer(usage: Usage = USED, text: str = "yes") -> Completion:
    return Completion(text, "gpt-4o-2024-08-06", usage)


def noted(folder, replies, *, name="gpt-4o", clock=lambda: MARCH):
    ledger = Ledger(folder, clock=clock)
    return Noted(ScriptedModel(replies, name=name), ledger), ledger


def start_python(code: str, *args: object, **options) -> subprocess.Popen:
    """Starts a program that knows some of this file's names."""
    names = """
        import sys, os
        from pathlib import Path
        from briefbot.models.base import Completion, Message, Request
        from briefbot.models.ledger import Ledger, Noted
        from briefbot.models.testing import ScriptedModel
        from briefbot.results import Usage
        ASK = Request(messages=(Message("user", "x"),), max_output_tokens=10, prompt="ask@1")
        DONE = Completion("yes", "m", Usage(calls=1, input_tokens=9, output_tokens=1))
    """
    program = textwrap.dedent(names) + textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def test_an_answer_is_written_before_and_after(tmp_path):
    seen = []

    def look(request):
        (path,) = tmp_path.glob("ledger/*")
        seen.append(path.read_text())
        return answer()

    model, ledger = noted(tmp_path / "ledger", [look])
    model.complete(ASK)
    assert '"kind":"sent"' in seen[0]
    assert '"kind":"ended"' not in seen[0]
    (path,) = tmp_path.glob("ledger/*")
    assert path.name == "2026-03.jsonl"
    (one,) = read_ledger(ledger.folder).attempts
    assert (one.model, one.server, one.prompt, one.day.isoformat()) == (
        "gpt-4o", "", "ask@1", "2026-03-01",
    )  # fmt: skip
    assert one.most.output_tokens == 10
    ending = one.ending
    assert (ending.outcome, ending.usage, ending.served) == ("answered", USED, "gpt-4o-2024-08-06")
    # 600 at 2.50, 400 at 1.25 and 50 at 10 dollars a million.
    assert ending.cost_micro_usd == 1500 + 500 + 500
    assert one.most_micro_usd > 100
    assert ledger.notices == ()


def test_each_line_is_json_and_says_nothing_of_what_was_sent(tmp_path):
    model, _ = noted(tmp_path, [answer(text="SECRET ANSWER"), ModelRejectedError("SECRET")])
    model.complete(ASK)
    with pytest.raises(ModelRejectedError):
        model.complete(ASK)
    text = (tmp_path / "2026-03.jsonl").read_text()
    assert "SECRET" not in text
    lines = [json.loads(line) for line in text.splitlines() if line]
    assert [line["kind"] for line in lines] == ["sent", "ended"] * 2
    assert lines[0]["sent"] == "2026-03-01T11:59:59.500+00:00"
    assert {line["run"] for line in lines} == {read_ledger(tmp_path).attempts[0].run}


@pytest.mark.parametrize(
    ("reply", "outcome", "usage", "cost"),
    [
        pytest.param(answer(Usage(calls=1)), "answered", None, None, id="unreported"),
        pytest.param(ModelRejectedError("no"), "rejected", None, 0, id="rejected"),
        pytest.param(
            ModelUnavailableError("cut", input_tokens=1000), "unavailable",
            Usage(calls=1, input_tokens=1000), 2500, id="failed and counted",
        ),
    ],
)  # fmt: skip
def test_what_is_unknown_is_null_and_never_nothing(tmp_path, reply, outcome, usage, cost):
    model, _ = noted(tmp_path, [reply])
    with suppress(ModelRejectedError, ModelUnavailableError):
        model.complete(ASK)
    (one,) = read_ledger(tmp_path).attempts
    assert (one.ending.outcome, one.ending.usage, one.ending.cost_micro_usd) == (
        outcome, usage, cost,
    )  # fmt: skip


def test_a_model_without_a_price_costs_an_unknown_sum(tmp_path):
    model, _ = noted(tmp_path, [answer()], name="qwen")
    model.complete(ASK)
    (one,) = read_ledger(tmp_path).attempts
    assert (one.most_micro_usd, one.ending.cost_micro_usd) == (None, None)
    assert one.ending.usage == USED


def test_each_attempt_on_the_wire_is_one(tmp_path, server, wire):
    server.replies = [wire.Reply(503), wire.Reply(hang_up=True), wire.Reply()]
    ledger = Ledger(tmp_path)
    inner = OpenAIModel("m1", base_url=server.url, sleep=lambda s: None)
    Noted(inner, ledger, base_url=server.url).complete(ASK)
    kept = read_ledger(tmp_path).attempts
    assert [one.ending.outcome for one in kept] == ["unavailable", "unavailable", "answered"]
    assert [one.ending.maybe_billed for one in kept] == [False, True, False]
    assert [one.ending.cost_micro_usd for one in kept] == [0, None, None]
    assert {one.server for one in kept} == {server.url.split("/")[2]}


def test_a_model_around_another_is_not_counted_twice(tmp_path, server, wire):
    server.replies = [wire.Reply()]

    class Around:
        name = "around"
        inner = OpenAIModel("m1", base_url=server.url)

        def complete(self, request):
            return self.inner.complete(request)

    Noted(Around(), Ledger(tmp_path)).complete(ASK)
    assert [one.model for one in read_ledger(tmp_path).attempts] == ["m1"]


def test_the_folder_is_the_users_alone(tmp_path):
    old = os.umask(0)
    try:
        model, ledger = noted(tmp_path / "a" / "ledger", [answer()])
        model.complete(ASK)
    finally:
        os.umask(old)
    assert stat.S_IMODE(ledger.folder.stat().st_mode) == 0o700
    (path,) = ledger.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("set_", "folder"),
    [
        ({"BRIEFBOT_STATE": "/s"}, "/s/ledger"),
        ({"BRIEFBOT_STATE": "~/s"}, "/home/me/s/ledger"),
        ({"XDG_STATE_HOME": "/x"}, "/x/briefbot/ledger"),
        pytest.param(
            {"XDG_STATE_HOME": "x"}, "/home/me/.local/state/briefbot/ledger", id="relative"
        ),
        ({}, "/home/me/.local/state/briefbot/ledger"),
    ],
)
@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="has a place of its own")
def test_where_it_is_kept(monkeypatch, set_, folder):
    for name in ("BRIEFBOT_STATE", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/me")
    for name, value in set_.items():
        monkeypatch.setenv(name, value)
    assert str(ledger_folder()) == folder
    assert str(ledger_folder("/own")) == "/own/ledger"


@pytest.mark.parametrize("fault", ["below a file", "read-only", "a pipe", "no home", "NUL"])
def test_a_ledger_that_cannot_be_written_stops_nothing(tmp_path, monkeypatch, fault):
    folder = tmp_path / "ledger"
    if fault == "below a file":
        folder.write_text("no folder")
        folder /= "deeper"
    elif fault == "read-only":
        folder.mkdir()
        if os.geteuid() == 0:
            # Nothing is read-only to root: a folder in the file's place refuses it too.
            (folder / "2026-03.jsonl").mkdir()
        else:
            folder.chmod(0o500)
    elif fault == "a pipe":
        folder.mkdir()
        os.mkfifo(folder / "2026-03.jsonl")
    elif fault == "no home":
        monkeypatch.chdir(tmp_path)
        folder = Path("~/.local/state/briefbot/ledger")
    else:
        folder = tmp_path / "a\0b"
    model, ledger = noted(folder, [answer(), answer()])
    assert model.complete(ASK).text == "yes"
    assert "1 request is missing" in ledger.notices[0]
    model.complete(ASK)
    (notice,) = ledger.notices
    assert "2 requests are missing" in notice
    assert repr(str(folder)) in notice
    assert not (tmp_path / "~").exists()


def test_the_client_warns_once_and_answers_all_the_same(tmp_path, seeds):
    (tmp_path / "ledger").write_text("no folder")
    model = ScriptedModel(lambda request: '{"claims": []}', name="m")
    bot = Briefbot(seeds, model=model, encoder="off", environ={"BRIEFBOT_STATE": str(tmp_path)})
    with pytest.raises(OutputInvalidError):
        bot.ask("What does Russia demand?")
    assert [str(tmp_path / "ledger") in line for line in bot.warnings] == [True]


def test_a_full_disk_is_told_of(tmp_path):
    code = """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        ledger = Ledger(Path(sys.argv[1]))
        model = Noted(ScriptedModel(lambda request: "yes"), ledger)
        for _ in range(5):
            model.complete(ASK)
        print(*ledger.notices)
    """
    told, errors = start_python(code, tmp_path).communicate(timeout=60)
    # The torn one and the three after it.
    assert "4 requests are missing from `briefbot usage`" in told, errors
    kept = read_ledger(tmp_path)
    assert len(kept.attempts) == 2
    # The line that did not fit was torn; the next one begins afresh once there is room.
    assert [line.reason for line in kept.damaged] == ["torn, or no line of a ledger"]
    noted(tmp_path, [answer()], clock=lambda: read_clock(tmp_path))[0].complete(ASK)
    again = read_ledger(tmp_path)
    assert (len(again.attempts), len(again.damaged)) == (3, 1)


def read_clock(folder: Path) -> float:
    """The time at which the folder's last attempt was sent."""
    return read_ledger(folder).attempts[-1].sent.timestamp()


@pytest.mark.parametrize("wait", ["request", "answer"])
def test_a_killed_process_leaves_what_it_sent(tmp_path, wait):
    code = """
        import signal
        def die(request):
            os.kill(os.getpid(), signal.SIGKILL)
        replies = [DONE, die] if sys.argv[2] == "request" else [die]
        model = Noted(ScriptedModel(replies), Ledger(Path(sys.argv[1])))
        model.complete(ASK)
        model.complete(ASK)
    """
    process = start_python(code, tmp_path, wait)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, errors
    kept = read_ledger(tmp_path)
    assert [one.ending and one.ending.outcome for one in kept.attempts] == (
        ["answered", None] if wait == "request" else [None]
    )
    assert kept.attempts[-1].most.output_tokens == 10
    assert kept.damaged == ()


def test_several_processes_append_at_once(tmp_path):
    code = """
        model = Noted(ScriptedModel(lambda request: DONE), Ledger(Path(sys.argv[1])))
        print("ready", flush=True)
        sys.stdin.readline()
        for _ in range(100):
            model.complete(ASK)
    """
    started = [start_python(code, tmp_path, stdin=subprocess.PIPE) for _ in range(4)]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        assert process.communicate(timeout=60) == ("", "")
    kept = read_ledger(tmp_path)
    assert (len(kept.attempts), len(kept.damaged)) == (4 * 100, 0)
    assert all(one.ending for one in kept.attempts)
    assert len({one.run for one in kept.attempts}) == 4


def test_threads_append_at_once(tmp_path):
    model, _ = noted(tmp_path, lambda request: "yes")

    def work():
        for _ in range(25):
            model.complete(ASK)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = read_ledger(tmp_path)
    assert (len(kept.attempts), len(kept.damaged)) == (200, 0)
    assert all(one.ending for one in kept.attempts)
