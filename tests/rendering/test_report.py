"""Reports as text and Markdown: aligned, and nothing in them steers a terminal or becomes markup."""

from __future__ import annotations

from briefbot.rendering.report import (
    Items,
    Report,
    Row,
    Table,
    report_to_markdown,
    report_to_text,
)

REPORT = Report(
    "Two *cases* \x1b[2J",
    (
        Table(
            ("", "value", "over"),
            (Row("Outcome"), Row("right | left", ("0.5", "1 of 2")), Row("x", ("–", "none"))),
        ),
        Items("Not right", ("1: <b>Who</b>?", "word " * 6), "Two of them."),
    ),
    ("right: told",),
)


def test_text() -> None:
    assert report_to_text(REPORT, width=20, heading=str.upper) == (
        "TWO *CASES* \N{REPLACEMENT CHARACTER}[2J\n\n"
        "                VALUE  OVER\nOUTCOME\n"
        "  right | left    0.5  1 of 2\n"
        "  x                 –  none\n\n"
        "NOT RIGHT\nTwo of them.\n- 1: <b>Who</b>?\n- word word word\n  word word word\n\n"
        "right: told\n"
    )


def test_markdown() -> None:
    assert report_to_markdown(REPORT) == (
        "# Two \\*cases\\* \N{REPLACEMENT CHARACTER}\\[2J\n\n"
        "|  | value | over |\n|---|---:|---|\n| **Outcome** |  |  |\n"
        "| right \\| left | 0.5 | 1 of 2 |\n| x | – | none |\n\n"
        "## Not right\n\nTwo of them.\n\n- 1: &lt;b&gt;Who&lt;/b&gt;?\n- word word word word word word\n\n"
        "right: told\n"
    )
