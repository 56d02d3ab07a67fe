"""Turned round or made surer: negation, antonyms, modality, words inside quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.quality.gate.planting.error import Change, replaced
from benchmarks.quality.gate.words import find_antonym, tokens, verb_of, verbs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from benchmarks.quality.gate.sources import Sourced

_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|will|can|could|should|would|must)\b(?=( [a-z]+))"
)
_NOT_AFTER = re.compile(r" (?:not|no|never|been not|to|only|of|also not|nothing)\b")
_NEGATED = re.compile(
    r"\b(?:(is|are|was|were|has|have|had|will|can|could|should|would|must|does|do|did) not\b"
    r"|(is|are|was|were|has|have|had|would|could|should|must|does|do|did)n[’']t\b"
    r"|(can)not\b|(can)[’']t\b)(?! (?:only|just|necessarily|yet|all)\b)"
)
_DROPPED = re.compile(
    r"\b(?:allegedly|reportedly|apparently|possibly|perhaps|probably|likely|potentially|supposedly|presumably|"
    r"nearly|almost|unofficially|tentatively|provisionally|alleged|suspected|unconfirmed)\b ?"
)
_PLANNED = re.compile(
    r"\b(is|are|was|were) (?:likely|expected|due|set|scheduled|believed|thought|reported|feared|said|planned|"
    r"rumou?red|alleged|poised|supposed|about|preparing|planning|hoping) to (have |be )?([a-z]+)\b"
)
_MODAL = re.compile(r"\b(may|might|could|would|should|will|can) (have |be )?(?!not\b)([a-z]+)\b")
_TRIED = re.compile(
    r"\b(?:plans?|planned|intends?|intended|wants?|wanted|hopes?|hoped|attempts?|attempted|tries|tried|threatens|"
    r"threatened|agrees|agreed|promises|promised|vows|vowed|offers|offered|proposes|proposed|seeks|sought|pledges|"
    r"pledged|refuses|refused|fails|failed|declines|declined) to (?!be\b|have\b)([a-z]+)\b"
)
_QUOTED = re.compile(r"“([^“”]{12,})”|\"([^\"]{12,})\"")


def turned(source: Sourced, chance: Random) -> Iterator[Change]:
    """A negation put in or taken out, or a word replaced by its opposite."""
    makers = [_not_added, _not_removed, _did_not, _antonym]
    chance.shuffle(makers)
    for make in makers:
        yield from make(source.text)


def _not_added(text: str) -> Iterator[Change]:
    for match in _AUXILIARY.finditer(text):
        if not _NOT_AFTER.match(match.group(2)) and not text[: match.start()].endswith("("):
            yield replaced(text, *match.span(1), f"{match.group(1)} not", "not added")


def _not_removed(text: str) -> Iterator[Change]:
    for match in _NEGATED.finditer(text):
        auxiliary = next(g for g in match.groups() if g)
        yield replaced(text, *match.span(), auxiliary, "not removed")
    for match in re.finditer(
        r"\b(?:no|never) (?=[a-z])(?!(?:longer|one|more|less|matter)\b)", text, re.I
    ):
        yield replaced(text, *match.span(), "", "not removed")
    for match in re.finditer(r"\bwithout (?=[a-z])", text):
        yield replaced(text, match.start(), match.end() - 1, "with", "not removed")


def _did_not(text: str) -> Iterator[Change]:
    """A past tense behind a noun denied: "signed" becomes "did not sign"."""
    for token, before in zip(tokens(text)[1:], tokens(text), strict=False):
        past, present = verb_of(token.text, "past"), verb_of(token.text, "present")
        noun_before = before.is_word and (
            before.capital or before.lower.endswith(("s", "er", "nt"))
        )
        if (
            token.capital
            or not noun_before
            or before.lower in ("was", "is", "has", "as", "his", "its")
        ):
            continue
        following = text[token.end :]
        if not re.match(r" (?:the|an?|that|its|his|her|their|[A-Z]\w+|\d+|in|on)\b", following):
            continue
        if past and past.past != past.base and not verb_of(before.text, "past"):
            yield replaced(text, token.start, token.end, f"did not {past.base}", "not added")
        elif present and before.capital and not re.match(r" [A-Z]|in|on", following):
            yield replaced(text, token.start, token.end, f"does not {present.base}", "not added")


def _antonym(text: str) -> Iterator[Change]:
    for token in tokens(text)[1:]:
        if token.is_word and not token.capital and len(token.text) > 3:
            opposite = find_antonym(token.text)
            if opposite is not None and opposite not in text:
                yield replaced(text, token.start, token.end, opposite, "antonym")


def surer(source: Sourced, chance: Random) -> Iterator[Change]:
    """A hedge left out, or what may, will or was planned to happen told as done."""
    makers = [_hedge_dropped, _plan_done, _modal_done, _try_done]
    chance.shuffle(makers)
    for make in makers:
        yield from make(source.text)


def _hedge_dropped(text: str) -> Iterator[Change]:
    for match in _DROPPED.finditer(text):
        unlike = re.match(r"(?:to|that|than|\d|[$€£])", text[match.end() :])
        if not unlike and not text[: match.start()].endswith(
            ("more ", "less ", "most ", "as ", "very ")
        ):
            yield replaced(text, *match.span(), "", "hedge dropped")


def _plan_done(text: str) -> Iterator[Change]:
    for match in _PLANNED.finditer(text):
        be, bridge, verb = match.groups()
        plural = be in ("are", "were")
        if bridge == "be " or verb == "be":
            yield replaced(
                text, *match.span(), f"{be} {verb}" if verb != "be" else be, "plan told as done"
            )
        elif bridge == "have ":
            yield replaced(
                text, *match.span(), f"{'have' if plural else 'has'} {verb}", "plan told as done"
            )
        elif verb in verbs():
            yield replaced(text, *match.span(), verbs()[verb].past, "plan told as done")


def _modal_done(text: str) -> Iterator[Change]:
    for match in _MODAL.finditer(text):
        modal, bridge, verb = match.groups()
        if modal == "can" and not bridge:
            continue
        if modal in ("may", "might", "could", "should") and not bridge and verb in verbs():
            yield replaced(text, *match.span(1), "will", "modal made sure")
        if bridge == "be ":
            yield replaced(text, match.start(), match.end(2), "was ", "told as done")
        elif bridge == "have ":
            yield replaced(text, match.start(), match.end(2), "had ", "told as done")
        elif verb in verbs() and verb not in ("be", "have"):
            yield replaced(text, *match.span(), verbs()[verb].past, "told as done")


def _try_done(text: str) -> Iterator[Change]:
    for match in _TRIED.finditer(text):
        verb = match.group(1)
        if verb in verbs():
            yield replaced(text, *match.span(), verbs()[verb].past, "told as done")


def other_quotation(source: Sourced, chance: Random) -> Iterator[Change]:
    """One word inside quotation marks replaced, by its opposite or by a word quoted nowhere there."""
    text = source.text
    elsewhere = [
        t.text
        for other in source.others
        for t in tokens(other)
        if t.is_word and not t.capital and len(t.text) > 4
    ]
    for match in _QUOTED.finditer(text):
        inside = [
            t
            for t in tokens(text)
            if match.start() < t.start and t.end < match.end() and t.is_word and len(t.text) > 4
        ]
        chance.shuffle(inside)
        for token in inside:
            if token.capital:
                continue
            suffix = next((s for s in ("ing", "ed", "ly", "s") if token.text.endswith(s)), "")
            options = [w for w in elsewhere if w.endswith(suffix) and w not in text]
            new = find_antonym(token.text) or (chance.choice(options) if options else None)
            if new is not None and new not in text:
                yield replaced(text, token.start, token.end, new, "word in a quotation")
