"""Who says it, in the shapes of news."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.grounding.announcements import find_announcement
from briefbot.grounding.attribution import find_attributions, same_speaker, speaker_of
from briefbot.grounding.stances import find_stances
from briefbot.language.shallow import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Putin said Tuesday he hopes for peace.", [("Putin", "said")]),
        ("“We won,” added Ushakov.", [("Ushakov", "said")]),
        ("“We won,” Ushakov told reporters.", [("Ushakov", "said")]),
        ("The dam broke, officials said.", [("officials", "said")]),
        ("The dam broke, the mayor of Lyon warned.", [("the mayor of Lyon", "warned")]),
        ("According to the UN, 40 people died.", [("the UN", "said")]),
        ("Forty people died, according to police.", [("police", "said")]),
        ("Lee said he won but warned it would not last.", [("Lee", "said"), ("Lee", "warned")]),
        ("Lee, who said he was ill, left.", [("Lee", "said")]),
        ("The dam broke, said Lee.", [("Lee", "said")]),
        ("The ministry denied that it paid.", [("The ministry", "denied")]),
        ("Italy said it would pay.", [("Italy", "said")]),
        ("However, police said he fled.", [("police", "said")]),
        ("The dam broke.", []),
        ("Lee did not say he won.", []),
        ("Lee would say he won.", []),
        ("Lee is said to be ill.", []),
        ("No group claimed the attack.", []),
        ("“Lee said he won”", []),
        ("Russia wants peace.", []),
        ("said", []),
        ("", []),
    ],
    ids=lambda value: str(value)[:50],
)
def test_the_speakers_a_sentence_names(text, found):
    assert [(a.speaker, a.stance) for a in find_attributions(text)] == found


@given(st.text(alphabet='said told Lee that, “”." not\ud800\x00', max_size=80))
def test_any_text_can_be_asked_for_its_speakers(text):
    size = len(read(text).words)
    for a in find_attributions(text):
        assert a.speaker in text
        assert 0 <= a.frame[0] <= a.verb < max(a.frame[1], a.verb + 1) <= size
        assert 0 <= a.content[0] <= a.content[1] <= size


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        ("“We won. They lost,” Lee said. It rained.", ["Lee", None]),
        ("It rained. Lee said it would stop.", [None, "Lee"]),
        ("It rained. It stopped.", [None, None]),
    ],
)
def test_the_speaker_of_each_sentence(evidence_of, paragraph, speakers):
    (chunk,) = evidence_of(paragraph).chunks
    assert [speaker_of(chunk, i) for i in range(len(chunk.sentences))] == speakers


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Putin", "Russian President Vladimir Putin", True),
        ("Zelensky", "President Volodomyr Zelenskiy", True),
        ("Biden", "a senior official of President Joe Biden's administration", False),
        ("Putin", "Putin's spokesman", False),
        ("", "Putin", False),
        ("Lee", "Li", False),
    ],
)
def test_ways_of_naming_one_speaker(a, b, same):
    assert same_speaker(a, b) is same
    assert same_speaker(b, a) is same


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("Russia wants peace.", [("Russia", "demanded")]),
        ("NATO denied it and offered talks.", [("NATO", "denied")]),
        ("The U.S. called for a truce.", [("The U.S.", "demanded")]),
        ("“Russia wants peace”", []),
        ("The dam broke.", []),
    ],
)
def test_actors_with_a_stance(text, stances):
    assert [(s.actor, s.stance) for s in find_stances(read(text))][
        : len(stances) or None
    ] == stances


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The leaders will meet in May.", "will"),
        ("Chad plans to hold a vote.", "plans"),
        ("The vote is scheduled for May.", "scheduled"),
        ("The leaders will not meet.", None),
        ("If it rains, the leaders will meet.", None),
        ("“The leaders will meet”", None),
        ("Will Smith sang.", None),
        ("The leaders met.", None),
        ("", None),
    ],
)
def test_what_is_announced(text, word):
    sentence = read(text)
    found = find_announcement(sentence)
    assert (sentence.words[found].text if found is not None else None) == word
