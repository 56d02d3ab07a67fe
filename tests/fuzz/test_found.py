"""Inputs that fuzzing found, each of which once broke what must hold; they run through the fuzzers' own checks."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest

from benchmarks.fuzz.pieces import joined
from benchmarks.fuzz.targets import TARGETS
from benchmarks.fuzz.targets.base import BrokenError, Target
from benchmarks.fuzz.targets.seeds import recordings, results
from benchmarks.fuzz.watching import run
from briefbot.documents import Evidence
from briefbot.drafts import DraftClaim
from briefbot.errors import OutputInvalidError, QuestionError, SettingsError
from briefbot.grounding.gate import check_claim
from briefbot.library.readers.text import read_text
from briefbot.models.output import parse
from briefbot.results import Rejected
from briefbot.retrieval.chunking import chunk
from briefbot.tasks.results_file import read_result
from briefbot.writing.schemas import PointingOutput

DEEP = b"[" * 5_000


def recording(**changed: object) -> bytes:
    return json.dumps(json.loads(recordings()[0]) | changed).encode()


def request_of(**changed: object) -> dict[str, object]:
    return json.loads(recordings()[0])["request"] | changed


PROMPT = (
    b'name = "e"\nversion = 2\ndescription = "s"\nsystem = "x"\nuser = "e"\n'
    b"variables = []\nmax_output_tokens = 2\n"
)


def case(answer: str) -> bytes:
    return json.dumps({"id": "d", "question": "h", "answers": [answer]}).encode()


FOUND = {
    "a query term of half a character": ("questions", b"\xd3"),
    "a question of half a character": ("ask", joined("w", "w", b"Who w\x9c?")),
    "a query of half a character": ("story", joined("w", "w", b"w\x9c")),
    "half a character in an answer": ("output", b'{"answer":"\\ud800","sentence":"","also":[]}'),
    "a field with a name that turns a line round": ("output", b'{"\xe2\x81\xa6":[],"":""}'),
    "a field with a very long name": ("output", b'{"%s": 1}' % (b"12-31" * 300)),
    "a served model of half a character": (
        "reply",
        b'{"model":"\\ud800","choices":[{"message":{"content":"x"}}]}',
    ),
    "a result nested too deeply": ("result", DEEP),
    "a recording without messages": ("recording", recording(request=request_of(messages=0))),
    "a recording of words for messages": ("recording", recording(request=request_of(messages="l"))),
    "a recorded message without content": (
        "recording",
        recording(request=request_of(messages=[{"role": "user"}])),
    ),
    "a recorded message without a role": (
        "recording",
        recording(request=request_of(messages=[{"content": "x"}])),
    ),
    "a recorded message of an object": (
        "recording",
        recording(request=request_of(messages=[{"role": "user", "content": {}}])),
    ),
    "a recording whose request is a list": ("recording", recording(request=[[]])),
    "a recording whose text is an object": ("recording", recording(text={})),
    "an error of one very long word": (
        "refusal",
        joined("400", "", b'{"error": "' + b"troops" * 1_300 + b'"}'),
    ),
    "an error of a very long word in brackets": (
        "refusal",
        joined("429", "", b'{"error": "' + b"a)" * 3_900 + b'"}'),
    ),
    "an answer of a very long number": ("cases", case("9" * 320 + ".9")),
    "an answer of more digits than are converted": ("cases", case("9" * 5_000)),
    "an answer of many millions": ("cases", case("5" + " million" * 1_000)),
    "a variable that breaks the line": ("prompt", PROMPT.replace(b"[]", b'["", "\xe2\x80\xa9"]')),
    "a key that steers a terminal": ("prompt", PROMPT + b'"\\u001b[2J" = 1\n'),
    "a recording of model 0": ("recording", recording(model=0)),
}


@pytest.mark.parametrize(("name", "data"), FOUND.values(), ids=FOUND)
def test_what_was_found_holds_now(name, data):
    TARGETS[name].seeds()
    assert run(TARGETS[name], data, slower=0.2).finding == ""


# Numbers that the gate did not see, because letters or signs stand beside them without a space.
UNSEEN = [
    ("The storm is 10km wide.", "The storm is 70km wide."),
    ("The storm is 10km wide.", "The storm is 10 wide."),
    ("Winds of 120kph hit Tarn.", "Winds of 20kph hit Tarn."),
    ("It was 40C in Tarn.", "It was 60C in Tarn."),
    ("The 7pm train left.", "The 9pm train left."),
    ("The 5G network fell.", "The 4G network fell."),
    ("It took 3h20 to arrive.", "It took 5h20 to arrive."),
    ("The area is 10m² in all.", "The area is 90m² in all."),
    ("Debt is $5tn now.", "Debt is $9tn now."),
    ("Debt is $5tn now.", "Debt is $5 now."),
    ("A 5_000 strong crowd came.", "A 9_000 strong crowd came."),
    ("It costs 5€ in Tarn.", "It costs 5£ in Tarn."),
    ("It costs 5 € in Tarn.", "It costs 5 in Tarn."),
    ("Prices rose 5 ‰ in Tarn.", "Prices rose 5 % in Tarn."),
    ("Growth was <3 points.", "Growth was >3 points."),
    ("Growth was ~3 points.", "Growth was 3 points."),
    ("Feb. 2Feb. 2", "Feb. 918273Feb."),
]
# The same amounts written in another way.
SEEN = [
    ("The storm is 10km wide.", "The storm is 10 km wide."),
    ("It costs 5€ in Tarn.", "It costs €5 in Tarn."),
    ("Rates are 5\u00a0% in Tarn.", "Rates are 5% in Tarn."),
    ("It rose by +4 points.", "It rose by 4 points."),
]


def checked(source, claim):
    brief = read_text(source.encode(), id="b.txt", source="b.txt", day=date(2022, 2, 2)).brief
    return check_claim(DraftClaim(claim, ("1.1",)), Evidence(chunk(brief)), part="claims[0]")


@pytest.mark.parametrize(("source", "claim"), UNSEEN)
def test_another_amount_is_not_supported(source, claim):
    found = checked(source, claim)
    assert isinstance(found, Rejected) or found.text != claim


@pytest.mark.parametrize(("source", "claim"), SEEN)
def test_the_same_amount_is_supported(source, claim):
    assert checked(source, claim).status == "supported"


# What users see of them, which the checks leave open.


def test_a_question_of_half_a_character_says_so(bot):
    for ask in (bot.ask, bot.timeline, bot.story):
        with pytest.raises(
            QuestionError, match=r"character 5 of 'Who \\udcff' is half a character"
        ):
            ask("Who \udcff")


def test_half_a_character_in_an_answer_is_shown_as_such():
    found = parse(
        '{"answer": "a\\ud800b \\ud83d\\ude00", "sentence": "", "also": []}', PointingOutput
    )
    assert found.answer == "a?b 😀"


def test_a_field_is_named_on_a_short_line():
    with pytest.raises(OutputInvalidError) as caught:
        parse(json.dumps({"x\n\x1b[2J" + "y" * 500: 1}), PointingOutput)
    named = caught.value.problems[-1]
    assert named.startswith("x [2Jyyy")
    assert named.endswith("… is not a field that was asked for")
    assert len(named) < 100


def test_a_field_of_a_result_is_named_on_a_short_line():
    held = json.loads(results()[1]) | {"\x1b[2J" + "y" * 500: 1}
    with pytest.raises(SettingsError, match=r"damaged at [ -~…]{1,250}: ") as caught:
        read_result(held)
    assert str(caught.value).isprintable()


# The watch itself: a check that can't fail finds nothing.


def _never(data: bytes) -> None:
    raise ValueError("x")


def _forever(data: bytes) -> None:
    while True:
        time.process_time()


def _unsafe(data: bytes) -> None:
    raise SettingsError("\x1b[2J")


def _broken(data: bytes) -> None:
    raise BrokenError("one is one")


@pytest.mark.parametrize(
    ("check", "finding"),
    [
        (_never, "ValueError"),
        (_forever, "too slow"),
        (_unsafe, "broken: an error message steers no terminal"),
        (_broken, "broken: one is one"),
    ],
)
def test_the_watch_tells_what_it_finds(check, finding):
    target = Target("x", check, lambda: [b""], base_s=0.05, per_byte_s=0)
    assert run(target, b"").finding.partition(" in ")[0] == finding


def test_the_watch_lets_errors_for_users_pass():
    def check(data: bytes) -> None:
        raise SettingsError("say it again")

    assert run(Target("x", check, lambda: [b""]), b"").finding == ""
