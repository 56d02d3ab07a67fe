"""What an actor wants, offers, refuses or warns of, as the brief itself reports it ("Russia wants …")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbot.grounding.subjects import subject_before
from briefbot.language.lexicon import stance_of

if TYPE_CHECKING:
    from briefbot.language.shallow import Shallow
    from briefbot.results import Stance


@dataclass(frozen=True, slots=True)
class ActorStance:
    """An actor and a verb with a stance.

    Attributes:
        actor: the subject, in words of the sentence joined by single spaces.
        subject: word indexes `[start, end)` of the actor.
        verb: word index of the verb.
        stance: what kind of verb it is.
    """

    actor: str
    subject: tuple[int, int]
    verb: int
    stance: Stance


def find_stances(sentence: Shallow) -> tuple[ActorStance, ...]:
    """Every verb with a stance that has a subject, in order."""
    found = []
    for i, word in enumerate(sentence.words):
        following = sentence.words[i + 1] if i + 1 < len(sentence.words) else None
        stance = (
            stance_of(word, following) if sentence.verbs[i] and not sentence.quoted[i] else None
        )
        if stance is None:
            continue
        subject = subject_before(sentence, i)
        if subject is not None:
            actor = " ".join(w.text for w in sentence.words[slice(*subject)])
            found.append(ActorStance(actor, subject, i, stance))
    return tuple(found)
