"""The page of what changed between two days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefbot.rendering import to_markdown, to_text
from briefbot.rendering.pages.changes import MOST_SHOWN
from briefbot.results import Change, Changes, Citation, Claim, Provenance, Rejected, Revised

if TYPE_CHECKING:
    from briefbot.results import ChangeKind

BEFORE, DAY = date(2022, 2, 1), date(2022, 2, 2)


def claim(text: str, day: date = DAY) -> Claim:
    cited = Citation(
        brief=f"{day}.txt",
        day=day,
        source=f"seeds/{day}.txt",
        sha256="0" * 64,
        start=hash(text) % 10_000,
        end=hash(text) % 10_000 + len(text),
        quote=text,
    )
    return Claim(text=text, citations=(cited,))


def change(kind: ChangeKind, text: str, before: str = "", *values: tuple[str, str]) -> Change:
    return Change(
        kind=kind,
        topic="Orvel dam",
        claim=claim(text, BEFORE if kind == "dropped" else DAY),
        before=claim(before, BEFORE) if before else None,
        revised=tuple(Revised(before=b, after=a) for b, a in values),
    )


def changes(*items: Change, carried: int = 0, **more: object) -> Changes:
    return Changes(
        earlier=BEFORE,
        later=DAY,
        items=items,
        carried=carried,
        provenance=Provenance(briefbot="0.1.0", writer="extractive", as_of=DAY),
        **more,
    )


FOUR = change(
    "updated",
    "Engineers opened four gates.",
    "Engineers opened two gates.",
    ("two gates", "four gates"),
    ("two gates", "four gates"),
)

PAGE = """\
Wednesday, 2 February 2022: what changed since Tuesday, 1 February 2022

Reversed
- Orvel dam: The dam is not safe. [1]
  Before: The dam is safe. [2]

Updated
- Orvel dam (two gates → four gates): Engineers opened four gates. [3]
  Before: Engineers opened two gates. [4]

New
- Orvel dam: Divers found cracks. [5]

No longer told
- Orvel dam: A road was closed. [6]

Sources
[1] 2022-02-02, seeds/2022-02-02.txt: “The dam is not safe.”
[2] 2022-02-01, seeds/2022-02-01.txt: “The dam is safe.”
[3] 2022-02-02, seeds/2022-02-02.txt: “Engineers opened four gates.”
[4] 2022-02-01, seeds/2022-02-01.txt: “Engineers opened two gates.”
[5] 2022-02-02, seeds/2022-02-02.txt: “Divers found cracks.”
[6] 2022-02-01, seeds/2022-02-01.txt: “A road was closed.”

2 paragraphs tell only what 2022-02-01 told.
briefbot 0.1.0 · extractive writer · no model · no briefs
"""


def test_a_page_with_every_kind() -> None:
    items = (
        change("reversed", "The dam is not safe.", "The dam is safe."),
        FOUR,
        change("new", "Divers found cracks."),
        change("dropped", "A road was closed."),
    )
    assert to_text(changes(*items, carried=2)) == PAGE


def test_before_stands_beneath_in_markdown() -> None:
    lines = to_markdown(changes(FOUR)).splitlines()
    at = lines.index("- **Orvel dam (two gates → four gates):** Engineers opened four gates.[^1]")
    assert lines[at + 1] == "  - **Before:** Engineers opened two gates.[^2]"


def test_nothing_changed_is_said() -> None:
    text = to_text(changes(carried=1))
    assert "\n\nNothing changed since Tuesday, 1 February 2022.\n" in text
    assert "1 paragraph tells only what 2022-02-01 told." in text


def test_of_many_items_the_first_are_shown_and_the_others_counted() -> None:
    most = MOST_SHOWN["new"]
    page = to_text(changes(*(change("new", f"Thing {n} happened.") for n in range(most + 3))))
    assert f"\nNew ({most} of {most + 3}; all with --format json)\n" in page
    assert f"Thing {most - 1} happened." in page
    assert f"Thing {most} happened." not in page


def test_what_did_not_pass_is_reported() -> None:
    rejected = Rejected(part="changes[0]", text="two → five", reasons=("no such words",))
    page = to_text(changes(rejected=(rejected,)))
    assert "- changes[0]: no such words. Drafted: “two → five”" in page
