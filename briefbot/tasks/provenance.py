"""How a result was made, collected while it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefbot.models.base import usage_of
from briefbot.results import BriefUsed, PromptUsed, Provenance, Usage
from briefbot.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefbot.documents import Brief
    from briefbot.errors import ModelError
    from briefbot.tasks.prompting import Prompted
    from briefbot.writing.prompted import Written

Options = dict[str, str | int | float | bool | None]


@dataclass(slots=True)
class Receipt:
    """What was used so far; `provenance` closes it.

    `evidence_cut` is how many tokens of evidence the model was not shown because it can't read as much.
    """

    by: Prompted | None
    usage: Usage = field(default_factory=Usage)
    served: str | None = None
    prompts: list[PromptUsed] = field(default_factory=list)
    evidence_cut: int = 0

    def add(self, written: Written[Any]) -> None:
        """Note what one piece of writing took."""
        self.usage = self.usage + written.usage
        self.served = written.model_served
        self.prompts += [p for p in written.prompts if p not in self.prompts]

    def add_failed(self, error: ModelError, prompt: PromptUsed) -> None:
        """Note what a call took that gave nothing to use."""
        self.prompts += [prompt] if prompt not in self.prompts else []
        self.usage = self.usage + usage_of(error)

    def provenance(self, briefs: Iterable[Brief], *, as_of: date, options: Options) -> Provenance:
        """The provenance of a result that rests on `briefs`, which are listed by day and id."""
        listed = sorted({b.id: b for b in briefs}.values(), key=lambda b: (b.day, b.id))
        return Provenance(
            briefbot=__version__,
            writer="prompted" if self.by else "extractive",
            model=self.by.model.name if self.by else None,
            model_served=self.served,
            prompts=tuple(self.prompts),
            briefs=tuple(
                BriefUsed(id=b.id, day=b.day, source=b.source, sha256=b.sha256, encoding=b.encoding)
                for b in listed
            ),
            usage=self.usage,
            cost_usd=self.by.cost_usd(self.usage) if self.by else None,
            as_of=as_of,
            options=options | ({"evidence_cut": self.evidence_cut} if self.evidence_cut else {}),
        )
