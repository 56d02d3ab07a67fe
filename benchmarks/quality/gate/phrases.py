"""Simple clauses found by shape: who did what to whom, by whom it was done, who said what.

Only shapes that leave no doubt are read; most sentences have none and give nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.quality.gate.words import Verb, verb_of

CAPITALS = r"[A-Z][\w’'.&-]*\w(?: (?:(?:of|de|the|and the|al|bin|for) )?[A-Z][\w’'.&-]*\w){0,5}"
# A phrase ends before these; "of" stays inside.
_ENDS = (
    r"(?!(?:in|on|at|to|by|for|from|with|after|before|during|near|over|amid|following|as|and|or|but|that|who|"
    r"which|into|against|under|than|while|when|where|because|if|outside)\b)"
)
_COMMON = rf"(?:{_ENDS}[a-z][\w’'-]+ ){{0,3}}{_ENDS}[a-z][\w’'-]+"
# "Israeli police", "the country's Supreme Court", "a car bomb", "26 people".
NOUN_PHRASE = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|\d[\d,]*|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix) )"
    rf"(?:{CAPITALS}(?: {_COMMON})?|{_COMMON}(?: {CAPITALS})?)|{CAPITALS}(?: [a-z]+s)?"
)
_TAIL = r"(?: (?:in|on|at|during|near|after|for|amid|outside|over|following|from|against) [^,;:“”\"()]+)?"
# Between a participle and "by" only a place or time: in "hit in an attack by X" the attack is X's.
_SHORT_TAIL = r"(?: (?:in|on|at|near|from) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?| from office)?"
# Behind a comma not what the phrase before it is: it would move away from it.
_GOES_ON = r"(?!(?:who|which|where|whose|an?|the|its|his|her|their|[A-Z][\w’']*|and|or)\b)"
_ACTIVE = re.compile(
    rf"(?P<subject>{NOUN_PHRASE}) (?P<verb>[a-z]+) (?P<object>{NOUN_PHRASE})(?P<tail>{_TAIL})\.$"
)
_ACTIVE_START = re.compile(
    rf"(?P<subject>{NOUN_PHRASE}) (?P<verb>[a-z]+) (?P<object>{NOUN_PHRASE})"
    r"(?P<tail>(?:,| (?:in|on|at|during|near|after|for|amid|over|following|from|with|to|as|by|against)\b).*)\.$"
)
_PASSIVE = re.compile(
    rf"(?P<subject>{NOUN_PHRASE}) (?P<be>is|are|was|were|has been|have been) (?P<verb>[a-z]+)"
    rf"(?P<tail>{_SHORT_TAIL}) by (?P<agent>{NOUN_PHRASE})(?P<after>{_TAIL}(?:, {_GOES_ON}[^“”\"]+)?)\.$"
)
# Said of both sides at once: turning them round changes nothing.
SYMMETRIC = frozenset(
    """meet marry join face border match equal play fight resemble divorce date tie draw contact
    encounter wed hug be have follow precede become remain include comprise total cost weigh mean""".split()
)
_TELLING = frozenset(
    """say claim announce report state argue warn allege deny confirm declare believe estimate maintain
    admit predict suggest find show reveal see consider call call deem think expect want need""".split()
)
# A participle that only looks like one, or a noun with -s that only looks like a verb.
_LIKELY_NOUNS = frozenset(
    """forces troops police attacks talks strikes protests plans reports reads rules games results
    matches votes moves bans calls holds shows raids airs lists aims stops police officials cases
    deals arrests charges leads visits claims fires storms tests ties wins rocks bombs""".split()
)
_SAY = (
    r"said|says|claimed|claims|stated|states|announced|announces|reported|reports|argued|argues|insisted|"
    r"insists|warned|warns|alleged|alleges|denied|denies|confirmed|confirms|believes|estimates|estimated|"
    r"told reporters|maintains|acknowledged|admits|admitted|declares|declared|predicted|predicts|suggests"
)
# Only these go without "that" as a rule; "declares a state of emergency" quotes nobody.
_SAYS = r"(?:said|says|claim|believe|told|insist|admit)"
_FRAME_FIRST = re.compile(
    rf"^(?P<speaker>(?:{NOUN_PHRASE})(?: {CAPITALS})?) (?P<verb>{_SAY})(?P<when> on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
    r"(?P<that> that|:|,)? (?P<said>[^:].+)\.$"
)
_FRAME_LAST = re.compile(
    rf"^(?P<said>.+), (?P<speaker>(?:{NOUN_PHRASE})(?: {CAPITALS})?) (?P<verb>{_SAY})(?P<when> on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\.$"
)
_ACCORDING = re.compile(
    rf"^(?:According to (?P<a>{NOUN_PHRASE}(?: of {NOUN_PHRASE})?), (?P<said_a>.+)"
    rf"|(?P<said_b>[^“”\"]+),? according to (?P<b>{NOUN_PHRASE}(?: of {NOUN_PHRASE})?))\.$"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do)\b"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence of the shape "A did B (tail)." or "B was done by A (tail)".

    Attributes:
        actor: who does it.
        verb: the verb.
        undergoer: to whom.
        tail: prepositional phrases behind, with a space before; may be empty.
        present: whether the verb is in a present tense.
        form: the verb (group) as written.
    """

    actor: str
    verb: Verb
    undergoer: str
    tail: str
    present: bool
    form: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that is somebody's words.

    Attributes:
        shape: "first" (X said that S), "last" (S, X said) or "according".
        speaker: exact words that name the speaker.
        verb: the reporting verb, "" for "according to".
        said: S, without a full stop.
        when: the day it was said on, with a space before, or "".
    """

    shape: str
    speaker: str
    verb: str
    said: str
    when: str = ""


@lru_cache(maxsize=8192)
def find_active(sentence: str, *, whole: bool = True) -> Deed | None:
    """The deed of a sentence of the shape "A did B (tail).", None otherwise.

    Unless `whole`, anything may follow behind a comma or preposition; it is then the tail.
    """
    match = _ACTIVE.match(sentence) or (None if whole else _ACTIVE_START.match(sentence))
    if match is None or (match["verb"] in _LIKELY_NOUNS and not _is_name(match["subject"])):
        return None
    past, present = verb_of(match["verb"], "past"), verb_of(match["verb"], "present")
    verb = past or present
    if (
        verb is None
        or not verb.transitive
        or verb.base in SYMMETRIC | _TELLING
        or match["verb"] == verb.base
    ):
        return None
    if not (_is_phrase(match["subject"]) and _is_phrase(match["object"])):
        return None
    return Deed(match["subject"], verb, match["object"], match["tail"], past is None, match["verb"])


@lru_cache(maxsize=8192)
def find_passive(sentence: str) -> Deed | None:
    """The deed of a sentence that is nothing but "B was done (tail) by A (tail).", None otherwise."""
    match = _PASSIVE.match(sentence)
    if match is None:
        return None
    verb = verb_of(match["verb"], "participle")
    if verb is None or not verb.transitive or verb.base in SYMMETRIC:
        return None
    numbered = re.match(r"(?:\d|[Tt]wo|[Tt]hree|an? (?:margin|vote|score))", match["agent"])
    if numbered or not (_is_phrase(match["subject"]) and _is_phrase(match["agent"])):
        return None
    form = f"{match['be']} {match['verb']}"
    return Deed(
        match["agent"],
        verb,
        match["subject"],
        f"{match['tail']}{match['after']}",
        match["be"] in ("is", "are"),
        form,
    )


@lru_cache(maxsize=8192)
def find_told(sentence: str) -> Told | None:
    """Who says a sentence and what it is they say, None when it is nobody's words or shape is in doubt."""
    told = _told(sentence)
    if (
        told is None
        or len(told.said.split()) < 5
        or re.match(r"(?:to|of|on|the following)\b", told.said)
    ):
        return None
    if told.said.count("“") != told.said.count("”") or told.said.count('"') % 2:
        return None
    if "“" in told.said or '"' in told.said or not _has_clause(told.said):
        return None
    if told.speaker.split()[-1] in ("He", "She", "They", "It") or re.search(
        r"\b(?:who|which)\b", told.speaker
    ):
        return None
    return told


def _told(sentence: str) -> Told | None:
    if match := _ACCORDING.match(sentence):
        said = match["said_a"] or match["said_b"].removesuffix(",")
        return Told("according", match["a"] or match["b"], "", said)
    if match := _FRAME_LAST.match(sentence):
        return Told("last", match["speaker"], match["verb"], match["said"], match["when"] or "")
    if match := _FRAME_FIRST.match(sentence):
        bare = (match["that"] or "").strip() != "that"
        if bare and not re.match(_SAYS, match["verb"]):
            return None
        if bare and not re.match(
            r"(?:the|an?|it|he|she|they|there|its|his|[A-Z]\w+|\d+)\b", match["said"]
        ):
            return None
        return Told("first", match["speaker"], match["verb"], match["said"], match["when"] or "")
    return None


def _has_clause(text: str) -> bool:
    """Whether the words are a statement by themselves: a subject, then a finite verb."""
    words = re.findall(r"[\w’'-]+", text)
    return any(
        _FINITE.fullmatch(word)
        or (verb_of(word, "past") and not word.endswith("ing"))
        or (verb_of(word, "present") and word not in _LIKELY_NOUNS)
        for word in words[1:8]
    )


def _is_name(phrase: str) -> bool:
    return all(word[0].isupper() for word in phrase.split())


_TIMES = frozenset("moments minutes hours days weeks months years shortly".split())
_NO_STARTS = frozenset(
    """Since When While After Before As If In On At During Because Although With For From By Under Amid
    Following However Meanwhile And But Despite That There Why How What Who""".split()
)
_NO_PHRASE = re.compile(
    r"\b(?:that|this|these|who|which|and|but|as|if|when|where|while|because|than|it|he|she|they|there|"
    r"is|are|was|were|has|have|had|be|been|will|would|could|may|not|no|more|most|least|also|to|by|with|into|up|"
    r"down|out|about|over|off|after|before|during|first|on|in|at|from|all|other|another|one|some|any)\b"
)


def _is_phrase(phrase: str) -> bool:
    """Whether a match for a noun phrase is one: no clause word inside, no verb among its plain words."""
    plain = [w for w in phrase.split() if w[0].islower()]
    if _NO_PHRASE.search(" ".join(w for w in plain)) or phrase.endswith(("’s", "'s", "’", "'")):
        return False
    first = phrase.split()[0]
    if len(phrase.split()) == 1 and first in (
        "He",
        "She",
        "They",
        "It",
        "The",
        "This",
        "I",
        "We",
        "A",
    ):
        return False
    if first in _NO_STARTS:
        return False
    if (plain and verb_of(plain[-1], "past")) or (plain[-1:] and plain[-1] in _TIMES):
        return False  # "a measure aimed [at]", "a missile moments [after]"
    return not any(
        (verb_of(w, "past") and not verb_of(w, "participle"))
        or verb_of(w, "gerund")
        or w.endswith("ly")
        for w in plain
    )


def is_plural(phrase: str) -> bool:
    """Whether a noun phrase is of more than one: a number before it, or a plain -s at the end of its head."""
    words = re.split(r" (?:of|from|for|in|against) ", phrase)[0].split()
    if words[0].lower() in _COUNTS or re.fullmatch(r"\d[\d,]*", words[0]):
        return words[0] != "1"
    if words[0].lower() in ("a", "an") or (words[-1][0].isupper() and words[0].lower() != "the"):
        return False
    head = words[-1].lower()
    return (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in _PLURALS


def agreeing(verb: Verb, subject: str, *, present: bool) -> str:
    """The verb as it stands behind a subject, in the present or the past tense."""
    if not present:
        return verb.past
    return verb.base if is_plural(subject) else verb.present


def be(subject: str, deed: Deed) -> str:
    """The form of "be" that makes a deed passive behind a subject."""
    if is_plural(subject):
        return "are" if deed.present else "were"
    return "is" if deed.present else "was"


_COUNTS = frozenset(
    "two three four five six seven eight nine ten dozens hundreds thousands".split()
)
_PLURALS = frozenset("people men women children police troops".split())
