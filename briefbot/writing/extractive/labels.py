"""Short labels in the source's own words: a development's topic, the day's headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.drafts import DraftClaim
from briefbot.grounding.attribution import find_attributions, main_subject
from briefbot.grounding.citations import handle_source
from briefbot.grounding.search import rarity
from briefbot.grounding.support import prove
from briefbot.language.lexicon import QUANTIFIERS, is_content
from briefbot.language.shallow import is_break, read
from briefbot.language.words import can_be_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbot.documents import Evidence
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

_LONGEST_TOPIC = 3
_TITLES = frozenset(
    """president prime minister chancellor king queen prince senator governor secretary general
    foreign defense defence mr mrs ms dr sir pope mayor leader chief judge""".split()
)
# A headline of more characters is shortened if a shorter one can be proved.
_LONGEST_HEADLINE = 120
_SHORTEST_HEADLINE = 30


def topic_of(evidence: Evidence, handle: str) -> str:
    """The rarest name of the sentence and its rarest noun phrase: "Boris Johnson: delayed phone call".

    Both are exact slices. A name that acts comes first, and words that only introduce a speaker are
    left out of the phrase. "" when there is neither.
    """
    text = evidence.by_handle[handle].text
    shallow = read(text)
    weights, _ = rarity(evidence)
    frames = {i for a in find_attributions(text) for i in range(*a.frame)}
    subject = set(range(*(main_subject(shallow, len(shallow.words)) or (0, 0))))

    def weigh(run: Sequence[Word]) -> float:
        return sum(weights.get(w.stem, 0.0) for w in run)

    def is_name(i: int) -> bool:
        word = shallow.words[i]
        return word.capital and not (i == 0 and can_be_verb(word))

    def in_phrase(i: int) -> bool:
        word = shallow.words[i]
        light = word.norm in QUANTIFIERS or word.norm.endswith("ly")
        return not (word.capital or shallow.verbs[i] or light or i in frames)

    names = [r for r in map(_without_titles, _runs(shallow, is_name, longest=5)) if r]
    phrases = _runs(shallow, in_phrase, longest=_LONGEST_TOPIC)
    acting = [r for r in names if any(shallow.words[i] in r for i in subject)]
    parts = []
    for runs in (acting or names, [p for p in phrases if len(p) > 1] or phrases):
        best = max(runs, key=weigh, default=None)
        if best is not None:
            end = best[-1].end - (len("’s") if best[-1].possessive else 0)
            parts.append(text[best[0].start : end])
    return ": ".join(parts)


def _runs(
    shallow: Shallow, belongs: Callable[[int], bool], *, longest: int
) -> list[tuple[Word, ...]]:
    """The unbroken runs of content words that belong, each at most `longest` words from its end."""
    runs: list[list[Word]] = [[]]
    for i, word in enumerate(shallow.words):
        if is_content(word) and word.kind == "word" and belongs(i):
            runs[-1].append(word)
            if word.possessive:
                runs.append([])
        elif runs[-1] and word.text != "-":
            runs.append([])
    return [tuple(run[-longest:]) for run in runs if run]


def _without_titles(run: Sequence[Word]) -> Sequence[Word]:
    """The name behind its titles: "British Prime Minister Boris Johnson" -> "Boris Johnson"."""
    last = max((i for i, w in enumerate(run[:-1]) if w.norm in _TITLES), default=-1)
    return run[last + 1 :]


def headline_of(evidence: Evidence, handle: str) -> DraftClaim:
    """The sentence itself, or its longest provable beginning that is short enough for a headline.

    An attribution that is cut off stands beside it as the speaker.
    """
    source = handle_source(evidence, handle)
    text, shallow = source.text, read(source.text)
    if len(text) <= _LONGEST_HEADLINE:
        return DraftClaim(text, (handle,))
    cuts = [
        w.start for w in shallow.words if is_break(w) or w.norm in ("amid", "after", "with", "as")
    ]
    for cut in sorted(cuts, reverse=True):
        beginning = text[:cut].rstrip(" ,;:—–-")
        if not _SHORTEST_HEADLINE <= len(beginning) <= _LONGEST_HEADLINE:
            continue
        if beginning.count("“") != beginning.count("”"):
            continue
        for speaker in (None, prove(text, None, source).speaker):
            if prove(beginning, speaker, source).ok:
                return DraftClaim(beginning, (handle,), speaker)
    return DraftClaim(text, (handle,))
