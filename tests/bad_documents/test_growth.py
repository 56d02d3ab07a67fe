"""No text takes time with the square of its length."""

from __future__ import annotations

import time
from datetime import date

import pytest

from benchmarks.bad_documents.growing import PARAGRAPHS, SENTENCES
from briefbot.documents import Evidence
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.statement import statements
from briefbot.grounding.happening import when_happened
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.chunking import chunk
from briefbot.tasks.evidence import MOST_CHARACTERS, MOST_PARAGRAPHS, MOST_SENTENCES, day_evidence
from briefbot.writing.extractive.figures import find_figures
from briefbot.writing.extractive.voices import find_voices

DAY = date(2022, 2, 2)
# A paragraph has at most 2,000 characters. An ordinary one takes a hundredth of it.
MOST_S = 1.5


def read_closely(text):
    brief = brief_from_text(text, day=DAY).brief
    later = brief_from_text(f"{text} Nothing more.", day=date(2022, 2, 3), id="later").brief
    chunks = chunk(brief)
    evidence = Evidence(chunks)
    for handle, sentence in list(evidence)[:8]:
        find_attributions(sentence.text)
        when_happened(sentence.text, DAY)
        list(find_voices(evidence, handle))
        list(find_figures(evidence, handle))
    before = [s for c in chunks for s in statements(c)][:3]
    after = [s for c in chunk(later) for s in statements(c)][:3]
    for one, other in zip(before, after, strict=False):
        relate(one, other)


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_of_one_thing_over_and_over(name):
    started = time.process_time()
    read_closely(SENTENCES[name](1_800))
    assert time.process_time() - started < MOST_S


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_a_day_has_an_end(brief, name):
    text = PARAGRAPHS[name](600_000)
    evidence, _ = day_evidence([brief(text), brief("One more brief of the day.", id="z.txt")])
    assert len(evidence.chunks) <= MOST_PARAGRAPHS
    assert len(evidence) <= MOST_SENTENCES
    assert sum(len(one.text) for one in evidence.chunks) <= MOST_CHARACTERS
    assert evidence.unread > 0
    assert evidence.chunks[-1].text == "One more brief of the day."
