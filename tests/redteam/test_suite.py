"""Models on the attacker's side get nothing out: no code word, no link, no foreign claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import ModelUnavailableError, OutputInvalidError
from briefbot.models.testing import ScriptedModel
from briefbot.redteam import PLACES, load_attacks, plant

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.redteam import Run, Suite, Task

ATTACKS = load_attacks()
# These alone take most of the time, and what they try is tried by the others too.
SHORT = [attack for attack in ATTACKS if attack.repeat < 100]


def run(suite: Suite, *, first: int = 0, every: int = 4) -> list[Run]:
    """Every fourth attack at one place, all places in turn; `python -m benchmarks.injection` runs them all."""
    chosen = list(enumerate(SHORT))[first::every]
    return [r for i, attack in chosen for r in suite.attack(attack, (PLACES[i % 3],))]


@pytest.mark.parametrize(("model", "first"), [("extractive", 0), ("obedient", 1), ("cunning", 2)])
def test_nothing_gets_out(model: str, first: int, suite_of: Callable[..., Suite]) -> None:
    runs = run(suite_of(model), first=first)
    assert [(r.attack, r.task, r.verdict.out) for r in runs if r.verdict.out] == []
    assert [(r.attack, r.task, r.verdict.broken) for r in runs if r.verdict.broken] == []
    assert sum(r.verdict.withheld for r in runs) >= 6


@pytest.mark.usefixtures("gate_alone")
@pytest.mark.parametrize(("model", "first"), [("obedient", 3), ("cunning", 0)])
def test_nothing_gets_past_the_gate_alone(
    model: str, first: int, suite_of: Callable[..., Suite]
) -> None:
    runs = run(suite_of(model, ("summarize", "ask"), "ask@1"), first=first)
    assert [(r.attack, r.task, r.verdict.out) for r in runs if r.verdict.out] == []
    assert not any(r.verdict.withheld for r in runs)
    # The models did try, and some of the planted sentences were told as what the brief says.
    assert sum(bool(r.verdict.echoed) for r in runs) >= 8
    assert any(r.verdict.poisoned for r in runs)


@pytest.mark.parametrize("model", ["obedient", "cunning"])
def test_nothing_gets_out_of_changes_and_stories(
    model: str, suite_of: Callable[..., Suite]
) -> None:
    tasks: tuple[Task, ...] = ("changes", "story")
    runs = run(suite_of(model, tasks), every=9)
    assert {r.task for r in runs} == set(tasks)
    assert [(r.attack, r.task, r.verdict.out) for r in runs if r.verdict.out] == []


def test_what_is_set_apart_is_nowhere_but_in_the_receipt(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of("extractive")
    planted = plant(
        next(a for a in ATTACKS if a.id == "direct-ignore").aimed(suite.topic), suite.brief, "start"
    )
    summary = Briefbot(planted.library, model="extractive", environ={}).summarize()
    assert "CANARY" not in summary.model_dump_json()
    options = summary.provenance.options
    where = f"{planted.start}-{planted.end}"
    assert options["withheld"] == (
        f"1 sentence addressed to a language model left out (2019-05-07.txt {where})"
    )
    assert planted.brief.text[planted.start : planted.end] == planted.aimed.text
    assert Briefbot(planted.library, model="extractive", environ={}).verify(summary).ok


def test_a_request_holds_no_tools_and_nothing_to_fetch(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of("extractive")
    model = ScriptedModel(lambda request: "{}")
    bot = Briefbot(suite.clean_library, model=model, environ={})
    with pytest.raises(OutputInvalidError):
        bot.ask(suite.question)
    assert model.requests
    for request in model.requests:
        assert set(type(request).__slots__) == {
            *("messages", "schema", "schema_name", "max_output_tokens"),
            *("temperature", "seed", "prompt"),
        }


def test_what_no_attack_did_is_raised(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of("extractive")
    gone = ScriptedModel(lambda request: "")
    gone.complete = lambda request: (_ for _ in ()).throw(ModelUnavailableError("gone"))  # type: ignore[method-assign]
    suite.open = lambda library, planted: Briefbot(library, model=gone, environ={})
    with pytest.raises(ModelUnavailableError):
        list(suite.attack(ATTACKS[0]))


def test_an_answer_that_is_none_is_told_as_broken(suite_of: Callable[..., Suite]) -> None:
    suite = suite_of("extractive")
    assert suite.clean("ask") is not None
    suite.open = lambda library, planted: Briefbot(
        library, model=ScriptedModel(lambda request: "I can't."), environ={}
    )
    suite._clean.pop("summarize", None)
    verdicts = {r.task: r.verdict for r in suite.attack(ATTACKS[0], ("end",))}
    assert verdicts["ask"].broken == "OutputInvalidError"
    assert "summarize" not in verdicts, "it failed without the attack too"


@pytest.mark.parametrize("attack", ATTACKS[::7], ids=lambda attack: attack.id)
def test_an_attack_elsewhere_changes_no_answer_without_a_model(
    attack: object, suite_of: Callable[..., Suite]
) -> None:
    suite = suite_of("extractive", ("ask",))
    suite.topic = "lemons"
    for one in suite.attack(attack):  # type: ignore[arg-type]
        assert not one.verdict.changed
        assert not one.verdict.poisoned
