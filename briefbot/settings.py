"""What the environment says: six variables, read from a mapping that is passed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_BRIEFS = "seeds"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings a user can make once instead of on every command line.

    Attributes:
        briefs: where the briefs are (`BRIEFBOT_BRIEFS`, else `seeds`).
        model: the model spec (`BRIEFBOT_MODEL`); None leaves the choice to what is there.
        prompts: the user's own prompt folder (`BRIEFBOT_PROMPTS`), None for the shipped prompts only.
        cache: where the index is kept (`BRIEFBOT_CACHE`), None for the user's cache directory.
        state: where the ledger of usage is kept (`BRIEFBOT_STATE`), None for the user's state directory.
        encoder: a folder with the small encoder's files, or "off" (`BRIEFBOT_ENCODER`); None for the installed package's.
    """

    briefs: str = DEFAULT_BRIEFS
    model: str | None = None
    prompts: str | None = None
    cache: str | None = None
    state: str | None = None
    encoder: str | None = None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in an environment; a variable that is empty or blank counts as not set.

        A plain dataclass: a settings library costs 280 ms of import, more than the rest of `--help`.
        """

        def said(name: str) -> str | None:
            return environ.get(name, "").strip() or None

        return cls(
            briefs=said("BRIEFBOT_BRIEFS") or DEFAULT_BRIEFS,
            model=said("BRIEFBOT_MODEL"),
            prompts=said("BRIEFBOT_PROMPTS"),
            cache=said("BRIEFBOT_CACHE"),
            state=said("BRIEFBOT_STATE"),
            encoder=said("BRIEFBOT_ENCODER"),
        )
