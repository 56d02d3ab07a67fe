"""Reads the object a model was asked for out of the text it sent, and says in plain words what is wrong with it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from briefbot.errors import OutputInvalidError
from briefbot.models.replies import clip

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Parsed = TypeVar("Parsed", bound=BaseModel)

MOST_PROBLEMS = 8
# Prose has a few braces before the object; a text of nothing but braces must not take quadratic time.
MOST_BRACES = 16
# Ten times what the longest answer asked for may have, thoughts and all; a server may send 16 MB of valid JSON, and
# reading each word of that takes minutes.
LONGEST_ANSWER = 200_000

_THINKING = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_ESCAPED_HALF = re.compile(r"\\ud[89a-f]", re.IGNORECASE)
_EXPECTED = {
    "string_type": "text",
    "list_type": "a list",
    "tuple_type": "a list",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "dict_type": "an object",
    "model_type": "an object",
    "model_attributes_type": "an object",
    "none_required": "null",
    "date_from_datetime_parsing": "a date like 2022-02-02",
    "date_parsing": "a date like 2022-02-02",
    "date_type": "a date like 2022-02-02",
}


def parse(text: str, type_: type[Parsed]) -> Parsed:
    """The `type_` in `text`, which may stand in a code fence or prose and have trailing commas. Nothing else is mended.

    Raises:
        OutputInvalidError: there is no such object; `problems` says why, one plain sentence each. Of a text longer
            than 200,000 characters nothing is read, and `problems` is empty: it is not worth asking again.
    """
    if len(text) > LONGEST_ANSWER:
        raise OutputInvalidError(
            f"the model's answer has {len(text):,} characters, more than any that was asked for: "
            "use another model, or extractive"
        )
    try:
        data = _find_object(text)
        _refuse_schema(data, type_)
        return type_.model_validate(data)
    except ValidationError as exc:
        problems = [_in_words(error) for error in exc.errors(include_url=False)]
        raise _invalid(problems) from exc
    except _NoObjectError as exc:
        raise _invalid([str(exc)], said=text if exc.is_prose else "") from exc


class _NoObjectError(ValueError):
    """There is no JSON object in the text; `is_prose` when there is nothing like one."""

    is_prose = False


class _ProseError(_NoObjectError):
    is_prose = True


def _find_object(text: str) -> dict[str, Any]:
    """The first JSON object in the text that is not a pair of braces in prose."""
    body = _THINKING.sub("", text)
    start = body.find("{")
    for _ in range(MOST_BRACES):
        if start < 0:
            break
        piece = _STRING_OR_COMMA.sub(lambda m: m.group(1) or "", body[start:])
        try:
            found, _ = _DECODER.raw_decode(piece)
            if _ESCAPED_HALF.search(piece):
                # Half a character can be written in JSON, and nowhere else.
                found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
        except RecursionError as exc:
            raise _NoObjectError("the JSON is nested too deeply") from exc
        except json.JSONDecodeError as exc:
            if exc.pos >= len(piece.rstrip()) or exc.msg.startswith("Unterminated string"):
                raise _NoObjectError("the JSON is cut off before its end") from exc
            if piece[1 : exc.pos].strip():
                # It began as an object: what follows inside it is no answer of its own.
                raise _NoObjectError(_syntax_problem(exc)) from exc
            start = body.find("{", start + 1)
            continue
        except _NoObjectError:
            raise
        except ValueError as exc:
            # Python reads no whole number of more than 4,300 digits.
            raise _NoObjectError("the JSON holds a number that is too long") from exc
        return dict(found)
    raise _ProseError("the answer has no JSON object")


def _refuse_constant(name: str) -> None:
    raise _NoObjectError(f"the JSON holds {name}, which is no JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _syntax_problem(exc: json.JSONDecodeError) -> str:
    near = " ".join(exc.doc[max(0, exc.pos - 15) : exc.pos + 15].split())
    return f"the JSON is broken near {near!r} ({exc.msg[:1].lower()}{exc.msg[1:]})"


def _refuse_schema(data: dict[str, Any], type_: type[BaseModel]) -> None:
    fields = type_.model_fields
    for word in ("$defs", "properties", "$schema"):
        if word in data and word not in fields:
            raise _NoObjectError("the answer repeats the schema instead of filling it in")


def _in_words(error: ErrorDetails) -> str:
    """One problem, like "claims[0].text is missing"."""
    kind, found = error["type"], error.get("input")
    where = _path(error["loc"])
    if kind == "missing":
        return f"{where} is missing"
    if kind == "extra_forbidden":
        return f"{where} is not a field that was asked for"
    if kind in _EXPECTED:
        return f"{where} should be {_EXPECTED[kind]}, not {_kind_of(found)}"
    if kind in {"literal_error", "enum"}:
        return f"{where} should be {error['ctx']['expected']}, not {_short(found)}"
    message = re.sub(r"^(Input|Value error,?|Assertion failed,?) *", "", error["msg"])
    return f"{where} {message[:1].lower()}{message[1:]}, not {_short(found)}"


def _path(parts: tuple[int | str, ...]) -> str:
    """Where in the answer, on one short line: a model may call a field anything."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return _on_a_line(path) or "the answer"


def _kind_of(value: object) -> str:
    if isinstance(value, str):
        return f"the text {_short(value)}"
    return _short(value)


def _short(value: object) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return _on_a_line(json.dumps(value, ensure_ascii=False, default=str))


def _on_a_line(text: str) -> str:
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _invalid(problems: list[str], *, said: str = "") -> OutputInvalidError:
    """The error with its problems; a model that says in prose why it won't answer is quoted for the user."""
    shown = problems[:MOST_PROBLEMS]
    if len(problems) > len(shown):
        shown.append(f"{len(problems) - len(shown)} more problems")
    quoted = f", but says {clip(said, 100)!r}" if said.strip() else ""
    error = OutputInvalidError(
        f"the model's answer is not what was asked for ({'; '.join(shown)}{quoted}): "
        "use another model, or extractive"
    )
    error.problems = tuple(shown)
    return error
