"""Which recording is nearest to a request that has none, and what differs, for people to read."""

from __future__ import annotations

import difflib
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.models.recordings import Recording

MOST_DIFFERENCES = 6
SHOWN = 60


def find_nearest(
    asked: Mapping[str, Any], model: str, recordings: Sequence[Recording]
) -> Recording | None:
    """The recording most like what is asked: same prompt first, then same model, then the most lines in common."""

    def likeness(recording: Recording) -> tuple[bool, bool, float]:
        lines = difflib.SequenceMatcher(None, _lines(recording.request), _lines(asked), False)
        same_prompt = recording.request.get("prompt") == asked["prompt"]
        return same_prompt, recording.model == model, lines.ratio()

    return max(recordings, key=likeness, default=None)


def describe_difference(
    recorded: Mapping[str, Any], recorded_model: str, asked: Mapping[str, Any], asked_model: str
) -> list[str]:
    """What differs, one line each, at most six: the settings first, then the first differing line of each message."""
    found = []
    if recorded_model != asked_model:
        found.append(_both("model", recorded_model, asked_model))
    names = [name for name in asked if name != "messages"]
    found += [_both(n, recorded.get(n), asked[n]) for n in names if recorded.get(n) != asked[n]]
    pairs = zip_longest(recorded.get("messages", []), asked["messages"])
    for i, (old, new) in enumerate(pairs):
        found += _message_difference(f"messages[{i}]", old, new)
    return found[:MOST_DIFFERENCES] or ["nothing that can be shown"]


def _message_difference(
    name: str, old: Mapping[str, str] | None, new: Mapping[str, str] | None
) -> list[str]:
    if old is None or new is None:
        return [f"{name} (only {'asked' if old is None else 'recorded'})"]
    found = [_both(f"{name} role", old["role"], new["role"])] if old["role"] != new["role"] else []
    lines = zip_longest(old["content"].split("\n"), new["content"].split("\n"))
    first = next(((i, a, b) for i, (a, b) in enumerate(lines, 1) if a != b), None)
    if first is not None:
        line, was, now = first
        found.append(_both(f"{name} line {line}", was, now))
    return found


def _both(name: str, recorded: object, asked: object) -> str:
    """Both values from a little before the place where they part."""
    was, now = _text(recorded), _text(asked)
    pairs = zip_longest(was, now)
    parted = next((i for i, (a, b) in enumerate(pairs) if a != b), 0)
    start = max(0, parted - SHOWN // 3)
    return f"{name} (recorded {_cut(was, start)}, asked {_cut(now, start)})"


def _text(value: object) -> str:
    return value if isinstance(value, str) else "nothing" if value is None else repr(value)


def _cut(text: str, start: int) -> str:
    end = start + SHOWN
    return repr(("…" if start else "") + text[start:end] + ("…" if len(text) > end else ""))


def _lines(request: Mapping[str, Any]) -> list[str]:
    return [line for m in request.get("messages", []) for line in m["content"].split("\n")]
