"""Results as plain text for a terminal or a mail: wrapped, with numbered notes."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from briefbot.rendering.pages import outline
from briefbot.rendering.plain import clean, shorten
from briefbot.rendering.wording import in_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefbot.rendering.outline import Item, Note, Outline, Section
    from briefbot.results import AnyResult

DEFAULT_WIDTH = 88
_MIN_WIDTH = 20
_QUOTE_CHARACTERS = 1_000


def to_text(
    result: AnyResult,
    *,
    width: int = DEFAULT_WIDTH,
    heading: Callable[[str], str] | None = None,
) -> str:
    """The result as text of at most `width` columns, words longer than that excepted.

    No control, escape or direction character of a brief is in it. `heading` is applied to every
    heading after cleaning, for a door that wants them bold. Ends with a newline.
    """
    return "\n".join(_lines(outline(result), max(width, _MIN_WIDTH), heading or str)) + "\n"


def _lines(page: Outline, width: int, heading: Callable[[str], str]) -> Iterator[str]:
    yield from (heading(line) for line in _wrap(clean(page.title), width))
    for section in page.sections:
        yield from _section(section, width, heading)
    if page.notes:
        yield from ("", heading("Sources"))
        for note in page.notes:
            yield from _note(note, width, indent=len(f"[{page.notes[-1].number}] "))
    for section in page.closing:
        yield from _section(section, width, heading)
    yield ""
    for line in page.small_print:
        yield from _wrap(clean(line), width)


def _section(section: Section, width: int, heading: Callable[[str], str]) -> Iterator[str]:
    if section.title:
        yield ""
        yield from (heading(line) for line in _wrap(clean(section.title), width))
    elif section.form == "list":
        yield ""
    for item in section.items:
        if section.form == "paragraphs":
            yield ""
            yield from _wrap(_words(item), width)
        else:
            yield from _wrap(_words(item), width, first="- ", rest="  ")
        if item.under is not None:
            yield from _wrap(_words(item.under), width, first="  ", rest="  ")


def _words(item: Item) -> str:
    label = f"{clean(item.label)}: " if item.label.strip() else ""
    mark = f" ({item.mark})" if item.mark else ""
    notes = "".join(f"[{number}]" for number in item.notes)
    return f"{label}{clean(item.text)}{mark}{' ' if notes else ''}{notes}"


def _note(note: Note, width: int, *, indent: int) -> Iterator[str]:
    citation = note.citation
    words = f"{citation.day.isoformat()}, {clean(citation.source)}"
    if not note.told:
        words += f": {in_marks(shorten(clean(citation.quote), _QUOTE_CHARACTERS))}"
    first = f"[{note.number}]".ljust(indent)
    yield from _wrap(words, width, first=first, rest=" " * indent)


def _wrap(text: str, width: int, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
