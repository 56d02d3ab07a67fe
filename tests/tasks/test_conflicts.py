from __future__ import annotations

import json
import re
from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.drafts import DraftClaim
from briefbot.grounding.gate import check_claim
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text
from briefbot.models.testing import ScriptedModel
from briefbot.rendering.text import to_text
from briefbot.results import Answer
from briefbot.tasks.asked import look_up
from briefbot.tasks.conflicts import settle

BORDER = "Ruritania has massed about 100,000 troops near the border with Zenda."
MORE = "Ruritania has massed some 130,000 troops near the border with Zenda."
BRIEFS = {
    date(2022, 1, 10): f"{BORDER}\n\nZenda's cabinet agrees to open the Lamu crossing to trucks.",
    date(2022, 1, 24): "Ruritania has massed about 115,000 troops near the border with Zenda.",
    date(2022, 1, 31): f"{MORE}\n\nThe storm injured 15 people in Strelsau.",
    date(2022, 2, 1): "Zenda's cabinet refuses to open the Lamu crossing to trucks.\n\n"
    "The storm killed 3 people in Strelsau.",
    date(2022, 2, 2): "The ferry Aurora carried 200 passengers when it sank off Lamu.\n\n"
    "The ferry Aurora carried 240 passengers when it sank off Lamu.",
}
HANDLE = re.compile(r"\d+\.\d+")
TROOPS = "How many troops has Ruritania massed near the border?"


def bot(briefs=BRIEFS, model="extractive", **kwargs) -> Briefbot:
    readings = [brief_from_text(text, id=f"{day}.txt", day=day) for day, text in briefs.items()]
    return Briefbot(GivenLibrary(readings), model=model, environ={}, **kwargs)


def told(answer: Answer) -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds of the conflicts, each with the days and first numbers or words told, newest first."""
    return [
        (c.kind, [(str(one.citations[0].day), one.text) for one in c.claims])
        for c in answer.conflicts
    ]


def test_the_latest_state_leads_and_the_earlier_ones_follow_newest_first():
    answer = bot().ask(TROOPS)
    assert [claim.text for claim in answer.claims] == [MORE]
    assert told(answer) == [
        (
            "updated",
            [
                ("2022-01-31", MORE),
                ("2022-01-24", BRIEFS[date(2022, 1, 24)]),
                ("2022-01-10", BORDER),
            ],
        )
    ]
    assert answer.newest_evidence == date(2022, 1, 31)
    assert bot().verify(answer).ok


@pytest.mark.parametrize(
    ("as_of", "days"),
    [("2022-01-30", ["2022-01-24", "2022-01-10"]), ("2022-01-11", [])],
)
def test_as_of_an_earlier_day_later_states_are_not_known(as_of, days):
    answer = bot().ask(TROOPS, as_of=as_of)
    assert [[day for day, _ in told] for _, told in told(answer)] == ([days] if days else [])
    assert "130,000" not in answer.model_dump_json()


def test_a_question_about_one_day_has_no_conflicts_from_outside():
    answer = bot().ask("How many troops had Ruritania massed near the border on January 24, 2022?")
    assert "115,000" in answer.claims[0].text
    assert answer.conflicts == ()
    (one,) = bot().ask(TROOPS, since="2022-01-24").conflicts
    assert [claim.citations[0].day.day for claim in one.claims] == [31, 24]


def test_what_is_taken_back_is_told_as_reversed():
    answer = bot().ask("What does Zenda's cabinet agree to open?")
    assert answer.claims[0].text == "Zenda's cabinet refuses to open the Lamu crossing to trucks."
    ((kind, claims),) = told(answer)
    assert (kind, [day for day, _ in claims]) == ("reversed", ["2022-02-01", "2022-01-10"])
    assert "Earlier, 2022-01-10, reversed since: Zenda's cabinet agrees" in to_text(answer)
    before = bot().ask("What does Zenda's cabinet agree to open?", as_of="2022-01-31")
    assert "agrees" in before.claims[0].text
    assert before.conflicts == ()


def test_what_was_denied_and_is_confirmed_is_told_as_reversed():
    harbour = {
        date(2022, 1, 24): "The cabinet of Zenda denies that it will close the harbour.",
        date(2022, 1, 27): "The cabinet of Zenda confirms that it will close the harbour.",
    }
    asked = bot(harbour)
    answer = asked.ask("What does the cabinet of Zenda say of the harbour?")
    assert "confirms" in answer.claims[0].text
    assert [kind for kind, _ in told(answer)] == ["reversed"]
    assert asked.verify(answer).ok


def test_tolls_of_two_events_are_no_conflict():
    fires = {
        date(
            2022, 1, 24
        ): "A fire in Strelsau kills 4 people.\n\nA fire in Hentzau kills 9 people.",
        date(2022, 1, 25): "A fire in Strelsau kills 6 people.",
    }
    (conflict,) = bot(fires).ask("How many people did fires kill?").conflicts
    assert ["Strelsau" in claim.text for claim in conflict.claims] == [True, True]


def test_two_things_of_one_day_are_no_contradiction():
    votes = {
        date(2022, 1, 24): "The Ruritania Monarchist party primary is held in Strelsau.\n\n"
        "The Ruritania Republican party primary is held in Strelsau."
    }
    answer = bot(votes).ask("Which party primary is held in Strelsau?")
    assert answer.claims
    assert answer.conflicts == ()


def test_the_hours_a_count_is_of_are_no_count():
    fever = {
        date(
            2022, 3, 1
        ): "Zenda's Ministry of Health reports a record 34,918 new confirmed cases of"
        " cholera and 1,282 more deaths in the last 24 hours.",
        date(2022, 3, 9): "The cholera death toll in Zenda passes 60,000.",
    }
    answer = bot(fever).ask("What is the death toll of the cholera epidemic in Zenda?")
    assert "60,000" in answer.claims[0].text
    assert answer.conflicts == ()


def test_two_figures_of_one_day_contradict_each_other():
    answer = bot().ask("How many passengers did the ferry Aurora carry?")
    ((kind, claims),) = told(answer)
    assert kind == "contradicted"
    assert {day for day, _ in claims} == {"2022-02-02"}
    assert "2022-02-02, and both can't be right" in " ".join(to_text(answer).split())


@pytest.mark.parametrize(
    "other",
    [
        "The storm killed 3 people in Strelsau.",
        "Ruritania has massed 40 ships near the coast of Zenda.",
        "Ruritania sends 2,000 more troops to the border with Zenda.",
        "Another 4,000 troops have been massed by Ruritania near the border with Zenda.",
        "Hentzau has massed about 9,000 troops near the border with Zenda.",
    ],
)
def test_what_speaks_of_something_else_is_no_conflict(other):
    storm = "The storm injured 15 people in Strelsau."
    briefs = {date(2022, 1, 31): f"{MORE}\n\n{storm}", date(2022, 2, 1): other}
    for question in (TROOPS, "How many people did the storm injure in Strelsau?"):
        answer = bot(briefs).ask(question)
        assert answer.claims[0].text in (MORE, storm)
        assert answer.conflicts == ()


def test_the_same_figure_told_again_is_told_once():
    again = {date(2022, 1, 9): "Ruritania massed about 100,000 troops near the border with Zenda."}
    ((_, claims),) = told(bot(BRIEFS | again).ask(TROOPS))
    assert [day for day, _ in claims] == ["2022-01-31", "2022-01-24", "2022-01-10"]


def test_what_came_on_top_of_a_count_is_no_earlier_state_of_it():
    fever = {
        date(2022, 3, n): f"The ministry reports {count} more deaths from the fever in Strelsau."
        for n, count in ((1, 394), (2, 514))
    }
    answer = bot(fever).ask("How many more deaths from the fever does the ministry report?")
    assert answer.claims
    assert answer.conflicts == ()


def test_what_is_told_after_a_long_silence_is_another_story():
    flood = {
        date(2020, 4, 2): "The death toll of the floods in Strelsau rises to 40.",
        date(2021, 4, 9): "The death toll of the floods in Strelsau rises to 7.",
    }
    answer = bot(flood).ask("How many people have died in the floods in Strelsau?")
    assert answer.claims[0].citations[0].day == date(2021, 4, 9)
    assert answer.conflicts == ()


def test_the_newest_state_is_found_behind_many_better_paragraphs():
    """Words of the question crowd the first paragraphs; the claim's own words find the last state."""
    briefs = {
        date(2022, 1, 2 + n): f"A farmer called {chr(65 + n)}. saw from the hill above his village"
        " how Ruritania massed troops near the border, and went home to tell it to his wife."
        for n in range(26)
    } | {
        date(2022, 1, 1): "Ruritania has massed 100,000 troops near the border, General Rassendyll"
        " said in Strelsau.",
        date(
            2022, 2, 5
        ): "Ruritania has 190,000 troops there, General Rassendyll said in Strelsau.",
    }
    assert "190,000" not in str([hit.chunk.text for hit in look_up(bot(briefs).index, TROOPS).hits])
    answer = bot(briefs).ask(TROOPS)
    assert "190,000" in answer.claims[0].text
    assert [claim.citations[0].day.month for claim in answer.conflicts[0].claims] == [2, 1]


def test_another_count_than_the_one_asked_for_is_no_earlier_state():
    fever = {
        date(2022, 7, 31): "Ruritania reports 3,963 new cases in the past day, which takes the"
        " nationwide total to 228,993.",
        date(2022, 8, 1): "Ruritania reports 4,634 new cases in the past day, taking the nationwide"
        " total to 262,022, while the death toll of the fever surpasses 10,000.",
    }
    answer = bot(fever).ask("What is the death toll of the fever in Ruritania?")
    assert "10,000" in answer.claims[0].text
    assert answer.conflicts == ()


def test_a_model_that_points_to_an_older_figure_does_not_make_it_current():
    def point(request):
        """The handle of the oldest figure."""
        shown = request.messages[-1].content
        (line,) = [line for line in shown.splitlines() if BORDER in line]
        return json.dumps({"answer": "100,000", "sentence": HANDLE.search(line)[0], "also": []})

    asked = bot(model=ScriptedModel(point))
    answer = asked.ask(TROOPS)
    assert answer.claims[0].text == MORE
    assert BORDER in [claim.text for claim in answer.conflicts[0].claims]
    assert asked.verify(answer).ok


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "reversed"}, "is not reversed by the first"),
        ({"claims": "turned"}, "the newest is not first"),
        ({"claims": "one"}, "nothing to differ from"),
    ],
    ids=["another kind", "oldest first", "alone"],
)
def test_a_conflict_that_does_not_hold_is_noticed(change, problem):
    saved = bot().ask(TROOPS).model_dump(mode="json")
    conflict = saved["conflicts"][0]
    if "kind" in change:
        conflict["kind"] = change["kind"]
    elif change["claims"] == "turned":
        conflict["claims"].reverse()
    else:
        del conflict["claims"][1:]
    found = bot().verify(saved)
    assert any(problem in one for one in found.problems)


def test_earlier_states_of_one_count_are_told_once_though_two_claims_tell_it():
    again = "Officials say Ruritania has massed some 130,000 troops near the border with Zenda."
    briefs = BRIEFS | {date(2022, 1, 31): f"{MORE}\n\n{again}"}
    index = bot(briefs).index
    asked = look_up(index, TROOPS)
    handles = {s.text: handle for handle, s in asked.evidence}
    drafts = [DraftClaim(text, (handles[text],)) for text in (MORE, again)]
    claims = [check_claim(one, asked.evidence, part="claims") for one in drafts]
    alone = [settle(index, asked, [claim]) for claim in claims]
    # Each has earlier states of its own to tell.
    assert all(len(one.conflicts[0].claims) == 3 for one in alone)
    both = settle(index, asked, claims)
    earlier = [claim.text for one in both.conflicts for claim in one.claims[1:]]
    assert earlier == [BRIEFS[date(2022, 1, 24)], BORDER]
    assert [claim.text for claim in both.claims] == [MORE, again]
