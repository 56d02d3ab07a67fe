"""What a prompted run needs: a model, and which version of which prompt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbot.errors import SettingsError
from briefbot.prompts import load_prompt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefbot.models.base import Model
    from briefbot.prompts import Prompt
    from briefbot.results import Usage


@dataclass(frozen=True, slots=True)
class Prompts:
    """The prompts of a run.

    Attributes:
        chosen: task -> prompt spec ("ask@1") where the user chose one; else the newest version.
        folder: the user's own prompts, None for the shipped ones alone.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)
    folder: Path | str | None = None

    def load(self, task: str) -> Prompt:
        """The prompt of a task.

        Raises:
            PromptNotFoundError: the chosen one does not exist.
            PromptError: it is not a valid prompt.
        """
        return load_prompt(self.chosen.get(task, task), folder=self.folder)


def choose_prompts(given: Mapping[str, str], *, folder: Path | str | None = None) -> Prompts:
    """The prompts of a run from specs by task; each is for the prompt it names.

    `--prompt details@1` on summarize is for "details", a step of that task.

    Raises:
        SettingsError: `given` is one spec and not a mapping.
    """
    if isinstance(given, str):
        raise SettingsError('prompts maps tasks to prompts, like {"ask": "ask@1"}')
    chosen = {spec.split("@")[0].strip() or task: spec for task, spec in given.items()}
    return Prompts(chosen, folder or None)


@dataclass(frozen=True, slots=True)
class Prompted:
    """A model with its prompts; a task without one chooses sentences by code.

    Attributes:
        base_url: the server the model is on, for its price; None for OpenAI and for no server.
        judge: whether the model also gives a second opinion on what code has proved.
        fallback: whether the briefs' own sentences stand in where the model fails.
    """

    model: Model
    prompts: Prompts = field(default_factory=Prompts)
    base_url: str | None = None
    judge: bool = False
    fallback: bool = False

    def cost_usd(self, usage: Usage) -> float | None:
        """What `usage` cost, None where nothing was sent, or nobody knows."""
        if not usage.calls:
            return None
        from briefbot.models.prices import cost_usd

        return cost_usd(self.model.name, usage, base_url=self.base_url)
