"""`briefbot ask`: what it passes on and how it ends."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from briefbot.results import Answer, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

REJECTED = Rejected(part="claims[0]", text="Invented.", reasons=("not in the briefs",))


def test_the_scope_reaches_the_client(briefbot: Callable[..., object], script: object) -> None:
    briefbot("ask", "Who?", "--as-of", "2022-02-03", "--since", "20220201", "--until", "2022-02-02")
    scope = {
        "as_of": date(2022, 2, 3),
        "since": date(2022, 2, 1),
        "until": date(2022, 2, 2),
    }
    assert script.asked == [("Who?", scope)]


def test_a_range_that_begins_after_the_day_it_is_seen_from(
    briefbot: Callable[..., object], script: object
) -> None:
    code, out, err = briefbot("ask", "Who?", "--since", "2022-02-03", "--as-of", "2022-02-01")
    assert (code, out, script.asked) == (2, "", [])
    assert "--since 2022-02-03 is later than --as-of 2022-02-01" in err


def test_answered(briefbot: Callable[..., object], script: object) -> None:
    code, out, _ = briefbot("ask", "Who?")
    assert code == 0
    assert out.startswith("Who?\n\nSo it is. [1]\n")


def test_abstained_is_3_and_a_result(briefbot: Callable[..., object], script: object) -> None:
    script.status = "abstained"
    code, out, err = briefbot("ask", "Who?")
    assert code == 3
    assert "No answer: the briefs do not say." in out
    assert err.count("\n") == 1
    out = briefbot("ask", "Who?", "--format", "json").out
    assert Answer.model_validate_json(out).status == "abstained"


def test_strict_goes_before_abstained(briefbot: Callable[..., object], script: object) -> None:
    script.status, script.rejected = "abstained", (REJECTED,)
    assert briefbot("ask", "Who?").code == 3
    assert briefbot("ask", "Who?", "--strict").code == 4


def test_dry_run_in_json(briefbot: Callable[..., object], script: object) -> None:
    code, out, _ = briefbot("ask", "Who?", "--dry-run", "--format", "json")
    shown = json.loads(out)
    assert code == 0
    assert (shown["kind"], shown["input_tokens"], shown["cost_usd"]) == ("preview", 1200, None)
    assert shown["messages"][0]["content"] == "First line\n  \x1b[2Jsecond"


def test_dry_run_of_a_question_nothing_is_near(
    briefbot: Callable[..., object], script: object
) -> None:
    script.preview_messages = ()
    out = briefbot("ask", "Who?", "--dry-run").out
    assert out.startswith("no call would be made: ")
