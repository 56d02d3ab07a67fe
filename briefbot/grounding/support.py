"""Whether one sentence proves one statement: shortened is fine, changed or strengthened is not.

A statement is proved when its words, laid over the sentence in order, leave out only what may be left
out: no negation, hedge, condition or speaker, no verb between a subject and what it is said to do.
Everything that can't be decided this way counts as not proved; the gate then quotes the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from briefbot.grounding.alignment import align
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.checks.run import CONTRADICTING, check_of, run_checks
from briefbot.grounding.kept import Kept
from briefbot.grounding.ledger import (
    bare_quotations,
    missing_quotations,
    place_dates,
    read_dated,
)
from briefbot.grounding.rewording import reworded
from briefbot.grounding.speakers import Said, check_speaker, frame_problems, names
from briefbot.language.lexicon import FREE, is_content
from briefbot.language.words import can_be_verb
from briefbot.results import Check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.attribution import Attribution
    from briefbot.grounding.ledger import Dated
    from briefbot.language.shallow import Shallow

# Below this share of shared content words two statements are about different things, and one can't
# contradict the other.
SAME_SUBJECT = 0.7
# Ways of saying a statement that are tried; the likeliest come first.
_MOST_REWORDINGS = 12


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


@lru_cache(maxsize=2048)
def prove(statement: str, speaker: str | None, source: Source) -> Proof:
    """Whether `source` proves one sentence of a claim said by `speaker`.

    Args:
        statement: one sentence; an empty one is never proved.
        speaker: who says so, None when the statement is made as fact or names its speaker itself.
        source: the sentence that should prove it.
    """
    plain = _prove_framed(statement, speaker, source)
    if plain.ok:
        return plain
    for other in islice(reworded(statement, source.text, source.day), _MOST_REWORDINGS):
        again = _prove_framed(other, speaker, source)
        if again.ok:
            return again
    return plain


def _prove_framed(statement: str, speaker: str | None, source: Source) -> Proof:
    plain = _prove_words(statement, speaker, source)
    if plain.ok or not (framed := find_attributions(statement)):
        return plain
    for frame in dict.fromkeys((framed[0], framed[-1])):
        if speaker is not None and not names(speaker, frame.speaker):
            continue
        # "Orban said that X" for "“X,” Orban told a press conference": the frame moved, X did not.
        moved = _prove_words(statement, frame.speaker, source, frame=frame)
        if moved.ok:
            return moved
    return plain


def _prove_words(
    statement: str, speaker: str | None, source: Source, *, frame: Attribution | None = None
) -> Proof:
    claim, sentence = read_dated(statement, source.day), read_dated(source.text, source.day)
    framing = range(*frame.frame) if frame else range(0)
    use = [i for i in _comparable(claim) if i not in framing]
    aligned = place_dates(
        claim,
        sentence,
        align(claim.sentence.words, sentence.sentence.words, use, _comparable(sentence)),
    )
    words = sentence.sentence.words
    matched = frozenset(s for _, s in aligned.pairs)
    said = Said(
        sentence.sentence,
        find_attributions(source.text),
        source.inherited,
        frozenset(s for s in matched if is_content(words[s])),
    )
    said_by = check_speaker(said, speaker)
    dated = frozenset().union(*sentence.dates.values())
    kept = Kept(
        sentence.sentence,
        matched.union(*(sentence.dates[s] for s in matched & sentence.dates.keys())),
        said_by.allowed,
        dated,
    )
    quotations = [
        f"not verbatim in the source: {q}" for q in missing_quotations(statement, source.text)
    ]
    if speaker is None and not said.attributions:
        bare = bare_quotations(claim.sentence, sentence.sentence, aligned)
        quotations += [f"in quotation marks in the source: {q}" for q in bare]
    checks = [
        check_of("quotations", quotations),
        *run_checks(claim.sentence, aligned, kept),
        said_by.check,
    ]
    if frame is not None:
        checks.append(check_of("stance", frame_problems(claim.sentence, frame, said)))
    acts = not any(sentence.sentence.verbs) or any(
        sentence.sentence.verbs[i] or can_be_verb(words[i]) for i in matched
    )
    if not acts or not any(is_content(claim.sentence.words[i]) for i in use):
        checks.append(Check(name="statement", passed=False, detail="nothing is said"))
    share = _share(claim.sentence, aligned, use)
    changed = bool(aligned.missing) and any(
        not c.passed and c.name in CONTRADICTING for c in checks
    )
    return Proof(tuple(checks), share, share >= SAME_SUBJECT and changed, said_by.source_speaker)


def _comparable(dated: Dated) -> list[int]:
    return [
        i
        for i, word in enumerate(dated.sentence.words)
        if word.kind != "mark" and word.norm not in FREE and i not in dated.skipped
    ]


def _share(claim: Shallow, aligned: Alignment, use: Sequence[int]) -> float:
    content = [i for i in use if is_content(claim.words[i])]
    missing = sum(1 for i in aligned.missing if is_content(claim.words[i]))
    return (len(content) - missing) / len(content) if content else 0.0
