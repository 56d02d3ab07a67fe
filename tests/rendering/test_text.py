"""The text a reader sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from briefbot.rendering import to_text

if TYPE_CHECKING:
    from briefbot.results import Answer, DailySummary, Provenance

SUMMARY = """\
Wednesday, 2 February 2022

Moscow has amassed troops. [1]

The differences are “bridgeable,” Orban told a press conference. [2]

Developments
- Build-up: Moscow has amassed 100,000 troops. (repaired) [1]
- China, Yury Ushakov: “China supports Russia's demands for security guarantees.”
  (quoted) [3]

Voices
- Viktor Orban (said): The differences are “bridgeable,” Orban told a press conference.
  [2]

Figures
- 100,000 troops: close to the border (repaired) [1]

Ahead
- Friday (2022-02-04): They meet. [4]

Sources
[1] 2022-02-02, seeds/a.txt: “Moscow has amassed some 100,000 troops close to the
    border.”
[2] 2022-02-02, seeds/a.txt: "The differences are “bridgeable,” Orban told a press
    conference."
[3] 2022-02-02, seeds/a.txt: “China supports Russia's demands for security guarantees.”
[4] 2022-02-02, seeds/a.txt: “They meet.”

Not covered above (75 % of the day's news paragraphs are)
- “A paragraph nobody cites.”

Drafted but not proved: not to be taken as news
- developments[2]: the number 200,000 is not in the cited sentences. Drafted: “Moscow
  withdrew 200,000 troops.”

quoted: the drafted wording could not be proved, so the source's own words stand there.
repaired: the citation or speaker was corrected; what is cited proves the words.
briefbot 0.1.0 · prompted writer · small-model · prompt summarize@1 (feedc0de) · 2
calls, 1,200 + 345 tokens · cost unknown · a.txt (01234567)
"""


def test_a_whole_summary(summary: DailySummary) -> None:
    assert to_text(summary) == SUMMARY


def test_an_answer(answer: Answer) -> None:
    lines = to_text(answer).splitlines()
    assert lines[:4] == [
        "What did Orban say?",
        "",
        "- The differences are “bridgeable,” Orban told a press conference. [1]",
        "- Moscow has amassed some 100,000 troops close to the border. [2]",
    ]
    assert "as of 2022-02-02 · briefbot 0.1.0" in to_text(answer)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("not_in_briefs", "No answer: the briefs do not say."),
        ("outside_dates", "No answer: the briefs of the dates asked about do not say."),
        ("nothing_supported", "No answer: what was drafted could not be proved"),
    ],
)
def test_an_abstention_says_why_and_what_is_near(
    abstention: Answer, reason: str, said: str
) -> None:
    text = to_text(abstention.model_copy(update={"reason": reason}))
    assert said in text
    assert "The closest the briefs come\n- “China supports" in text
    assert "[1] 2022-02-02, seeds/a.txt: “China supports" in text


def test_a_summary_of_nothing_says_so(provenance: Provenance, summary: DailySummary) -> None:
    empty = type(summary)(day=summary.day, provenance=provenance)
    assert "Nothing in the day's briefs could be summarized with proof." in to_text(empty)


@pytest.mark.parametrize("width", [20, 40, 88, 300])
def test_width(summary: DailySummary, width: int) -> None:
    for line in to_text(summary, width=width).splitlines():
        assert len(line) <= width or " " not in line.strip("- ")


def test_coverage_never_rounds_up_to_all(summary: DailySummary) -> None:
    assert "(99 % of" in to_text(summary.model_copy(update={"coverage": 0.999}))


def test_only_headings_are_styled(summary: DailySummary) -> None:
    text = to_text(summary, heading=lambda line: f"<{line}>")
    assert re.findall(r"<(.*)>", text)[:3] == [
        "Wednesday, 2 February 2022",
        "Developments",
        "Voices",
    ]
    assert text.replace("<", "").replace(">", "") == SUMMARY


def test_every_number_has_its_note_and_every_note_its_number(summary: DailySummary) -> None:
    body, notes = to_text(summary).split("\nSources\n")
    used = list(dict.fromkeys(re.findall(r"\[(\d+)\]", body)))
    assert used == re.findall(r"^\[(\d+)\] ", notes, re.MULTILINE) == ["1", "2", "3", "4"]


def test_nothing_in_a_brief_steers_the_terminal(summary: DailySummary) -> None:
    evil = "\x1b]0;owned\x07\x9b2J\u202eabc\rhidden\x00"
    dirty = summary.model_dump_json().replace("Orban", evil.encode("unicode_escape").decode())
    dirty = re.sub(r"\\x(..)", r"\\u00\1", dirty)
    result = type(summary).model_validate_json(dirty)
    assert evil in result.voices[0].speaker
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", to_text(result)) is None
