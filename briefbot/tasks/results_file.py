"""Saved results read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from briefbot.errors import SettingsError
from briefbot.models.replies import clip
from briefbot.results import (
    SCHEMA_VERSION,
    Answer,
    AnyResult,
    Changes,
    DailySummary,
    Story,
    Timeline,
)

if TYPE_CHECKING:
    from pathlib import Path

_KINDS: dict[str, type[AnyResult]] = {
    "daily_summary": DailySummary,
    "answer": Answer,
    "changes": Changes,
    "timeline": Timeline,
    "story": Story,
}


def read_result(saved: AnyResult | Mapping[str, Any] | Path | str) -> AnyResult:
    """The result in a file, a mapping as JSON gives it, or the result itself.

    Raises:
        SettingsError: the file can't be read, or holds no result of this version; says which field is wrong.
    """
    if isinstance(saved, AnyResult):
        return saved
    data = saved if isinstance(saved, Mapping) else _load(saved)
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise SettingsError("this is no briefbot result; save one with --format json")
    version = data.get("schema_version")
    if version != SCHEMA_VERSION:
        shown = version if isinstance(version, int | float) else type(version).__name__
        raise SettingsError(
            f"the result has schema version {clip(str(shown))}, this briefbot reads "
            f"{SCHEMA_VERSION}; make it again with --format json"
        )
    try:
        return _KINDS[kind].model_validate_json(json.dumps(data))
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_context=False, include_input=False)[0]
        # The names of fields come from the file, and a message goes to a terminal.
        where = clip(".".join(str(part) for part in first["loc"]))
        raise SettingsError(f"the result is damaged at {where}: {clip(first['msg'])}") from exc
    except RecursionError as exc:
        raise SettingsError("the result is nested too deeply; make it again") from exc


class FieldTwiceError(ValueError):
    """A field is there twice: other programs may read the one that was not checked."""


def read_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """The value in some JSON.

    Raises:
        FieldTwiceError: a field is there twice.
        ValueError: it is no JSON.
    """
    return json.loads(data, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise FieldTwiceError
    return fields


def _load(path: Path | str) -> Any:  # noqa: ANN401 - any JSON value
    shown = str(path)
    try:
        with open(path, "rb") as file:
            return read_json(file.read())
    except OSError as exc:
        raise SettingsError(f"can't read {shown!r}: {exc.strerror}") from exc
    except RecursionError as exc:
        raise SettingsError(
            f"{shown!r} is nested too deeply to be a result; save one with --format json"
        ) from exc
    except FieldTwiceError as exc:
        raise SettingsError(
            f"{shown!r} has a field twice; make it again with --format json"
        ) from exc
    except ValueError as exc:
        raise SettingsError(f"{shown!r} is not JSON; save a result with --format json") from exc
