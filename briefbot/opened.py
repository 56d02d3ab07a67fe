"""Briefs and a model wired together, opened on first use: what the client's tasks work on."""

from __future__ import annotations

import os
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefbot.encoder.finding import Found, find_encoder, without_encoder
from briefbot.errors import SettingsError
from briefbot.library.opening import notices_of, open_library
from briefbot.models.secret import Unshown
from briefbot.models.wiring import wire
from briefbot.retrieval.index import Index
from briefbot.settings import Settings
from briefbot.tasks.prompting import Prompted, choose_prompts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from briefbot.encoder.base import Encoder
    from briefbot.library.base import Library
    from briefbot.models.base import Model


class Opened:
    """A library, a model and its prompts.

    Attributes:
        choice: the model, and why.
        found: the small encoder, and why.
    """

    def __init__(
        self,
        briefs: Path | str | Library = "seeds",
        *,
        model: str | Model | None = None,
        encoder: Path | str | Encoder | None = None,
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
            encoder: what ranks the evidence for questions by meaning, beside its words: "off", a folder with the files of
                all-MiniLM-L6-v2, an `Encoder`, or None for what the environment says, else the installed package. One
                that is missing or damaged leaves the ranking to words alone, and is told of in `warnings`. The
                ranking is fitted to that model, told by its `sha256`; another `Encoder` is not asked.
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
        self.found = _found(encoder, self._settings)
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
        cache = Path(self._settings.cache) if self._settings.cache else None
        return Index.open(self.library, cache=cache, encoder=self.found.stand_in)

    @property
    def warnings(self) -> list[str]:
        """What was odd so far: skipped files, disagreeing dates, the cache, the ledger, the encoder, another model served."""
        index: Index | None = self.__dict__.get("index")
        there = notices_of(self.__dict__.get("library"))
        notices = (*(index.notices if index else ()), *there, *self.choice.notices)
        return [*map(str, notices), *(_said_of_encoder(index) if index else ())]

    def over(self, briefs: Library) -> Self:
        """The same model, prompts and budget over other briefs."""
        other = copy(self)
        other._given = briefs
        for opened in ("library", "index"):
            other.__dict__.pop(opened, None)
        return other


def _found(given: Path | str | Encoder | None, settings: Settings) -> Found:
    """The encoder as given, else as the settings say."""
    if given is None:
        return find_encoder(settings.encoder)
    if isinstance(given, str | Path):
        return find_encoder(str(given), reason="it was asked for")
    return Found(given, f"The encoder {given.name}: it was given.")


def _said_of_encoder(index: Index) -> Iterator[str]:
    """What people should know of how questions were ranked so far; nothing before the first of them."""
    if fault := index.encoder_fault:
        yield without_encoder(fault)
    if left := index.left_unembedded:
        yield (
            f"{left:,} paragraphs are not embedded yet, which makes a first question over them slower and changes no answer:"
            " briefbot index does it once"
        )
