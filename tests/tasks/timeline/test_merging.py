"""What is told again, or with another figure, among very many alike."""

from __future__ import annotations

import pytest

from briefbot.grounding.comparing import relation
from briefbot.tasks.timeline import merging


@pytest.fixture
def laid_over(monkeypatch):
    """Every pair of sentences that is compared."""
    seen = []

    def relate(earlier, later):
        seen.append((earlier.plain, later.plain))
        return relation.relate(earlier, later)

    monkeypatch.setattr(merging, "relate", relate)
    return seen


def test_of_very_many_alike_sentences_few_are_compared(library, laid_over, monkeypatch):
    left = "The tanker Aurora{} left the port of Belin with a cargo of fertilizer."
    bot = library({f"2022-02-{n:02}": left.format(n) for n in range(1, 25)})
    assert len(bot.timeline("Belin", limit=0).steps) == 24
    # Each with the eight before it that share most, as far as there are so many.
    assert len(laid_over) == sum(min(before, 8) for before in range(24))
    laid_over.clear()
    monkeypatch.setattr(merging, "_MOST_SHARING", 3)
    assert len(bot.timeline("Belin", limit=0).steps) == 24
    assert len(laid_over) == sum(min(before, 3) for before in range(24))
