"""What only changes have: their kinds, their days and the values that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.grounding.comparing.relation import Relation
from briefbot.grounding.comparing.revision import check_revision
from briefbot.grounding.fields import topic_holds
from briefbot.tasks.evidence import day_evidence
from briefbot.writing.compared import Pair, compare
from briefbot.writing.pointed_changes import statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefbot.documents import Evidence
    from briefbot.results import Change, Changes, Claim
    from briefbot.tasks.verify.shelf import Shelf
    from briefbot.writing.compared import Compared


def changes_problems(changes: Changes, shelf: Shelf) -> Iterator[str]:
    """What of changes does not hold, their claims left aside."""
    if changes.earlier >= changes.later:
        yield f"earlier: {changes.earlier} is not before {changes.later}"
    days = {used.day for used in changes.provenance.briefs}
    for day in sorted(days ^ {changes.earlier, changes.later}):
        yield f"day: the briefs used do not fit it: {day}"
    for i, item in enumerate(changes.items):
        yield from (f"items[{i}]: {problem}" for problem in _item_problems(item, changes))
    found = [shelf.find(used.id)[0] for used in changes.provenance.briefs]
    briefs = [brief for brief in found if brief is not None]
    if len(briefs) == len(found):
        earlier, later = (
            day_evidence([b for b in briefs if b.day == day])[0]
            for day in (changes.earlier, changes.later)
        )
        yield from _kind_problems(changes, compare(earlier, later))


def _item_problems(item: Change, changes: Changes) -> Iterator[str]:
    """What is wrong with one item by itself: its days, its parts, its values."""
    day = changes.earlier if item.kind == "dropped" else changes.later
    yield from _day_problems(item.claim, day)
    if item.topic and not topic_holds(item.topic, item.claim):
        yield f"the topic {item.topic!r} is not in what it cites"
    revised = item.kind in ("updated", "reversed")
    if revised != (item.before is not None):
        yield f"{item.kind}, and what was said before does not fit that"
    if item.revised and item.before is None:
        yield f"{item.kind}, and the values do not fit that"
    if item.before is not None:
        yield from (f"before: {problem}" for problem in _day_problems(item.before, changes.earlier))
        for values in item.revised:
            if not _stands(values.before, item.before):
                yield f"the earlier day does not give {values.before!r}"
            if not _stands(values.after, item.claim):
                yield f"the later day does not give {values.after!r}"


def _day_problems(claim: Claim, day: object) -> Iterator[str]:
    yield from (f"cites {c.day}, not {day}" for c in claim.citations if c.day != day)


def _stands(value: str, claim: Claim) -> bool:
    return bool(value.strip()) and any(value in citation.quote for citation in claim.citations)


def _kind_problems(changes: Changes, compared: Compared) -> Iterator[str]:
    """Which kinds a new comparison of the two days does not find."""
    earlier, later = _places(compared.earlier), _places(compared.later)
    pairs = {(p.before, p.after): p.kind for p in compared.changed}
    for i, item in enumerate(changes.items):
        sides = earlier if item.kind == "dropped" else later
        handle = sides.get(item.claim.place)
        if item.kind == "new" and handle not in compared.new:
            yield f"items[{i}]: not new, the earlier day tells it"
        elif item.kind == "dropped" and handle not in compared.gone:
            yield f"items[{i}]: not dropped, the later day tells it"
        elif item.before is not None:
            before = earlier.get(item.before.place)
            found: str | None = pairs.get((before, handle)) if before and handle else None
            if before and handle and found is None:
                found = _pointed(compared, before, handle, item)
            if found != item.kind:
                yield f"items[{i}]: the two days' sentences do not show that it was {item.kind}"
    if changes.carried != compared.carried:
        yield f"carried: is {compared.carried}, not {changes.carried}"


def _pointed(compared: Compared, before: str, after: str, item: Change) -> str | None:
    """The kind of a change that a model pointed at, by the words it named; None when they do not show one."""
    was, now = statement_of(compared.earlier, before), statement_of(compared.later, after)
    words = [(values.before, values.after) for values in item.revised] or [(was.text, now.text)]
    kinds = [check_revision(was, now, *one) for one in words]
    return next((Pair(before, after, k).kind for k in kinds if isinstance(k, Relation)), None)


def _places(evidence: Evidence) -> dict[tuple[str, int], str]:
    """The handle of each sentence by its brief and where it starts."""
    return {(s.brief.id, s.span.start): handle for handle, s in evidence}
