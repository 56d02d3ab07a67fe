"""The chosen model with what is wrapped around it: the budget inside, recordings outside.

What is replayed was paid for when it was recorded, so it costs nothing again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefbot.errors import SettingsError
from briefbot.models.choose import EXTRACTIVE, Choice, choose

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefbot.models.base import Model


def wire(
    spec: str | Model | None,
    environ: Mapping[str, str],
    *,
    record: Path | str | None = None,
    replay: Path | str | None = None,
    recordings: Path | str | None = None,
    max_tokens: int | None = None,
    max_cost_usd: float | None = None,
    deadline_s: float | None = None,
    max_requests: int | None = None,
    state: Path | str | None = None,
) -> Choice:
    """What writes, wrapped as asked: `record`, `replay` or read-through `recordings`, budget, limits and ledger.

    `state` is where the ledger is kept, None for the user's state directory.

    Raises:
        SettingsError: the spec or a limit makes no sense, or more than one recording mode is asked for.
    """
    if sum(folder is not None for folder in (record, replay, recordings)) > 1:
        raise SettingsError("choose one of record, replay and recordings")
    if replay is not None:
        return _replaying(spec, replay, environ)
    if spec is None or isinstance(spec, str):
        choice = choose(spec, environ)
    else:
        url = getattr(spec, "base_url", None)
        choice = Choice(spec.name, f"The model {spec.name}: it was given.", spec, url)
    if choice.model is None:
        return choice
    from briefbot.models.budget import Metered
    from briefbot.models.guarded import Guarded
    from briefbot.models.ledger import Ledger, Noted, ledger_folder
    from briefbot.models.limits import RunLimits
    from briefbot.models.recordings import ReadThrough, Recorder

    ledger = Ledger(ledger_folder(state), base_url=choice.base_url)
    # What a limit keeps from being sent is never noted as sent.
    guard = Guarded(
        Noted(choice.model, ledger, base_url=choice.base_url),
        RunLimits(deadline_s=deadline_s, max_requests=max_requests),
        base_url=choice.base_url,
    )
    meter = Metered(
        guard,
        max_tokens=max_tokens,
        max_cost_usd=max_cost_usd,
        base_url=choice.base_url,
    )
    model: Model = meter
    if record is not None:
        model = Recorder(model, record, secrets=choice.secrets)
    elif recordings is not None:
        model = ReadThrough(model, recordings, secrets=choice.secrets)
    return replace(choice, model=model, ledger=ledger, guard=guard, meter=meter)


def _replaying(spec: str | Model | None, folder: Path | str, environ: Mapping[str, str]) -> Choice:
    """The recordings of a model stand in for it; neither a key nor a server is needed."""
    from briefbot.models.recordings import Replayer

    named = environ.get("BRIEFBOT_MODEL", "").strip() if spec is None else spec
    name = (named or None) if isinstance(named, str) else named.name
    if name == EXTRACTIVE and spec is not None:
        raise SettingsError("extractive needs no model, so there is nothing to replay")
    replayer = Replayer(folder, name=None if name == EXTRACTIVE else name)
    return Choice(
        replayer.name, f"Recordings of {replayer.name} in {folder}: nothing is sent.", replayer
    )
