"""Results as Markdown with footnotes; nothing in a brief can become markup, a link or an image."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefbot.rendering.pages import outline
from briefbot.rendering.plain import clean
from briefbot.rendering.wording import in_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.rendering.outline import Item, Note, Outline, Section
    from briefbot.results import AnyResult

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Besides CommonMark's own signs: $ ^ ~ | { } are markup in dialects; "scheme:x" and "www." become links by themselves
# in GitHub's. There "a@b", "@name", "#12" and "GH-12" do so even when they are escaped: only code is left alone.
_INLINE = re.compile(
    r"(?P<code>(?:@(?=\S)|(?<!&)#(?=\d))+|(?<=\bgh)-(?=\d))"
    r"|[&<>]|[\\`*_\[\]|~$^{}]|(?<=[A-Za-z0-9+.-]):(?=\S)|(?<=www)\.",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"^(?:(\d{1,9})([.)])|([#+=:%-]))")


def to_markdown(result: AnyResult, *, note_prefix: str = "") -> str:
    """The result as Markdown; citations are footnotes. Ends with a newline.

    `note_prefix` goes into the footnote names, so that several results fit into one file.
    """
    return "\n".join(_lines(outline(result), note_prefix)) + "\n"


def escape(text: str) -> str:
    """The text cleaned, and escaped so that Markdown shows exactly it, wherever on a line it stands."""
    text = _INLINE.sub(_harmless, clean(text))
    return _LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[1] else "\\" + m[3],
        text,
    )


def _harmless(sign: re.Match[str]) -> str:
    if sign["code"]:
        return f"`{sign['code']}`"
    return _ENTITIES.get(sign[0], "\\" + sign[0])


def _lines(page: Outline, prefix: str) -> Iterator[str]:
    yield f"# {escape(page.title)}"
    for section in (*page.sections, *page.closing):
        yield from _section(section, prefix)
    yield ""
    yield "---"
    for line in page.small_print:
        yield ""
        yield escape(line)
    for note in page.notes:
        yield ""
        yield _note(note, prefix)


def _section(section: Section, prefix: str) -> Iterator[str]:
    if section.title:
        yield ""
        yield f"## {escape(section.title)}"
    if section.form == "list":
        yield ""
    for item in section.items:
        if section.form == "paragraphs":
            yield ""
            yield _words(item, prefix)
        else:
            yield f"- {_words(item, prefix)}"
        if item.under is not None:
            yield f"  - {_words(item.under, prefix)}"


def _words(item: Item, prefix: str) -> str:
    label = f"**{escape(item.label)}:** " if clean(item.label) else ""
    mark = f" *({item.mark})*" if item.mark else ""
    notes = "".join(f"[^{prefix}{number}]" for number in item.notes)
    return f"{label}{escape(item.text)}{mark}{' ' if notes and mark else ''}{notes}"


def _note(note: Note, prefix: str) -> str:
    citation = note.citation
    words = f"{citation.day.isoformat()}, {citation.source}"
    if not note.told:
        words += f": {in_marks(clean(citation.quote))}"
    return f"[^{prefix}{note.number}]: {escape(words)}"
