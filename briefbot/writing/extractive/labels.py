"""Short labels in the source's own words: a development's topic, the day's headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.drafts import DraftClaim
from briefbot.grounding.attribution import find_attributions
from briefbot.grounding.citations import handle_source
from briefbot.grounding.fields import LONGEST_TOPIC
from briefbot.grounding.search import rarity
from briefbot.grounding.subjects import main_subject
from briefbot.grounding.support import prove
from briefbot.language.addresses import find_addresses
from briefbot.language.dates import find_dates
from briefbot.language.lexicon import QUANTIFIERS, is_content, is_critical
from briefbot.language.shallow import is_break, read
from briefbot.language.words import can_be_verb, is_numeral, only_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefbot.documents import Evidence
    from briefbot.language.shallow import Shallow
    from briefbot.language.words import Word

# In words.
_LONGEST_PHRASE = 3
_TITLES = frozenset(
    """president prime minister chancellor king queen prince senator governor secretary general
    foreign defense defence mr mrs ms dr sir pope mayor leader chief judge""".split()
)
# A headline of more characters is shortened if a shorter one can be proved.
_LONGEST_HEADLINE = 120
_SHORTEST_HEADLINE = 30


def topic_of(evidence: Evidence, handle: str) -> str:
    """A name of the sentence and a noun phrase of it: "Boris Johnson, delayed phone call".

    Both are exact slices, the rarest there are. A name that acts comes first; words that only introduce a
    speaker and addresses are left out, and early phrases are preferred. "" when there is neither.
    """
    sentence = evidence.by_handle[handle]
    text = sentence.text
    shallow = read(text)
    weights, _ = rarity(evidence)
    words = shallow.words
    dated = [range(m.start, m.end) for m in find_dates(text, sentence.brief.day)]
    frames = {i for a in find_attributions(text) for i in range(*a.frame)}
    linked = [range(*span) for span in find_addresses(text)]
    subject = set(range(*(main_subject(shallow, len(words)) or (0, 0))))

    def weigh(run: Sequence[Word]) -> float:
        return sum(weights.get(w.stem, 0.0) for w in run)

    def weigh_early(run: Sequence[Word]) -> float:
        return weigh(run) * (1 - run[0].start / (2 * len(text)))

    def is_name(i: int) -> bool:
        word = words[i]
        # "Some 300 people" and "On Friday" name nobody, though they begin with a capital.
        no_name = (
            word.norm in QUANTIFIERS
            or is_numeral(word)
            or any(word.start in d for d in (*dated, *linked))
        )
        return word.capital and not no_name and not (i == 0 and can_be_verb(word))

    def in_phrase(i: int) -> bool:
        word = words[i]
        light = word.norm in QUANTIFIERS or word.norm.endswith("ly") or is_critical(word)
        # After an adjective or noun, "call" in "a delayed phone call to discuss" is a noun.
        acts = shallow.verbs[i] and (only_verb(word) or i == 0 or words[i - 1].capital)
        acts = acts or (i > 0 and words[i - 1].norm == "to" and can_be_verb(word))
        aside = shallow.quoted[i] or i in frames or any(word.start in one for one in linked)
        return not (word.capital or acts or light or aside)

    names = [r for r in map(_without_titles, _runs(shallow, is_name, longest=5)) if r]
    acting = [r for r in names if any(words[i] in r for i in subject)]
    phrases = _runs(shallow, in_phrase, longest=_LONGEST_PHRASE)
    best = (
        max(acting or names, key=weigh, default=None),
        max([p for p in phrases if len(p) > 1] or phrases, key=weigh_early, default=None),
    )
    parts = [_slice(text, run) for run in best if run]
    while parts and len(", ".join(parts)) > LONGEST_TOPIC:
        parts.pop()  # no label, and one that verify refuses
    return ", ".join(parts)


def _slice(text: str, run: Sequence[Word]) -> str:
    """The run as it stands, without a possessive ending."""
    last = run[-1]
    # The apostrophe of "workers' pay" stands behind the word, that of "Russia's" in it.
    ending = len("’s") if last.possessive and last.text[-2] in "'’" else 0
    return text[run[0].start : last.end - ending]


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
