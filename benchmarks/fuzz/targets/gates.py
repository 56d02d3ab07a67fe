"""The gate: whatever a writer drafts, what comes out is proved by what it cites, and stays so when checked again."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.fuzz.pieces import fields, joined
from benchmarks.fuzz.targets.base import Target, expect
from benchmarks.fuzz.targets.seeds import gate_inputs, pairs
from briefbot.documents import Evidence
from briefbot.drafts import DraftClaim
from briefbot.grounding.comparing.relation import relate
from briefbot.grounding.comparing.statement import statements
from briefbot.grounding.gate import check_claim
from briefbot.language.dates import find_dates
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import read_text
from briefbot.results import Claim
from briefbot.retrieval.chunking import chunk, distinct
from briefbot.tasks.verify.claims import claim_problems
from briefbot.tasks.verify.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.documents import Chunk
    from briefbot.library.base import Reading

DAY = date(2022, 2, 2)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{2,}")
_WORD = re.compile(r"(?<=[a-z] )[a-z]{4,}(?= [a-z])")
_HELPING = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|does|did)\b(?= [a-z])"
)
_NOT = re.compile(r" not\b(?! only)")
_DENYING = re.compile(
    r"\b(?:no|not|never|nor|none|neither|nobody|nothing|nowhere|cannot|without|hardly|barely|few|little)\b|n['’]t\b|\bun|\bdeni",
    re.IGNORECASE,
)
# Two figures tied by a sign, and by nothing more.
_TIED = re.compile(r"(?<![-/:–.,\w])(\d+)([-/:–])(\d+)(?![-/:–.,\w])")
_OTHER_SIGNS = {"-": "/:", "–": "/:", "/": "-:", ":": "-/"}
_OTHER_NUMBER, _OTHER_NAME, _OTHER_WORD = "918273", "Quixtar", "zorbed"


def check_gate(data: bytes) -> None:
    """Any draft against any brief: what is let through quotes the brief exactly, and holds when verified."""
    said, text, speaker, handles, _ = fields(data, 5)
    reading, evidence = _read(said)
    draft = DraftClaim(text, tuple(handles.split()), speaker or None)
    checked = check_claim(draft, evidence, part="claims[0]")
    if isinstance(checked, Claim):
        expect_proved(checked, reading)
    else:
        expect(checked.reasons, "a rejection has a reason")


def check_altered(data: bytes) -> None:
    """A sentence of the brief with one number, name, word or negation altered never comes out as it was altered."""
    said, _, _, _, choice = fields(data, 5)
    reading, evidence = _read(said)
    which, kind, *_ = (*choice.encode("utf-8", "surrogateescape"), 0, 0)
    handles = list(evidence.by_handle)
    handle = handles[which % len(handles)] if handles else ""
    for altered, new in _altered(evidence.by_handle[handle].text if handle else "", kind):
        if new and new in said:
            continue
        claim = check_claim(DraftClaim(altered, (handle,)), evidence, part="claims[0]")
        if not isinstance(claim, Claim):
            continue
        expect_proved(claim, reading)
        if claim.status == "quoted":
            continue
        cited = " ".join(c.quote for c in claim.citations)
        if new:
            expect(new not in claim.text, "an altered number, name or word is not supported")
        else:
            denies = bool(_DENYING.search(claim.text)) == bool(_DENYING.search(cited))
            expect(denies, "a statement turned round is not supported")


def check_relation(data: bytes) -> None:
    """Two sentences are compared in slices of them; a sentence tells the same as itself, and no more."""
    first, second = fields(data, 2)
    earlier = [one for c in _chunks(first, date(2022, 2, 1)) for one in statements(c)][:4]
    later = [one for c in _chunks(second, DAY) for one in statements(c)][:4]
    for one in earlier:
        for other in later:
            found = relate(one, other)
            if found is None:
                continue
            expect(0 <= found.likeness <= 1.000001, "a likeness is a share")
            for before, after in found.revised:
                expect(before in one.text and after in other.text, "what was revised is quoted")
        same = relate(one, one)
        expect(same is not None and same.kind == "same", "a sentence tells the same as itself")


def expect_proved(claim: Claim, *readings: Reading) -> None:
    """Nothing, when a claim holds: exact quotes, and a proof that can be made again.

    Raises:
        BrokenError: it does not.
    """
    there = {reading.brief.id: reading.brief for reading in readings}
    for citation in claim.citations:
        text = there[citation.brief].text
        expect(text[citation.start : citation.end] == citation.quote, "a quote is exact")
    expect(claim.text.strip(), "a claim says something")
    problems = list(claim_problems(claim, Shelf(GivenLibrary(readings))))
    expect(not problems, f"a claim that is {claim.status} holds when verified")
    if claim.status == "quoted":
        expect(claim.text == claim.citations[0].quote, "a quoted claim is its quote")


def _altered(text: str, kind: int) -> Iterator[tuple[str, str]]:
    """The sentence with one thing altered, with the new word; "" for a negation put in or taken out."""
    for pattern, new in (
        (_NUMBER, _OTHER_NUMBER),
        (_NAME, _OTHER_NAME),
        (_WORD, _OTHER_WORD),
    ):
        found = list(pattern.finditer(text))
        if found:
            at = found[kind % len(found)]
            yield text[: at.start()] + new + text[at.end() :], new
    dated = [range(found.start, found.end) for found in find_dates(text, DAY)]
    for tied in _TIED.finditer(text):
        if not any(tied.start() in days for days in dated):
            sign = _OTHER_SIGNS[tied[2]][kind % 2]
            new = f"{tied[1]}{sign}{tied[3]}"
            yield text[: tied.start()] + new + text[tied.end() :], new
    if _DENYING.search(text):
        without = _NOT.sub("", text, count=1)
        if not _DENYING.search(without) and " or not" not in text:
            yield without, ""
    elif helping := _HELPING.search(text):
        yield f"{text[: helping.end()]} not{text[helping.end() :]}", ""


def _read(said: str) -> tuple[Reading, Evidence]:
    data = said.encode("utf-8", "surrogateescape")
    reading = read_text(data, id="2022-02-02.txt", source="2022-02-02.txt", day=DAY)
    return reading, Evidence(tuple(distinct(chunk(reading.brief))))


def _chunks(said: str, day: date) -> tuple[Chunk, ...]:
    data = said.encode("utf-8", "surrogateescape")
    return chunk(read_text(data, id=f"{day}.txt", source="x", day=day).brief)


def _pairs() -> tuple[bytes, ...]:
    return (*pairs(), joined("12 people died in the floods.", "19 people died in the floods."))


def _altered_inputs() -> tuple[bytes, ...]:
    said = "The vote was 5-4 in Tarn. Doors open at 6:30 there. About 1/2 of the 10–20 men left."
    return (*gate_inputs(), *(joined(said, "", "", "", bytes([i, i])) for i in range(3)))


TARGETS = (
    Target("gate", check_gate, gate_inputs, base_s=2.0, per_byte_s=0.0005, largest=8_000),
    Target("altered", check_altered, _altered_inputs, base_s=2.0, per_byte_s=0.0005, largest=8_000),
    Target("relation", check_relation, _pairs, base_s=2.0, per_byte_s=0.0005, largest=2_000),
)
