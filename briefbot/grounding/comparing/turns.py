"""Where one statement says the opposite of the other: a negation put in or taken out, a word and its opposite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.opposites import are_denied, are_opposite, concept, is_bounding
from briefbot.language.lexicon import (
    BE,
    FILLING,
    SPEECH,
    STANCES,
    is_adverb,
    is_content,
    is_negation,
)
from briefbot.language.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from briefbot.grounding.comparing.gaps import Laid
    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

# Who does not do it before "to": "refused to sign", "was unable to sign".
_NOT_TO = frozenset(map(stem, "fail refuse decline unable unwilling neglect".split()))
# Who did it takes it back: "withdraws its offer".
_TAKEN_BACK = frozenset(
    map(
        stem,
        "withdraw retract rescind revoke cancel scrap abandon drop annul recant reverse".split(),
    )
)
_WORDS = frozenset(
    map(
        stem,
        """offer proposal plan threat decision promise pledge demand ban order law permission support
        invitation resignation candidacy statement claim accusation recognition licence license""".split(),
    )
)
# Content words: what stands for more is told otherwise, not turned round.
_FEW = 3


def find_opposites(laid: Laid) -> list[tuple[int, int]]:
    """Pairs of opposites in the same gap, (index in earlier, index in later), at most one a gap.

    Words that bound or compare ("more", "first", "before") are opposites only where nothing else differs.
    """
    found = []
    alone = len(laid.gaps) == 1
    for gap in laid.gaps:
        own = [
            sum(map(is_content, map(statement.words.__getitem__, side)))
            for statement, side in ((laid.earlier, gap.earlier), (laid.later, gap.later))
        ]
        if max(own) > _FEW:
            continue
        pairs = (
            (e, n)
            for e in gap.earlier
            for n in gap.later
            if (alone or not is_bounding(laid.earlier.words[e]))
            and _are_opposite(laid.earlier.words, e, laid.later.words, n)
        )
        first = next(pairs, None)
        if first is not None:
            found.append(first)
    return found


def _are_opposite(earlier: Sequence[Word], e: int, later: Sequence[Word], n: int) -> bool:
    a, b = concept(earlier, e), concept(later, n)
    denied = len({a, b} & STANCES["denied"]) == 1 and {a, b} <= SPEECH | STANCES["denied"]
    return denied or are_opposite(a, b) or are_denied(earlier[e].norm, later[n].norm)


def count_turns(laid: Laid, opposed: Sequence[tuple[int, int]]) -> int:
    """How many words that only one of the two has deny what both have: "not", "refused to"."""
    kept_earlier, kept_later = laid.kept
    earlier = _denying(laid.earlier, kept_earlier, {e for e, _ in opposed})
    return earlier + _denying(laid.later, kept_later, {n for _, n in opposed})


def _denying(statement: Statement, kept: frozenset[int], opposed: Collection[int]) -> int:
    words, count = statement.words, 0
    for i in statement.compared:
        if i in kept or i in opposed:
            continue
        following = words[i + 1].norm if i + 1 < len(words) else ""
        denies = is_negation(words[i]) and not (words[i].norm == "not" and following == "only")
        if denies or (words[i].stem in _NOT_TO and following == "to"):
            count += governs_kept(words, i, kept)
        elif words[i].stem in _TAKEN_BACK:
            count += _takes_back(words, i, kept)
    return count


def _takes_back(words: Sequence[Word], i: int, kept: frozenset[int]) -> bool:
    """Whether what is taken back is an act of words that both tell: "[withdraws its] offer"."""
    following = next((j for j in range(i + 1, len(words)) if is_content(words[j])), None)
    return following is not None and following in kept and words[following].stem in _WORDS


def governs_kept(words: Sequence[Word], i: int, kept: frozenset[int]) -> bool:
    """Whether the next content word, adverbs aside, is kept: what a negation or modal at `i` bears on."""
    for j in range(i + 1, len(words)):
        if words[j].text in (";", ":", ".") or words[j].norm in ("but", "while"):
            return False
        if j in kept and words[j].norm in BE:
            return True
        skipped = is_adverb(words[j]) or words[j].norm in FILLING or words[j].norm == "longer"
        if is_content(words[j]) and not skipped:
            return j in kept
    return False
