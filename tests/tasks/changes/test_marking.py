"""Which developments are marked as new: what no sentence of the earlier day tells, not even differently."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.drafts import DraftClaim
from briefbot.grounding.gate import check_claim
from briefbot.library.readers.text import brief_from_text
from briefbot.results import Claim, Development
from briefbot.tasks.changes.marking import mark_new, new_places
from briefbot.tasks.evidence import day_evidence

if TYPE_CHECKING:
    from briefbot.documents import Evidence

EARLIER, LATER = date(2024, 5, 6), date(2024, 5, 7)
GATES = "Engineers opened {} gates of the Orvel dam on Monday."
FERRY = "The ferry Alba ran aground off Skagen."
CREW = "Its crew of nine was brought ashore."


def evidence_of(day: date, text: str) -> Evidence:
    return day_evidence([brief_from_text(text, id=f"{day}.txt", day=day).brief])[0]


BEFORE = evidence_of(EARLIER, f"{GATES.format('two')}\n\n{CREW}")
NOW = evidence_of(LATER, f"{GATES.format('four')}\n\n{FERRY} {CREW}")


def test_places_of_what_only_the_later_day_tells():
    brief = NOW.chunks[0].brief
    assert new_places(BEFORE, NOW) == {(brief.id, brief.text.index(FERRY))}


@pytest.mark.parametrize(
    ("handles", "new"),
    [
        pytest.param(("2.1",), True, id="new"),
        pytest.param(("1.1",), False, id="told differently"),
        pytest.param(("2.2",), False, id="told before"),
        pytest.param(("2.1", "2.2"), False, id="one of two told before"),
    ],
)
def test_new_is_what_is_new_in_all_it_cites(handles: tuple[str, ...], new: bool):
    text = " ".join(NOW.by_handle[handle].text for handle in handles)
    claim = check_claim(DraftClaim(text, handles), NOW, part="developments[0]")
    assert isinstance(claim, Claim)
    assert len(claim.citations) == len(handles)
    (marked,) = mark_new([Development(topic="", claim=claim)], NOW, BEFORE, EARLIER)
    assert marked.new_since == (EARLIER if new else None)
    assert marked.claim == claim
