"""Verbs, clauses and quotations of a sentence read shallowly."""

from __future__ import annotations

import pytest

from briefbot.language.lexicon import (
    is_adverb,
    is_content,
    is_critical,
    is_negation,
    stance_of,
)
from briefbot.language.shallow import is_break, read
from briefbot.language.words import split_words


def verbs(text):
    sentence = read(text)
    return [w.text for w, v in zip(sentence.words, sentence.verbs, strict=True) if v]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Johnson met Zelenskiy.", ["met"]),
        ("The talks failed.", ["failed"]),
        ("Russia demands that NATO left it.", ["demands", "left"]),
        ("Russia's demands were rejected.", ["were", "rejected"]),
        ("He plans to deploy troops to the east.", ["plans", "deploy"]),
        ("The army has not left.", ["has", "left"]),
        ("The port of Odense closed on Monday.", ["closed"]),
        ("The closed port is in the armed camp.", ["is"]),
        ("The mayor, a friend, resigned.", ["resigned"]),
        ("It could invade.", ["could", "invade"]),
        ("A five-hour meeting took place.", ["took"]),
        ("The storm killed 12 people and injured 40.", ["killed", "injured"]),
        ("Some fear the worst.", []),  # "some" reads like an article; cuts still refuse this
        ("Talks", []),
        ("", []),
    ],
)
def test_words_that_act_as_verbs(text, expected):
    assert verbs(text) == expected


def test_segments_and_quotations():
    sentence = read("“We won,” he said; they left.")
    by_text = {w.text: i for i, w in enumerate(sentence.words)}
    assert sentence.quoted[by_text["won"]]
    assert not sentence.quoted[by_text["said"]]
    assert sentence.segments[by_text["he"]] == sentence.segments[by_text["said"]]
    assert sentence.segments[by_text["said"]] < sentence.segments[by_text["they"]]
    assert len(sentence.words) == len(sentence.verbs) == len(sentence.segments)


@pytest.mark.parametrize("text", ['"We won" he said', "«We won» he said", "“We won” he said"])
def test_every_style_of_quotation_marks(text):
    sentence = read(text)
    assert [w.text for w, q in zip(sentence.words, sentence.quoted, strict=True) if q] == [
        "We",
        "won",
    ]


@pytest.mark.parametrize(
    ("text", "breaks"), [(",", True), ("—", True), ("-", False), ("word", False), ("“", True)]
)
def test_marks_that_part_clauses(text, breaks):
    assert is_break(split_words(text)[0]) is breaks


@pytest.mark.parametrize(
    ("word", "negation", "critical"),
    [
        ("not", True, True),
        ("didn't", True, True),
        ("didn’t", True, True),
        ("never", True, True),
        ("without", True, True),
        ("could", False, True),
        ("allegedly", False, True),
        ("if", False, True),
        ("note", False, False),
        ("now", False, False),
    ],
)
def test_words_that_turn_or_weaken(word, negation, critical):
    first = split_words(word)[0]
    assert (is_negation(first), is_critical(first)) == (negation, critical)


@pytest.mark.parametrize(
    ("word", "content"),
    [("Kyiv", True), ("100", True), ("the", False), ("of", False), ("they", False), (",", False)],
)
def test_words_with_a_meaning_of_their_own(word, content):
    assert is_content(split_words(word)[0]) is content


@pytest.mark.parametrize(
    ("word", "adverb"),
    [("quickly", True), ("Italy", False), ("family", False), ("July", False), ("rally", False)],
)
def test_adverbs(word, adverb):
    assert is_adverb(split_words(word)[0]) is adverb


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("said it", "said"),
        ("denies it", "denied"),
        ("wants it", "demanded"),
        ("called for it", "demanded"),
        ("called it", None),
        ("warned them", "warned"),
        ("offered it", "offered"),
        ("vowed to", "promised"),
        ("walked away", None),
    ],
)
def test_the_stance_of_a_verb(text, stance):
    verb, following = split_words(text)[:2]
    assert stance_of(verb, following) == stance
