"""A range against a provider that is dead, over real sockets: how often it is asked, how long it takes, what is told."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.cli.options import Common
from briefbot.cli.ranges import into_folder
from briefbot.errors import ModelUnavailableError
from briefbot.models.ledger_reading import read_ledger
from briefbot.models.openai import OpenAIModel
from tests.faults.server import Exchange, FaultServer
from tests.faults.wire import good, status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
FIRST = date(2024, 5, 1)
DAYS = 30


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(DAYS):
        (folder / f"{FIRST + timedelta(days=n)}.txt").write_text(
            f"The port of Odense closed on day {n} after a storm damaged {n + 2} cranes.\n"
        )
    return folder


@pytest.fixture
def closed_port() -> Iterator[str]:
    """An address where nobody listens, and nobody else can begin to."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/v1"


class Heard:
    """Waits that take a hundredth of their time, so that a test of a minute's waits takes a second."""

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / 100)


def client(news: Path, tmp_path: Path, where: str, **more: object) -> Briefbot:
    model = OpenAIModel("m1", base_url=where, timeout_s=0.5, sleep=Heard().sleep)
    environ = {"BRIEFBOT_CACHE": str(tmp_path / "cache"), "BRIEFBOT_STATE": str(tmp_path / "state")}
    return Briefbot(news, model=model, environ=environ, **more)


def run(bot: Briefbot, out: Path, jobs: int) -> int:
    days = [listing.day for listing in bot.days()]
    common = Common(form="json", output=str(out))
    return into_folder(bot, days, common, mark_new=False, fresh=False, jobs=jobs)


def stall(exchange: Exchange) -> None:
    exchange.stall()


def noted(tmp_path: Path) -> int:
    """How many requests were written down as sent."""
    return len(read_ledger(tmp_path / "state" / "ledger").attempts)


@pytest.mark.parametrize("jobs", [1, 4])
@pytest.mark.parametrize(
    ("fault", "most", "beside"),
    [
        # Eight failed requests are enough; three other threads may each have one more under way.
        pytest.param(status(503), 8, 3, id="503"),
        pytest.param(status(500, "boom"), 8, 3, id="500"),
        # A busy server is dead once two calls failed in spite of four tries each, with two beside them.
        pytest.param(status(429, headers={"Retry-After": "1"}), 8, 8, id="429"),
        # Two that hang are enough.
        pytest.param(stall, 2, 3, id="hangs"),
    ],
)
def test_a_dead_provider_is_soon_left_alone(
    fault: Callable[[Exchange], None],
    most: int,
    beside: int,
    jobs: int,
    news: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    began = time.monotonic()
    with FaultServer([fault]) as server:
        with pytest.raises(ModelUnavailableError, match=r"nothing is sent to 127\.") as caught:
            run(client(news, tmp_path, server.where), tmp_path / "out", jobs)
        sent = len(server.asked)
    assert caught.value.given_up
    assert most <= sent <= most + (beside if jobs > 1 else 0)
    assert sent == noted(tmp_path)
    assert time.monotonic() - began < 10
    assert "the same command goes on from there" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", [1, 4])
def test_a_port_where_nobody_listens(
    jobs: int, closed_port: str, news: Path, tmp_path: Path
) -> None:
    began = time.monotonic()
    with pytest.raises(ModelUnavailableError, match="is the server running there"):
        run(client(news, tmp_path, closed_port), tmp_path / "out", jobs)
    assert noted(tmp_path) <= 8 + jobs - 1
    assert time.monotonic() - began < 10


def test_with_a_fallback_every_day_is_there_and_made_again_once_the_model_is_back(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    with FaultServer([status(503)]) as server:
        assert run(client(news, tmp_path, server.where, fallback="extractive"), out, 4) == 0
        assert len(server.asked) <= 8 + 3
    err = capsys.readouterr().err
    assert "30 days: 30 made, 0 kept, 0 failed" in err
    told = re.findall(r"(\d+) days? are the briefs' own sentences, the model failed \(", err)
    assert sum(map(int, told)) == DAYS
    files = sorted(out.glob("2024-*.json"))
    how = [json.loads(path.read_text())["provenance"] for path in files]
    assert {(one["writer"], one["model"]) for one in how} == {("extractive", "m1")}
    assert all(one["fallback"] for one in how)
    bot = client(news, tmp_path, "http://127.0.0.1:9/v1")
    assert all(bot.verify(path).ok for path in files)
    with FaultServer([good]) as server:
        assert run(client(news, tmp_path, server.where), out, 4) == 0
        assert len(server.asked) >= 2 * DAYS
        err = capsys.readouterr().err
        assert "30 days made again: the model had failed" in err
        sent = len(server.asked)
        assert run(client(news, tmp_path, server.where), out, 4) == 0
        assert len(server.asked) == sent
    assert "0 made, 30 kept, 0 failed" in capsys.readouterr().err


def test_a_provider_that_dies_on_the_way_keeps_what_was_done(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FaultServer([good] * 11 + [status(503)]) as server:
        with pytest.raises(ModelUnavailableError):
            run(client(news, tmp_path, server.where), tmp_path / "out", 1)
        assert len(server.asked) == 11 + 8
    assert len(list((tmp_path / "out").glob("2024-*.json"))) == 5
    err = capsys.readouterr().err
    assert "2 days failed (2024-05-06, 2024-05-07): http://127.0.0.1" in err
    assert "stopped at 2024-05-08, 23 days left" in err
    with FaultServer([good]) as server:
        assert run(client(news, tmp_path, server.where), tmp_path / "out", 4) == 0
    assert "30 days: 25 made, 5 kept, 0 failed" in capsys.readouterr().err


def command(*args: str, where: str, tmp_path: Path) -> subprocess.Popen[str]:
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFBOT", "OPENAI"))}
    environ |= {
        "OPENAI_BASE_URL": where,
        "BRIEFBOT_CACHE": str(tmp_path / "cache"),
        "BRIEFBOT_STATE": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "briefbot", *args, "--model", "m1"],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_ctrl_c_ends_a_wait_at_once(tmp_path: Path) -> None:
    with FaultServer([status(429, headers={"Retry-After": "60"})]) as server:
        with command("ask", "What does Russia demand?", where=server.where, tmp_path=tmp_path) as process:  # fmt: skip
            until = time.monotonic() + 60
            while not server.asked and time.monotonic() < until:
                time.sleep(0.05)
            # It has its answer and waits; a signal in the middle of a read would end that as well.
            time.sleep(0.5)
            began = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        assert time.monotonic() - began < 5
        assert (process.returncode, out, len(server.asked)) == (130, "", 1)
    assert "interrupted" in err


def test_the_limits_hold_from_the_command_line(
    briefbot: Callable[..., object], monkeypatch: pytest.MonkeyPatch, closed_port: str
) -> None:
    ask = ("ask", "What does Russia demand?", "--model", "m1")
    with FaultServer([stall]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.where)
        began = time.monotonic()
        code, out, err = briefbot(*ask, "--deadline", "1")
        # A busy machine may take long to load the vendor's library; without the option it is 240 s.
        assert time.monotonic() - began < 60
        assert (code, out, len(server.asked)) == (1, "", 1)
    assert re.search(r"did not answer within (1|0\.9\d*) s", err)
    with FaultServer([status(503)]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.where)
        code, out, err = briefbot(*ask, "--max-requests", "2")
        assert (code, out, len(server.asked)) == (1, "", 2)
    assert "the 2 requests that --max-requests allows" in err
    assert "the last request failed: http://127.0.0.1" in err
    monkeypatch.setenv("OPENAI_BASE_URL", closed_port)
    code, out, err = briefbot(*ask, "--fallback", "extractive", "--max-requests", "1")
    assert code == 0
    assert "m1 failed, these are the briefs' own sentences: " in err
    assert "the model failed" in " ".join(out.split())


@pytest.mark.parametrize(
    "option",
    [
        ("--deadline", "0"),
        ("--deadline", "nan"),
        ("--deadline", "inf"),
        ("--max-requests", "0"),
        ("--fallback", "cache"),
    ],
    ids=" ".join,
)
def test_senseless_limits_are_usage_errors(
    briefbot: Callable[..., object], option: tuple[str, str]
) -> None:
    code, out, err = briefbot("ask", "What does Russia demand?", *option)
    assert (code, out) == (2, "")
    assert option[0] in err


def test_threads_that_wait_hear_that_the_server_is_dead(news: Path, tmp_path: Path) -> None:
    """Four threads fail once each and wait long; what one of them finds out meanwhile ends the others' waits' use."""
    slept = threading.Lock()
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        with slept:
            waits.append(seconds)
        time.sleep(0.05)

    with FaultServer([status(500)]) as server:
        model = OpenAIModel("m1", base_url=server.where, sleep=sleep)
        bot = Briefbot(news, model=model, environ={"BRIEFBOT_CACHE": str(tmp_path / "cache")})
        with pytest.raises(ModelUnavailableError):
            list(bot.summarize_range(jobs=4))
        assert len(server.asked) <= 8 + 3
        assert len(waits) <= len(server.asked)
