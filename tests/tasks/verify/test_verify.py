"""Re-checking saved results: everything holds, until one character is changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from briefbot import Briefbot
from briefbot.errors import SettingsError

VILLAGES = ("Aker", "Berle", "Cusk", "Dorn")


@pytest.fixture
def folder(tmp_path: Path, seeds: Path) -> Path:
    copy = tmp_path / "briefs"
    shutil.copytree(seeds, copy)
    (brief,) = copy.iterdir()
    # More than a summary has room for, so that it leaves something out.
    more = "\n\n".join(f"The village of {name} painted its old town hall." for name in VILLAGES)
    brief.write_bytes(brief.read_bytes() + f"\n\n{more}\n".encode())
    return copy


@pytest.fixture
def there(folder: Path, tmp_path: Path) -> Briefbot:
    return Briefbot(folder, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path / "cache")})


@pytest.fixture
def saved(there: Briefbot) -> dict[str, Any]:
    return json.loads(there.summarize().model_dump_json())


@pytest.mark.parametrize("question", ["What does Russia demand?", "Who won the Super Bowl?"])
def test_an_answer_holds(there: Briefbot, question: str) -> None:
    found = there.verify(json.loads(there.ask(question).model_dump_json()))
    assert found.ok, found.problems


def test_a_summary_holds(there: Briefbot, saved: dict[str, Any]) -> None:
    found = there.verify(saved)
    assert found.ok, found.problems
    assert (
        found.checked
        == sum(len(saved[part]) for part in ("developments", "voices", "figures", "ahead")) + 2
    )


def flip(text: str, at: int) -> str:
    """One character changed: a digit to another digit, a letter to another letter."""
    other = {"0": "7", "a": "e"}.get(text[at], "1" if text[at].isdigit() else "a")
    return text[:at] + other + text[at + 1 :]


@pytest.mark.parametrize("at", [0, 7, 40, -2])
@pytest.mark.parametrize("claim", range(8))
def test_one_character_of_a_quote(
    there: Briefbot, saved: dict[str, Any], claim: int, at: int
) -> None:
    citation = saved["developments"][claim]["claim"]["citations"][0]
    citation["quote"] = flip(citation["quote"], at % len(citation["quote"]))
    found = there.verify(saved)
    assert any(p.startswith(f"developments[{claim}]: the quote is not") for p in found.problems)


def test_one_digit_of_a_claim(there: Briefbot, saved: dict[str, Any]) -> None:
    index, figure = next(
        (i, f) for i, f in enumerate(saved["figures"]) if f["value"] == "some 100,000"
    )
    claim = figure["claim"]
    claim["text"] = claim["text"].replace("100,000", "100,001")
    problems = there.verify(saved).problems
    assert any(p.startswith(f"figures[{index}]: not proved") and "100,001" in p for p in problems)


def test_one_digit_of_a_figure(there: Briefbot, saved: dict[str, Any]) -> None:
    figure = next(f for f in saved["figures"] if f["value"] == "some 100,000")
    figure["value"] = "some 900,000"
    assert any("900,000" in p for p in there.verify(saved).problems)


@pytest.mark.parametrize(
    ("part", "field", "value", "told"),
    [
        pytest.param("voices", "stance", "promised", "promised", id="stance"),
        pytest.param("voices", "speaker", "Macron", "Macron", id="speaker"),
        pytest.param("developments", "topic", "France: magic", "topic", id="topic"),
        pytest.param("ahead", "when", "next Friday", "next Friday", id="time"),
    ],
)
def test_a_changed_field(
    there: Briefbot, saved: dict[str, Any], part: str, field: str, value: str, told: str
) -> None:
    saved[part][0][field] = value
    assert any(told in p for p in there.verify(saved).problems)


def test_a_changed_speaker_of_a_claim(there: Briefbot, saved: dict[str, Any]) -> None:
    saved["headline"]["speaker"] = "Emmanuel Macron"
    assert any("Macron" in p for p in there.verify(saved).problems)


def test_one_character_of_the_brief(there: Briefbot, saved: dict[str, Any], folder: Path) -> None:
    path = folder / "000_a0fb72cbb98edc44.txt"
    path.write_bytes(path.read_bytes().replace(b"AFP", b"AFB"))
    problems = there.verify(saved).problems
    assert problems[0].startswith("brief '000_a0fb72cbb98edc44.txt': has changed since")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        pytest.param("sha256", "0" * 64, "has changed since", id="sha"),
        pytest.param("day", "2022-02-01", "its day is 2022-02-02, not 2022-02-01", id="day"),
    ],
)
def test_the_briefs_in_the_provenance(
    there: Briefbot, saved: dict[str, Any], field: str, value: str, told: str
) -> None:
    saved["provenance"]["briefs"][0][field] = value
    (problem,) = there.verify(saved).problems
    assert problem.startswith("brief '000_a0fb72cbb98edc44.txt': ")
    assert told in problem


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        pytest.param("sha256", "0" * 64, "has changed since", id="sha"),
        pytest.param("day", "2022-02-01", "day is 2022-02-02, not 2022-02-01", id="day"),
        pytest.param("brief", "other.txt", "other.txt", id="brief"),
        pytest.param("quote", "Nobody said this.", "the quote is not", id="quote"),
    ],
)
@pytest.mark.parametrize("part", ["lead", "omitted", "nearest"])
def test_each_field_of_a_citation(
    there: Briefbot, saved: dict[str, Any], part: str, field: str, value: str, told: str
) -> None:
    if part == "nearest":
        saved = json.loads(there.ask("What does China demand?").model_dump_json())
    cited = saved["lead"]["citations"] if part == "lead" else saved[part]
    cited[0][field] = value
    problems = there.verify(saved).problems
    name = "lead" if part == "lead" else f"{part}[0]"
    assert any(p.startswith(f"{name}: ") and told in p for p in problems)


@pytest.mark.parametrize("question", ["What does Russia demand?", "What does China demand?"])
def test_a_status_that_does_not_fit_the_claims(there: Briefbot, question: str) -> None:
    answer = json.loads(there.ask(question).model_dump_json())
    other = {"answered": "abstained", "abstained": "answered"}
    answer["status"] = other[answer["status"]]
    assert there.verify(answer).problems == ("status: does not fit the claims",)


@pytest.fixture
def quoted(there: Briefbot) -> dict[str, Any]:
    """An answer that is a source's own words, said by somebody."""
    answer = json.loads(there.ask("What did Orban say?").model_dump_json())
    claim = answer["claims"][0]
    claim["text"], claim["status"] = claim["citations"][0]["quote"], "quoted"
    return answer


def test_a_quoted_claim_is_its_quote(there: Briefbot, quoted: dict[str, Any]) -> None:
    assert there.verify(quoted).ok
    quoted["claims"][0]["text"] += " Twice."
    assert there.verify(quoted).problems == ("claims[0]: a quoted claim that is not its quote",)


def test_a_quoted_claim_is_said_by_whom_the_source_names(
    there: Briefbot, quoted: dict[str, Any]
) -> None:
    quoted["claims"][0]["speaker"] = "Macron"
    assert "does not name 'Macron'" in there.verify(quoted).problems[0]


def cut_short(citation: dict[str, Any], length: int) -> str:
    """Makes the citation one of the quote's first characters only, which stand exactly there."""
    citation["quote"] = citation["quote"][:length]
    citation["end"] = citation["start"] + len(citation["quote"].encode().decode())
    return citation["quote"]


def test_a_part_of_a_sentence_proves_nothing(there: Briefbot, saved: dict[str, Any]) -> None:
    claim = saved["lead"]
    claim["text"] = cut_short(claim["citations"][0], 30)
    assert there.verify(saved).problems == ("lead: no whole sentence is cited",)


def test_every_sentence_of_a_claim_is_proved(there: Briefbot, saved: dict[str, Any]) -> None:
    saved["lead"]["text"] += " Ghana won the cup."
    (problem,) = there.verify(saved).problems
    assert problem.startswith("lead: not proved by what it cites")
    assert "Ghana" in problem


def test_the_day_of_a_time(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("The mayor will open a bridge in Aalborg on May 20.\n")
    environ = {"BRIEFBOT_CACHE": str(tmp_path / ".c")}
    there = Briefbot(tmp_path, model="extractive", environ=environ)
    saved = json.loads(there.summarize().model_dump_json())
    assert there.verify(saved).ok
    assert saved["ahead"][0]["day"] == "2024-05-20"
    saved["ahead"][0]["day"] = "2024-05-21"
    assert "2024-05-21" in there.verify(saved).problems[0]


def test_a_brief_that_is_gone(there: Briefbot, saved: dict[str, Any], folder: Path) -> None:
    (folder / "000_a0fb72cbb98edc44.txt").rename(folder / "other.md")
    assert not there.verify(saved).ok


def test_offsets_that_lead_nowhere(there: Briefbot, saved: dict[str, Any]) -> None:
    saved["lead"]["citations"][0]["end"] = 10**9
    assert any(p.startswith("lead: the quote is not") for p in there.verify(saved).problems)


def test_an_end_after_the_end_of_the_brief(tmp_path: Path) -> None:
    (tmp_path / "2024-05-06.txt").write_text("The port of Odense closed on Monday.")
    environ = {"BRIEFBOT_CACHE": str(tmp_path / ".c")}
    there = Briefbot(tmp_path, model="extractive", environ=environ)
    saved = json.loads(there.summarize().model_dump_json())
    saved["headline"]["citations"][0]["end"] += 1
    assert any(p.startswith("headline: the quote is not") for p in there.verify(saved).problems)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        pytest.param("not json", "not JSON", id="no-json"),
        pytest.param('{"a": {"b": 1, "b": 2}}', "has a field twice", id="twice"),
        pytest.param("[]", "no briefbot result", id="list"),
        pytest.param('{"kind": "answer", "schema_version": 99}', "schema version 99", id="version"),
        pytest.param('{"kind": "answer", "schema_version": 1}', "damaged at question", id="fields"),
    ],
)
def test_a_file_that_holds_no_result(
    there: Briefbot, tmp_path: Path, content: str, problem: str
) -> None:
    path = tmp_path / "result.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match=problem):
        there.verify(path)


def test_a_file_that_is_not_there(there: Briefbot, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't read"):
        there.verify(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"day": "2022-02-03"}, "day: a brief used is not of", id="day"),
        pytest.param({"omitted": []}, "omitted: is not what", id="omitted"),
        pytest.param({"coverage": 1.0}, "omitted: is not what", id="coverage"),
    ],
)
def test_a_changed_summary(
    there: Briefbot, saved: dict[str, Any], change: dict[str, Any], told: str
) -> None:
    assert any(p.startswith(told) for p in there.verify(saved | change).problems)


def test_a_changed_source_or_encoding(there: Briefbot, saved: dict[str, Any]) -> None:
    saved["lead"]["citations"][0]["source"] = "/etc/passwd"
    saved["provenance"]["briefs"][0]["encoding"] = "utf-16"
    problems = there.verify(saved).problems
    assert any("lead: the source '/etc/passwd'" in p for p in problems)
    assert any("its encoding is utf-8" in p for p in problems)


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        ("{id}", True),
        ("/moved/to/{id}", True),
        (r"C:\news\{id}", True),
        ("https://e.org/{id}", False),
        ("see e.org {id}", False),
        ("{id}.txt", False),
    ],
)
def test_a_source_is_a_path_of_the_brief(
    there: Briefbot, saved: dict[str, Any], source: str, holds: bool
) -> None:
    id = saved["lead"]["citations"][0]["brief"]
    saved["lead"]["citations"][0]["source"] = source.replace("{id}", id)
    problems = [p for p in there.verify(saved).problems if p.startswith("lead: the source")]
    assert bool(problems) is not holds


def test_an_answer_from_later_than_its_as_of(there: Briefbot) -> None:
    answer = json.loads(there.ask("What does Russia demand?").model_dump_json())
    answer["as_of"] = "2022-02-01"
    assert "as_of: a brief of 2022-02-02 is later" in there.verify(answer).problems


def test_a_quoted_claim_is_a_whole_sentence(there: Briefbot, saved: dict[str, Any]) -> None:
    claim = saved["developments"][0]["claim"]
    citation = claim["citations"][0]
    cut = citation["quote"][:60]
    citation |= {"quote": cut, "end": citation["start"] + len(cut)}
    claim |= {"text": cut, "status": "quoted", "speaker": "Macron"}
    problems = there.verify(saved).problems
    assert "developments[0]: no whole sentence is quoted" in problems


def test_a_development_is_no_announcement(there: Briefbot, saved: dict[str, Any]) -> None:
    saved["ahead"].append({"when": "", "day": None, "claim": saved["developments"][0]["claim"]})
    problems = there.verify(saved).problems
    assert any("does not announce it" in problem for problem in problems)


def test_claims_in_conflict_are_checked_too(there: Briefbot) -> None:
    answer = json.loads(there.ask("What does Russia demand?").model_dump_json())
    claim = json.loads(json.dumps(answer["claims"][0])) | {"text": "Russia demands Alaska."}
    answer["conflicts"] = [{"kind": "reversed", "claims": [claim]}]
    assert any(p.startswith("conflicts[0][0]: not proved") for p in there.verify(answer).problems)
