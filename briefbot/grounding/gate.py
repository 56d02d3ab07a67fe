"""The gate: a drafted claim comes out supported, repaired, quoted or rejected, never unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.drafts import DraftClaim
from briefbot.grounding.checks.glue import find_glued
from briefbot.grounding.citations import cite_handle, handle_source
from briefbot.grounding.reference import refers_alike
from briefbot.grounding.search import nearest_handles, overlap
from briefbot.grounding.speakers import shortens
from briefbot.grounding.support import Proof, prove
from briefbot.language.addresses import without_addresses
from briefbot.language.lexicon import PRONOUNS, is_content
from briefbot.language.words import split_words
from briefbot.results import Check, Claim, Rejected
from briefbot.retrieval.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Evidence
    from briefbot.results import Status

# How many sentences of the evidence are tried to repair a claim; the best by shared words come first.
_REPAIR_CANDIDATES = 8
# A sentence that shares less of a claim's content is not what the claim was about: nothing to quote.
_QUOTE_SHARE = 0.5
# In characters, as long as the longest paragraph there is: proving takes time by the square of it.
LONGEST_STATEMENT = 2_000


@dataclass(frozen=True, slots=True)
class _Proved:
    """Which handles prove a claim, with every check made, and by whom it is said."""

    handles: tuple[str, ...]
    checks: tuple[Check, ...]
    speaker: str | None


def check_claim(draft: DraftClaim, evidence: Evidence, *, part: str) -> Claim | Rejected:
    """The claim a draft becomes, or why it does not.

    1. *supported*: every sentence of it is proved by one of the cited sentences.
    2. *repaired*: other sentences of the evidence prove it, or it only named the wrong speaker or none.
    3. *rejected*: the cited sentence says otherwise.
    4. *quoted*: the cited sentence (or the one closest in words) stands in its place.
    5. *rejected*: nothing in the evidence is about it.

    `part` names the place in the result ("headline", "developments[2]") for the report.
    """
    draft = _readable(draft)
    text = " ".join(draft.text.split())
    if len(text) > LONGEST_STATEMENT:
        return _reject(draft, part, [f"longer than {LONGEST_STATEMENT:,} characters"])
    if not any(character.isalnum() for character in text):
        return _reject(draft, part, ["an empty statement"])
    if not any(character.isalnum() for character in without_addresses(text)):
        return _reject(draft, part, ["an address is no statement"])
    cited = [h for h in dict.fromkeys(draft.handles) if evidence.find(h) is not None]
    unknown = [h for h in dict.fromkeys(draft.handles) if evidence.find(h) is None]
    citing = _citation_check(draft, unknown)
    proved, proofs = _prove_all(text, draft.speaker, cited, evidence, given=cited)
    if proved is not None:
        return _claim(text, proved, evidence, "supported", (citing,))
    tried = (*_failed_checks(proofs), *_glue_check(text, cited, evidence))
    near = [h for h in nearest_handles(text, evidence, top_k=_REPAIR_CANDIDATES) if h not in cited]
    share = _QUOTE_SHARE / max(1, len(sentence_spans(text, 0, len(text))))
    close = [h for h in near if overlap(text, evidence, h) >= share]
    repaired = _repair(text, draft, cited, close, evidence)
    if repaired is not None:
        return _claim(text, repaired, evidence, "repaired", (citing, *tried), drafted=draft.text)
    best = max(proofs, key=lambda p: p.share, default=None)
    if best is not None and best.contradicts:
        return _reject(draft, part, [f"the source says otherwise: {r}" for r in best.reasons])
    quotable = max([*cited, *near[:1]], key=lambda h: overlap(text, evidence, h), default=None)
    if quotable is not None and overlap(text, evidence, quotable) >= _QUOTE_SHARE:
        return _quote(draft, quotable, evidence, (citing, *tried))
    reasons = [c.detail for c in (citing, *tried) if not c.passed and c.detail]
    return _reject(draft, part, [*reasons, "nothing in the evidence is close to it"])


def _readable(draft: DraftClaim) -> DraftClaim:
    """The draft without half characters, which no result can hold; who has no name is no speaker."""
    speaker = _whole(draft.speaker or "").strip()
    named = speaker if _is_anyone(speaker) else None
    return DraftClaim(_whole(draft.text), tuple(map(_whole, draft.handles)), named)


def _is_anyone(speaker: str) -> bool:
    """Whether a speaker is told of in more than pronouns: to "he claims" no statement can be given."""
    return any(word.norm not in PRONOUNS for word in split_words(speaker))


def _whole(text: str) -> str:
    return text.encode("utf-8", "ignore").decode()


def _citation_check(draft: DraftClaim, unknown: Sequence[str]) -> Check:
    if unknown:
        listed = ", ".join(repr(h) for h in unknown)
        return Check(name="citations", passed=False, detail=f"no such handle: {listed}")
    if not draft.handles:
        return Check(name="citations", passed=False, detail="nothing was cited")
    return Check(name="citations", passed=True)


def _prove_all(
    text: str,
    speaker: str | None,
    handles: Sequence[str],
    evidence: Evidence,
    *,
    given: Sequence[str] = (),
) -> tuple[_Proved | None, list[Proof]]:
    """Prove each sentence of the claim by one handle; the failed proofs when any has none.

    `given` are the handles that the draft cites itself.
    """
    used: list[str] = []
    told: list[str] = []
    checks: dict[str, Check] = {}
    said_by: list[str | None] = []
    for span in sentence_spans(text, 0, len(text)):
        sentence = text[span.start : span.end]
        before = used[-1] if used else None
        proofs: dict[str, Proof] = {}
        handle = None
        for h in handles:
            if before is not None and not (
                _goes_with(before, h, given) and refers_alike(sentence, before, h, evidence)
            ):
                continue
            proofs[h] = prove(sentence, speaker, handle_source(evidence, h))
            if proofs[h].ok:
                handle = h
                break
        if handle is None:
            return None, list(proofs.values())
        used.append(handle)
        told.append(sentence)
        checks |= {check.name: check for check in proofs[handle].checks}
        said_by.append(proofs[handle].speaker)
    if not used:
        return None, []
    who = said_by[0] if len(set(said_by)) == 1 else None
    if speaker and (who is None or (shortens(speaker, who) and _is_name(speaker))):
        who = speaker
    if who and not _is_anyone(who):
        who = None  # "she said": nobody is named
    if who != speaker and not all(
        prove(sentence, who, handle_source(evidence, h)).ok
        for sentence, h in zip(told, used, strict=True)
    ):
        who = speaker  # "The mother had urged it, a neighbour says": of two, the one that proves it
    # In the order they were cited: the first is what the claim rests on most.
    return _Proved(tuple(h for h in handles if h in used), tuple(checks.values()), who), []


def _goes_with(before: str, handle: str, given: Sequence[str]) -> bool:
    """Whether two sentences may prove one claim: both were cited, or they stand in one paragraph.

    "A quake struck Nepal. At least 12 people died." is not put together from what is told of two quakes.
    """
    one_paragraph = before.split(".")[0] == handle.split(".")[0]
    return one_paragraph or (before in given and handle in given)


def _is_name(speaker: str) -> bool:
    """Whether a speaker is named; "the president" is not, and needs all the source says of them."""
    words = [word for word in split_words(speaker) if is_content(word)]
    return bool(words) and all(word.capital for word in words)


def _repair(
    text: str, draft: DraftClaim, cited: list[str], near: list[str], evidence: Evidence
) -> _Proved | None:
    """The claim proved by other sentences, or said by the speaker the source names."""
    by_others, _ = _prove_all(text, draft.speaker, [*cited, *near], evidence, given=cited)
    if by_others is not None:
        return by_others
    for handle in [*cited, *near]:
        proof = prove(text, draft.speaker, handle_source(evidence, handle))
        source = handle_source(evidence, handle)
        speakers = dict.fromkeys([proof.speaker, source.inherited, None])
        for speaker in speakers if proof.only_speaker else ():
            if speaker is not None and not _is_anyone(speaker):
                continue
            again, _ = _prove_all(text, speaker, [handle], evidence)
            if again is not None:
                return again
    return None


def _failed_checks(proofs: Sequence[Proof]) -> tuple[Check, ...]:
    """The failed checks of the proof that came closest."""
    if not proofs:
        return ()
    closest = max(proofs, key=lambda p: (p.share, -len(p.reasons)))
    return tuple(check for check in closest.checks if not check.passed)


def _glue_check(text: str, cited: Sequence[str], evidence: Evidence) -> tuple[Check, ...]:
    if find_glued(text, [evidence.by_handle[h].text for h in cited]) is None:
        return ()
    joined = "joins two sentences into something neither says"
    return (Check(name="glue", passed=False, detail=joined),)


def _claim(
    text: str,
    proved: _Proved,
    evidence: Evidence,
    status: Status,
    before: tuple[Check, ...],
    *,
    drafted: str | None = None,
) -> Claim:
    return Claim(
        text=text,
        citations=tuple(cite_handle(evidence, h) for h in proved.handles),
        speaker=proved.speaker,
        status=status,
        checks=(*before, *proved.checks),
        drafted=drafted if drafted != text else None,
    )


def _quote(draft: DraftClaim, handle: str, evidence: Evidence, checks: tuple[Check, ...]) -> Claim:
    citation = cite_handle(evidence, handle)
    source = handle_source(evidence, handle)
    proof = prove(citation.quote, None, source)
    return Claim(
        text=citation.quote,
        citations=(citation,),
        speaker=proof.speaker or source.inherited,
        status="quoted",
        checks=checks,
        drafted=draft.text,
    )


def _reject(draft: DraftClaim, part: str, reasons: Sequence[str]) -> Rejected:
    return Rejected(
        part=part,
        text=draft.text,
        speaker=draft.speaker,
        handles=draft.handles,
        reasons=tuple(dict.fromkeys(reasons)),
    )
