"""Briefs and a model wired together, opened on first use: what the client's tasks work on."""

from __future__ import annotations

import os
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefbot.errors import SettingsError
from briefbot.library.opening import notices_of, open_library
from briefbot.models.secret import Unshown
from briefbot.models.wiring import wire
from briefbot.retrieval.index import Index
from briefbot.settings import Settings
from briefbot.tasks.prompting import Prompted, choose_prompts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from briefbot.library.base import Library
    from briefbot.models.base import Model


class Opened:
    """A library, a model and its prompts."""

    def __init__(
        self,
        briefs: Path | str | Library = "seeds",
        *,
        model: str | Model | None = None,
        prompts: Mapping[str, str] | None = None,
        prompt_folder: Path | str | None = None,
        judge: bool = False,
        record: Path | str | None = None,
        replay: Path | str | None = None,
        recordings: Path | str | None = None,
        max_tokens: int | None = None,
        max_cost_usd: float | None = None,
        deadline_s: float | None = None,
        max_requests: int | None = None,
        fallback: Literal["extractive"] | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """Wires the parts; reads no brief and calls nothing yet.

        Args:
            briefs: a folder of dated files, one file, "-" for standard input, or a `Library`.
            model: a spec ("extractive", an OpenAI model name, "gguf:PATH"), a `Model`, or None for what
                the environment says.
            prompts: task -> prompt spec, like {"ask": "ask@1"}; else the newest versions.
            prompt_folder: the user's own prompts.
            judge: ask the model for a second opinion on each claim in words of its own; one it doubts
                is printed as its quote.
            record: write every completion into this folder.
            replay: answer from this folder's recordings alone; nothing is sent.
            recordings: replay what is recorded there, call and record the rest.
            max_tokens: budget over the object's life, input and output.
            max_cost_usd: budget over the object's life.
            deadline_s: how long all requests may take, from the first one on, waits included; None gives each
                result 600 s.
            max_requests: how many may be sent over the object's life, retries included; None gives each result 100.
            fallback: "extractive" gives the briefs' own sentences where the model fails; else it is an error.
            environ: stands in for `os.environ`.

        Raises:
            SettingsError: a spec, path or combination makes no sense, or there is no model to judge.
        """
        environ = Unshown(os.environ if environ is None else environ)
        self._settings = Settings.from_environ(environ)
        self._given = briefs
        self._prompts = choose_prompts(prompts or {}, folder=prompt_folder)
        self.choice = wire(
            model,
            environ,
            record=record,
            replay=replay,
            recordings=recordings,
            max_tokens=max_tokens,
            max_cost_usd=max_cost_usd,
            deadline_s=deadline_s,
            max_requests=max_requests,
            state=self._settings.state,
        )
        if judge and self.choice.model is None:
            raise SettingsError(
                "a judge is a model, and none is chosen; choose one with --model NAME"
            )
        if fallback not in (None, "extractive"):
            raise SettingsError(f'fallback is {fallback!r}; there is "extractive"')
        self._judge = judge
        self._fallback = fallback == "extractive"

    @property
    def model(self) -> Model | None:
        """The model that writes, None when code chooses sentences."""
        return self.choice.model

    @property
    def _by(self) -> Prompted | None:
        if self.model is None:
            return None
        return Prompted(
            self.model, self._prompts, self.choice.base_url, self._judge, self._fallback
        )

    @cached_property
    def library(self) -> Library:
        """Where the briefs come from; standard input is read on first use.

        Raises:
            SettingsError: standard input can't be read.
            BriefFormatError: the brief on standard input can't be used.
        """
        return open_library(self._given)

    @cached_property
    def index(self) -> Index:
        """The index over the library, brought up to date."""
        cache = self._settings.cache
        return Index.open(self.library, cache=Path(cache) if cache else None)

    @property
    def warnings(self) -> list[str]:
        """What was odd so far: skipped files, disagreeing dates, the cache, the ledger, another model served."""
        indexed = self.index.notices if "index" in self.__dict__ else ()
        there = notices_of(self.__dict__.get("library"))
        return [str(n) for n in (*indexed, *there, *self.choice.notices)]

    def over(self, briefs: Library) -> Self:
        """The same model, prompts and budget over other briefs."""
        other = copy(self)
        other._given = briefs
        for opened in ("library", "index"):
            other.__dict__.pop(opened, None)
        return other
