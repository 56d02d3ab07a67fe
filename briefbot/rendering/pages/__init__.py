"""Results as pages: which parts, in which order, under which titles. One kind a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.rendering.pages.answer import answer_page
from briefbot.rendering.pages.changes import changes_page
from briefbot.rendering.pages.story import story_page
from briefbot.rendering.pages.summary import summary_page
from briefbot.rendering.pages.timeline import timeline_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.rendering.outline import Outline
    from briefbot.results import AnyResult

# By kind and not by class: loading the result types costs 0.1 s, which `--help` does not have.
_PAGES: dict[str, Callable[..., Outline]] = {
    "daily_summary": summary_page,
    "answer": answer_page,
    "changes": changes_page,
    "timeline": timeline_page,
    "story": story_page,
}


def outline(result: AnyResult) -> Outline:
    """Everything a result has to say, in reading order."""
    return _PAGES[result.kind](result)
