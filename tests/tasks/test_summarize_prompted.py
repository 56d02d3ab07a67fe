"""A day's summary by a model: what it is shown, what each call takes, and what of its details stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefbot import Briefbot
from briefbot.errors import OutputInvalidError
from briefbot.models.base import Completion
from briefbot.models.testing import ScriptedModel
from briefbot.results import Usage
from briefbot.tokens import count


def statement(handle: str, text: str, **more: str) -> dict[str, object]:
    return {"sentences": [handle], "speaker": "", "text": text, **more}


ONE = statement("1.1", "")
NO_SUMMARY = json.dumps({"developments": [], "lead": ONE, "headline": ONE})


def with_details(folder: Path, **parts: list[dict[str, object]]) -> tuple[Briefbot, ScriptedModel]:
    """A client whose model writes nothing but the given details."""
    details = {"voices": [], "figures": [], "ahead": []} | parts
    model = ScriptedModel([NO_SUMMARY, json.dumps(details)])
    return Briefbot(folder, model=model, environ={}), model


def test_a_voice_has_a_speaker_and_only_the_stance_the_source_shows(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text(
        "The bridge will stay closed, mayor Eva Holm warned.\n\nThe ferry crews are back, a union said.\n"
    )
    bot, _ = with_details(
        tmp_path,
        voices=[
            statement("1.1", "The bridge will stay closed.", stance="promised")
            | {"speaker": "Eva Holm"},
            statement("2.1", "The ferry crews are back.", stance="said"),
        ],
    )
    summary = bot.summarize()
    assert [(v.speaker, v.stance) for v in summary.voices] == [("Eva Holm", "warned")]
    assert [(r.part, r.reasons) for r in summary.rejected] == [
        ("voices[1]", ("a voice without a speaker",))
    ]


def test_a_time_the_source_does_not_give_is_left_out(tmp_path: Path) -> None:
    text = "The mayor will open a new bridge in Aalborg on May 20."
    (tmp_path / "2024-05-06.txt").write_text(text + "\n")
    bot, _ = with_details(tmp_path, ahead=[statement("1.1", text, when="May 21")])
    assert [(a.when, a.day) for a in bot.summarize().ahead] == [("", None)]


def test_two_calls_are_counted_together(seeds: Path) -> None:
    def reply(text: str) -> Completion:
        return Completion(text, "served-1", Usage(input_tokens=100, output_tokens=10, calls=1))

    details = '{"voices": [], "figures": [], "ahead": []}'
    model = ScriptedModel([reply("no JSON"), reply(NO_SUMMARY), reply(details)])
    provenance = Briefbot(seeds, model=model, environ={}).summarize().provenance
    assert (provenance.writer, provenance.model) == ("prompted", "scripted")
    assert provenance.model_served == "served-1"
    usage = provenance.usage
    assert (usage.input_tokens, usage.output_tokens, usage.calls) == (300, 30, 3)
    assert [p.name for p in provenance.prompts] == ["summarize", "reask", "details"]


def test_each_prompt_is_noted_once(seeds: Path) -> None:
    details = '{"voices": [], "figures": [], "ahead": []}'
    model = ScriptedModel(["no JSON", NO_SUMMARY, "no JSON", details])
    prompts = Briefbot(seeds, model=model, environ={}).summarize().provenance.prompts
    assert [p.name for p in prompts] == ["summarize", "reask", "details"]


def test_the_re_ask_shows_the_request_the_answer_and_the_problems(seeds: Path) -> None:
    model = ScriptedModel(
        ["no JSON here", '{"answer": "not said", "sentence": "none", "also": []}']
    )
    Briefbot(seeds, model=model, environ={}).ask("What does Russia demand?")
    first, again = model.requests
    assert again.messages[: len(first.messages)] == first.messages
    answer = again.messages[len(first.messages)]
    assert (answer.role, answer.content) == ("assistant", "no JSON here")
    assert (first.prompt, again.prompt) == ("ask@2", "ask@2+reask@1")
    assert again.schema == first.schema


def test_an_answer_that_stays_invalid_says_what_it_took(seeds: Path) -> None:
    def reply(text: str) -> Completion:
        return Completion(text, "served-1", Usage(input_tokens=100, output_tokens=10, calls=1))

    model = ScriptedModel([reply("no JSON"), reply("still none")])
    with pytest.raises(OutputInvalidError) as caught:
        Briefbot(seeds, model=model, environ={}).ask("What does Russia demand?")
    error = caught.value
    assert (error.model, error.attempts) == ("scripted", 2)
    assert (error.input_tokens, error.output_tokens) == (200, 20)


def test_two_briefs_are_cited_and_left_out_apart(tmp_path: Path) -> None:
    # Both paragraphs stand at the same place of their briefs.
    (tmp_path / "2024-05-06-a.txt").write_text("The port of Odense closed on Monday.\n")
    (tmp_path / "2024-05-06-b.txt").write_text("A bridge in Aalborg was opened today.\n")
    lead = statement("1.1", "The port of Odense closed on Monday.")
    draft = {"developments": [lead | {"topic": ""}], "lead": lead, "headline": lead}
    details = '{"voices": [], "figures": [], "ahead": []}'
    model = ScriptedModel([json.dumps(draft), details])
    summary = Briefbot(tmp_path, model=model, environ={}).summarize()
    assert [(c.brief, c.quote) for c in summary.omitted] == [
        ("2024-05-06-b.txt", "A bridge in Aalborg was opened today.")
    ]
    assert summary.coverage == 0.5


def test_a_model_is_shown_what_fits_and_the_rest_is_told_as_left_out(tmp_path: Path) -> None:
    paragraphs = [
        f"Town {n} closed its port {n} after a storm. " + f"Crane {n} fell on pier {n}. " * 60
        for n in range(40)
    ]
    (tmp_path / "2024-05-06.txt").write_text("\n\n".join(paragraphs) + "\n")
    bot, model = with_details(tmp_path)
    preview = bot.preview_summarize()
    summary = bot.summarize()
    assert preview.messages == tuple(m for r in model.requests for m in r.messages)
    assert all(count(r.messages[-1].content) < 16_000 for r in model.requests)
    assert len(summary.omitted) >= 30
    assert summary.coverage < 0.3


def test_a_model_reads_the_news_first_and_its_handles_are_those_it_was_shown(
    tmp_path: Path,
) -> None:
    standing = "The strike of the ferry crews in Oslo is in its third week."
    news = "A court in Bergen ordered the ferry crews back to work."
    (tmp_path / "2024-05-06.txt").write_text(f"{standing}\n\n{news}\n\n{standing}\n")
    one = statement("1.1", news)
    draft = {"developments": [one | {"topic": ""}], "lead": ONE, "headline": ONE}
    details = '{"voices": [], "figures": [], "ahead": []}'
    model = ScriptedModel([json.dumps(draft), details])
    summary = Briefbot(tmp_path, model=model, environ={}).summarize()
    sent = model.requests[0].messages[-1].content
    assert sent.index(f"1.1 {news}") < sent.index(f"2.1 {standing}")
    assert [(d.claim.text, d.claim.status) for d in summary.developments] == [(news, "supported")]


def test_a_day_of_boilerplate_alone_costs_no_call(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("AFP contributed reporting.\n")
    model = ScriptedModel([])
    summary = Briefbot(tmp_path, model=model, environ={}).summarize()
    assert not model.requests
    assert summary.developments == ()
