"""A folder with one summary a day: what is there already, whether it is still current, and new ones put in.

Beside the summaries lies one small file, `briefbot-days.jsonl`: a line for each summary as it was written, with its
sha256 and all that it was made of. Lines are only ever added, the last of a file counts. Deleting it, or a summary,
costs making summaries again, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from briefbot.cli.output import write_file
from briefbot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from briefbot.cli.options import Form

RECORD: Final = "briefbot-days.jsonl"
_ENDINGS: Final[Mapping[Form, str]] = {"text": ".txt", "markdown": ".md", "json": ".json"}


@dataclass(frozen=True, slots=True)
class Found:
    """What the folder has of a day.

    Attributes:
        why_again: why its summary is to be made again; "" when it is current, or was never made.
        current: whether it can be left alone.
        rejected: how many drafted statements did not pass when it was made.
    """

    current: bool
    why_again: str = ""
    rejected: int = 0


def is_folder(output: str | None) -> bool:
    """Whether `--output` names a folder: one that is there, or a name that ends in a slash."""
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))


class DayFolder:
    """The summaries of many days in one form, each a file named after its day."""

    def __init__(self, path: str, form: Form, *, briefs: str) -> None:
        """The folder at `path`, made when it is not there.

        Raises:
            SettingsError: it can't be used; says why.
        """
        self.path = path
        self._ending = _ENDINGS[form]
        # Its summaries would be read as briefs by the next run, and share the names of the real ones.
        if _within(path, briefs):
            raise SettingsError(
                f"can't write --output {path!r}: the briefs are read from there; use another folder"
            )
        try:
            os.makedirs(path, exist_ok=True)
            self._made, self._torn = _read_record(self._file(RECORD))
        except (OSError, ValueError) as exc:
            reason = exc.strerror if isinstance(exc, OSError) else str(exc)
            raise SettingsError(f"can't write --output {path!r}: {reason}") from exc
        if not os.access(path, os.W_OK | os.X_OK):
            raise SettingsError(f"can't write --output {path!r}: permission denied")

    def find(self, day: date, inputs: Mapping[str, object]) -> Found:
        """What there is of a day, compared with what it would be made of now."""
        from briefbot.tasks.inputs import tell_difference

        name = self.name(day)
        made, there = self._made.get(name), self._hash(name)
        if made is None or there is None:
            return Found(current=False)
        if made["sha256"] != there:
            return Found(current=False, why_again="the file was changed")
        if why := tell_difference(made["inputs"], inputs):
            return Found(current=False, why_again=why)
        return Found(current=True, rejected=made["rejected"])

    def put(
        self, day: date, text: str, *, inputs: Mapping[str, object], rejected: int
    ) -> str | None:
        """Write a day's summary: whole or not at all. What somebody else wrote there is set aside.

        A file that says just this is nobody else's: its line went with a damaged record, or a kill came before it.

        Returns:
            The name of the file that was set aside, None without one.

        Raises:
            SettingsError: it can't be written.
        """
        name = self.name(day)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        aside = self._set_aside(name, sha256)
        write_file(self._file(name), text)
        line = {
            "file": name,
            "sha256": sha256,
            "rejected": rejected,
            "inputs": inputs,
        }
        self._append(json.dumps(line, ensure_ascii=False))
        self._made[name] = line
        return aside

    def name(self, day: date) -> str:
        """The name of a day's file."""
        return f"{day}{self._ending}"

    def _set_aside(self, name: str, new: str) -> str | None:
        there = self._hash(name)
        made = self._made.get(name)
        if there in (None, new) or (made and made["sha256"] == there):
            return None
        number = 1
        while os.path.lexists(self._file(f"{name}.{number}.before")):
            number += 1
        aside = f"{name}.{number}.before"
        try:
            os.rename(self._file(name), self._file(aside))
        except OSError as exc:
            raise SettingsError(f"can't rename {self._file(name)!r}: {exc.strerror}") from exc
        return aside

    def _append(self, line: str) -> None:
        # A run that was killed may have left half a line; what follows it must not be lost with it.
        start, self._torn = "\n" if self._torn else "", False
        try:
            with open(self._file(RECORD), "a", encoding="utf-8", newline="\n") as file:
                file.write(f"{start}{line}\n")
        except OSError as exc:
            raise SettingsError(f"can't write {self._file(RECORD)!r}: {exc.strerror}") from exc

    def _hash(self, name: str) -> str | None:
        try:
            with open(self._file(name), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None
        except OSError as exc:
            raise SettingsError(f"can't read {self._file(name)!r}: {exc.strerror}") from exc

    def _file(self, name: str) -> str:
        return os.path.join(self.path, name)


def _read_record(path: str) -> tuple[dict[str, Any], bool]:
    """The last line of each file, and whether the very last is torn. What is damaged is as if never made."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError:
        return {}, False
    made: dict[str, Any] = {}
    for line in data.splitlines():
        try:
            entry = json.loads(line)
            if {type(entry["sha256"]), type(entry["file"])} == {str} and type(
                entry["rejected"]
            ) is int:
                entry["inputs"].items()
                made[entry["file"]] = entry
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue
    return made, bool(data) and not data.endswith(b"\n")


def _within(path: str, briefs: str) -> bool:
    inner, outer = os.path.realpath(path), os.path.realpath(briefs)
    return os.path.isdir(outer) and (
        inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)
    )
