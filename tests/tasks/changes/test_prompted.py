"""Changes a model points at: what it is shown, and what of its answer stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from briefbot import Briefbot
from briefbot.errors import OutputInvalidError, SettingsError
from briefbot.models.testing import ScriptedModel

if TYPE_CHECKING:
    from pathlib import Path

    from briefbot.models.base import Request

# Told so differently that code alone does not see that they are about one thing.
SHIPS = (
    "About 35 ships are waiting outside the harbour.",
    "Off Kessel 50 ships were counted, more than the harbour can take.",
)
OFFER = (
    "Norrhaven raised its offer to the dockers in Kessel to 4 percent.",
    "Norrhaven withdrew on Wednesday, after a night of calls with its owners, what the dockers in Kessel had been told.",
)
LAKE = "Lake Orvel is the largest reservoir in the province."
DAYS = ("2021-03-09", "2021-03-10")
NOTHING = json.dumps({"changes": []})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n, day in enumerate(DAYS):
        (tmp_path / f"{day}.txt").write_text(f"{SHIPS[n]}\n\n{OFFER[n]}\n\n{LAKE}\n")
    return tmp_path


def pointing(*changes: tuple[str, str, str, str]) -> Any:
    """A reply that points at sentences by how they begin: (before, now, earlier sentence, later one)."""

    def reply(request: Request) -> str:
        lines = [line.split(" ", 1) for line in request.messages[-1].content.splitlines()]
        handles = {line[1]: line[0] for line in lines if len(line) == 2}

        def find(start: str) -> str:
            return next((h for text, h in handles.items() if text.startswith(start)), start)

        return json.dumps(
            {
                "changes": [
                    {"before": b, "now": n, "earlier": find(was), "later": find(now)}
                    for b, n, was, now in changes
                ]
            }
        )

    return reply


def asked(folder: Path, *replies: Any) -> tuple[Briefbot, ScriptedModel]:
    model = ScriptedModel(replies)
    return Briefbot(folder, model=model, environ={}), model


def test_what_it_points_at_becomes_an_item(folder: Path) -> None:
    bot, _ = asked(
        folder, pointing(("35 ships", "50 ships", *SHIPS), ("raised", "withdrew", *OFFER))
    )
    changes = bot.changes(*DAYS)
    told = {item.claim.text: item for item in changes.items if item.before}
    ships, offer = told[SHIPS[1]], told[OFFER[1]]
    assert (ships.kind, offer.kind) == ("updated", "reversed")
    assert [(r.before, r.after) for r in ships.revised] == [("35 ships", "50 ships")]
    assert ships.before is not None
    assert ships.before.text == SHIPS[0]
    assert not changes.rejected
    assert bot.verify(changes).ok, bot.verify(changes).problems
    assert len(changes.items) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            ("35 ships", "can take", *SHIPS),
            "'35 ships' and 'can take' are not two states of one thing",
        ),
        (("36 ships", "50 ships", *SHIPS), "the earlier sentence does not say '36 ships'"),
        (("36 ships", "50 ships", "9.9", SHIPS[1]), "no such sentence of the earlier day: '9.9'"),
        (("35 ships", "51 ships", SHIPS[0], SHIPS[0]), "no such sentence of the later day"),
    ],
)
def test_what_does_not_hold_is_reported_and_the_sentence_stays_new(
    folder: Path, change: tuple[str, str, str, str], reason: str
) -> None:
    bot, _ = asked(folder, pointing(change))
    changes = bot.changes(*DAYS)
    (rejected,) = changes.rejected
    assert rejected.part == "changes[0]"
    assert reason in rejected.reasons[0]
    alone = Briefbot(folder, model="extractive", environ={}).changes(*DAYS)
    assert changes.items == alone.items


@pytest.mark.parametrize("wrong", ["9.9", SHIPS[1], "raised"])
def test_the_words_say_which_sentence_is_meant(folder: Path, wrong: str) -> None:
    bot, _ = asked(folder, pointing(("35 ships", "50 ships", wrong, wrong)))
    changes = bot.changes(*DAYS)
    (ships,) = (i for i in changes.items if i.claim.text == SHIPS[1])
    assert ships.before is not None
    assert ships.before.text == SHIPS[0]


def test_whole_sentences_are_cut_to_the_values_in_them(folder: Path) -> None:
    bot, _ = asked(folder, pointing((*SHIPS, *SHIPS)))
    (ships,) = (i for i in bot.changes(*DAYS).items if i.claim.text == SHIPS[1])
    assert [(r.before, r.after) for r in ships.revised] == [("35 ships", "50 ships")]


def test_a_change_told_twice_counts_once(folder: Path) -> None:
    bot, _ = asked(folder, pointing(*[("35 ships", "50 ships", *SHIPS)] * 2))
    (rejected,) = bot.changes(*DAYS).rejected
    assert rejected.reasons == ("repeats a change before it",)


def test_it_is_shown_only_what_code_could_not_pair(folder: Path) -> None:
    bot, model = asked(folder, NOTHING)
    changes = bot.changes(*DAYS)
    (request,) = model.requests
    shown = request.messages[-1].content
    assert SHIPS[0] in shown
    assert LAKE not in shown
    assert shown.index("Brief of Tuesday 2021-03-09") < shown.index("Brief of Wednesday 2021-03-10")
    sides = request.schema["properties"]["changes"]["items"]["properties"]
    assert not set(sides["earlier"]["enum"]) & set(sides["later"]["enum"])
    provenance = changes.provenance
    assert (provenance.writer, provenance.usage.calls) == ("prompted", 1)
    assert [f"{p.name}@{p.version}" for p in provenance.prompts] == ["changes@1"]


def test_what_is_found_without_the_model_is_said(tmp_path: Path) -> None:
    for day, gates in zip(DAYS, ("two", "four"), strict=True):
        text = f"Engineers opened {gates} gates of the Orvel dam in Kessel."
        (tmp_path / f"{day}.txt").write_text(text)
    bot, _ = asked(tmp_path)
    options = bot.changes().provenance.options
    assert options["filled_without_model"] == "updated"


def test_days_that_tell_the_same_need_no_call(tmp_path: Path) -> None:
    for day in DAYS:
        (tmp_path / f"{day}.txt").write_text("The port of Odense closed after a storm.\n")
    bot, model = asked(tmp_path)
    assert bot.changes().items == ()
    assert not model.requests
    assert bot.preview_changes().messages == ()


def test_a_preview_is_what_would_be_sent(folder: Path) -> None:
    bot, model = asked(folder, NOTHING)
    preview = bot.preview_changes(*DAYS)
    assert not model.requests
    bot.changes(*DAYS)
    assert preview.messages == model.requests[0].messages


def test_a_preview_needs_a_model(folder: Path) -> None:
    with pytest.raises(SettingsError, match="without a model nothing is sent"):
        Briefbot(folder, model="extractive", environ={}).preview_changes()


def test_an_answer_that_is_none_is_asked_for_again_once(folder: Path) -> None:
    bot, model = asked(folder, "Well.", NOTHING)
    assert bot.changes(*DAYS).provenance.usage.calls == 2
    bot, model = asked(folder, "Well.", "Hm.")
    with pytest.raises(OutputInvalidError):
        bot.changes(*DAYS)
    assert model.left == 0


def test_kinds_that_rest_on_code_alone_are_told(folder: Path) -> None:
    gates = "Engineers opened {} gates of the Orvel dam.\n"
    for day, number in zip(DAYS, ("two", "four"), strict=True):
        brief = folder / f"{day}.txt"
        brief.write_text(f"{brief.read_text()}\n{gates.format(number)}")

    def filled(*changes: tuple[str, str, str, str]) -> object:
        bot, _ = asked(folder, pointing(*changes))
        return bot.changes(*DAYS).provenance.options["filled_without_model"]

    assert filled() == "updated"
    assert filled(("raised", "withdrew", *OFFER)) == "updated"
    assert filled(("35 ships", "50 ships", *SHIPS)) is None
