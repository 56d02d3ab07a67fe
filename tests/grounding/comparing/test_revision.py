"""Words said to be two states of one thing: taken where the two sentences show it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot.grounding.comparing.relation import Relation
from briefbot.grounding.comparing.revision import check_revision, find_words
from briefbot.grounding.comparing.statement import Statement, statements
from briefbot.retrieval.chunking import chunk

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.documents import Brief

OFFER = "Norrhaven raised its offer to the dockers to 4 percent."
SHIPS = "About 35 ships are waiting outside the harbour."


@pytest.fixture
def stated(brief: Callable[..., Brief]) -> Callable[[str, int], Statement]:
    def make(text: str, day: int) -> Statement:
        return statements(chunk(brief(text, day=date(2022, 2, day)))[0])[0]

    return make


@pytest.mark.parametrize(
    ("earlier", "later", "words", "kind"),
    [
        pytest.param(
            SHIPS,
            "Some 50 ships are waiting outside the harbour of Kessel, and 12 have left since Monday.",
            ("35 ships", "50 ships"),
            "updated",
            id="a number",
        ),
        pytest.param(
            OFFER,
            "Norrhaven withdrew its offer to the dockers on Wednesday.",
            ("raised its offer", "withdrew its offer"),
            "reversed",
            id="taken back",
        ),
        pytest.param(
            "The car maker Dalen will close its plant on Friday because parts are missing.",
            "Dalen is keeping its plant open, it will not close at all.",
            ("will close", "will not close"),
            "reversed",
            id="denied",
        ),
        pytest.param(
            "The plant of Dalen in Kessel opened again.",
            "The plant of Dalen in Kessel was closed by the police.",
            ("opened", "closed"),
            "reversed",
            id="opposites",
        ),
        pytest.param(
            "The talks between Norrhaven and the dockers go on in Kessel.",
            "The talks between Norrhaven and the dockers go on in Tarn.",
            ("Kessel", "Tarn"),
            "updated",
            id="a place",
        ),
        pytest.param(
            "Norrhaven and the dockers meet on Feb. 8.",
            "Norrhaven and the dockers meet on Feb. 10.",
            ("Feb. 8", "Feb. 10"),
            "updated",
            id="a day",
        ),
    ],
)
def test_two_states_of_one_thing(
    stated: Callable[[str, int], Statement],
    earlier: str,
    later: str,
    words: tuple[str, str],
    kind: str,
) -> None:
    relation = check_revision(stated(earlier, 2), stated(later, 3), *words)
    assert isinstance(relation, Relation), relation
    assert (relation.kind, relation.revised) == (kind, (words,))


@pytest.mark.parametrize(
    ("earlier", "later", "words", "reason"),
    [
        pytest.param(SHIPS, SHIPS.replace("35", "50"), ("36 ships", "50 ships"), "earlier sentence does not say", id="not said before"),
        pytest.param(SHIPS, SHIPS.replace("35", "50"), ("35 ships", "51 ships"), "later sentence does not say", id="not said now"),
        pytest.param(SHIPS, SHIPS.replace("35", "50"), ("", "50 ships"), "earlier sentence does not say ''", id="no words"),
        pytest.param(SHIPS, SHIPS.replace("35", "50"), ("ships", "50 ships"), "both days say 'ships'", id="told by both"),
        pytest.param(SHIPS, "A court in Tarn sent 50 thieves to prison.", ("35 ships", "50 thieves"), "about the same thing", id="two things"),
        pytest.param(
            SHIPS,
            "Some 12 of the ships waiting outside the harbour have lost 50 containers.",
            ("35 ships", "50 containers"),
            "not two states of one thing",
            id="another unit",
        ),
        pytest.param(OFFER, OFFER.replace("raised", "described"), ("raised", "described"), "not two states", id="other words"),
        pytest.param(
            OFFER,
            "Norrhaven made the dockers in Kessel an offer of 4 percent.",
            ("its offer to the dockers to 4 percent", "an offer of 4 percent"),
            "not two states",
            id="the same number",
        ),
        pytest.param(
            "Norrhaven offers the dockers a rise of 4 percent.",
            "Norrhaven pays the dockers 4 percent more.",
            ("a rise of 4 percent", "4 percent more"),
            "not two states",
            id="the same number in few words",
        ),
    ],
)  # fmt: skip
def test_what_code_can_not_show(
    stated: Callable[[str, int], Statement],
    earlier: str,
    later: str,
    words: tuple[str, str],
    reason: str,
) -> None:
    found = check_revision(stated(earlier, 2), stated(later, 3), *words)
    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("four PERCENT", "four percent"),
        ("“an insult”", "an insult"),
        ("an, insult", "an insult"),
        ("insults", None),
        ("", None),
        ("called it an insult to all", None),
    ],
)
def test_find_words(words: str, found: str | None) -> None:
    assert find_words("She called four percent “an insult”.", words) == found
