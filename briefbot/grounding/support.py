"""Whether one sentence proves one statement: shortened is fine, changed or strengthened is not.

A statement is proved when its words, laid over the sentence in order, leave out only what may be left
out: no negation, hedge, condition or speaker, no verb between a subject and what it is said to do.
Everything that can't be decided this way counts as not proved; the gate then quotes the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.alignment import align
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.cuts import Kept
from briefbot.grounding.ledger import missing_quotations, place_dates, read_dated
from briefbot.grounding.omissions import find_losses
from briefbot.grounding.speakers import Said, check_speaker, frame_problems, names
from briefbot.language.lexicon import FREE, is_content, is_critical
from briefbot.language.words import can_be_verb
from briefbot.results import Check

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.grounding.alignment import Alignment
    from briefbot.grounding.attribution import Attribution
    from briefbot.grounding.ledger import Dated
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

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


@lru_cache(maxsize=2048)
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
    if speaker is not None and not names(speaker, framed[0].speaker):
        return plain
    # "Orban said that X" for "“X,” Orban told a press conference": the frame moved, X did not.
    moved = _prove_words(statement, framed[0].speaker, source, frame=framed[0])
    return moved if moved.ok else plain


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
    checks = [
        _check(
            "quotations",
            missing_quotations(statement, source.text),
            "not verbatim in the source: {}",
        ),
        *_missing_checks(claim.sentence, sentence.sentence, aligned),
        said_by.check,
    ]
    if not aligned.missing:  # what is left out matters only where nothing is put in
        checks.append(_check("context", find_losses(claim.sentence, aligned, kept), "{}"))
    if frame is not None:
        checks.append(_check("stance", frame_problems(claim.sentence, frame, said), "{}"))
    acts = not any(sentence.sentence.verbs) or any(
        sentence.sentence.verbs[i] or can_be_verb(words[i]) for i in matched
    )
    if not acts or not any(is_content(claim.sentence.words[i]) for i in use):
        checks.append(Check(name="words", passed=False, detail="nothing is said"))
    share = _share(claim.sentence, aligned, use)
    contradicts = share >= SAME_SUBJECT and any(
        not c.passed and c.name in ("numbers", "negation", "dates") for c in checks
    )
    return Proof(tuple(checks), share, contradicts, said_by.source_speaker)


def _comparable(dated: Dated) -> list[int]:
    return [
        i
        for i, word in enumerate(dated.sentence.words)
        if word.kind != "mark" and word.norm not in FREE and i not in dated.skipped
    ]


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
        name: [] for name in ("numbers", "dates", "names", "negation", "words", "order")
    }
    for i in aligned.missing:
        word = claim.words[i]
        groups[_kind_of(word, i, stems)].append(repr(word.text))
    details = {
        "numbers": "a number the source does not have: {}",
        "dates": "a date the source does not give: {}",
        "names": "a name the source does not have: {}",
        "negation": "makes it surer, weaker or its opposite: {}",
        "words": "not in the source: {}",
        "order": "in another order or place than in the source: {}",
    }
    return [_check(name, problems, details[name]) for name, problems in groups.items()]


def _kind_of(word: Word, index: int, stems: set[str]) -> str:
    if is_critical(word):
        return "negation"
    if word.stem in stems:
        return "order"
    if word.kind in ("number", "date"):
        return f"{word.kind}s"
    return "names" if word.capital and index > 0 else "words"
