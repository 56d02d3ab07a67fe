"""When it happened: event days against the day of the brief, Wednesday 2022-02-02."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.happening import when_happened

WEDNESDAY = date(2022, 2, 2)


def told(text: str) -> tuple[str, str]:
    """The days as text, and how the sentence tells them."""
    when = when_happened(text, WEDNESDAY)
    days = str(when.first) if when.first == when.last else f"{when.first}..{when.last}"
    marks = ["announced"] * when.announced + ["aside"] * when.aside
    return days, " ".join(marks)


TODAY = "2022-02-02"
MAIN = {
    "Orban met Putin in Moscow on Tuesday.": "2022-02-01",
    "On Tuesday, Orban met Putin in Moscow.": "2022-02-01",
    "Lansk on Tuesday closed its port.": "2022-02-01",
    "The attack on Monday killed 12 people.": "2022-01-31",
    "On the night of February 1, the bridge was hit.": "2022-02-01",
    "A helicopter crashes near Lansk on Monday.": "2022-01-31",
    "Lansk annexed the island in March 2014.": "2014-03-01..2014-03-31",
    "In March 2014, Lansk annexed the island.": "2014-03-01..2014-03-31",
    "The bank was founded in 1901.": "1901-01-01..1901-12-31",
    "Sales fell 12 percent last month, the ministry said.": "2022-01-01..2022-01-31",
    "The port has reopened.": TODAY,
    "On Friday, after talks, Lansk closed its port on Tuesday.": "2022-02-01",
}


@pytest.mark.parametrize(("text", "days"), MAIN.items(), ids=MAIN)
def test_the_date_of_the_main_verb(text: str, days: str) -> None:
    assert told(text) == (days, "")


OTHERS = {
    "in a relative clause": "Belin, which Lansk annexed in 2014, has a new mayor.",
    "of an insertion": "Lansk tests a missile near Belin, annexed in 2014, on the coast.",
    "in a fronted clause": "After the annexation of Belin in 2014, the court bans the group.",
    "bounding: since": "The port has been closed since Monday.",
    "bounding: until": "The council extends the ban by six months until 15 March 2022.",
    "bounding: by": "The lawmakers vote on the deal by Tuesday.",
    "naming: possessive": "Monday's attack killed 12 people.",
    "naming: article": "The 2016 elections cost 40 million.",
    "naming: a noun behind it": "Friday prayers were held in Belin.",
    "quoted": "“We left on Monday,” he said.",
    "of the reason": "The mayor cancels the dinner due to a death in the family on Monday.",
    "of the cause in a clause": "The man dies after he was shot on Friday.",
    "of a noun behind a past verb": "The mayor resigned over a scandal in 2012.",
    "of a noun behind the verb": "A court sentences a man to life for a bombing in 2012.",
    "the whole week it is": "Twelve people died this week.",
    "a week, behind a participle": "The envoy asks for troops, contradicting her own comments last week.",
    "present tense, long ago": "The minister admits having sent troops to Belin in 2014.",
    "with something beside it": "Belin confirms an outbreak, with a first case on Monday.",
    "of a participle in the subject": "He says that the files released on Monday show no crime.",
    "a name": "The channel Headlines Today names two bankers.",
    "bounding: by the": "Belin will phase out coal by the 2030s.",
    "named, not when": "The minister announces October 15, 2022, as the deadline of the talks.",
    "of those who are freed": "The army frees twelve girls taken on Monday near Belin.",
    "of what is protested": "Students march over the mass arrest of teachers two weeks ago.",
    "of what was found": "Police confirm that a wing found on the coast in May is part of the plane.",
    "of what is avenged": "The air force bombs camps to avenge an attack three days ago.",
    "of what a film shows": "A film made by the group claims to show 100 girls they took last month.",
    "a relative clause with that": "The toll of the outbreak that started in August rises to 200.",
}


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_a_date_of_something_else_is_not_the_day(text: str) -> None:
    assert told(text)[0] == TODAY


SPEECH = {
    "Police said on Tuesday that a man was arrested on Monday.": "2022-01-31",
    "Police said the man was arrested on Monday.": "2022-01-31",
    "On Monday, the minister said that he will resign.": "2022-01-31",
    "A man was arrested, police said on Tuesday.": "2022-02-01",
    "Gunmen attacked a village and fled on Monday.": "2022-01-31",
    "Gunmen attacked a village, killing two guards on Monday.": "2022-01-31",
    "The port was forced to close on Monday.": "2022-01-31",
    "The mayor announces that he visited Belin last week.": "2022-01-24..2022-01-30",
    "A court on Monday sentenced a man to life for a bombing in 2012.": "2022-01-31",
}


@pytest.mark.parametrize(("text", "days"), SPEECH.items(), ids=SPEECH)
def test_of_several_dates_that_of_what_is_said(text: str, days: str) -> None:
    assert told(text)[0] == days


AHEAD = {
    "Parliament will vote on the aid on Thursday.": "2022-02-03",
    "Officials said on Monday that parliament will vote on Friday.": "2022-02-04",
    "The vote is scheduled for February 10.": "2022-02-10",
    "Lansk is to deploy a missile on the coast next month.": "2022-03-01..2022-03-31",
    "Lansk is to deploy its long range missiles on the coast next month.": "2022-03-01..2022-03-31",
    "Work begins again on Saturday morning, Lind said.": "2022-02-05",
    "The suspect, arrested on Monday, will appear in court on Thursday.": "2022-02-03",
    "Bars will be closed beginning on February 10.": "2022-02-10",
    "The mayor will be pardoned tomorrow, the court says.": "2022-02-03",
    "Voters go to the polls on Sunday, February 6.": "2022-02-06",
    "A march called “never again” will be held on Friday.": "2022-02-04",
    "The search will resume on February 10 under a “no find, no fee” deal.": "2022-02-10",
}


@pytest.mark.parametrize(("text", "days"), AHEAD.items(), ids=AHEAD)
def test_announced_ahead(text: str, days: str) -> None:
    assert told(text) == (days, "announced")


NOT_AHEAD = {
    "negated": "The vote will not take place on Friday.",
    "under a condition": "The vote will take place on February 10 if the judges agree.",
    "under a condition in front": "Unless rain falls, the match will be played on Friday.",
    "given up": "The president drops plans for a vote on independence on February 10.",
    "put off": "The club postpones an election that was scheduled for February 10.",
    "marched for": "Students meet in Belin to support the vote on February 10.",
    "what a vote is for": "Lawmakers approve a bill to leave the union on February 10.",
    "of an insertion": "The singer, chosen for the show next month, dies in Belin.",
}


@pytest.mark.parametrize("text", NOT_AHEAD.values(), ids=NOT_AHEAD)
def test_not_announced(text: str) -> None:
    assert told(text) == (TODAY, "")


def test_the_words_are_those_of_the_source() -> None:
    assert when_happened("Orban met Putin on Tuesday.", WEDNESDAY).words == "Tuesday"
    assert when_happened("Orban met Putin.", WEDNESDAY).words == ""


def test_a_past_only_named_is_an_aside() -> None:
    assert told("Lansk was suspended after the annexation in 2014.") == (TODAY, "aside")
    assert told("Lansk is told to leave, as it was in 2014.") == (TODAY, "")
