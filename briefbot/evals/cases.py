"""Cases: questions whose right outcome is known, one JSON object a line."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from briefbot.errors import SettingsError
from briefbot.evals.matching import normalise
from briefbot.library.dates import parse_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def _day(value: object) -> object:
    if isinstance(value, date) or value is None:
        return value
    if not isinstance(value, str):
        # A bare number would be read as seconds since 1970.
        raise ValueError('write the day as "2022-02-02"')
    try:
        return parse_day(value)
    except SettingsError as exc:
        raise ValueError(str(exc)) from exc


def _text(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise ValueError("it is empty")
    return value


Day = Annotated[date | None, BeforeValidator(_day)]
Text = Annotated[str, BeforeValidator(_text)]


class Case(BaseModel):
    """A question with what a right answer to it looks like.

    Attributes:
        question: as it is asked.
        id: names the case in results, unique in a set; by default the number of its line.
        as_of: answered as on that day.
        since: the first day that counts.
        until: the last day that counts.
        answers: strings of which a right answer has at least one; compared by `says`.
        quotes: exact text of a brief that a right answer cites; overlapping one is enough.
        stale: strings that would be out of date as of that day.
        answerable: whether the briefs answer it; true by itself when answers or quotes are given.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    question: Text
    id: Text = ""
    as_of: Day = None
    since: Day = None
    until: Day = None
    answers: tuple[Text, ...] = ()
    quotes: tuple[Text, ...] = ()
    stale: tuple[Text, ...] = ()
    answerable: bool = True

    @property
    def fingerprint(self) -> str:
        """What tells this case from one that asks or expects something else."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, given: Any) -> Any:  # noqa: ANN401 - whatever the line holds
        if not isinstance(given, dict):
            raise ValueError('a case is an object like {"question": "Who …?", "answers": ["…"]}')
        if unknown := [name for name in given if name not in cls.model_fields]:
            listed = ", ".join(repr(str(name)) for name in unknown)
            raise ValueError(f"unknown field {listed}; there is {', '.join(cls.model_fields)}")
        filled = dict(given)
        for name in ("answers", "quotes", "stale"):
            if isinstance(filled.get(name), list):
                filled[name] = tuple(filled[name])
        if "answerable" not in filled:
            if not filled.get("answers") and not filled.get("quotes"):
                raise ValueError(
                    'it has no answers and no quotes: give some, or say "answerable": false'
                )
            filled["answerable"] = True
        return filled

    @model_validator(mode="after")
    def _sound(self) -> Case:
        if not self.answerable and (self.answers or self.quotes):
            raise ValueError("it is not answerable, yet has answers or quotes: drop one of them")
        for text in (*self.answers, *self.stale):
            if not normalise(text):
                raise ValueError(f"{text!r} has no word or number to look for")
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is later than until {self.until}: swap them")
        return self


def load_cases(path: Path | str) -> list[Case]:
    """The cases of a JSONL file in their order; blank lines and a byte order mark are fine.

    Raises:
        SettingsError: the file can't be read or holds no case, a line is no case or two have one id; names
            file and line and says what to do.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as exc:
        raise SettingsError(f"can't read {str(path)!r}: {exc.strerror}") from exc
    return parse_cases(data, name=str(path))


def parse_cases(data: bytes, *, name: str) -> list[Case]:
    """The cases in the bytes of a JSONL file called `name`.

    Raises:
        SettingsError: as `load_cases`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        broken = data[: exc.start].count(b"\n") + 1
        raise SettingsError(f"{name}, line {broken}: not UTF-8; save the file as UTF-8") from exc
    cases: list[Case] = []
    lines: dict[str, int] = {}
    # Not splitlines(): U+2028 and the like are legal inside JSON strings.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        case = _parse(line, number, name)
        if case.id in lines:
            raise SettingsError(
                f"{name}, line {number}: the id {case.id!r} is taken by line {lines[case.id]}; "
                "give each case its own"
            )
        lines[case.id] = number
        cases.append(case)
    if not cases:
        raise SettingsError(f"{name} holds no case; write one JSON object a line")
    return cases


def _parse(line: str, number: int, name: str) -> Case:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as exc:
        reason = getattr(exc, "msg", "nested too deeply")
        raise SettingsError(
            f"{name}, line {number}: not JSON ({reason}); write one object a line"
        ) from exc
    if isinstance(given, dict) and "id" not in given:
        given["id"] = str(number)
    try:
        return Case.model_validate(given)
    except ValidationError as exc:
        errors = exc.errors(include_url=False, include_context=False)
        raise SettingsError(f"{name}, line {number}: {_reasons(errors)}") from exc


def _reasons(errors: Sequence[Any]) -> str:
    first = errors[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "missing":
        return f"it has no {where!r}; add one"
    if first["type"] == "tuple_type":
        return f'{where}: write a list like ["Orban", "Viktor Orban"]'
    message = first["msg"].removeprefix("Value error, ")
    return f"{where}: {message}" if where else message
