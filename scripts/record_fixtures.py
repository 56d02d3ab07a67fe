"""Record the cases of fixtures/cases.toml from a real model behind an OpenAI-compatible server.

    python scripts/record_fixtures.py qwen2.5-coder-1.5b-instruct-q4_k_m http://127.0.0.1:8081/v1

What is recorded already is kept, what is named as endless is left out; recordings that nothing asks for any more are removed. A key, if the server wants
one, is taken from OPENAI_API_KEY.
"""

from __future__ import annotations

import os
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefbot import Briefbot
from briefbot.errors import ModelError, RecordingMissingError
from briefbot.evals.cases import load_cases
from briefbot.models.openai import OpenAIModel
from briefbot.models.recordings import Replayer, load_recording

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
RECORDINGS = ROOT / "fixtures" / "recordings"


def main(name: str, base_url: str) -> None:
    cases = tomllib.loads((ROOT / "fixtures" / "cases.toml").read_text(encoding="utf-8"))
    key = os.environ.get("OPENAI_API_KEY", "none")
    # Small models on small machines are slow; a recording may take minutes.
    model = OpenAIModel(name, api_key=key, base_url=base_url, timeout_s=1200, deadline_s=2400)
    replay(partial(Briefbot, model=model, recordings=RECORDINGS, environ={}), cases)
    replayer = Replayer(RECORDINGS, name=name)
    replay(partial(Briefbot, model=replayer, environ={}), cases)
    for path in set(RECORDINGS.rglob("*.json")) - replayer.used:
        if load_recording(path).model == name:
            print(f"removed {path.relative_to(ROOT)}")
            path.unlink()


def replay(open_bot: Callable[..., Briefbot], cases: dict[str, Any]) -> None:
    bot = open_bot(ROOT / "seeds")
    assert bot.model is not None
    endless, compared = cases["endless"].get(bot.model.name, ()), cases["compared"]
    steps: list[Callable[[], object]] = []
    steps += [] if "summary" in endless else [lambda: bot.summarize(cases["day"])]
    steps += [partial(bot.ask, q) for q in cases["questions"] if q not in endless]
    if bot.model.name == compared["model"]:
        for prompt in compared["prompts"]:
            other = open_bot(ROOT / "seeds", prompts={"ask": prompt})
            steps += [
                partial(other.ask, case.question, as_of=case.as_of)
                for case in load_cases(ROOT / "fixtures" / compared["cases"])
            ]
    if bot.model.name == (changes := cases["changes"])["model"]:
        other = open_bot(ROOT / "fixtures" / changes["briefs"])
        steps += [partial(other.changes, day) for day in changes["days"]]
    if bot.model.name == (stories := cases["story"])["model"]:
        other = open_bot(ROOT / "fixtures" / stories["briefs"])
        steps += [partial(other.story, q, until=stories["until"]) for q in stories["queries"]]
    for number, step in enumerate(steps, 1):
        try:
            step()
        except (ModelError, RecordingMissingError) as exc:
            print(f"{number}: {type(exc).__name__}: {exc}")
        else:
            print(f"{number} of {len(steps)}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
