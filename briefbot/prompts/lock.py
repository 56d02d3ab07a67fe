"""The lock file: the fingerprint each released prompt version had, so that none changes unseen."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefbot.errors import PromptChangedError, PromptError
from briefbot.prompts.folders import shipped_folder, versions_in
from briefbot.prompts.prompt import fingerprint_of, read_prompt

LOCK_FILE = "lock.toml"

_HEADER = """\
# Fingerprints of the released prompt versions: sha256 of the file, line endings read as line feeds.
# A released version never changes; write a new one beside it. New lines are added by locking.
"""


@dataclass(frozen=True, slots=True)
class PromptProblem:
    """What is wrong with a prompt version, and what to do about it.

    Attributes:
        prompt: "ask@1".
        kind: `changed` since it was released, `unlocked` (not released yet), `missing` (released, but its
            file is gone) or `invalid`.
        message: one line for the user.
    """

    prompt: str
    kind: Literal["changed", "unlocked", "missing", "invalid"]
    message: str


def check_prompts(folder: Path | str | None = None) -> list[PromptProblem]:
    """What is wrong with the prompts of a folder, by name and version; nothing is an empty list.

    The shipped prompts must all be locked. In a folder of one's own a lock file is a choice: without one
    only invalid files are problems.

    Raises:
        PromptError: the lock file itself can't be read.
    """
    place = shipped_folder() if folder is None else Path(folder)
    locked = read_lock(place)
    must_lock = folder is None or (place / LOCK_FILE).exists()
    files = _files(place)
    problems = []
    for spec in sorted({*files, *locked}, key=_in_order):
        problem = _problem(spec, files.get(spec), locked.get(spec), must_lock=must_lock)
        if problem:
            problems.append(problem)
    return problems


def lock_prompts(folder: Path | str | None = None) -> list[str]:
    """Add the versions that are not locked yet to the lock file and name them; the others stay.

    Raises:
        PromptChangedError: a released version has changed; nothing was written.
        PromptError: a file is invalid, or the lock file can't be read or written; nothing was written.
    """
    place = shipped_folder() if folder is None else Path(folder)
    locked, files = read_lock(place), _files(place)
    for spec, path in files.items():
        problem = _problem(spec, path, locked.get(spec), must_lock=False)
        if problem:
            error = PromptChangedError if problem.kind == "changed" else PromptError
            raise error(problem.message)
    new = [spec for spec in sorted(files, key=_in_order) if spec not in locked]
    if new:
        locked |= {spec: fingerprint_of(files[spec].read_bytes()) for spec in new}
        lines = [f'"{spec}" = "{locked[spec]}"\n' for spec in sorted(locked, key=_in_order)]
        try:
            (place / LOCK_FILE).write_text(_HEADER + "".join(lines), encoding="utf-8", newline="\n")
        except OSError as exc:
            raise PromptError(
                f"{str(place / LOCK_FILE)!r}: can't be written: {exc.strerror}"
            ) from exc
    return new


def read_lock(folder: Path) -> dict[str, str]:
    """The locked fingerprints by "name@version"; a folder without a lock file has none.

    Raises:
        PromptError: the lock file is not what locking writes.
    """
    path = folder / LOCK_FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as exc:
        raise PromptError(f"{str(path)!r}: can't be read: {exc.strerror}") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise PromptError(f"{str(path)!r}: damaged: restore it from version control") from exc
    if not all(isinstance(value, str) and "@" in key for key, value in data.items()):
        raise PromptError(f"{str(path)!r}: damaged: restore it from version control")
    return data


def _problem(
    spec: str, path: Path | None, locked: str | None, *, must_lock: bool
) -> PromptProblem | None:
    if path is None:
        return PromptProblem(
            spec, "missing", f"{spec} was released, but its file is gone: restore it"
        )
    now = _fingerprint(path)
    if locked is not None and now not in {locked, None}:
        return PromptProblem(
            spec,
            "changed",
            f"{spec} was released as {locked[:12]} and is now {str(now)[:12]}: "
            "undo the change and write a new version instead",
        )
    try:
        read_prompt(path)
    except PromptError as exc:
        return PromptProblem(spec, "invalid", str(exc))
    if locked is None and must_lock:
        return PromptProblem(spec, "unlocked", f"{spec} is not locked: lock it to release it")
    return None


def _fingerprint(path: Path) -> str | None:
    """None for a file that can't be read, which reading it as a prompt explains."""
    try:
        return fingerprint_of(path.read_bytes())
    except OSError:
        return None


def _files(folder: Path) -> dict[str, Path]:
    return {
        f"{name}@{version}": path
        for name, versions in versions_in(folder).items()
        for version, path in versions.items()
    }


def _in_order(spec: str) -> tuple[str, int, str]:
    name, _, version = spec.partition("@")
    return name, int(version) if version.isdigit() else 0, version
