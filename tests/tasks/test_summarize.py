"""The day's summary: what it covers, that it is exact, and what a model's draft becomes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from briefbot import Briefbot
from briefbot.errors import BriefNotFoundError, OutputInvalidError
from briefbot.models.testing import ScriptedModel

MUST_COVER = [
    "A leaked copy of NATO’s confidential written response",
    "Xi Jinping will voice their “common views”",
    "Boris Johnson spoke with Putin in a delayed phone call",
    "The United States plans to deploy troops",
    "Russia continues to shore up its military presence",
    "“it will not be simple,”",
    "are “bridgeable.”",
]


@pytest.mark.parametrize("words", MUST_COVER)
def test_each_development_stands_once(bot: Briefbot, words: str) -> None:
    texts = [d.claim.text for d in bot.summarize().developments]
    assert sum(words in text for text in texts) == 1


def test_every_citation_is_exact_in_the_file(bot: Briefbot, seed_text: str) -> None:
    summary = bot.summarize("2022-02-02")
    citations = [c for _, claim in summary.named_claims() for c in claim.citations]
    citations += summary.omitted
    assert len(citations) > 20
    assert all(seed_text[c.start : c.end] == c.quote for c in citations)


def test_the_parts_of_the_seed(bot: Briefbot) -> None:
    summary = bot.summarize()
    assert summary.headline is not None
    assert summary.lead is not None
    assert summary.lead.text.startswith("High-stakes talks between Russia and the West")
    assert ("some 100,000", "troops") in {(f.value, f.unit) for f in summary.figures}
    voices = {(v.speaker, v.stance) for v in summary.voices}
    assert ("Putin", "warned") in voices
    assert ("Ushakov", "said") in voices
    assert any(a.when == "during the Winter Olympic Games" for a in summary.ahead)
    assert not summary.rejected


def test_omissions_and_coverage_add_up(bot: Briefbot) -> None:
    summary = bot.summarize()
    # Eleven distinct paragraphs of news; the credit line is none.
    assert summary.coverage == pytest.approx(1 - len(summary.omitted) / 11, abs=0.001)
    assert all("AFP contributed" not in c.quote for c in summary.omitted)


def test_the_credit_line_is_no_development(bot: Briefbot) -> None:
    assert all("AFP" not in claim.text for _, claim in bot.summarize().named_claims())


def test_a_day_that_is_not_there_says_which_are_near(bot: Briefbot) -> None:
    with pytest.raises(BriefNotFoundError, match="2022-02-02") as caught:
        bot.summarize("2022-02-09")
    assert caught.value.nearest == (date(2022, 2, 2),)


def test_two_briefs_of_one_day_are_one_summary(tmp_path: Path) -> None:
    same = "The port of Odense closed on Monday after a storm damaged two cranes."
    (tmp_path / "2024-05-06-a.txt").write_text(
        f"{same}\n\nTaxes rise by 3 percent, parliament decided.\n"
    )
    (tmp_path / "2024-05-06-b.txt").write_text(
        f"{same}\n\nA bridge in Aalborg was opened by the king.\n"
    )
    bot = Briefbot(tmp_path, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path / ".c")})
    summary = bot.summarize()
    texts = [d.claim.text for d in summary.developments]
    assert sorted(texts) == sorted(set(texts))
    assert len(texts) == 3
    assert {b.id for b in summary.provenance.briefs} == {"2024-05-06-a.txt", "2024-05-06-b.txt"}


def test_what_stood_in_an_earlier_brief_is_background(tmp_path: Path) -> None:
    old = "The strike of the ferry crews in Oslo is in its third week."
    new = "A court in Bergen ordered the ferry crews back to work."
    (tmp_path / "2024-05-05.txt").write_text(old + "\n")
    (tmp_path / "2024-05-06.txt").write_text(f"{old}\n\n{new}\n")
    bot = Briefbot(tmp_path, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path / ".c")})
    assert [d.claim.text for d in bot.summarize("2024-05-06").developments] == [new]


def statement(handle: str, text: str, **more: str) -> dict[str, object]:
    return {"sentences": [handle], "speaker": "", "text": text, **more}


def test_a_models_draft_is_supported_repaired_quoted_or_rejected(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text(
        "The port of Odense closed on Monday after a storm damaged two cranes.\n\n"
        "Parliament rejected a plan to raise fuel taxes, with 61 members voting for it.\n\n"
        "The mayor will open a new bridge in Aalborg on May 20.\n"
    )
    bridge = statement("3.1", "The mayor will open a new bridge in Aalborg on May 20.")
    drafts = {
        "developments": [
            statement("1.1", "The port of Odense closed on Monday.", topic="port"),
            statement(
                "1.1", "Parliament rejected a plan to raise fuel taxes.", topic="magic beans"
            ),
            statement("3.1", "The mayor opened a shiny bridge in Aalborg.", topic="bridge"),
            statement(
                "2.1", "Parliament did not reject a plan to raise fuel taxes.", topic="taxes"
            ),
        ],
        "lead": statement("2.1", "Parliament rejected a plan to raise fuel taxes."),
        "headline": statement("9.9", "Elvis was seen in Memphis"),
    }
    details = {
        "voices": [statement("1.1", "The port closed", speaker="Elvis", stance="said")],
        "figures": [
            {"sentences": ["2.1"], "value": "61", "unit": "members", "what": "voting for it"},
            {"sentences": ["2.1"], "value": "62", "unit": "members", "what": "voting for it"},
        ],
        "ahead": [bridge | {"when": "May 20"}, statement("1.1", "The port of Odense closed on Monday.", when="")],
    }  # fmt: skip
    model = ScriptedModel([json.dumps(drafts), json.dumps(details)])
    summary = Briefbot(tmp_path, model=model, environ={}).summarize()

    supported, repaired, quoted = (d.claim for d in summary.developments)
    assert (supported.status, repaired.status, quoted.status) == ("supported", "repaired", "quoted")
    assert repaired.citations[0].quote.startswith("Parliament rejected")
    assert summary.developments[1].topic != "magic beans"
    assert quoted.text == "The mayor will open a new bridge in Aalborg on May 20."
    assert quoted.drafted == "The mayor opened a shiny bridge in Aalborg."
    # The headline had no source, so code wrote it from the brief.
    assert summary.provenance.options["filled_without_model"] == "headline"
    assert summary.headline is not None
    assert "Elvis" not in summary.model_dump_json(exclude={"rejected"})
    assert [(f.value, f.unit) for f in summary.figures] == [("61", "members")]
    assert [(a.when, a.day) for a in summary.ahead] == [("May 20", date(2024, 5, 20))]
    rejected = {r.part: r.reasons for r in summary.rejected}
    assert "no such handle: '9.9'" in rejected["headline"]
    assert rejected["developments[3]"][0].startswith("the source says otherwise")
    assert set(rejected) == {"headline", "developments[3]", "voices[0]", "figures[1]", "ahead[1]"}


def test_repeats_are_rejected_not_printed_twice(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("The port of Odense closed on Monday.\n")
    one = statement("1.1", "The port of Odense closed on Monday.", topic="port")
    draft = {"developments": [one, one], "lead": one, "headline": one}
    for part in ("lead", "headline"):
        draft[part] = {k: v for k, v in one.items() if k != "topic"}
    model = ScriptedModel([json.dumps(draft), '{"voices": [], "figures": [], "ahead": []}'])
    summary = Briefbot(tmp_path, model=model, environ={}).summarize()
    assert len(summary.developments) == 1
    assert [r.reasons for r in summary.rejected] == [("repeats developments[0]",)]


def test_a_repeat_names_what_is_printed_and_only_filled_parts_are_told(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("The port of Odense closed on Monday.\n")
    one = statement("1.1", "The port of Odense closed on Monday.")
    alien = statement("1.1", "Elvis was seen in Memphis.")
    topical = [s | {"topic": ""} for s in (alien, one, one)]
    draft = {"developments": topical, "lead": alien, "headline": one}
    model = ScriptedModel([json.dumps(draft), '{"voices": [], "figures": [], "ahead": []}'])
    summary = Briefbot(tmp_path, model=model, environ={}).summarize()
    reasons = {r.part: r.reasons for r in summary.rejected}
    assert reasons["developments[2]"] == ("repeats developments[0]",)
    # Nobody speaks in the brief, so there is no voice to fill in.
    assert (summary.voices, summary.lead is None) == ((), True)
    assert summary.provenance.options["filled_without_model"] is None


def test_an_invalid_answer_is_sent_back_once(seeds: Path) -> None:
    model = ScriptedModel(
        ["no JSON here", '{"answer": "not said", "sentence": "none", "also": []}']
    )
    answer = Briefbot(seeds, model=model, environ={}).ask("What does Russia demand?")
    assert answer.status == "abstained"
    assert answer.provenance.usage.calls == 2
    assert [p.name for p in answer.provenance.prompts] == ["ask", "reask"]
    sent_back = model.requests[1].messages[-1].content
    assert "can't be used" in sent_back

    model = ScriptedModel(["no JSON here", "still none"])
    with pytest.raises(OutputInvalidError):
        Briefbot(seeds, model=model, environ={}).ask("What does Russia demand?")


def test_the_same_input_gives_the_same_summary(bot: Briefbot) -> None:
    assert bot.summarize() == bot.summarize()


def test_a_voice_is_never_given_to_somebody_who_is_only_talked_about(seeds: Path) -> None:
    one = statement("1.1", "")
    empty = {"developments": [], "lead": one, "headline": one}
    ushakov = "“China supports Russia's demands for security guarantees,” added Ushakov, referring to the ongoing crisis in Ukraine."
    official = "The United States plans to deploy troops to fortify NATO forces in eastern Europe amid fears that Russia could invade Ukraine, a senior official of President Joe Biden's administration said Wednesday."
    voices = [
        statement("2.2", ushakov, stance="said") | {"speaker": "China"},
        statement("4.1", official, stance="said") | {"speaker": "Joe Biden"},
    ]  # fmt: skip
    details = {"voices": voices, "figures": [], "ahead": []}
    model = ScriptedModel([json.dumps(empty), json.dumps(details)])
    summary = Briefbot(seeds, model=model, environ={}).summarize()
    assert [(v.speaker, v.claim.status) for v in summary.voices] == [
        ("Ushakov", "repaired"),
        ("a senior official of President Joe Biden's administration", "repaired"),
    ]


def test_a_figure_is_a_number(seeds: Path) -> None:
    one = statement("1.1", "")
    empty = {"developments": [], "lead": one, "headline": one}
    figure = {"sentences": ["1.1"], "value": "NATO", "unit": "", "what": "offered"}
    details = {"voices": [], "figures": [figure], "ahead": []}
    model = ScriptedModel([json.dumps(empty), json.dumps(details)])
    summary = Briefbot(seeds, model=model, environ={}).summarize()
    assert [r.reasons for r in summary.rejected] == [("'NATO' is no number",)]


def test_without_a_model_nothing_is_spent(bot: Briefbot) -> None:
    provenance = bot.summarize().provenance
    assert (provenance.writer, provenance.model, provenance.usage.calls) == ("extractive", None, 0)
    assert provenance.cost_usd is None
