"""One input made into another: text is cut, repeated and mixed with nasty pieces, JSON gets values it should not hold."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from benchmarks.fuzz.pieces import FIELD, PIECES, VALUES

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_NUMBER = re.compile(rb"\d+")
_MOST_STEPS = 4
_MOST_REPEATS = 2_000


def mutated(
    data: bytes, chance: random.Random, *, json_like: bool, others: Sequence[bytes], largest: int
) -> bytes:
    """An input like `data` but for a few changes, at most `largest` bytes long.

    Args:
        data: the input to change.
        chance: where the choices come from.
        json_like: whether it is JSON, to be changed as such most of the time.
        others: inputs that pieces are taken from.
        largest: in bytes.
    """
    for _ in range(chance.randint(1, _MOST_STEPS)):
        changed = _changed_json(data, chance) if json_like and chance.random() < 0.7 else None
        data = changed if changed is not None else _changed_text(data, chance, others)
        data = data[:largest]
    return data


def _changed_text(data: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    start, end = _slice(data, chance)
    kind = chance.randrange(9)
    if kind <= 1:
        return data[:start] + chance.choice(PIECES) + data[start:]
    if kind == 2:
        return data[:start] + chance.choice(PIECES) + data[end:]
    if kind == 3:
        return data[:start] + data[end:]
    if kind == 4:  # what takes quadratic time shows when it is repeated
        piece = chance.choice([data[start:end], *chance.sample(PIECES, 2)])
        return data[:start] + piece * chance.choice([2, 3, 50, _MOST_REPEATS]) + data[start:]
    if kind == 5 and others:
        other = chance.choice(others)
        first, last = _slice(other, chance)
        return data[:start] + other[first:last] + data[end:]
    if kind == 6:
        return _other_number(data, chance)
    if kind == 7:
        return _swapped(data, chance)
    return data[:start] + bytes([chance.randrange(256)]) + data[start + 1 :]


def _slice(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice([1, 4, 20, 100, 1_000]))


def _other_number(data: bytes, chance: random.Random) -> bytes:
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data
    at = chance.choice(numbers)
    return (
        data[: at.start()]
        + str(chance.choice([0, 1, 7, 12, 30, 2022, 10**9])).encode()
        + data[at.end() :]
    )


def _swapped(data: bytes, chance: random.Random) -> bytes:
    mark = chance.choice([b". ", b"\n", b"\n\n", b" ", FIELD])
    parts = data.split(mark)
    if len(parts) < 2:
        return data
    i, j = chance.randrange(len(parts)), chance.randrange(len(parts))
    parts[i], parts[j] = parts[j], parts[i]
    return mark.join(parts)


def _changed_json(data: bytes, chance: random.Random) -> bytes | None:
    """The JSON with one value changed, None where it is none."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    places = list(_places(found))
    if not places:
        return None
    holder, key = chance.choice(places)
    kind = chance.randrange(6)
    if kind <= 2:
        holder[key] = chance.choice(VALUES)
    elif kind == 3:
        del holder[key]
    elif kind == 4:
        other, name = chance.choice(places)
        holder[key] = _copy(other[name]) if _has(other, name) else None
    elif isinstance(holder, dict):
        holder[chance.choice(["", "kind", "x", "text", "\ud800"])] = _copy(holder[key])
    else:
        holder.extend(_copy(holder) * chance.choice([1, 20]))
    return _dumped(found, chance)


def _dumped(found: Any, chance: random.Random) -> bytes:  # noqa: ANN401 - any JSON value
    try:
        text = json.dumps(found, ensure_ascii=chance.random() < 0.5)
    except (ValueError, RecursionError):  # grown beyond what can be written
        return b"null"
    if chance.random() < 0.05:
        deep = chance.choice([200, 2_000, 20_000])
        text = text.replace("null", "[" * deep + "]" * deep, 1)
    return text.encode("utf-8", "surrogatepass")


def _places(found: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - any JSON value
    """Every place in a JSON value: what holds it, and its key or number there."""
    places: list[tuple[Any, Any]] = []
    waiting = [found]
    while waiting and len(places) < 2_000:
        holder = waiting.pop()
        keys = (
            list(holder)
            if isinstance(holder, dict)
            else range(len(holder))
            if isinstance(holder, list)
            else ()
        )
        for key in keys:
            places.append((holder, key))
            waiting.append(holder[key])
    return places


def _has(holder: Any, key: Any) -> bool:  # noqa: ANN401
    return key in holder if isinstance(holder, dict) else key < len(holder)


def _copy(value: Any) -> Any:  # noqa: ANN401
    return json.loads(json.dumps(value))
