"""Whether a statement is told as the words of whoever says them in the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.alignment import align
from briefbot.grounding.checks.names import left_out, misnamed
from briefbot.grounding.kept import Kept
from briefbot.grounding.stances import find_stances
from briefbot.language.lexicon import PREPOSITIONS, PRIVATIVE, TELLING, is_content, is_critical
from briefbot.language.shallow import is_break, read
from briefbot.language.words import fold
from briefbot.results import Check

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from briefbot.grounding.attribution import Attribution
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

_TURNING = frozenset("but while whereas although though yet".split())
# "Other states" are not the same states.
_OTHERS = frozenset("other others another same such".split())
# "Lee wrongly said so": the brief says that it is not so.
_UNTRULY = frozenset("wrongly falsely mistakenly erroneously untruthfully incorrectly".split())
# A statement is told as somebody's when more than this share of it is theirs.
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what in a sentence, and which of its words a statement uses.

    Attributes:
        sentence: the sentence.
        attributions: the speakers it names.
        inherited: who speaks it when it names none (an open quotation).
        matched: indexes of its content words that the statement uses.
    """

    sentence: Shallow
    attributions: Sequence[Attribution]
    inherited: str | None
    matched: frozenset[int]


@dataclass(frozen=True, slots=True)
class SaidBy:
    """The check, with what it allows.

    Attributes:
        check: passed or not, in plain words.
        allowed: indexes that may be left out: the frame of the speaker the statement is told by.
        source_speaker: who says most of it according to the sentence, None if the brief does.
    """

    check: Check
    allowed: frozenset[int]
    source_speaker: str | None


def check_speaker(said: Said, speaker: str | None) -> SaidBy:
    """Every matched word that is somebody's must be told as theirs, by the statement or beside it."""
    allowed: set[int] = set()
    owner: str | None = None
    problems: list[str] = []
    for a in said.attributions:
        frame = set(range(*a.frame))
        theirs = (said.matched & set(range(*a.content))) - frame
        if owner is None and len(theirs) > _MOSTLY * len(said.matched - frame):
            owner = a.speaker
        if not theirs or a.verb in said.matched:
            continue
        told = speaker is not None and names(speaker, a.speaker)
        problems += _told_wrongly(said, a, theirs, speaker if not told else None, told=told)
        if told and a.stance != "denied" and _is_statement(said.sentence, a):
            allowed |= frame
    if said.inherited and not said.attributions and said.matched:
        owner = said.inherited
        if speaker is None or not names(speaker, said.inherited):
            problems.append(_says(said.inherited, speaker))
    elif not said.attributions and _only_quoted(said):
        problems.append("somebody else's words in quotation marks, and nobody is named")
    elif speaker is not None and not problems and not _is_known(speaker, said):
        problems.append(f"nothing shows that {speaker!r} says this")
    detail = "; ".join(dict.fromkeys(problems))
    check = Check(name="speaker", passed=not problems, detail=detail)
    return SaidBy(check, frozenset(allowed), owner)


def _only_quoted(said: Said) -> bool:
    """Whether a statement is what stands in quotation marks: "Protesters chanted “Lee lied”"."""
    quoted, verbs = said.sentence.quoted, said.sentence.verbs
    told = bool(said.matched) and all(quoted[i] for i in said.matched)
    outside = any(is_content(w) and not quoted[i] for i, w in enumerate(said.sentence.words))
    return told and outside and any(verbs[i] for i in said.matched)


def _told_wrongly(
    said: Said, a: Attribution, theirs: Set[int], speaker: str | None, *, told: bool
) -> list[str]:
    """Why words that are somebody's may not be told so: as nobody's or another's, or surer than they are."""
    if a.stance == "denied":
        return [f"{a.speaker!r} denies this"]
    if not told:
        return [_says(a.speaker, speaker)]
    problems = []
    if hedged := _hedge_of(said.sentence, a):
        problems.append(f"{a.speaker!r} {hedged} says so")
    if any(i >= _surely_ends(said.sentence, a) for i in theirs):
        problems.append(f"{a.speaker!r} may not say all of this")
    return problems


def _says(theirs: str, told: str | None) -> str:
    return f"{theirs!r} says so" + (f", not {told!r}" if told else "")


def _hedge_of(sentence: Shallow, a: Attribution) -> str | None:
    """The word that makes it unsure that the speaker says so ("reportedly said"), None if there is none."""
    hedges = (
        w
        for w in sentence.words[slice(*a.frame)]
        if w.norm in _UNTRULY or (is_critical(w) and w.norm != "without")
    )
    return next((w.text for w in hedges), None)


def _surely_ends(sentence: Shallow, a: Attribution) -> int:
    """Where it is no longer sure that the speaker says it: "Police believe …, but no suspects are held"."""
    words, (start, end) = sentence.words, a.content
    for i in range(max(start, a.frame[1]), end - 1):
        if sentence.quoted[i] or not is_break(words[i]) or words[i].text not in ",;–—":
            continue
        if words[i].text == ";" or words[i + 1].norm in _TURNING:
            return i
    return end


def _is_statement(sentence: Shallow, a: Attribution) -> bool:
    """Whether what is said is a clause or a quotation; "announced a strike" only has an object."""
    return any(sentence.verbs[slice(*a.content)]) or any(sentence.quoted[slice(*a.content)])


def _is_known(speaker: str, said: Said) -> bool:
    """Whether the sentence has the speaker saying the matched words, or acting by a verb with a stance."""
    says = any(
        names(speaker, a.speaker) and said.matched & set(range(*a.content))
        for a in said.attributions
    )
    return says or any(
        names(speaker, s.actor) and s.verb in said.matched for s in find_stances(said.sentence)
    )


def names(given: str, speaker: str) -> bool:
    """Whether a way of naming a speaker names the one of a sentence, who may be named in fewer words.

    Stricter than `same_speaker`: "Sudan" is not South Sudan, "China" not China Daily, "the president"
    not a former president, "spokesman for Biden" not a spokesman for Putin.
    """
    if given.strip() and fold(given) == fold(speaker):
        return True
    return any(
        shortens(given, part) or shortens(part, given)
        for part in dict.fromkeys((speaker, *speaker.split(", ")))
    )


def shortens(short: str, full: str) -> bool:
    """Whether every content word of `short` is in `full`, in order, and what is left out only describes."""
    given, whole = read(short), read(full)
    use, within = ([i for i, w in enumerate(p.words) if _tells_apart(w)] for p in (given, whole))
    aligned = align(given.words, whole.words, use, within)
    matched = frozenset(s for _, s in aligned.pairs)
    if aligned.missing or not matched or _head(whole) not in matched:
        return False
    kept = Kept(whole, matched, frozenset())
    lost = [w for i, w in enumerate(whole.words) if kept.gone(i)]
    return not any(w.norm in PRIVATIVE or is_critical(w) for w in lost) and not misnamed(kept)


def _tells_apart(word: Word) -> bool:
    return is_content(word) or word.norm in PREPOSITIONS or word.norm in _OTHERS


def _head(phrase: Shallow) -> int | None:
    """The last content word before a preposition or mark: what the phrase is, the rest being of it."""
    head = None
    for i, word in enumerate(phrase.words):
        if head is not None and (is_break(word) or word.norm in PREPOSITIONS):
            break
        if is_content(word) and not word.possessive:
            head = i
    return head


def frame_problems(claim: Shallow, frame: Attribution, said: Said) -> list[str]:
    """What a moved "X said" adds to the sentence's own; empty when nothing.

    A plain "said" may stand for any telling; "warned", "admitted" and the like only for themselves.
    Every other word of it comes from the sentence's frame, in its order.
    """
    theirs = [a for a in said.attributions if names(frame.speaker, a.speaker)]
    words, verb = said.sentence.words, claim.words[frame.verb]
    problems = []
    if verb.stem not in TELLING and all(words[a.verb].stem != verb.stem for a in theirs):
        problems.append(f"the source does not say that {frame.speaker!r} {verb.text} this")
    use = [i for i in range(*frame.frame) if i != frame.verb and is_content(claim.words[i])]
    told = [_frame_losses(claim, use, said.sentence, range(*a.frame)) for a in theirs]
    told += [
        _frame_losses(claim, use, read(name), None)
        for name in (*(a.speaker for a in theirs), said.inherited or "")
        if name
    ]
    return problems + min(told, key=len, default=[])


def _frame_losses(
    claim: Shallow, use: Sequence[int], source: Shallow, frame: range | None
) -> list[str]:
    """What a moved frame adds to the source's own, and what it leaves out of its names."""
    words = source.words
    frame = range(len(words)) if frame is None else frame
    aligned = align(claim.words, words, use, [i for i in frame if is_content(words[i])])
    matched = frozenset(s for _, s in aligned.pairs)
    outside = frozenset(range(len(words))) - frozenset(frame)
    return [
        *(f"the source does not have {claim.words[i].text!r} beside it" for i in aligned.missing),
        *left_out(Kept(source, matched, outside)),
    ]
