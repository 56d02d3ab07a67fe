"""How a command ends: one line, the right code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.errors import BriefbotError


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["summarise"], "No such command", id="unknown command"),
        pytest.param(["summarize", "--nope"], "No such option", id="unknown option"),
        pytest.param(["summarize", "--output"], "requires an argument", id="option without value"),
        pytest.param(["ask"], "Missing argument", id="no question"),
        pytest.param(["ask", "q", "extra"], "unexpected extra argument", id="unquoted question"),
        pytest.param(["ask", "q\udce9"], "not valid UTF-8", id="bytes that are no text"),
        pytest.param(["verify"], "Missing argument", id="nothing to verify"),
        pytest.param(["summarize", "someday"], "is not a day; write it like", id="bad day"),
        pytest.param(["summarize", "2026-02-30"], "there is no such day", id="impossible day"),
        pytest.param(["ask", "q", "--as-of", "x"], "'x' is not a day", id="bad --as-of"),
        pytest.param(
            ["ask", "q", "--since", "2022-02-02", "--until", "2022-02-01"], "swap", id="range"
        ),
        pytest.param(
            ["summarize", "2022-02-02", "--since", "2022-02-01"], "either a DAY", id="day and range"
        ),
        pytest.param(
            ["summarize", "--format", "html"], "'--format': 'html' is not one of", id="bad format"
        ),
        pytest.param(["days", "--format", "markdown"], "is not one of", id="no markdown here"),
        pytest.param(
            ["ask", "q", "--record", "a", "--replay", "b"], "can't be used together", id="both"
        ),
        pytest.param(["ask", "q", "--prompt", "answer@1"], "is not used here", id="prompt"),
        pytest.param(
            ["ask", "q", "--prompt", "summarize@1"],
            "there is ask, judge, reask",
            id="other's prompt",
        ),
        pytest.param(["ask", "q", "--max-tokens", "0"], "--max-tokens", id="no tokens"),
        pytest.param(["ask", "q", "--max-tokens", "many"], "--max-tokens", id="tokens in words"),
        pytest.param(["ask", "q", "--max-cost", "nan"], "not an amount", id="nan"),
        pytest.param(["ask", "q", "--max-cost=-1"], "not an amount", id="negative cost"),
        pytest.param(["ask", "q", "--max-cost", "inf"], "not an amount", id="endless cost"),
    ],
)
def test_usage_is_one_line_and_2(
    args: list[str], said: str, briefbot: Callable[..., object], script: object
) -> None:
    code, out, err = briefbot(*args)
    assert (code, out) == (2, "")
    assert err.startswith("briefbot: ")
    assert err.count("\n") == 1
    assert said in err


def test_nothing_said_shows_the_help_on_stderr(briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot()
    assert (code, out) == (2, "")
    assert "Commands:" in err


def test_version(briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot("--version")
    assert (code, err) == (0, "")
    assert out.startswith("briefbot 0.")


def test_an_error_is_one_clean_line_and_1(
    briefbot: Callable[..., object], script: object, failure: BriefbotError
) -> None:
    script.error = failure
    code, out, err = briefbot("summarize")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "briefbot: model: extractive, as scripted",
        "briefbot: it broke; do\ufffd[31m this next",
    ]


def test_verbose_shows_the_traceback_too(
    briefbot: Callable[..., object], script: object, failure: BriefbotError
) -> None:
    script.error = failure
    code, _, err = briefbot("summarize", "-v")
    assert code == 1
    assert "Traceback (most recent call last)" in err
    assert err.splitlines()[-1].startswith("briefbot: it broke")


def test_an_operating_system_error_names_the_file(
    briefbot: Callable[..., object], script: object
) -> None:
    script.error = PermissionError(13, "Permission denied", "/secret/place")
    code, _, err = briefbot("ask", "q")
    assert code == 1
    assert err.splitlines()[-1] == "briefbot: /secret/place: Permission denied"


def test_a_bug_is_not_dressed_up(briefbot: Callable[..., object], script: object) -> None:
    script.error = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError):
        briefbot("ask", "q")


def test_interrupted(briefbot: Callable[..., object], script: object) -> None:
    script.error = KeyboardInterrupt()
    code, out, err = briefbot("ask", "q")
    assert (code, out) == (130, "")
    assert err.splitlines()[-1] == "briefbot: interrupted"
    assert "Traceback" not in err


def test_warnings_come_out_after_an_error_too(
    briefbot: Callable[..., object], script: object, failure: BriefbotError
) -> None:
    script.error = failure
    script.warnings = ["one.txt: no date", "one.txt: no date", *(f"{n}.txt" for n in range(9))]
    _, _, err = briefbot("summarize")
    assert err.count("one.txt: no date") == 1
    assert "5 more like these; -v shows them all" in err
    _, _, err = briefbot("summarize", "-v")
    assert "8.txt" in err


@pytest.mark.parametrize("command", ["", "summarize", "ask", "verify", "models", "days", "prompts"])
def test_help_shows_each_example_on_its_line(command: str, briefbot: Callable[..., object]) -> None:
    code, out, err = briefbot(*command.split(), "--help")
    assert (code, err) == (0, "")
    examples = out.split("\n  Examples:\n")[1].split("\n\n")[0].splitlines()
    assert len(examples) > 1
    assert all(line.startswith("    briefbot ") for line in examples)
    assert any(f"briefbot {command}".rstrip() in line for line in examples)
