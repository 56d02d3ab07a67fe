"""How much of a budget is used before the next call could exceed it, and how far a wrong table would be off.

    python -m benchmarks.budget [FOLDER OF BRIEFS]

Takes the requests of a summary for the newest sixty days of a library (default: the daily briefs that
`benchmarks.quality` keeps), lets each use what the o200k_base table counts and half of its output limit, and asks
when it is refused where input is counted exactly, and where it is counted as bytes. Nothing is sent.
"""

from __future__ import annotations

import sys
from pathlib import Path

from briefbot import Briefbot
from briefbot.models.bounds import estimate_usage
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage
from briefbot.tasks.prompting import choose_prompts
from briefbot.tasks.summarize import requests

LIBRARY = Path("~/.cache/briefbot/benchmarks/current_events/all").expanduser()
BUDGETS = (10_000, 20_000, 50_000, 100_000, 500_000)
DAYS = 60


def main() -> None:
    """Prints the ratio of the counts and a line for each budget."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else LIBRARY
    if not folder.is_dir():
        print(f"{folder} is missing: give a folder of briefs")
        return
    rows = counted(folder)
    exact, bound = (sum(row[i].input_tokens for row in rows) for i in (0, 1))
    print(f"{len(rows)} requests: {bound / exact:.2f} bytes and template to the token")
    for budget in BUDGETS:
        shares = [f"{used(rows, budget, which):.2f}" for which in (0, 1)]
        print(f"--max-tokens {budget:>7,}: counted exactly {shares[0]} used, as bytes {shares[1]}")


def counted(folder: Path) -> list[tuple[Usage, Usage]]:
    """The most each request may use, by the table and by bytes."""
    bot = Briefbot(folder, model=ScriptedModel([]))
    prompts = choose_prompts({})
    days = [listing.day for listing in bot.days()][-DAYS:]
    made = [request for day in days for _, request in requests(bot.index, day, prompts)]
    return [
        (estimate_usage(one, model="gpt-5-mini"), estimate_usage(one, model="another"))
        for one in made
    ]


def used(rows: list[tuple[Usage, Usage]], budget: int, which: int) -> float:
    """The share of the budget that is used when the next call is refused."""
    spent = 0
    for row in rows * 50:
        if spent + row[which].input_tokens + row[which].output_tokens > budget:
            break
        spent += row[0].input_tokens + row[0].output_tokens // 2
    return spent / budget


if __name__ == "__main__":
    main()
