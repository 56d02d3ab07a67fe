"""`briefbot verify`: a saved result against the briefs, without a model."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefbot.cli import options
from briefbot.cli.exits import DONE, NOT_VERIFIED, reporting, tell
from briefbot.cli.opening import reading
from briefbot.cli.output import Sheet
from briefbot.cli.wording import counted
from briefbot.errors import SettingsError
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from briefbot.client import Briefbot

Saved = Annotated[
    str,
    typer.Argument(metavar="RESULT.json", help="A result saved with --format json, - for stdin."),
]


@dataclass(frozen=True, slots=True)
class Findings:
    """What holds and what does not, over all results of a file."""

    checked: int
    problems: tuple[str, ...]


def verify(
    result: Saved,
    briefs: options.Briefs = None,
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """Check a saved result against the briefs again, without a model.

    Every quote, number, date and name must still be in the briefs. Exits with 4 and names the
    claims when anything does not hold.

    Examples:
      briefbot summarize --format json --output day.json
      briefbot verify day.json
      briefbot ask "What does Russia demand?" --format json | briefbot verify -
    """
    with (
        reporting(verbose=verbose),
        Sheet(output) as sheet,
        reading(briefs, verbose=verbose) as bot,
    ):
        findings = _check(bot, load_results(result))
        sheet.add(_json(findings) if form == "json" else _text(findings))
    if findings.problems:
        tell(f"{result} does not hold: {counted(len(findings.problems), 'problem')}")
        return NOT_VERIFIED
    return DONE


def load_results(path: str) -> list[dict[str, Any]]:
    """The results in a file: one, or the several of a range.

    Raises:
        SettingsError: it can't be read, or holds something else.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else _bytes(path)
        loaded = json.loads(data)
    except OSError as exc:
        raise SettingsError(f"can't read {path!r}: {exc.strerror}") from exc
    except (ValueError, RecursionError) as exc:
        reason = "it is not JSON" if isinstance(exc, ValueError) else "it is nested too deeply"
        raise SettingsError(
            f"can't verify {path!r}: {reason}; save one with --format json"
        ) from exc
    results = loaded if isinstance(loaded, list) else [loaded]
    if not results or not all(isinstance(one, dict) for one in results):
        raise SettingsError(f"{path!r} holds no briefbot result; save one with --format json")
    return results


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _check(bot: Briefbot, results: list[dict[str, Any]]) -> Findings:
    checked, problems = 0, []
    for result in results:
        found = bot.verify(result)
        checked += found.checked
        day = f"{result.get('day')}, " if len(results) > 1 else ""
        problems += [f"{day}{problem}" for problem in found.problems]
    return Findings(checked, tuple(problems))


def _text(findings: Findings) -> str:
    if not findings.problems:
        return f"holds: {counted(findings.checked, 'claim')} checked against the briefs\n"
    return "".join(f"does not hold: {clean(problem)}\n" for problem in findings.problems)


def _json(findings: Findings) -> str:
    fields = {
        "kind": "verification",
        "ok": not findings.problems,
        "checked": findings.checked,
        "problems": list(findings.problems),
    }
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
