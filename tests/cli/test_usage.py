from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from briefbot.models.base import Completion, Message, Request
from briefbot.models.ledger import Ledger, Noted
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage

USED = Usage(calls=1, input_tokens=1_000, output_tokens=50)


def ask(prompt):
    return Request(messages=(Message("user", "x"),), max_output_tokens=10, prompt=prompt)


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The file of a ledger with three attempts on two days, and the program is told of it."""
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))
    days = iter((1, 1, 2))
    clock = lambda: datetime(2026, 3, next(days), 23, 59, tzinfo=UTC).timestamp()  # noqa: E731
    ledger = Ledger(tmp_path / "ledger", clock=clock)
    replies = [Completion("x", "gpt-4o", USED)] * 3
    model = Noted(ScriptedModel(replies, name="gpt-4o"), ledger)
    for prompt in ("ask@1", "summarize@2", "ask@1"):
        model.complete(ask(prompt))
    return tmp_path / "ledger" / "2026-03.jsonl"


@pytest.mark.parametrize(
    ("args", "names"),
    [
        ((), [["2026-03-01", "gpt-4o", "ask@1"], ["2026-03-01", "gpt-4o", "summarize@2"],
              ["2026-03-02", "gpt-4o", "ask@1"]]),
        (("--by", "day"), [["2026-03-01"], ["2026-03-02"]]),
        (("--by", "model"), [["gpt-4o"]]),
        (("--by", "prompt"), [["ask@1"], ["summarize@2"]]),
        (("--by", "prompt", "--since", "2026-03-02"), [["ask@1"]]),
        (("--by", "day", "--until", "2026-03-01"), [["2026-03-01"]]),
    ],
)  # fmt: skip
def test_what_the_numbers_are_added_up_by(briefbot, kept, args, names):
    told = json.loads(briefbot("usage", "--format", "json", *args).out)
    assert [[row[key] for key in told["by"]] for row in told["rows"]] == names
    assert told["total"]["attempts"] == sum(row["attempts"] for row in told["rows"])


def test_a_run_is_shown_with_its_day(briefbot, kept):
    told = json.loads(briefbot("usage", "--by", "run", "--format", "json").out)
    assert (told["by"], len(told["rows"])) == (["day", "run"], 2)


def test_the_table_ends_with_the_total(briefbot, kept):
    ended = briefbot("usage")
    assert ended.code == 0
    assert "total" in ended.out
    # 3,000 read at 2.50 and 150 written at 10 dollars a million.
    assert "Cost: $0.0090." in ended.out
    assert f"The ledger is in {kept.parent}." in ended.out
    assert ended.err == ""


def test_an_empty_ledger_is_no_error(briefbot, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))
    ended = briefbot("usage")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == (
        f"briefbot: nothing was sent to a model so far; the ledger is in {tmp_path / 'ledger'}\n"
    )
    assert json.loads(briefbot("usage", "--format", "json").out)["rows"] == []
    assert not (tmp_path / "ledger").exists()


def test_days_without_a_request_are_no_error(briefbot, kept):
    ended = briefbot("usage", "--since", "2027-01-01")
    assert (ended.code, ended.out) == (0, "")
    assert "nothing was sent to a model in these days" in ended.err


def test_damaged_lines_are_counted_and_with_v_named(briefbot, kept):
    lines = kept.read_bytes().split(b"\n")
    kept.write_bytes(b"\n".join([lines[0], lines[1][:40], b"junk", *lines[3:]]))
    ended = briefbot("usage", "--by", "day")
    assert ended.code == 0
    assert "warning: 2 damaged lines of the ledger left out; -v names them" in ended.err
    told = briefbot("usage", "-v").err
    assert f"{str(kept)!r}, line 2: torn" in told
    assert f"{str(kept)!r}, line 3: torn" in told
    assert json.loads(briefbot("usage", "--format", "json").out)["damaged_lines"] == 2


def test_a_range_that_ends_before_it_begins_is_refused(briefbot, kept):
    ended = briefbot("usage", "--since", "2026-03-02", "--until", "2026-03-01")
    assert ended.code == 2
    assert "swap them" in ended.err


def test_a_terminal_is_not_steered_by_what_a_server_is_called(briefbot, tmp_path, monkeypatch):
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path))
    model = ScriptedModel([Completion("x", "m", USED)], name="m\x1b[31m\u202e\nred")
    Noted(model, Ledger(tmp_path / "ledger")).complete(ask("ask@1\x1b[2J"))
    out = briefbot("usage").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_it_needs_neither_briefs_nor_key_nor_anything_heavy(kept):
    code = (
        "import sys; from briefbot.cli.app import run; code = run(['usage']);"
        "print(code, [m for m in ('openai', 'tiktoken', 'numpy', 'tantivy', 'genai_prices', 'httpx2')"
        " if m in sys.modules], file=sys.stderr)"
    )
    environ = {k: v for k, v in os.environ.items() if not k.startswith("OPENAI")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, cwd=kept.parent, env=environ, check=True,
    )  # fmt: skip
    assert done.stderr == "0 []\n"
    assert "gpt-4o" in done.stdout
