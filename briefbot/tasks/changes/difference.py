"""What changed from one day to a later one, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from briefbot.grounding.gate import check_claim
from briefbot.results import Change, Changes, Claim, Rejected, Revised
from briefbot.tasks.changes.running import find_ended
from briefbot.tasks.evidence import background_of, day_evidence, note_unread
from briefbot.tasks.falling_back import falling_back
from briefbot.tasks.provenance import Receipt
from briefbot.tasks.withheld import note_withheld, withheld_of
from briefbot.writing.compared import compare
from briefbot.writing.extractive.changes import draft_changes
from briefbot.writing.extractive.labels import topic_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from briefbot.documents import Evidence
    from briefbot.drafts import DraftChange, DraftClaim
    from briefbot.models.base import Request
    from briefbot.results import ChangeKind
    from briefbot.retrieval.index import Index
    from briefbot.tasks.prompting import Prompted, Prompts
    from briefbot.tasks.provenance import Options
    from briefbot.writing.compared import Compared, Pair


@falling_back
def changes(index: Index, earlier: date, later: date, *, by: Prompted | None = None) -> Changes:
    """What changed from the earlier day's briefs to the later day's, each day all its briefs together.

    Days that tell the same have no items, whatever the order of their paragraphs.

    Raises:
        BriefError: the briefs of a day can't be read any more.
        ModelError: the model gave nothing to check; see its subclasses.
    """
    before, after = index.briefs(earlier, earlier), index.briefs(later, later)
    evidence, repeated = day_evidence(after)
    compared = compare(day_evidence(before)[0], evidence)
    receipt = Receipt(by)
    options: Options = note_withheld(
        withheld_of((*compared.earlier.chunks, *compared.later.chunks))
    ) | note_unread(index, compared.earlier, compared.later, of=(earlier, later))
    pointed: list[Rejected] = []
    if by is not None:
        from briefbot.tasks.changes.prompted import ask_for_changes

        pairs, pointed = ask_for_changes(compared, by, receipt)
        options["filled_without_model"] = _found_by_code(compared, pairs)
        compared = compared.with_pairs(pairs)
    ended = find_ended(index, compared) if compared.gone else frozenset()
    known = background_of(index, later, repeated)
    items, rejected = _checked(draft_changes(compared, known, ran_on=ended), compared)
    return Changes(
        earlier=earlier,
        later=later,
        items=tuple(items),
        carried=compared.carried,
        rejected=(*pointed, *rejected),
        provenance=receipt.provenance([*before, *after], as_of=later, options=options),
    )


def changes_request(index: Index, earlier: date, later: date, prompts: Prompts) -> Request | None:
    """What would be sent for two days, without sending it; None when nothing would be."""
    from briefbot.tasks.changes.prompted import request_for_changes

    before, after = (day_evidence(index.briefs(day, day))[0] for day in (earlier, later))
    return request_for_changes(compare(before, after), prompts)


def _found_by_code(compared: Compared, pairs: Sequence[Pair]) -> str | None:
    """The kinds of changes that rest on code alone, however much a model was asked."""
    pointed = {pair.kind for pair in pairs}
    found = {pair.kind for pair in compared.changed} - pointed
    return ", ".join(kind for kind in ("reversed", "updated") if kind in found) or None


def _checked(
    drafts: Sequence[DraftChange], compared: Compared
) -> tuple[list[Change], list[Rejected]]:
    """The changes whose claims hold, and the claims that do not."""
    items: list[Change] = []
    rejected: list[Rejected] = []
    for i, draft in enumerate(drafts):
        evidence = compared.earlier if draft.kind == "dropped" else compared.later
        claim = check_claim(draft.claim, evidence, part=f"items[{i}]")
        before = _check_before(draft.before, compared.earlier, part=f"items[{i}].before")
        failed = [one for one in (claim, before) if isinstance(one, Rejected)]
        rejected += failed
        if failed:
            continue
        items.append(
            Change(
                kind=cast("ChangeKind", draft.kind),
                topic=topic_of(evidence, draft.claim.handles[0]),
                claim=cast("Claim", claim),
                before=cast("Claim | None", before),
                revised=tuple(Revised(before=b, after=a) for b, a in draft.revised),
            )
        )
    return items, rejected


def _check_before(
    draft: DraftClaim | None, evidence: Evidence, *, part: str
) -> Claim | Rejected | None:
    return None if draft is None else check_claim(draft, evidence, part=part)
