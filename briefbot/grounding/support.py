"""Whether one sentence proves one statement: shortened is fine, changed or strengthened is not.

A statement is proved when its words, laid over the sentence in order, leave out only what may be left
out: no negation, hedge, condition or speaker, no verb between a subject and what it is said to do.
Everything that can't be decided this way counts as not proved; the gate then quotes the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.alignment import align
from briefbot.grounding.attribution import find_attributions, same_speaker
from briefbot.grounding.ledger import covered_dates, missing_quotations
from briefbot.grounding.omissions import find_losses
from briefbot.grounding.stances import find_stances
from briefbot.language.lexicon import FREE, is_content, is_critical
from briefbot.language.shallow import read
from briefbot.results import Check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.attribution import Attribution
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

# A statement is told as somebody's when more than this share of it is theirs.
_MOSTLY = 0.6
# Below this share of shared content words two statements are about different things, and one can't
# contradict the other.
SAME_SUBJECT = 0.7


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence to prove something with.

    Attributes:
        text: its exact words.
        day: the day of its brief, for relative dates.
        inherited: who speaks it when the sentence itself does not say (an open quotation).
    """

    text: str
    day: date
    inherited: str | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it.

    Attributes:
        checks: every check made, passed or not, in plain words.
        share: share of the claim's content words that the sentence has, 0 to 1.
        contradicts: the sentence is about the same thing and says otherwise.
        speaker: who says the matched words according to the sentence, None if the brief does.
    """

    checks: tuple[Check, ...]
    share: float
    contradicts: bool
    speaker: str | None

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    @property
    def only_speaker(self) -> bool:
        """Whether nothing but the speaker is wrong or missing."""
        return [c.name for c in self.checks if not c.passed] == ["speaker"]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What failed, in plain words."""
        return tuple(check.detail for check in self.checks if not check.passed)


def prove(statement: str, speaker: str | None, source: Source) -> Proof:
    """Whether `source` proves one sentence of a claim said by `speaker`.

    Args:
        statement: one sentence; an empty one is never proved.
        speaker: who says so, None when the statement is made as fact or names its speaker itself.
        source: the sentence that should prove it.
    """
    plain = _prove_words(statement, speaker, source)
    if plain.ok or not (framed := find_attributions(statement)):
        return plain
    # "Orban said that X" for "“X,” Orban told a press conference": the frame moved, X did not.
    moved = _prove_words(statement, framed[0].speaker, source, frame=framed[0])
    return moved if moved.ok else plain


def _prove_words(
    statement: str, speaker: str | None, source: Source, *, frame: Attribution | None = None
) -> Proof:
    claim, sentence = read(statement), read(source.text)
    dates = covered_dates(statement, source.text, source.day)
    use = [
        i
        for i, word in enumerate(claim.words)
        if word.kind != "mark"
        and word.norm not in FREE
        and not dates.claim_word(word)
        and not (frame and frame.frame[0] <= i < frame.frame[1])
    ]
    within = [
        i for i, word in enumerate(sentence.words) if word.kind != "mark" and word.norm not in FREE
    ]
    aligned = align(claim.words, sentence.words, use, within)
    said_by = _speaker_check(
        claim, sentence, aligned, speaker, source, frame, find_attributions(source.text)
    )
    losses = find_losses(claim, sentence, aligned, said_by.allowed)
    checks = [
        _check(
            "quotations",
            missing_quotations(statement, source.text),
            "not verbatim in the source: {}",
        ),
        *_missing_checks(claim, sentence, aligned),
        _check("dates", dates.wrong, "a date the source does not give: {}"),
        _check("context", losses, "{}"),
        said_by.check,
    ]
    if frame is not None:
        checks.append(_stance_check(frame, sentence, find_attributions(source.text)))
    share = _share(claim, aligned, use)
    if not any(is_content(claim.words[i]) for i in use):
        checks.append(Check(name="words", passed=False, detail="nothing is said"))
    contradicts = share >= SAME_SUBJECT and any(
        not c.passed and c.name in ("numbers", "negation", "dates") for c in checks
    )
    return Proof(tuple(checks), share, contradicts, said_by.source_speaker)


def _check(name: str, problems: Sequence[str], detail: str) -> Check:
    return Check(
        name=name,
        passed=not problems,
        detail=detail.format("; ".join(problems)) if problems else "",
    )


def _share(claim: Shallow, aligned: Alignment, use: Sequence[int]) -> float:
    content = [i for i in use if is_content(claim.words[i])]
    missing = sum(1 for i in aligned.missing if is_content(claim.words[i]))
    return (len(content) - missing) / len(content) if content else 0.0


def _missing_checks(claim: Shallow, sentence: Shallow, aligned: Alignment) -> list[Check]:
    """One check a kind of word: what the claim has and the sentence, in this order, has not."""
    stems = {word.stem for word in sentence.words}
    groups: dict[str, list[str]] = {
        name: [] for name in ("numbers", "names", "negation", "words", "order")
    }
    for i in aligned.missing:
        word = claim.words[i]
        groups[_kind_of(word, i, stems)].append(repr(word.text))
    details = {
        "numbers": "a number the source does not have: {}",
        "names": "a name the source does not have: {}",
        "negation": "makes it surer, weaker or its opposite: {}",
        "words": "not in the source: {}",
        "order": "in another order or place than in the source: {}",
    }
    return [_check(name, problems, details[name]) for name, problems in groups.items()]


def _kind_of(word: Word, index: int, stems: set[str]) -> str:
    if word.kind == "number":
        return "numbers"
    if is_critical(word):
        return "negation"
    if word.stem in stems:
        return "order"
    return "names" if word.capital and index > 0 else "words"


@dataclass(frozen=True, slots=True)
class _SaidBy:
    check: Check
    allowed: frozenset[int]  # source words that may be left out: the frame of a named speaker
    source_speaker: str | None


def _speaker_check(
    claim: Shallow,
    sentence: Shallow,
    aligned: Alignment,
    speaker: str | None,
    source: Source,
    frame: Attribution | None,
    attributions: Sequence[Attribution],
) -> _SaidBy:
    """Every matched word that is somebody's must be told as theirs, by the claim or beside it."""
    matched = {s for c, s in aligned.pairs if is_content(sentence.words[s])}
    allowed: set[int] = set()
    owner: str | None = None
    problems: list[str] = []
    for a in attributions:
        theirs = matched & set(range(*a.content)) - set(range(*a.frame))
        kept = a.verb in matched
        if owner is None and len(theirs) > _MOSTLY * len(matched - set(range(*a.frame))):
            owner = a.speaker
        if not theirs or kept:
            continue
        if speaker is not None and same_speaker(speaker, a.speaker):
            allowed |= set(range(*a.frame))
        else:
            named = f"{speaker!r} does not say this, " if speaker else ""
            problems.append(f"{named}{a.speaker!r} says so")
    if not attributions and source.inherited and matched:
        owner = source.inherited
        if speaker is None or not same_speaker(speaker, source.inherited):
            problems.append(f"{source.inherited!r} says so")
    elif speaker is not None and not attributions and not _acts(speaker, sentence):
        problems.append(f"nothing shows that {speaker!r} says this")
    elif speaker is not None and attributions and not problems:
        known = any(same_speaker(speaker, a.speaker) for a in attributions)
        if not known and not _acts(speaker, sentence):
            problems.append(f"{speaker!r} does not say this, {attributions[0].speaker!r} does")
    return _SaidBy(
        _check("speaker", list(dict.fromkeys(problems)), "{}"), frozenset(allowed), owner
    )


def _acts(speaker: str, sentence: Shallow) -> bool:
    """Whether the speaker stands in the sentence right where a verb with a stance begins."""
    return any(same_speaker(speaker, s.actor) for s in find_stances(sentence))


def _stance_check(
    frame: Attribution, sentence: Shallow, attributions: Sequence[Attribution]
) -> Check:
    """A moved "said" may stand for any telling; "warned", "denied" and the like only for themselves."""
    stances = {a.stance for a in attributions if same_speaker(a.speaker, frame.speaker)}
    fine = frame.stance == "said" or frame.stance in stances
    return Check(
        name="stance",
        passed=fine,
        detail=""
        if fine
        else f"the source does not say that {frame.speaker!r} {frame.stance} this",
    )
