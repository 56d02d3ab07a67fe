"""What of the briefs no writer was shown, because it is addressed to a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefbot.documents import Chunk, Sentence
    from briefbot.tasks.provenance import Options

# Places named; a flood of orders must not make a flood of the report.
_NAMED = 5


def note_withheld(sentences: Iterable[Sentence]) -> Options:
    """The entry for a result's options: how many sentences were left out, and where the first of them stand.

    Empty without any, so that nothing is said where nothing was left out. The words themselves are not repeated.
    """
    places = list(dict.fromkeys((s.brief.id, s.span.start, s.span.end) for s in sentences))
    if not places:
        return {}
    named = ", ".join(f"{id} {start}-{end}" for id, start, end in places[:_NAMED])
    more = f" and {len(places) - _NAMED:,} more" if len(places) > _NAMED else ""
    counted = "1 sentence" if len(places) == 1 else f"{len(places):,} sentences"
    return {"withheld": f"{counted} addressed to a language model left out ({named}{more})"}


def withheld_of(chunks: Iterable[Chunk]) -> list[Sentence]:
    """The sentences set apart in some paragraphs, in their order."""
    return [sentence for chunk in chunks for sentence in chunk.withheld]
