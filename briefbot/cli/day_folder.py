"""A folder with one summary a day: what is there already, whether it is still current, and new ones put in.

Beside the summaries lies one small file, `briefbot-days.jsonl`: a line for each summary as it was written, with its
sha256 and all that it was made of. Lines are only ever added, the last of a file counts. A summary's line comes first,
then its file, so that every file briefbot wrote is known as its own, also after a kill between the two. Deleting the
record, or a summary, costs making summaries again, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from briefbot.cli.output import write_file
from briefbot.errors import SettingsError
from briefbot.files import NotRegularError, append_line, clear_leftovers, open_regular

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from briefbot.cli.options import Form

RECORD: Final = "briefbot-days.jsonl"
CUT_SHORT: Final = "a run was stopped before it had written them"
# A line has some 500 bytes. Longer ones are nobody's, and are read in pieces.
_LONGEST_LINE: Final = 100_000
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
            self._made, self._own = _read_record(self._file(RECORD))
        except NotRegularError as exc:
            raise SettingsError(
                f"can't write --output {path!r}: its {RECORD} is {exc.strerror}; delete that"
            ) from exc
        except (OSError, ValueError) as exc:
            reason = exc.strerror if isinstance(exc, OSError) else str(exc)
            raise SettingsError(f"can't write --output {path!r}: {reason}") from exc
        if not os.access(path, os.W_OK | os.X_OK):
            raise SettingsError(f"can't write --output {path!r}: permission denied")
        clear_leftovers(path)

    def find(self, day: date, inputs: Mapping[str, object]) -> Found:
        """What there is of a day, compared with what it would be made of now."""
        from briefbot.tasks.inputs import tell_difference

        name = self.name(day)
        made, there = self._made.get(name), self._hash(name)
        if made is None or there is None:
            return Found(current=False)
        if made["sha256"] != there:
            mine = (name, there) in self._own
            return Found(current=False, why_again=CUT_SHORT if mine else "the file was changed")
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
        line = {
            "file": name,
            "sha256": sha256,
            "rejected": rejected,
            "inputs": inputs,
        }
        self._append(json.dumps(line, ensure_ascii=False))
        self._own.add((name, sha256))
        write_file(self._file(name), text)
        self._made[name] = line
        return aside

    def without_brief(self, days: Collection[date]) -> list[date]:
        """The days, oldest first, whose summary briefbot wrote here and that are none of `days` any more."""
        found = []
        for name in self._made:
            stem, ending = os.path.splitext(name)
            with suppress(ValueError):
                day = date.fromisoformat(stem)
                if ending == self._ending and day not in days and self._hash(name):
                    found.append(day)
        return sorted(found)

    def name(self, day: date) -> str:
        """The name of a day's file."""
        return f"{day}{self._ending}"

    def _set_aside(self, name: str, new: str) -> str | None:
        there = self._hash(name)
        if there in (None, new) or self._is_own(name, there):
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

    def _is_own(self, name: str, sha256: str | None) -> bool:
        """Whether briefbot wrote this; another process may have, just now."""
        if (name, sha256) not in self._own:
            with suppress(OSError):
                self._own |= _read_record(self._file(RECORD))[1]
        return (name, sha256) in self._own

    def _append(self, line: str) -> None:
        try:
            append_line(self._file(RECORD), line)
        except OSError as exc:
            raise SettingsError(f"can't write {self._file(RECORD)!r}: {exc.strerror}") from exc

    def _hash(self, name: str) -> str | None:
        """The sha256 of a file, None without one, "" of what is no file of ours: it is not looked into."""
        try:
            with os.fdopen(open_regular(self._file(name)), "rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None
        except NotRegularError:
            return ""
        except OSError as exc:
            raise SettingsError(f"can't read {self._file(name)!r}: {exc.strerror}") from exc

    def _file(self, name: str) -> str:
        return os.path.join(self.path, name)


def _read_record(path: str) -> tuple[dict[str, Any], set[tuple[str, str | None]]]:
    """The last line of each file, and every name and sha256 there was. What is damaged is as if never made."""
    made: dict[str, Any] = {}
    own: set[tuple[str, str | None]] = set()
    with suppress(FileNotFoundError), os.fdopen(open_regular(path), "rb") as file:
        while line := file.readline(_LONGEST_LINE):
            with suppress(ValueError, KeyError, TypeError, AttributeError, RecursionError):
                entry = json.loads(line)
                if {type(entry["sha256"]), type(entry["file"])} == {str} and type(
                    entry["rejected"]
                ) is int:
                    entry["inputs"].items()
                    made[entry["file"]] = entry
                    own.add((entry["file"], entry["sha256"]))
    return made, own


def _within(path: str, briefs: str) -> bool:
    inner, outer = os.path.realpath(path), os.path.realpath(briefs)
    return os.path.isdir(outer) and (
        inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)
    )
