"""Two days laid over each other: what both tell, and that thousands of alike sentences have an end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.retrieval.chunking import chunk
from briefbot.writing import compared
from briefbot.writing.compared import compare

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from briefbot.documents import Brief
    from briefbot.grounding.comparing.relation import Relation
    from briefbot.grounding.comparing.statement import Statement


def days(brief: Callable[..., Brief], before: str, after: str) -> tuple[Evidence, Evidence]:
    return (
        Evidence(chunk(brief(before, day=date(2022, 2, 1), id="a.txt"))),
        Evidence(chunk(brief(after, id="b.txt"))),
    )


def test_what_both_days_tell_is_neither_new_nor_gone(brief: Callable[..., Brief]) -> None:
    bank, ferry = "The bank of Ghana raised its key rate.", "A ferry sank off Palawan."
    found = compare(*days(brief, f"{bank}\n\n{ferry}", f"{ferry}\n\nEnvoys met in Oslo."))
    assert (found.new, found.gone, found.changed) == (("2.1",), ("1.1",), ())


def test_a_flood_of_alike_sentences_is_not_laid_over_one_by_one(
    brief: Callable[..., Brief], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def relate(earlier: Statement, later: Statement) -> Relation | None:
        seen.append(later.plain)
        return None

    monkeypatch.setattr(compared, "relate", relate)
    monkeypatch.setattr(compared, "pair", lambda earlier, later: [])
    text = "\n\n".join(f"The tanker Aurora{n} left the port of Odense in fog." for n in range(40))
    two = days(brief, text, text.replace("Aurora", "Borealis"))
    compare(*two)
    # In both directions, each with the 24 that share most.
    assert len(seen) == 2 * 40 * 24
    seen.clear()
    monkeypatch.setattr(compared, "_MOST_RELATED", 120)
    compare(*two)
    assert len(seen) == 2 * 40 * 3
