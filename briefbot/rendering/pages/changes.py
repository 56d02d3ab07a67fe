"""What changed between two days as a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbot.rendering.outline import Item, NoteNumbers, Outline, Section
from briefbot.rendering.pages.parts import note, rejected_section
from briefbot.rendering.receipt import legend, receipt
from briefbot.rendering.wording import claim_item, long_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.results import Change, ChangeKind, Changes

_TITLES: dict[ChangeKind, str] = {
    "reversed": "Reversed",
    "updated": "Updated",
    "new": "New",
    "dropped": "No longer told",
}
# A person reads what changed in a minute; the result as JSON has every item.
MOST_SHOWN: dict[ChangeKind, int] = {"reversed": 10, "updated": 10, "new": 10, "dropped": 5}


def changes_page(changes: Changes) -> Outline:
    """Everything that changed, in reading order; of many items of a kind the first few."""
    numbers = NoteNumbers()
    sections = [
        _section(kind, [item for item in changes.items if item.kind == kind], numbers)
        for kind in _TITLES
    ]
    if not changes.items:
        sections.append(note(f"Nothing changed since {long_day(changes.earlier)}."))
    return Outline(
        title=f"{long_day(changes.later)}: what changed since {long_day(changes.earlier)}",
        sections=tuple(section for section in sections if section.items),
        notes=tuple(numbers.notes),
        closing=tuple(s for s in (rejected_section(changes.rejected),) if s.items),
        small_print=(
            *legend(claim for _, claim in changes.named_claims()),
            *_carried(changes),
            receipt(changes.provenance),
        ),
    )


def _section(kind: ChangeKind, items: list[Change], numbers: NoteNumbers) -> Section:
    shown = items[: MOST_SHOWN[kind]]
    rest = len(items) - len(shown)
    title = _TITLES[kind] + (
        f" ({len(shown)} of {len(items)}; all with --format json)" if rest else ""
    )
    return Section(title, tuple(_item(item, numbers) for item in shown))


def _item(change: Change, numbers: NoteNumbers) -> Item:
    """The change as an item, its values in front, what was said before beneath."""
    values = _each_once(f"{r.before.strip()} → {r.after.strip()}" for r in change.revised)
    topic = " ".join(p for p in (change.topic, f"({', '.join(values)})" if values else "") if p)
    item = claim_item(change.claim, numbers, topic=topic)
    if change.before is None:
        return item
    return replace(item, under=claim_item(change.before, numbers, topic="before"))


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _carried(changes: Changes) -> tuple[str, ...]:
    """How much of the later day only tells what the earlier told."""
    n = changes.carried
    if not n:
        return ()
    told = "paragraph tells" if n == 1 else "paragraphs tell"
    return (f"{n} {told} only what {changes.earlier} told.",)
