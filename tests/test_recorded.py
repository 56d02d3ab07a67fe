"""Real models, replayed: what they wrote is on disk, what the gate makes of it is checked here. No network."""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.errors import RecordingMissingError
from briefbot.evals.cases import load_cases
from briefbot.evals.comparison import compare
from briefbot.evals.evaluation import evaluate
from briefbot.grounding.citations import source_of
from briefbot.grounding.support import prove
from briefbot.models.recordings import Replayer, load_folder
from briefbot.retrieval.chunking import chunk
from briefbot.retrieval.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.evals.evaluation import Evaluation
    from briefbot.results import Answer, DailySummary

ROOT = Path(__file__).parent.parent
RECORDINGS = ROOT / "fixtures" / "recordings"
CASES = tomllib.loads((ROOT / "fixtures" / "cases.toml").read_text(encoding="utf-8"))
COMPARED, CHANGES, STORY = CASES["compared"], CASES["changes"], CASES["story"]
QWEN, SMOL = CASES["models"]
KEY_LIKE = re.compile(r"sk-[A-Za-z0-9]{8}|Bearer |api[_-]?key", re.IGNORECASE)


def results(bot: Briefbot, model: str) -> Iterator[DailySummary | Answer]:
    """Every recorded result of a model."""
    endless = CASES["endless"][model]
    if "summary" not in endless:
        yield bot.summarize(CASES["day"])
    yield from (bot.ask(q) for q in CASES["questions"] if q not in endless)


def replaying(model: str, **options: object) -> Briefbot:
    return Briefbot(ROOT / "seeds", model=model, replay=RECORDINGS, environ={}, **options)


@pytest.mark.parametrize("model", CASES["models"])
def test_nothing_a_model_invents_is_printed_as_fact(model: str, seed_text: str) -> None:
    bot = replaying(model)
    brief = bot.index.briefs(*[bot.days()[0].day] * 2)[0]
    sources = [source_of(c, i) for c in chunk(brief) for i in range(len(c.sentences))]
    seen = 0
    for result in results(bot, model):
        assert bot.verify(result).ok
        for _, claim in result.named_claims():
            seen += 1
            for citation in claim.citations:
                assert seed_text[citation.start : citation.end] == citation.quote
            if claim.status == "quoted":
                assert claim.text == claim.citations[0].quote
                continue
            cited = [s for s in sources if any(s.text in c.quote for c in claim.citations)]
            for span in sentence_spans(claim.text, 0, len(claim.text)):
                sentence = claim.text[span.start : span.end]
                assert any(prove(sentence, claim.speaker, source).ok for source in cited)
    assert seen >= 1


@pytest.mark.parametrize("day", CHANGES["days"])
def test_what_changed_by_a_model(day: str) -> None:
    folder = ROOT / "fixtures" / CHANGES["briefs"]
    bot = Briefbot(folder, model=CHANGES["model"], replay=RECORDINGS, environ={})
    changes = bot.changes(day)
    assert bot.verify(changes).ok
    for _, claim in changes.named_claims():
        for citation in claim.citations:
            text = (folder / citation.brief).read_text(encoding="utf-8")
            assert text[citation.start : citation.end] == citation.quote
    alone = Briefbot(folder, model="extractive", environ={}).changes(day)
    told = {claim.text for _, claim in changes.named_claims()}
    assert told >= {item.claim.text for item in alone.items if item.kind in ("updated", "reversed")}


@pytest.mark.parametrize("query", STORY["queries"])
def test_a_story_by_a_model(query: str) -> None:
    folder = ROOT / "fixtures" / STORY["briefs"]
    bot = Briefbot(folder, model=STORY["model"], replay=RECORDINGS, environ={})
    story = bot.story(query, until=STORY["until"])
    assert bot.verify(story).ok
    assert 0 < story.words <= story.longest_words
    for claim in story.claims:
        for citation in claim.citations:
            text = (folder / citation.brief).read_text(encoding="utf-8")
            assert text[citation.start : citation.end] == citation.quote
    filled = str(story.provenance.options["filled_without_model"] or f"0 of {len(story.claims)}")
    assert int(filled.split()[0]) < len(story.claims)


def test_the_models_answers_to_the_questions() -> None:
    bot = replaying(QWEN)
    answers = {q: bot.ask(q) for q in CASES["questions"]}
    assert len(answers) >= 10
    for question in ("Who won the Super Bowl?", "What does France demand?"):
        assert answers[question].status == "abstained"
    demand = answers["What does Russia demand?"]
    assert "Russia wants the Western alliance" in demand.claims[0].citations[0].quote


def evaluated(bot: Briefbot) -> Evaluation:
    return evaluate(load_cases(ROOT / "fixtures" / COMPARED["cases"]), bot)


def test_two_prompts_compared_on_a_real_model() -> None:
    one, two = (
        evaluated(replaying(QWEN, prompts={"ask": prompt})) for prompt in COMPARED["prompts"]
    )
    compared = compare(one.cases, two.cases)
    assert compared.verdict != "worse"
    tokens = [run.score("input_tokens").value for run in (one, two)]
    assert tokens[1] < tokens[0] / 2
    assert two.score("quotes_exact").value == two.score("handles_valid").value == 1


@pytest.mark.parametrize("model", CASES["models"])
def test_no_recording_is_orphaned(model: str) -> None:
    replayer = Replayer(RECORDINGS, name=model)
    bot = Briefbot(ROOT / "seeds", model=replayer, environ={})
    list(results(bot, model))
    for prompt in COMPARED["prompts"] if model == COMPARED["model"] else ():
        evaluated(Briefbot(ROOT / "seeds", model=replayer, prompts={"ask": prompt}, environ={}))
    if model == CHANGES["model"]:
        other = Briefbot(ROOT / "fixtures" / CHANGES["briefs"], model=replayer, environ={})
        for day in CHANGES["days"]:
            other.changes(day)
    if model == STORY["model"]:
        other = Briefbot(ROOT / "fixtures" / STORY["briefs"], model=replayer, environ={})
        for query in STORY["queries"]:
            other.story(query, until=STORY["until"])
    theirs = {
        path for path in RECORDINGS.rglob("*.json") if f'"model": "{model}"' in path.read_text()
    }
    assert theirs == replayer.used


def test_every_recording_says_which_model_and_holds_no_key() -> None:
    recordings = list(load_folder(RECORDINGS))
    assert {r.model for r in recordings} == set(CASES["models"])
    assert len(recordings) >= 20
    for path in RECORDINGS.rglob("*.json"):
        assert not KEY_LIKE.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    ("file", "byte", "spared"),
    [
        ("ask/v2.toml", "similar topic", "summary"),
        ("summarize/v1.toml", "Rules:", "answers"),
        ("details/v1.toml", "Rules:", "answers"),
    ],
)
def test_a_changed_byte_of_a_prompt_fails_exactly_its_recordings(
    tmp_path: Path, file: str, byte: str, spared: str
) -> None:
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    prompt = tmp_path / "prompts" / file
    prompt.write_text(prompt.read_text().replace(byte, byte[:-1] + "#", 1))
    bot = replaying(QWEN, prompt_folder=tmp_path / "prompts")
    steps = {
        "summary": lambda: bot.summarize(CASES["day"]),
        "answers": lambda: [bot.ask(q) for q in CASES["questions"]],
    }
    steps.pop(spared)()  # replays as before
    (affected,) = steps.values()
    with pytest.raises(RecordingMissingError, match=re.escape(byte[:-1] + "#")):
        affected()


def test_the_readme_tells_the_outcomes() -> None:
    import runpy

    script = runpy.run_path(str(ROOT / "scripts" / "show_outcomes.py"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for model in CASES["models"]:
        counts = script["count_outcomes"](model, CASES)
        row = next(line for line in readme.splitlines() if line.startswith(f"| {model} "))
        told = [int(n) for n in re.findall(r"\| (\d+)", row)]
        assert told == [counts.total(), *(counts[o] for o in script["OUTCOMES"])]
