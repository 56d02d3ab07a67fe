"""Whether citations are exact and claims proved by what they cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.support import prove
from briefbot.language.addresses import without_addresses
from briefbot.retrieval.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.results import Citation, Claim
    from briefbot.tasks.verify.shelf import Shelf


def citation_problems(citation: Citation, shelf: Shelf) -> Iterator[str]:
    """What of a citation is not as the briefs have it."""
    brief, why = shelf.find(citation.brief)
    if brief is None:
        yield f"brief {citation.brief!r}: {why}"
        return
    if brief.sha256 != citation.sha256:
        yield f"brief {citation.brief!r} has changed since"
    if citation.source != brief.source and not _is_path_of(citation.source, citation.brief):
        yield f"the source {citation.source!r} is not that of brief {citation.brief!r}"
    if brief.day != citation.day:
        yield f"the brief's day is {brief.day}, not {citation.day}"
    inside = 0 <= citation.start < citation.end <= len(brief.text)
    if not inside or brief.text[citation.start : citation.end] != citation.quote:
        yield f"the quote is not what stands at [{citation.start}, {citation.end})"


def _is_path_of(source: str, id: str) -> bool:
    """Whether a source names the same brief in a library that stood elsewhere: a path with the id at its end."""
    before, found, after = source.rpartition(id)
    return bool(found) and not after and before[-1:] in ("", "/", "\\") and "://" not in before


def claim_problems(claim: Claim, shelf: Shelf) -> Iterator[str]:
    """Why a claim does not hold: its citations, or that they don't prove it."""
    for citation in claim.citations:
        yield from citation_problems(citation, shelf)
    if claim.status == "quoted":
        if claim.text != claim.citations[0].quote:
            yield "a quoted claim that is not its quote"
        else:
            yield from _quoted_problems(claim, shelf)
        return
    if not any(character.isalnum() for character in without_addresses(claim.text)):
        yield "an address is no statement"
    sources = [s for citation in claim.citations for s in shelf.sources(citation)]
    if not sources:
        yield "no whole sentence is cited"
    for span in sentence_spans(claim.text, 0, len(claim.text)) if sources else ():
        sentence = claim.text[span.start : span.end]
        proofs = [prove(sentence, claim.speaker, source) for source in sources]
        if any(p.ok for p in proofs):
            continue
        closest = max(proofs, key=lambda p: p.share)
        yield f"not proved by what it cites: {'; '.join(closest.reasons)}"


def _quoted_problems(claim: Claim, shelf: Shelf) -> Iterator[str]:
    sources = [s for s in shelf.sources(claim.citations[0]) if s.text == claim.text]
    if not sources:
        yield "no whole sentence is quoted"
        return
    speakers = {prove(s.text, None, s).speaker or s.inherited for s in sources}
    if claim.speaker not in speakers:
        yield f"the source does not name {claim.speaker!r} as the speaker"
