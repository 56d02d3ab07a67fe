"""A decision or state that is turned round, told in other words: closed and opened again, accepted and refused."""

from __future__ import annotations

from datetime import timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefbot.grounding.comparing.subject import (
    disagree,
    shared_names,
    shared_words,
    subject_of,
    weigh_subject,
)
from briefbot.grounding.ledger import read_dated
from briefbot.language.lexicon import CONDITIONS, SPEECH, is_content, is_modal, is_negation
from briefbot.language.words import is_numeral, stem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from briefbot.grounding.comparing.statement import Statement
    from briefbot.language.words import Word

# What is done, and what undoes it; a word with a particle behind it is written with "_".
_ACTS = (
    ("open reopen", "close shut"),
    ("resume restart run running reopen operate", "suspend halt stop cancel"),
    ("ban bar forbid prohibit impose", "lift allow permit ease repeal revoke"),
    ("call plan threaten", "call_off drop cancel abandon scrap withdraw"),
    (
        "accept agree approve back support vote_for",
        "reject refuse oppose back_out call_off veto vote_against",
    ),
    ("attend come visit join", "cancel boycott skip"),
    ("charge indict accuse sue", "drop clear"),
    ("drop", "reopen resume"),
    ("arrest detain jail", "release free"),
    ("release free", "block"),
    ("stay remain", "leave resign step_down quit"),
    ("alive survive", "dead die"),
    ("offer raise propose promise", "withdraw retract revoke take_back"),
    ("confirm uphold", "annul overturn"),
    ("admit confirm", "deny"),
)
_SHARE, _LEAST = 0.55, 6.0
_NEARLY = 0.8
_OF_MORE = 0.25
# In words: what is done, and to what, stand near each other.
_WINDOW, _WORDS, _HALF = 7, 2, 0.5
_LATELY, _SOON = timedelta(days=45), timedelta(days=4)
_NEAR = 5


def is_turned(earlier: Statement, later: Statement) -> bool:
    """Whether the later statement tells that what the earlier one tells is undone, not so or taken back."""
    if not timedelta(0) <= later.day - earlier.day <= _LATELY:
        return False
    if any(w.norm in CONDITIONS - {"until"} for s in (earlier, later) for w in s.words):
        return False
    was, now = acts_of(earlier.text, earlier.day), acts_of(later.text, later.day)
    turned = [
        (e, now[act][0]) for act, (e, done) in was.items() if now.get(act, (0, done))[1] != done
    ]
    if not any(_of_one_thing(earlier, later, e, n) for e, n in turned):
        return False
    mine, theirs = subject_of(earlier), subject_of(later)
    names = shared_names(mine, theirs)
    if disagree(mine, theirs):
        return False
    told = [s.nouns - s.deeds for s in (mine, theirs)]
    words = shared_words(*told)
    known = shared_words(mine.definite, theirs.definite)
    unnamed = not names and known and len(words) >= 2 and later.day - earlier.day <= _SOON
    if not unnamed and (not names or (not words and len(names) < 2)):
        return False
    own = min(weigh_subject(one, s.names) for one, s in zip(told, (mine, theirs), strict=True))
    shared = weigh_subject(words, names)
    if unnamed:
        return shared >= _LEAST / 2 and shared >= _NEARLY * own
    most = max(weigh_subject(one, s.names) for one, s in zip(told, (mine, theirs), strict=True))
    return shared >= _LEAST and shared >= _SHARE * own and shared >= _OF_MORE * most


def _of_one_thing(earlier: Statement, later: Statement, e: int, n: int) -> bool:
    """Whether the words around two acts are mostly the same, so that one thing is done and undone."""
    sides = [_around(earlier, e), _around(later, n)]
    both = shared_words(*sides)
    return len(both) >= _WORDS and len(both) >= _HALF * min(map(len, sides))


def _around(statement: Statement, i: int) -> frozenset[str]:
    first, words = max(0, i - _WINDOW), statement.words
    words = (*words[first:i], *words[i + 1 : i + 1 + _WINDOW])
    return frozenset(
        w.stem
        for w in words
        if w.kind == "word"
        and is_content(w)
        and w.stem not in SPEECH
        and not is_negation(w)
        and not is_modal(w)
        and not is_numeral(w)
    )


@lru_cache(maxsize=8192)
def acts_of(text: str, day: date) -> Mapping[str, tuple[int, bool]]:
    """What a statement tells of each act, by its name: at which word, and whether it is done, or undone or not done."""
    dated = read_dated(text, day)
    words, verbs = dated.sentence.words, dated.sentence.verbs
    found: dict[str, tuple[int, bool]] = {}
    for i, word in enumerate(words):
        bare = i > 0 and words[i - 1].norm == "no"
        # "Suspended by the king to allow …" tells what it is good for.
        bare = bare or (i > 1 and words[i - 1].norm == "to" and not verbs[i - 2])
        if word.kind != "word" or not is_content(word) or bare or (word.capital and i):
            continue
        denied = _is_denied(words, i)
        for act, does in _sides(words, i) if verbs[i] or word.norm in _STATES else ():
            found[act] = i, does != denied
        if verbs[i]:
            found[f"verb {word.stem}"] = i, not denied
    return found


def _sides(words: Sequence[Word], i: int) -> tuple[tuple[str, bool], ...]:
    following = words[i + 1].stem if i + 1 < len(words) else ""
    joined = _table().get(f"{words[i].stem}_{following}")
    return joined or _table().get(words[i].stem, ())


def _is_denied(words: Sequence[Word], i: int) -> bool:
    """Whether the word is said not to be so: "not", "no longer", "refuses to" a few words before it."""
    if any(word.norm == "until" for word in words[i + 1 : i + 4]):
        return False
    for j in range(i - 1, max(-1, i - 1 - _NEAR), -1):
        if words[j].kind == "mark" or words[j].norm in ("that", "because", "but"):
            return False
        if is_negation(words[j]) or (words[j].stem in _NOT_TO and words[j + 1].norm == "to"):
            return True
    return False


# They tell a state without a verb of their own.
_STATES = frozenset("alive dead open shut closed".split())
_NOT_TO = frozenset(map(stem, "refuse fail decline".split()))


@cache
def _table() -> Mapping[str, tuple[tuple[str, bool], ...]]:
    found: dict[str, tuple[tuple[str, bool], ...]] = {}
    for number, (done, undone) in enumerate(_ACTS):
        for words, does in ((done, True), (undone, False)):
            for word in words.split():
                key = "_".join(map(stem, word.split("_")))
                found[key] = (*found.get(key, ()), (str(number), does))
    return found
