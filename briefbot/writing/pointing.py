"""An answer a model only points at: the words it copied, and the sentences it says they stand in.

The claims are the sentences themselves. Small models name the answer well and its sentence badly, so
the words decide: sentences that do not have them give way to one that has.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefbot.drafts import AnswerDraft, DraftClaim
from briefbot.language.lexicon import FREE, is_content
from briefbot.language.words import split_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Evidence
    from briefbot.writing.schemas import PointingOutput

# What a model writes for "no sentence says it"; the first is what prompts ask for.
_NOTHING = frozenset(["not said", "none", "no answer", "unknown", "n/a", "null", "not mentioned"])


def point(output: PointingOutput, evidence: Evidence, shown: Sequence[str]) -> AnswerDraft:
    """The claims an answer points at, best first; none when it says that nothing answers.

    Args:
        output: what the model returned.
        evidence: what the handles are of.
        shown: the handles the model saw, best first.

    Words that stand in no sentence shown come back as a claim of their own, for the gate to report.
    """
    answer = " ".join(output.answer.split())
    if _is_nothing(answer):
        return AnswerDraft()
    cited = [h for h in output.handles if evidence.find(h) is not None]
    having = [h for h in shown if _has(evidence.by_handle[h].text, answer)]
    if not having:
        return AnswerDraft((DraftClaim(answer, output.handles),))
    first = next((h for h in cited if h in having), having[0])
    # Further sentences are taken at the model's word only where it named one with the answer.
    kept = [first, *(h for h in cited if h != first)] if first in cited else [first]
    return AnswerDraft(tuple(DraftClaim(evidence.by_handle[h].text, (h,)) for h in kept))


def _is_nothing(answer: str) -> bool:
    bare = answer.lower().strip(" .\"'()[]")
    return bare in _NOTHING or not any(c.isalnum() for c in bare)


def _has(sentence: str, answer: str) -> bool:
    """Whether the words of the answer stand in the sentence, in order, small words and form aside."""
    wanted = _stems(answer)
    return bool(wanted) and _runs_through(wanted, _stems(sentence))


def _runs_through(wanted: Sequence[str], stems: Sequence[str]) -> bool:
    length = len(wanted)
    return any(stems[i : i + length] == wanted for i in range(len(stems) - length + 1))


@lru_cache(maxsize=512)
def _stems(text: str) -> tuple[str, ...]:
    words = [w for w in split_words(text) if w.kind != "mark" and w.norm not in FREE]
    content = tuple(w.stem for w in words if is_content(w))
    return content or tuple(w.stem for w in words)
