"""Sentences: where they end and where they must not."""

from __future__ import annotations

import pytest

from briefbot.retrieval.sentences import sentence_spans


def split(text):
    return [text[s.start : s.end] for s in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He went to the U.S. on Tuesday.", "He left."],
        ["The U.S. and NATO answered.", "Gen. Milley said no."],
        ["Prices rose 3.5 percent on Jan. 30.", "They fell on Feb. 2."],
        ["He said “We will not go. We will stay.”", "Then he left."],
        ['He said "We will not go. We will stay."', "Then he left."],
        ["It ended (Mr. Smith wrote. He was tired.) badly.", "Next."],
        ["“It is bridgeable.”", "“[Although] it is far… we can,” he said."],
        ["What?", "No!", "“Really?” she asked."],
        ["More were hurt.", "Five were killed. (Reuters)"],
        ["1. First thing happened.", "2. Second thing."],
        ["Hello 😀.", "Next one."],
    ],
    ids=lambda sentences: sentences[0],
)
def test_sentences_split_where_they_end(sentences):
    assert split(" ".join(sentences)) == sentences


def test_a_range_inside_a_text_gives_offsets_in_the_text():
    text = "Before. One. Two. After."
    assert [text[s.start : s.end] for s in sentence_spans(text, 8, 17)] == ["One.", "Two."]


def test_white_space_has_no_sentences():
    assert sentence_spans("  \n ", 0, 4) == ()
