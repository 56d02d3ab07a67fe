"""One answer against its case, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefbot.documents import Evidence
from briefbot.drafts import DraftClaim
from briefbot.evals import CaseScore, Response, score_answer, score_error, score_response
from briefbot.evals.scoring import find_quote, is_right, response_of
from briefbot.grounding.gate import check_claim
from briefbot.results import Check, Citation, Claim, Rejected, Usage
from briefbot.retrieval.chunking import chunk

if TYPE_CHECKING:
    from collections.abc import Callable

ORBAN = "Orban met Putin in Moscow."
TROOPS = "Some 100,000 troops are near."
FAILED = "Talks failed."
TOLL = "The toll rose to 26 from 9."
NO_HANDLE = Check(name="citations", passed=False, detail="no such handle: '9.9'")
REJECTED = Rejected(part="claims[1]", text="x", reasons=("no such handle: '7.7'", "not close"))


def fields(score: CaseScore, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(score, name) for name in names)


@pytest.mark.parametrize(
    ("quotes", "stated", "at_1", "at_3"),
    [
        pytest.param([ORBAN], True, True, True, id="first"),
        pytest.param([FAILED, ORBAN], True, False, True, id="second"),
        pytest.param([FAILED, TROOPS, TOLL, ORBAN], False, False, False, id="fourth"),
        pytest.param([FAILED], False, False, False, id="nowhere"),
        pytest.param([], False, False, False, id="abstained"),
    ],
)
def test_where_the_answer_stands(
    quotes: list[str],
    stated: bool,
    at_1: bool,
    at_3: bool,
    case: Callable[..., Any],
    answer: Callable[..., Any],
    texts: dict[str, str],
) -> None:
    score = score_answer(case(answers=["Viktor", "Orban"]), answer(*quotes), texts.get)
    names = ("answer_stated", "answer_at_1", "answer_at_3", "right")
    assert fields(score, *names) == (stated, at_1, at_3, stated)
    assert fields(score, "answered", "abstained") == (bool(quotes), not quotes)


@pytest.mark.parametrize(
    ("gold", "quotes", "counts", "at"),
    [
        pytest.param(["Orban met"], [ORBAN], (1, 1), (True, True), id="part of the cited"),
        pytest.param([f"{ORBAN} Some 100,000"], [TROOPS], (1, 1), (True, True), id="overlap"),
        pytest.param(["Orban met", "troops"], [ORBAN, TOLL], (1, 1), (True, True), id="one of 2"),
        pytest.param(["Orban", "met Putin"], [ORBAN], (1, 2), (True, True), id="two in one"),
        pytest.param(["Orban"], [TOLL, TROOPS, ORBAN], (1, 1), (False, True), id="third"),
        pytest.param(["Orban\n met"], [ORBAN], (1, 1), (True, True), id="other white space"),
        pytest.param(["Talks failed"], [TOLL], (0, 0), (False, False), id="beside it"),
        pytest.param(["orban met"], [ORBAN], (0, 0), (False, False), id="other letters"),
        pytest.param(["Orban"], [], (0, 0), (False, False), id="abstained"),
    ],
)
def test_gold_quotes(
    gold: list[str],
    quotes: list[str],
    counts: tuple[int, int],
    at: tuple[bool, bool],
    case: Callable[..., Any],
    answer: Callable[..., Any],
    texts: dict[str, str],
) -> None:
    score = score_answer(case(quotes=gold), answer(*quotes), texts.get)
    assert fields(score, "on_gold", "gold_found", "gold") == (*counts, len(gold))
    assert fields(score, "gold_at_1", "gold_at_3", "right") == (*at, at[1])


def test_a_quote_counts_wherever_it_is_repeated(
    case: Callable[..., Any], answer: Callable[..., Any]
) -> None:
    text = f"{FAILED} Again: {FAILED}"
    second = answer(FAILED).claims[0].citations[0].model_copy(update={"start": 21, "end": 34})
    cited = answer(claims=(Claim(text=FAILED, citations=(second,)),))
    score = score_answer(case(quotes=["Talks failed"]), cited, {"a": text}.get)
    assert fields(score, "quotes_exact", "gold_at_1") == (True, True)


@pytest.mark.parametrize(
    ("given", "quotes", "stale"),
    [
        pytest.param({"answers": ["26"]}, [TOLL], None, id="nothing could be"),
        pytest.param({"answers": ["27"], "stale": ["26"]}, [TOLL], True, id="stale"),
        pytest.param({"answers": ["26"], "stale": ["9"]}, [TOLL], False, id="both said"),
        pytest.param({"answers": ["2"], "stale": ["6"]}, [TOLL], False, id="part of a number"),
        pytest.param({"answers": ["27"], "stale": ["26"]}, [], None, id="abstained"),
        pytest.param({"answerable": False, "stale": ["26"]}, [TOLL], True, id="not answerable"),
        pytest.param(
            {"answers": ["Orban"], "stale": ["26"]}, [ORBAN, TOLL], True, id="a later statement"
        ),
    ],
)
def test_stale(
    given: dict[str, Any],
    quotes: list[str],
    stale: bool | None,
    case: Callable[..., Any],
    answer: Callable[..., Any],
    texts: dict[str, str],
) -> None:
    score = score_answer(case(**given), answer(*quotes), texts.get)
    assert score.is_stale is stale
    assert not (stale and score.right)


def test_nothing_is_counted_that_a_case_does_not_ask(
    case: Callable[..., Any], answer: Callable[..., Any], texts: dict[str, str]
) -> None:
    score = score_answer(case(answerable=False), answer(ORBAN), texts.get)
    names = ("answer_stated", "answer_at_1", "answer_at_3", "gold_at_1", "gold_at_3", "is_stale")
    assert fields(score, *names) == (None,) * 6
    assert fields(score, "right", "quotes_exact") == (False, True)
    abstained = score_answer(case(answerable=False), answer(), texts.get)
    assert fields(abstained, "right", "quotes_exact", "handles_valid") == (True, None, None)


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Orban met Putin in Moskow."},
        {"start": 1},
        {"brief": "c"},
        {"start": -70},
    ],
    ids=["quote", "offset", "brief", "negative"],
)
def test_one_wrong_character_is_not_exact(
    change: dict[str, Any],
    case: Callable[..., Any],
    answer: Callable[..., Any],
    texts: dict[str, str],
) -> None:
    claim = answer(ORBAN).claims[0]
    wrong = claim.citations[0].model_copy(update=change)
    cited = answer(TROOPS, claims=(claim.model_copy(update={"citations": (wrong,)}),))
    score = score_answer(case(answers=["x"]), cited, texts.get)
    assert fields(score, "quotes_exact", "malformed") == (False, 1)


@pytest.mark.parametrize(
    ("checks", "rejected", "valid"),
    [
        pytest.param((), (), True, id="all exist"),
        pytest.param((NO_HANDLE,), (), False, id="in a repaired claim"),
        pytest.param((), (REJECTED,), False, id="in a rejected claim"),
        pytest.param(
            (Check(name="numbers", passed=False, detail="x"),),
            (REJECTED.model_copy(update={"reasons": ("not close",)}),),
            True,
            id="other failures",
        ),
    ],
)
def test_handles(
    checks: Any,
    rejected: Any,
    valid: bool,
    case: Callable[..., Any],
    answer: Callable[..., Any],
    texts: dict[str, str],
) -> None:
    made = answer(ORBAN, checks=checks, rejected=rejected)
    assert score_answer(case(answers=["x"]), made, texts.get).handles_valid is valid


@pytest.mark.parametrize(
    "text",
    ["Orban met Putin in Moscow.", "Wages in Norway rose by 9 percent."],
    ids=["repaired", "rejected"],
)
def test_the_gate_tells_of_a_handle_that_does_not_exist(
    text: str, brief: Callable[..., Any], answer: Callable[..., Any]
) -> None:
    evidence = Evidence(chunk(brief(ORBAN)))
    made = check_claim(DraftClaim(text, ("9.9",), None), evidence, part="claims[0]")
    given = {"claims": (made,)} if isinstance(made, Claim) else {"rejected": (made,)}
    assert response_of(answer(**given)).made_up == 1


def test_what_the_writer_did(case: Callable[..., Any], answer: Callable[..., Any]) -> None:
    quoted = answer(ORBAN).claims[0].model_copy(update={"status": "quoted"})
    usage = Usage(calls=2, input_tokens=300)
    made = answer(
        TROOPS,
        claims=(quoted,),
        rejected=(REJECTED,),
        writer="prompted",
        usage=usage,
        cost_usd=0.5,
        options={"filled_without_model": "claims"},
    )
    response = response_of(made)
    assert (response.proved, response.rejected, response.filled_without_model) == (1, 1, True)
    assert (response.usage, response.cost_usd) == (usage, 0.5)
    assert response_of(answer(ORBAN, writer="prompted")).filled_without_model is False
    assert response_of(answer(ORBAN)).filled_without_model is None


def test_answers_of_other_libraries(case: Callable[..., Any], texts: dict[str, str]) -> None:
    citation = Citation(
        brief="a", day="2022-02-02", source="a", sha256="", start=0, end=26, quote=ORBAN
    )
    response = Response(True, ("Orban did [1][9].", "And more."), (citation,), uncited=1, made_up=1)
    score = score_response(
        case(answers=["Orban"], quotes=["Orban"]), response, texts.get, seconds=2
    )
    names = ("right", "answer_stated", "gold_at_1", "quotes_exact", "handles_valid", "malformed")
    assert fields(score, *names) == (True, True, True, True, False, 1)
    assert score.seconds == 2


@pytest.mark.parametrize("answerable", [True, False])
def test_an_error_is_neither_answer_nor_abstention(
    answerable: bool, case: Callable[..., Any]
) -> None:
    expects = {"answers": ["x"], "quotes": ["y"]} if answerable else {"answerable": False}
    score = score_error(case(**expects), "Boom: no", usage=Usage(calls=3))
    assert fields(score, "answered", "abstained", "right") == (False, False, False)
    assert fields(score, "error", "answer_at_1", "gold_at_3") == (
        "Boom: no",
        *((False, False) if answerable else (None, None)),
    )
    assert score.usage.calls == 3


def test_a_reader_is_served_by_what_is_looked_at(score: Callable[..., CaseScore]) -> None:
    assert is_right(score(answered=True))
    assert is_right(score(answered=True, gold_at_1=False, gold_at_3=True, is_stale=False))
    assert not is_right(score(answered=True, is_stale=True))
    assert not is_right(score(answered=True, answer_stated=False, answer_at_3=True))
    assert is_right(score(answerable=False, abstained=True))
    assert not is_right(score(answerable=False))


def test_find_quote() -> None:
    assert [s.start for s in find_quote("a.b a.b axb", "a.b")] == [0, 4]
    assert find_quote("x", " ") == ()
