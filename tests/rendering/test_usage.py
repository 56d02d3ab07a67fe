from __future__ import annotations

import json

import pytest

from briefbot.models.ledger_sums import Sum
from briefbot.rendering.usage import total_words, usage_json, usage_text

ONE = Sum(
    attempts=3, answered=2, failed=1, input_tokens=12_345, cached_tokens=1_000, output_tokens=67,
    cost_micro_usd=12_300,
)  # fmt: skip
OPEN = Sum(
    attempts=2, answered=1, unfinished=1, unknown_cost=2, unreported=2, most_input_tokens=300,
    most_output_tokens=40, most_micro_usd=900,
)  # fmt: skip
ROWS = [(("2026-03-01", "gpt-5-mini"), ONE), (("2026-03-02", "m\x1b[31m"), OPEN)]


def test_the_table():
    told = usage_text(ROWS, ONE + OPEN, ("day", "model"), folder="/state/ledger")
    assert told == (
        "day         model       attempts  answered  failed   input  cached  output               cost\n"
        "---------------------------------------------------------------------------------------------\n"
        "2026-03-01  gpt-5-mini         3         2       1  12,345   1,000      67            $0.0123\n"
        "2026-03-02  m�[31m             2         1       1       0       0       0            unknown\n"
        "---------------------------------------------------------------------------------------------\n"
        "total                          5         3       2  12,345   1,000      67  $0.0123 + unknown\n"
        "\n"
        "Cost: $0.0123 and 2 attempts of unknown cost.\n"
        "2 attempts may be billed, and nobody said for how much: at most 300 input and 40 output"
        " tokens, $0.0009, more.\n"
        "1 attempt of these did not finish: the program was stopped, or is still at work.\n"
        "Days are in UTC. The ledger is in /state/ledger.\n"
    )


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (Sum(), "$0.0000"),
        (Sum(cost_micro_usd=12_300), "$0.0123"),
        (Sum(cost_micro_usd=12_300, unknown_cost=4), "$0.0123 and 4 attempts of unknown cost"),
        (Sum(unknown_cost=1), "1 attempt of unknown cost"),
    ],
)
def test_the_cost_says_what_is_unknown_of_it(total, words):
    assert total_words(total) == words


def test_a_bound_without_a_price_names_none():
    told = usage_text([(("x",), OPEN)], OPEN + Sum(unpriced=1), ("model",), folder="/s")
    assert "40 output tokens more" in told


def test_the_json_holds_whole_numbers():
    told = json.loads(usage_json(ROWS, ONE + OPEN, ("day", "model"), folder="/s", damaged=2))
    assert told["rows"][0]["cost_micro_usd"] == 12_300
    assert told["rows"][1] | {"day": "2026-03-02", "unknown_cost": 2} == told["rows"][1]
    assert (told["kind"], told["damaged_lines"], told["ledger"]) == ("usage", 2, "/s")
    assert told["total"]["attempts"] == 5
