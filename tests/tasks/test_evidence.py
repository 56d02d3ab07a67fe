"""What of a day is read: all of an ordinary one, and the first of each brief in turn of one that never ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.tasks.evidence import day_evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefbot.documents import Brief


def paragraphs(count: int, *, sentences: int = 1, words: int = 3) -> str:
    """A text of so many paragraphs, no two alike."""
    filler = " quay" * (words - 3)
    return "\n\n".join(
        " ".join(f"Ship {p}.{s} docked{filler}." for s in range(sentences)) for p in range(count)
    )


def test_all_of_an_ordinary_day_is_read(brief: Callable[..., Brief]) -> None:
    evidence, repeated = day_evidence([brief(paragraphs(120)), brief("Rain fell.", id="z.txt")])
    assert (len(evidence.chunks), evidence.unread, repeated) == (121, 0, frozenset())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param(paragraphs(2_100), (2_000, 2_000), id="2,000 paragraphs"),
        pytest.param(paragraphs(500, sentences=10), (200, 2_000), id="2,000 sentences"),
    ],
)
def test_a_day_has_an_end(text: str, read: tuple[int, int], brief: Callable[..., Brief]) -> None:
    every = text.count("\n\n") + 1
    evidence, _ = day_evidence([brief(text)])
    assert (len(evidence.chunks), len(evidence)) == read
    assert evidence.unread == every - len(evidence.chunks)


def test_a_day_has_at_most_500_000_characters(brief: Callable[..., Brief]) -> None:
    evidence, _ = day_evidence([brief(paragraphs(600, words=220))])
    read = sum(len(chunk.text) for chunk in evidence.chunks)
    assert 490_000 < read <= 500_000
    assert evidence.unread == 600 - len(evidence.chunks)


def test_no_brief_crowds_out_the_others(brief: Callable[..., Brief]) -> None:
    small = brief("The mayor resigned.\n\nA bridge opened.", id="z.txt")
    evidence, _ = day_evidence([brief(paragraphs(2_100)), small])
    assert [c.text for c in evidence.chunks if c.brief.id == "z.txt"] == [
        "The mayor resigned.",
        "A bridge opened.",
    ]


def test_a_result_says_how_much_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "2024-05-01.txt").write_text(paragraphs(2_003))
    for kept in ("2024-04-30", "2024-05-02"):
        (tmp_path / f"{kept}.txt").write_text("Rain fell over Aalborg.\n")
    bot = Briefbot(tmp_path, model="extractive")
    assert bot.summarize("2024-05-01").provenance.options["unread"] == 3
    assert "unread" not in bot.summarize("2024-05-02").provenance.options
