"""The closed classes of English that decide meaning: negation, hedges, reporting verbs and the like.

Entries are folded forms (`words.fold`); verbs are stems (`words.stem`). Open-class knowledge comes
from the word table in `words.py`, not from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.words import stem

if TYPE_CHECKING:
    from briefbot.language.words import Word
    from briefbot.results import Stance


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


ARTICLES = _set("a an the")
# May be added or left out without changing what is said.
FREE = ARTICLES | _set("that")
BE = _set("be am is are was were been being 're 'm")
AUXILIARIES = BE | _set("have has had having do does did doing done")
PREPOSITIONS = _set(
    """about above across after against along amid among around as at before behind below beneath
    beside besides between beyond by concerning despite down during except for from in inside into
    like near of off on onto out outside over past per regarding since through throughout till to
    toward towards under underneath until unto up upon via with within without"""
)
PRONOUNS = _set(
    """i you he she it we they me him her us them my your his its our their mine yours hers ours
    theirs myself yourself himself herself itself ourselves themselves this these those who whom
    whose which what there here one ones such same other others another each"""
)
CONJUNCTIONS = _set("and but or nor yet so while whereas although though because since when where")
NEGATIONS = _set(
    """not no never neither nor none nobody nothing nowhere without hardly scarcely barely cannot
    unlikely few little seldom rarely"""
)
MODALS = _set("may might could can would should must shall will ought need")
# Take back or weaken what they stand with.
HEDGES = _set(
    """reportedly allegedly apparently possibly perhaps maybe probably likely potentially supposedly
    presumably purportedly ostensibly seemingly alleged suspected possible potential probable
    unconfirmed unverified attempted planned proposed would-be almost nearly partly partially
    virtually effectively"""
)
CONDITIONS = _set(
    """if unless provided providing whether lest pending once until till without barring absent except
    excluding depending"""
)
QUANTIFIERS = _set(
    """all every most many much some several few fewer less more least any both half only just even
    another each no none majority minority dozens hundreds thousands millions billions total
    first last second third sole"""
)
# Bound a number or a group, or what is done to it: without them a statement says more.
LIMITING = _set(
    """up least most more less than over under nearly almost fewer only half few hardly no part parts
    temporarily partially partly initially originally formerly previously once nominally theoretically
    falsely wrongly mistakenly erroneously conditionally provisionally tentatively preliminarily largely
    mostly mainly broadly generally primarily predominantly usually normally typically often sometimes
    occasionally intermittently briefly informally unofficially symbolically"""
)
# Tie a statement to others and add nothing to it.
FILLING = _set(
    "also still now already again meanwhile however moreover nevertheless nonetheless furthermore"
)
# Say that a number is not exact.
APPROXIMATE = _set("some about around roughly approximately estimated")
# A "former president", "fake gun" or "failed coup" is no president, gun or coup.
PRIVATIVE = _set(
    """former alleged suspected would-be acting deputy vice ex interim assistant associate aspiring
    fake false mock so-called self-proclaimed purported apparent possible potential failed attempted
    foiled thwarted averted aborted cancelled canceled planned proposed draft prospective candidate
    unofficial honorary rejected late then anti non toy replica imitation counterfeit dummy hoax"""
)
# Pick one out of many: what follows says of which.
RANKING = _set(
    "first second third fourth fifth sixth seventh eighth ninth tenth last next final sole"
)
# Verbs whose object may not be widened: who banned Russian oil has not banned oil.
NEGATIVE_VERBS = _stems(
    """deny reject refuse ban bar prohibit forbid prevent stop halt end suspend cancel block oppose avoid
    lack fail cease abandon scrap lift rule exclude restrict outlaw boycott postpone delay"""
)
# Capital words that make another place or body of the name after them: South Sudan is not Sudan.
NAMING = _set(
    """north south east west northern southern eastern western new papua equatorial great greater upper
    lower saint st san santa central united deputy vice no non anti pro ex royal holy democratic
    hong los las buenos puerto costa sierra burkina tel abu kuala addis phnom port fort cape mount lake sri
    el bosnia trinidad"""
)
QUESTION_WORDS = _set("who whom whose what which when where why how")

STANCES: dict[Stance, frozenset[str]] = {
    "denied": _stems("deny refute disavow dismiss"),
    "demanded": _stems("demand urge insist require request want seek"),
    "warned": _stems("warn caution threaten fear"),
    "offered": _stems("offer propose suggest"),
    "promised": _stems("promise vow pledge agree commit guarantee swear"),
    "said": _stems(
        """say tell add state announce report claim argue maintain explain acknowledge admit confirm
        declare believe think tweet comment stress emphasize emphasise note remark reiterate
        reply respond recall conclude predict estimate describe accuse allege assert contend disclose
        reveal testify concede mention observe signal voice hope repeat"""
    ),
}
# Verbs a speech is introduced with: "X said", "…, X added". The others of STANCES report a stance
# in the brief's own voice ("Russia wants …") and stay part of the statement.
SPEECH = STANCES["said"] - _stems("voice hope signal accuse describe respond recall") | _stems(
    "warn caution insist suggest demand vow promise pledge deny urge"
)
# The plain ones, which may stand for any other that does not deny.
TELLING = _stems("say tell add state")
CONTENT_STOP = (
    ARTICLES | AUXILIARIES | PREPOSITIONS | PRONOUNS | CONJUNCTIONS | _set("that than then")
)


def is_negation(word: Word) -> bool:
    """Whether the word turns a statement into its opposite."""
    return word.norm in NEGATIONS or word.norm.endswith("n't")


def is_modal(word: Word) -> bool:
    """Whether the word says that something may, can or should be; the month of May and Will Smith do not."""
    return word.norm in MODALS and not (word.capital and word.norm in ("may", "will"))


def is_critical(word: Word) -> bool:
    """Whether leaving the word out, or putting it in, changes how true or how sure a statement is."""
    return word.kind == "word" and (
        is_negation(word) or is_modal(word) or word.norm in HEDGES or word.norm in CONDITIONS
    )


def is_content(word: Word) -> bool:
    """Whether the word carries meaning of its own: a name, number, noun, verb, adjective or adverb."""
    return word.kind in ("number", "date") or (
        word.kind == "word" and word.norm not in CONTENT_STOP
    )


_NOUNS_IN_LY = _set(
    "family assembly rally reply supply ally anomaly monopoly bully fly butterfly belly"
)


def is_adverb(word: Word) -> bool:
    """Whether the word has the form of an adverb in -ly; Italy, July and families have not."""
    return word.norm.endswith("ly") and not word.capital and word.norm not in _NOUNS_IN_LY


# "called for", "appealed to": verbs that demand only with their preposition.
_DEMANDS_WITH = {
    stem("call"): _set("for on upon"),
    stem("appeal"): _set("for to"),
    stem("push"): _set("for"),
}


def stance_of(verb: Word, following: Word | None = None) -> Stance | None:
    """The stance a verb (and the word after it) reports, None when it reports none."""
    if following is not None and following.norm in _DEMANDS_WITH.get(verb.stem, ()):
        return "demanded"
    return next((stance for stance, verbs in STANCES.items() if verb.stem in verbs), None)
