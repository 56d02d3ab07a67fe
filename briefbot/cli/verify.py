"""`briefbot verify`: a saved result against the briefs, without a model."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefbot.cli import options
from briefbot.cli.exits import DONE, NOT_VERIFIED, reporting, tell
from briefbot.cli.opening import reading
from briefbot.cli.output import Sheet
from briefbot.errors import SettingsError
from briefbot.rendering.dump import values_to_json
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.client import Briefbot
    from briefbot.tasks.verify import Verification

# Bounds the memory that a file takes, /dev/zero among them; ten years of summaries are 40 MB.
_LARGEST = 256 * 1024 * 1024

Saved = Annotated[
    list[str],
    typer.Argument(
        metavar="RESULT.json...",
        help="Results saved with --format json, or folders of them; - for stdin.",
    ),
]


@dataclass(frozen=True, slots=True)
class Findings:
    """What holds and what does not, over all results that were given."""

    results: int
    checked: int
    problems: tuple[str, ...]


def verify(
    result: Saved,
    briefs: options.Briefs = None,
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """Check saved results against the briefs again, without a model.

    Every quote, number, date and name must still be in the briefs. Exits with 4 and names the
    claims when anything does not hold. Of a folder, every .json file in it is checked.

    Examples:
      briefbot summarize --format json --output day.json
      briefbot verify day.json
      briefbot verify summaries/
      briefbot ask "What does Russia demand?" --format json | briefbot verify -
    """
    with (
        reporting(verbose=verbose),
        Sheet(output) as sheet,
        reading(briefs, verbose=verbose) as bot,
    ):
        files = list(_files(result))
        found = [
            _check(bot, load_results(path), name=path if len(files) > 1 else "") for path in files
        ]
        findings = Findings(
            sum(one.results for one in found),
            sum(one.checked for one in found),
            tuple(problem for one in found for problem in one.problems),
        )
        sheet.add(_json(findings) if form == "json" else _text(findings))
    if findings.problems:
        wrong = sum(bool(one.problems) for one in found)
        several = f"{wrong:,} of {len(files):,} files" if len(files) > 1 else files[0]
        verb = "does" if wrong == 1 else "do"
        tell(f"{several} {verb} not hold: {counted(len(findings.problems), 'problem')}")
        return NOT_VERIFIED
    return DONE


def _files(given: Sequence[str]) -> Iterator[str]:
    """The files given and those in the folders given, by name.

    Raises:
        SettingsError: a folder can't be read, has no result, or has a link in the place of one.
    """
    for path in given:
        if not os.path.isdir(path):
            yield path
            continue
        try:
            names = sorted(name for name in os.listdir(path) if name.endswith(".json"))
        except OSError as exc:
            raise SettingsError(f"can't read {path!r}: {exc.strerror}") from exc
        if not names:
            raise SettingsError(
                f"{path!r} holds no .json file; save results there with --format json --output FOLDER/"
            )
        for name in names:
            _check_in_folder(path, name)
            yield os.path.join(path, name)


def _check_in_folder(folder: str, name: str) -> None:
    # Nobody chose these files one by one: a link would lead out of the folder, a pipe never end.
    found = os.lstat(os.path.join(folder, name))
    if not stat.S_ISREG(found.st_mode):
        raise SettingsError(
            f"{os.path.join(folder, name)!r} is a link or no regular file; name it itself to check it"
        )


def load_results(path: str) -> list[dict[str, Any]]:
    """The results in a file: one, or the several of a range.

    Raises:
        SettingsError: it can't be read, or holds something else.
    """
    from briefbot.tasks.results_file import FieldTwiceError, read_json

    try:
        data = sys.stdin.buffer.read() if path == "-" else _bytes(path)
        loaded = read_json(data)
    except OSError as exc:
        raise SettingsError(f"can't read {path!r}: {exc.strerror}") from exc
    except (ValueError, RecursionError) as exc:
        reason = "it is not JSON" if isinstance(exc, ValueError) else "it is nested too deeply"
        if isinstance(exc, FieldTwiceError):
            reason = "a field is there twice"
        raise SettingsError(
            f"can't verify {path!r}: {reason}; save one with --format json"
        ) from exc
    results = loaded if isinstance(loaded, list) else [loaded]
    if not results or not all(isinstance(one, dict) for one in results):
        raise SettingsError(f"{path!r} holds no briefbot result; save one with --format json")
    return results


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise SettingsError(
            f"can't verify {path!r}: it is larger than {_LARGEST >> 20} MB; check fewer days at a time"
        )
    return data


def _check(bot: Briefbot, results: list[dict[str, Any]], *, name: str) -> Findings:
    """What holds of one file; its `name` stands before what does not."""
    checked, problems = 0, []
    for result in results:
        found = _verified(bot, result, name)
        checked += found.checked
        day = f"{result.get('day')}, " if len(results) > 1 else ""
        where = f"{name}: {day}" if name else day
        problems += [f"{where}{problem}" for problem in found.problems]
    return Findings(len(results), checked, tuple(problems))


def _verified(bot: Briefbot, result: dict[str, Any], name: str) -> Verification:
    try:
        return bot.verify(result)
    except SettingsError as exc:
        if name:
            exc.add_note(name)
        raise


def _text(findings: Findings) -> str:
    if not findings.problems:
        of = f" of {counted(findings.results, 'result')}" if findings.results > 1 else ""
        return f"holds: {counted(findings.checked, 'claim')}{of} checked against the briefs\n"
    return "".join(f"does not hold: {clean(problem)}\n" for problem in findings.problems)


def _json(findings: Findings) -> str:
    fields = {
        "kind": "verification",
        "ok": not findings.problems,
        "checked": findings.checked,
        "problems": list(findings.problems),
    }
    return values_to_json(fields)
