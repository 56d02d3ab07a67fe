"""Reading a brief: its bytes, header, dates, layout, sentences, words, speakers; and reading a question."""

from __future__ import annotations

import hashlib
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from benchmarks.fuzz.pieces import fields
from benchmarks.fuzz.targets.base import Target, expect
from benchmarks.fuzz.targets.seeds import briefs, questions, sentences
from briefbot.documents import Evidence
from briefbot.errors import BriefbotError
from briefbot.grounding.attribution import find_attributions
from briefbot.language.dates import find_dates
from briefbot.language.questions import read_question
from briefbot.language.shallow import read
from briefbot.library.dates import find_day, parse_day
from briefbot.library.headings import first_headings
from briefbot.library.readers.header import read_header
from briefbot.library.readers.text import read_text
from briefbot.retrieval.chunking import chunk, distinct
from briefbot.retrieval.layout import blocks
from briefbot.retrieval.scope import find_scope
from briefbot.retrieval.terms import query_terms
from briefbot.writing.evidence_text import as_data, show_evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Brief, Chunk

DAY = date(2022, 2, 2)
# No expression of a day of the week names a day further off.
_WEEKDAYS_WITHIN = 35


def check_reader(data: bytes) -> None:
    """The bytes of a file are read to a brief that stands for just them, or refused."""
    refused: BriefbotError | None = None
    for name, day in (("b/2022-02-02.txt", None), ("notes.txt", None), ("notes.txt", DAY)):
        try:
            brief = read_text(data, id=name, source=name, day=day).brief
        except BriefbotError as exc:
            refused = exc
            continue
        expect(brief.text.encode(brief.encoding) == data, "the encoding gives the bytes back")
        expect(brief.sha256 == hashlib.sha256(data).hexdigest(), "the sha256 is that of the bytes")
        expect(0 <= brief.body_start < len(brief.text), "the news begins inside the text")
        expect(not brief.text[brief.body_start].isspace(), "the news begins with no white space")
    if refused is not None:
        raise refused


def check_header(data: bytes) -> None:
    """What stands above the news is found inside the text, and the news again begins where it says."""
    text = fields(data, 1)[0]
    header = read_header(text)
    expect(0 <= header.body_start <= len(text), "the header ends inside the text")
    expect(header.title in text and all(d in text for d in header.dates), "a header is quoted")
    for heading in (*(all_ := first_headings(text, header.body_start)).sure, *all_.likely):
        expect(heading and not set(heading) & set("\r\n"), "a heading is one line")
    found = find_day(header=header.dates, name=text[:200], titles=[text], headings=[text[:200]])
    expect(found.day is not None or found.reason, "there is a day or a reason")
    parse_day(text)


def check_dates(data: bytes) -> None:
    """The dates of a text are slices of it in order, and name days that can be meant."""
    text = fields(data, 1)[0]
    for ahead in (False, True):
        found = find_dates(text, DAY, ahead=ahead)
        for mention in found:
            expect(0 <= mention.start < mention.end <= len(text), "a mention is inside the text")
            expect(text[mention.start : mention.end] == mention.text, "a mention is a slice")
            expect(mention.text.strip(), "a mention has words")
            expect(mention.first <= mention.last, "a mention ends after it begins")
            away = abs((mention.first - DAY).days)
            expect(mention.kind != "weekday" or away <= _WEEKDAYS_WITHIN, "a weekday is near")
        for one, other in pairwise(found):
            expect(one.end <= other.start, "mentions are in order and apart")


def check_chunking(data: bytes) -> None:
    """Chunks are exact slices, sentences lie inside them, and every sign of the news is in one of them."""
    brief = read_text(data, id="b.txt", source="b.txt", day=DAY).brief
    chunks = chunk(brief)
    covered: set[int] = set()
    for number, one in enumerate(chunks):
        expect(one.number == number, "chunks are numbered in order")
        expect(one.text and one.text == one.text.strip(), "no white space around a chunk")
        _cover(covered, brief, [one.span.start], [one.span.end])
        _check_sentences(one)
    for block in blocks(brief.text, brief.body_start):
        if block.kind != "text":
            _cover(covered, brief, [block.start], [block.end])
    missed = {i for i in range(brief.body_start, len(brief.text)) if not brief.text[i].isspace()}
    missed -= covered
    # Zero-width signs alone on their line are no text.
    expect(all(brief.text[i] in "\u200b\ufeff" for i in missed), "every sign is in one chunk")
    check_evidence(Evidence(tuple(distinct(chunks))))


def _cover(covered: set[int], brief: Brief, starts: Sequence[int], ends: Sequence[int]) -> None:
    for start, end in zip(starts, ends, strict=True):
        signs = {i for i in range(start, end) if not brief.text[i].isspace()}
        expect(signs.isdisjoint(covered), "no sign is in two places")
        covered |= signs


def _check_sentences(one: Chunk) -> None:
    every = sorted((*one.sentences, *one.withheld), key=lambda sentence: sentence.span)
    expect(every, "a chunk has a sentence")
    at = one.span.start
    for sentence in every:
        span = sentence.span
        expect(
            at <= span.start < span.end <= one.span.end, "sentences are in order, in their chunk"
        )
        expect(not one.brief.text[at : span.start].strip(), "no sign is between two sentences")
        expect(sentence.text == sentence.text.strip(), "no white space around a sentence")
        at = span.end
    expect(at == one.span.end, "a chunk ends with its last sentence")


def check_evidence(evidence: Evidence) -> None:
    """Handles lead to sentences and back, and no sentence makes a line of its own in a prompt."""
    for handle, sentence in evidence:
        expect(evidence.find(handle) is sentence, "a handle finds its sentence")
        expect(evidence.handle_of(sentence) == handle, "a sentence finds its handle")
        expect(sentence in evidence.chunk_of(handle).sentences, "a handle finds its chunk")
        for other in evidence.neighbours(handle):
            expect(other is None or evidence.find(other) is not None, "neighbours are there")
    shown = show_evidence(evidence)
    lines = shown.splitlines()
    expect(
        len(lines) == len(evidence) + bool(evidence.chunks), "a sentence is one line of a prompt"
    )
    for line, (handle, _) in zip(lines[1:], evidence, strict=True):
        expect(line == handle or line.startswith(f"{handle} "), "a line begins with its handle")
    expect(as_data(as_data(shown)) == as_data(shown), "cleaning twice is cleaning once")


def check_attribution(data: bytes) -> None:
    """Speakers are exact words of their sentence; words are slices of it, in order."""
    text = fields(data, 1)[0]
    sentence = read(text)
    count = len(sentence.words)
    at = 0
    for word in sentence.words:
        expect(at <= word.start < word.end <= len(text), "words are in order and apart")
        expect(text[word.start : word.end] == word.text, "a word is a slice")
        at = word.end
    seen = {i for word in sentence.words for i in range(word.start, word.end)}
    missed = {i for i, sign in enumerate(text) if sign.isalnum()} - seen
    expect(not missed, "every letter and digit is in a word")
    lengths = {count, len(sentence.verbs), len(sentence.segments), len(sentence.quoted)}
    expect(lengths == {count}, "every word is read")
    for found in find_attributions(text):
        expect(found.speaker.strip() and found.speaker in text, "a speaker is quoted")
        expect(0 <= found.verb < count, "the verb is one of the words")
        for start, end in (found.frame, found.content):
            expect(0 <= start <= end <= count, "what is said lies in the sentence")


def check_questions(data: bytes) -> None:
    """A question is taken apart without a loss, and its days end no later than it is asked."""
    text = fields(data, 1)[0][:2_000]
    question = read_question(text)
    expect(set(question.names) <= {*question.terms, *question.setting}, "a name is a term")
    terms = query_terms(text)
    expect(len(terms) == len(set(terms)), "a term is looked for once")
    scope = find_scope(text, as_of=DAY, first_day=date(2021, 3, 8), last_day=DAY)
    expect(scope.until <= scope.as_of <= DAY, "no day after the day it is asked")
    expect(scope.since is None or scope.since <= scope.until, "the days are in order")


TARGETS = (
    Target("reader", check_reader, briefs),
    Target("header", check_header, briefs),
    Target("dates", check_dates, sentences),
    Target("chunking", check_chunking, briefs),
    Target("attribution", check_attribution, sentences, largest=4_000),
    Target("questions", check_questions, questions, largest=2_000),
)
