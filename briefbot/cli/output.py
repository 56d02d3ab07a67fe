"""Where results go: stdout or a file, whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING

from briefbot.cli.exits import drop_stdout
from briefbot.errors import SettingsError
from briefbot.files import clear_leftovers, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from briefbot.cli.options import Form
    from briefbot.results import AnyResult

_WIDEST = 100


def render(result: AnyResult, form: Form, *, to_file: bool, many: bool = False) -> str:
    """The result in the form asked for; on a terminal as wide as it is, with bold headings."""
    from briefbot.rendering import to_json, to_markdown, to_text

    if form == "json":
        return to_json(result)
    if form == "markdown":
        prefix = f"{result.day}-" if many and result.kind == "daily_summary" else ""
        return to_markdown(result, note_prefix=prefix)
    width, heading = page(to_file=to_file)
    return to_text(result, width=width, heading=heading)


def page(*, to_file: bool) -> tuple[int, Callable[[str], str] | None]:
    """How wide text may be, and what makes its headings bold: the terminal's width where there is one."""
    from briefbot.rendering.text import DEFAULT_WIDTH

    if to_file or not sys.stdout.isatty():
        return DEFAULT_WIDTH, None
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return width, None if "NO_COLOR" in os.environ else _bold


def _bold(line: str) -> str:
    return f"\x1b[1m{line}\x1b[0m"


class Sheet:
    """Takes pieces of a result and puts them out, several of them joined in the form's own way.

    On stdout each piece is written as it comes, unless `hold` says that something else is drawn on
    the terminal meanwhile. A file is written once, at the end, and replaces what was there only
    when it is complete. What was added before an error is put out all the same.
    """

    def __init__(
        self, output: str | None, form: Form = "text", *, many: bool = False, hold: bool = False
    ) -> None:
        self.output = output
        self._opening, self._between, self._closing = ("", "\n\n", "")
        if many and form == "json":
            self._opening, self._between, self._closing = ("[\n", ",\n", "\n]\n")
        self._strip = many and form == "json"
        self._hold = hold or output is not None
        self._held: list[str] = []
        self._count = 0
        if output is not None:
            check_writable(output)
            clear_leftovers(os.path.dirname(os.path.realpath(output)))

    def add(self, piece: str) -> None:
        """Put out one more piece."""
        piece = piece.rstrip("\n") if self._strip else piece
        before = self._between if self._count else self._opening
        # Counted first: what a signal cuts short needs its closing bracket too.
        self._count += 1
        self._put(before + piece)

    def __enter__(self) -> Sheet:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._count or kind is BrokenPipeError:
            return
        self._put(self._closing)
        if self.output is not None:
            write_file(self.output, "".join(self._held))
        elif self._held:
            _write_stdout("".join(self._held))

    def _put(self, text: str) -> None:
        if self._hold:
            self._held.append(text)
        else:
            _write_stdout(text)


def _write_stdout(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as exc:
        drop_stdout()
        raise SettingsError(f"can't write to stdout: {exc.strerror}") from exc


def check_writable(path: str) -> None:
    """Nothing, when a result can be written there; asked before any work is paid for.

    Raises:
        SettingsError: it can't; says why.
    """
    folder = os.path.dirname(os.path.realpath(path))
    if not os.path.isdir(folder):
        raise SettingsError(f"can't write --output {path!r}: there is no folder {folder!r}")
    if os.path.isdir(path):
        raise SettingsError(f"can't write --output {path!r}: it is a folder; name a file in it")
    if not os.access(path if os.path.exists(path) else folder, os.W_OK):
        raise SettingsError(f"can't write --output {path!r}: permission denied")


def write_file(path: str, text: str) -> None:
    """Write a UTF-8 file: all of it in place of what was there, or nothing.

    Devices and pipes are written to directly, links are followed, an existing file keeps its mode.

    Raises:
        SettingsError: it can't be written; what was there is still there.
    """
    target = os.path.realpath(path)
    data = text.encode()
    try:
        if os.path.exists(target) and not stat.S_ISREG(os.stat(target).st_mode):
            with open(target, "wb") as device:
                device.write(data)
            return
        write_whole(target, data)
    except OSError as exc:
        raise SettingsError(f"can't write --output {path!r}: {exc.strerror}") from exc
