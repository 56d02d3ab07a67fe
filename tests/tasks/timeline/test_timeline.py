"""Steps of a story: dated, merged, linked; nothing later than asked."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.errors import QuestionError, SettingsError


def texts(timeline):
    return [step.claim.text for step in timeline.steps]


def test_event_day_and_report_day_are_kept_apart(library):
    bot = library({"2022-02-02": "Lansk closed the port of Belin on Tuesday."})
    (step,) = bot.timeline("Belin").steps
    assert (step.day, step.last) == (date(2022, 2, 1), date(2022, 2, 1))
    assert (step.when, step.reported) == ("Tuesday", date(2022, 2, 2))
    assert (step.kind, step.revises, step.repeated) == ("new", None, ())


def test_a_step_told_again_is_one_step_with_the_days_that_repeat_it(library):
    closed = "Lansk closed the port of Belin after a storm tore down its cranes."
    bot = library({
        "2022-02-01": closed,
        "2022-02-02": f"Rain fell in Oslo.\n\n{closed}",
        "2022-02-03": closed,
    })  # fmt: skip
    (step,) = bot.timeline("Belin").steps
    assert step.reported == date(2022, 2, 1)
    assert step.repeated == (date(2022, 2, 2), date(2022, 2, 3))


def test_a_day_that_tells_it_again_twice_is_named_once(library):
    closed = "Lansk closed the port of Belin after a storm tore down its cranes."
    again = f"{closed} Rain fell.\n\n{closed} Snow fell."
    (step,) = library({"2022-02-01": closed, "2022-02-02": again}).timeline("Belin").steps
    assert step.repeated == (date(2022, 2, 2),)


def test_the_same_words_months_later_are_another_step(library):
    closed = "A court in Belin sentences a fisherman to six years for smuggling weapons."
    bot = library({"2020-03-05": closed, "2020-09-04": closed})
    assert len(bot.timeline("Belin").steps) == 2


def test_a_figure_that_moves_is_a_step_that_revises_the_last_one(library):
    toll = "At least {} people have died in the floods in Belin, police said."
    days = {"2022-02-01": "two", "2022-02-02": "five", "2022-02-03": "nine"}
    bot = library({day: toll.format(dead) for day, dead in days.items()})
    steps = bot.timeline("Belin").steps
    assert [(s.kind, s.revises) for s in steps] == [("new", None), ("updated", 0), ("updated", 1)]


def test_another_name_is_another_event_and_no_update(library):
    won = "Senator Belin wins the primary election of the province of {}."
    bot = library({"2022-02-01": won.format("Kessel"), "2022-02-04": won.format("Orvel")})
    assert [s.kind for s in bot.timeline("Belin").steps] == ["new", "new"]


def test_a_figure_of_long_ago_is_not_revised(library):
    shot = "Belin says that it shot down {} drones over its harbour."
    bot = library({"2022-02-01": shot.format("twenty"), "2022-03-01": shot.format("three")})
    assert [s.kind for s in bot.timeline("Belin").steps] == ["new", "new"]
    near = library({"2022-02-01": shot.format("twenty"), "2022-02-03": shot.format("thirty")})
    assert [s.kind for s in near.timeline("Belin").steps] == ["new", "updated"]


def test_of_a_flood_of_updates_the_first_the_last_and_the_jumps_stay(library):
    toll = "The death toll of the earthquake in Belin rises to {}."
    counts = [100, 110, 120, 500, 510, 520]
    bot = library({f"2022-02-0{n}": toll.format(count) for n, count in enumerate(counts, 1)})
    short = bot.timeline("Belin", limit=3)
    told = [int(text.rstrip(".").split()[-1]) for text in texts(short)]
    assert told == [100, 500, 520]
    assert short.left_out == 3
    # What stood between is left out, so that the next one listed revises the one before it.
    assert [s.revises for s in short.steps] == [None, 0, 1]
    assert len(bot.timeline("Belin", limit=0).steps) == 6


def test_what_is_announced_and_what_then_happens_are_two_steps(library):
    bot = library({
        "2022-02-02": "Parliament in Belin will vote on the flood aid on Friday.",
        "2022-02-05": "Parliament in Belin voted on the flood aid on Friday.",
    })  # fmt: skip
    first, second = bot.timeline("Belin").steps
    assert (first.kind, first.day, first.reported) == (
        "announced",
        date(2022, 2, 4),
        date(2022, 2, 2),
    )
    assert (second.kind, second.day, second.reported) == ("new", date(2022, 2, 4), date(2022, 2, 5))


def test_what_is_announced_and_happens_in_the_same_words_is_told_twice(library):
    """Only what is said of when it is tells the two apart."""
    opens = "The new harbour of Belin {} with a concert of the city's youth choir."
    bot = library({
        "2022-02-02": opens.format("will open on Friday"),
        "2022-02-04": opens.format("opened on Friday"),
    })  # fmt: skip
    assert [s.kind for s in bot.timeline("Belin").steps] == ["announced", "new"]


def test_an_announcement_taken_back_is_reversed(library):
    closes = "The car maker will {}close its plant in Belin on Friday."
    bot = library({"2022-02-01": closes.format(""), "2022-02-02": closes.format("not ")})
    # What is taken back happens on no day, so that it stands on that of its brief.
    assert [(str(s.day), s.kind, s.revises) for s in bot.timeline("Belin").steps] == [
        ("2022-02-02", "reversed", 1),
        ("2022-02-04", "announced", None),
    ]


def test_the_same_words_of_another_day_are_another_step(library):
    hit = "A drone hits the harbour of Belin on {}, setting fire to a crane."
    bot = library({"2022-02-02": hit.format("Tuesday"), "2022-02-04": hit.format("Thursday")})
    assert [str(s.day) for s in bot.timeline("Belin").steps] == ["2022-02-01", "2022-02-03"]


@pytest.mark.parametrize(("said", "steps"), [("Monday", 1), ("Thursday", 2)])
def test_a_day_said_later_is_that_of_a_first_report_only_if_not_after_it(library, said, steps):
    hit = "A drone hits the harbour of Belin{}, setting fire to a crane."
    bot = library({"2022-02-01": hit.format(""), "2022-02-04": hit.format(f" on {said}")})
    assert len(bot.timeline("Belin").steps) == steps


def test_almost_the_same_words_weeks_later_are_another_step(library):
    court = "A court in Belin jails a {}fisherman for six years for smuggling weapons."
    bot = library({"2022-02-01": court.format(""), "2022-02-20": court.format("young ")})
    assert len(bot.timeline("Belin").steps) == 2
    soon = library({"2022-02-01": court.format(""), "2022-02-03": court.format("young ")})
    assert len(soon.timeline("Belin").steps) == 1


BACKGROUND = "Lansk annexed the harbour of Belin in March 2014."


def test_a_past_nobody_told_at_the_time_is_a_step_of_its_own(library):
    (step,) = library({"2022-02-02": BACKGROUND}).timeline("Belin").steps
    assert (step.day, step.last) == (date(2014, 3, 1), date(2014, 3, 31))
    assert step.reported == date(2022, 2, 2)


def test_a_past_the_briefs_of_the_time_tell_is_theirs_to_tell(library):
    then = "Troops of Lansk take the harbour of Belin."
    bot = library({"2014-03-18": then, "2022-02-02": BACKGROUND})
    assert texts(bot.timeline("Belin")) == [then]
    # As of a day after the background, with the briefs of the time out of reach, it is told.
    assert texts(bot.timeline("Belin", since="2020-01-01")) == [BACKGROUND]


@pytest.mark.parametrize(
    "aside",
    [
        "Lansk was suspended after the annexation of Belin in 2014.",
        "Belin is the largest harbour of the province.",
        "Will Belin be rebuilt?",
        "Belin at night.",
    ],
    ids=["background", "description", "question", "no verb"],
)
def test_what_is_no_step_is_left_out(library, aside):
    step = "Belin elects a mayor."
    bot = library({"2022-02-02": f"{step} {aside}", "2022-02-09": f"Rain falls. {aside}"})
    assert texts(bot.timeline("Belin")) == [step]


@pytest.mark.parametrize(
    "leaning",
    [
        "This follows a tour of Belin in January.",
        "Additionally, a choir of Belin is told to leave.",
        "The ban follows a tour of Belin.",
    ],
)
def test_a_sentence_that_points_back_comes_with_the_one_before(library, leaning):
    before = "A singer is banned from the country."
    (step,) = library({"2022-02-02": f"{before} {leaning}"}).timeline("Belin").steps
    assert step.claim.text == f"{before} {leaning}"
    assert [c.quote for c in step.claim.citations] == [before, leaning]


def test_two_sentences_of_one_day_are_one_step(library):
    port = "Lansk closed the port of Belin on Monday."
    text = port + " Belin lost forty cranes on {}."
    assert texts(library({"2022-02-02": text.format("Monday")}).timeline("Belin")) == [port]
    assert len(library({"2022-02-02": text.format("Tuesday")}).timeline("Belin").steps) == 2


def test_what_leans_on_a_leaning_sentence_is_left_out(library):
    text = "A tax worries traders. This angers a guild. This follows a tour of Belin in January."
    assert library({"2022-02-02": text}).timeline("Belin").steps == ()


def test_a_leaning_sentence_about_the_past_is_left_out(library):
    text = "A minister plans to end a tax. The tax was introduced in Belin in April 2014."
    assert library({"2022-02-02": text}).timeline("Belin").steps == ()


@pytest.mark.parametrize(
    "alone", ["The car maker Dalen leaves Belin.", "The government says that Belin is safe."]
)
def test_a_sentence_that_only_begins_with_the_stands_alone(library, alone):
    (step,) = library({"2022-02-02": f"Rain falls in Oslo. {alone}"}).timeline("Belin").steps
    assert step.claim.text == alone


def test_a_sentence_that_points_back_to_nothing_is_left_out(library):
    assert library({"2022-02-02": "It was told to leave Belin."}).timeline("Belin").steps == ()
    (step,) = library({"2022-02-02": "The ban follows a tour of Belin."}).timeline("Belin").steps
    assert len(step.claim.citations) == 1


def test_steps_come_in_the_order_they_happened(library):
    bot = library({
        "2022-02-03": "Belin was without power on Monday.",
        "2022-02-02": "A storm reached Belin on Tuesday.",
    })  # fmt: skip
    assert [str(step.day) for step in bot.timeline("Belin").steps] == ["2022-01-31", "2022-02-01"]


LATER = "Belin surrenders to the army of Lansk."


@pytest.mark.parametrize("option", ["as_of", "until"])
def test_no_later_brief_is_used_for_anything(library, option):
    early = {
        "2022-02-01": "The port of Belin is closed.",
        "2022-02-02": "Two ships leave the port of Belin.",
    }
    with_later = library({**early, "2022-02-03": LATER, "2022-02-04": LATER})
    asked = {option: "2022-02-02"}
    assert with_later.timeline("Belin", **asked) == library(early).timeline("Belin", **asked)
    assert with_later.timeline("Belin", **asked).as_of == date(2022, 2, 2)
    assert LATER in texts(with_later.timeline("Belin"))


def test_a_word_only_later_briefs_have_is_not_offered(library):
    bot = library({"2022-02-01": "Rain falls in Oslo.", "2022-02-03": LATER})
    assert bot.timeline("Belim", as_of="2022-02-01").nearest == ()
    assert bot.timeline("Belim").nearest == ("belin",)


def test_since_leaves_earlier_briefs_out(library):
    bot = library({"2022-02-01": "Belin burns.", "2022-02-03": LATER})
    assert texts(bot.timeline("Belin", since="2022-02-02")) == [LATER]


def test_the_order_of_the_files_does_not_matter(library):
    days = {
        f"2022-02-{n:02}": f"Belin counts {n * n} ships in its old harbour." for n in range(1, 9)
    }
    assert library(days).timeline("Belin", limit=4) == library(
        dict(reversed(days.items()))
    ).timeline("Belin", limit=4)


def test_every_quote_is_exact_and_what_is_left_out_is_counted(library):
    days = {f"2022-02-{n:02}": f"A ship named Alba{n} leaves Belin for Oslo." for n in range(1, 9)}
    bot = library(days)
    timeline = bot.timeline("Belin", limit=5)
    assert (len(timeline.steps), timeline.left_out, timeline.found) == (5, 3, 8)
    for step in timeline.steps:
        (cited,) = step.claim.citations
        assert step.claim.text == cited.quote == days[str(cited.day)][cited.start : cited.end]
    assert {brief.id for brief in timeline.provenance.briefs} == {
        step.claim.citations[0].brief for step in timeline.steps
    }


def test_nothing_found_is_an_empty_timeline(library):
    timeline = library({"2022-02-01": "Rain falls in Oslo."}).timeline("Belin")
    assert (timeline.steps, timeline.found, timeline.left_out) == ((), 0, 0)


@pytest.mark.parametrize("query", ["", "   ", "the", "?!", "what of the"])
def test_a_query_without_a_word_to_look_for(library, query):
    with pytest.raises(QuestionError, match="nothing to look for"):
        library({"2022-02-01": "Rain falls."}).timeline(query)


def test_a_query_told_of_everywhere(library, monkeypatch):
    monkeypatch.setattr("briefbot.tasks.timeline._MOST_PARAGRAPHS", 2)
    bot = library({f"2022-02-0{n}": f"Ship {n} leaves Belin." for n in range(1, 4)})
    with pytest.raises(QuestionError, match=r"told of in 3 paragraphs.*narrow the days"):
        bot.timeline("Belin")
    assert bot.timeline("Belin", until="2022-02-02").found == 2


def test_a_query_told_of_in_too_many_sentences(library, monkeypatch):
    monkeypatch.setattr("briefbot.tasks.timeline._MOST_SENTENCES", 3)
    bot = library({f"2022-02-0{n}": f"Ship {n} leaves Belin. It is late." for n in range(1, 3)})
    with pytest.raises(QuestionError, match=r"more than 3 sentences.*narrow the days"):
        bot.timeline("Belin")
    assert bot.timeline("Belin", until="2022-02-01").found == 1


@pytest.mark.parametrize("options", [("as_of", "until"), ("until", "as_of")])
def test_the_earlier_of_two_last_days_counts(library, options):
    bot = library({f"2022-02-0{n}": f"Ship {n} leaves Belin." for n in range(1, 4)})
    days = dict(zip(options, ("2022-02-01", "2022-02-03"), strict=True))
    timeline = bot.timeline("Belin", **days)
    assert timeline.as_of == date(2022, 2, 1)
    assert texts(timeline) == ["Ship 1 leaves Belin."]


def test_a_credit_line_tells_no_story(library):
    bot = library({"2022-02-01": "Ship 1 leaves Belin.\n\nReuters in Belin contributed reporting."})
    assert bot.timeline("Belin").found == 1


def test_an_update_of_what_is_not_listed_stands_as_new(library, monkeypatch):
    toll = "At least {} people have died in the floods in Belin, police said."
    bot = library({"2022-02-01": toll.format("two"), "2022-02-02": toll.format("nine")})
    monkeypatch.setattr(
        "briefbot.tasks.timeline.weigh_steps", lambda found, story: {0: 0.0, 1: 1.0}
    )
    assert [s.kind for s in bot.timeline("Belin").steps] == ["new", "updated"]
    (last,) = bot.timeline("Belin", limit=1).steps
    assert (last.reported, last.kind, last.revises) == (date(2022, 2, 2), "new", None)


def test_a_toll_that_is_called_one_runs_on_for_weeks(library):
    toll = "The death toll of the floods in Belin rises to {}."
    bot = library({"2022-02-01": toll.format("two"), "2022-02-21": toll.format("nine")})
    assert [s.kind for s in bot.timeline("Belin").steps] == ["new", "updated"]


def test_options_that_leave_no_day(library):
    bot = library({"2022-02-01": "Rain falls."})
    with pytest.raises(SettingsError, match="leaves no day"):
        bot.timeline("Rain", since="2022-03-01", as_of="2022-02-01")
    with pytest.raises(SettingsError, match="limit of -1"):
        bot.timeline("Rain", limit=-1)
