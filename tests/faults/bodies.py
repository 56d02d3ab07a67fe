"""Rows: a 200 that holds no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefbot.errors import (
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputEmptyError,
    OutputInvalidError,
    OutputRefusedError,
    OutputTruncatedError,
)
from tests.faults import wire
from tests.faults.contents import TOKENS, completion
from tests.faults.row import CHARGED_TRIES, FREE_TRIES, Row

if TYPE_CHECKING:
    from briefbot.models.attempts import Outcome
    from tests.faults.server import Fault


_ADDRESS = "check that it is a Chat Completions server"
_NO_MESSAGE = "the answer of m1 has no message: check that the server speaks Chat Completions"
_NOT_JSON = "{where} answered with something that is not JSON (…): " + _ADDRESS
_STREAM = "{where} answered with a stream although none was asked for: " + _ADDRESS
_EMPTY = "m1 sent an empty answer: try again or use another model"
_EVENT = b'data: {"choices": [{"delta": {"content": "{}"}}]}'


def _none(name: str, fault: Fault, says: str, error: type[ModelError] = OutputInvalidError) -> Row:
    """A body that nobody can read, nor what it cost."""
    return Row(name, fault, says, error, "unusable", billed=True)


def _lost(name: str, fault: Fault, says: str) -> Row:
    """A body whose rest was lost."""
    return Row(
        name, fault, says, ModelUnavailableError, "unavailable", billed=True, tries=CHARGED_TRIES
    )


def _paid(name: str, body: dict[str, Any], says: str, error: type[ModelError]) -> Row:
    """A body that says what it cost."""
    outcome: Outcome = "refused" if error is OutputRefusedError else "unusable"
    return Row(name, wire.body(body), says, error, outcome, tokens=TOKENS)


NO_ANSWER = [
    Row(
        "an error in a 200, for now",
        wire.body({"error": {"message": "overloaded", "code": 529}}),
        "{where} can't answer now (529: overloaded): try again later (tried 4 times)",
        ModelUnavailableError,
        "unavailable",
        tries=FREE_TRIES,
    ),
    Row(
        "an error in a 200, for good",
        wire.body({"error": "no such thing"}),
        "{where} rejected the request to the model 'm1': see its reason, or choose another with --model "
        "(200: no such thing)",
        ModelRejectedError,
        "rejected",
    ),
    _lost(
        "an empty body", wire.body(b""), "the answer of {where} is empty: try again (tried 2 times)"
    ),
    _lost(
        "half a JSON object",
        wire.body(b'{"choices": [{"mess'),
        "the answer of {where} is cut off: try again (tried 2 times)",
    ),
    _none(
        "a web page",
        wire.body(b"<!doctype html><p>Sign in", Content_Type="text/html"),
        "{where} answered with a web page, not with JSON: check the address, it usually ends in /v1",
    ),
    _none(
        "JSON that is no object",
        wire.body([]),
        "{where} answered with JSON that is not an object: " + _ADDRESS,
    ),
    _none("bytes that are no text", wire.body(b"\xff\xfe\x00"), _NOT_JSON),
    _none("JSON nested 100,000 deep", wire.body(b"[" * 100_000), _NOT_JSON),
    _none("a number of 10,000 digits", wire.body(b'{"usage": ' + b"9" * 10_000 + b"}"), _NOT_JSON),
    _none("a stream that ends without finish_reason", wire.events(_EVENT + b"\n\n"), _STREAM),
    _none("a stream that ends in an event", wire.events(_EVENT[:30]), _STREAM),
    _none("no choices", wire.body({"id": "1"}), _NO_MESSAGE),
    _none("choices null", wire.body({"choices": None}), _NO_MESSAGE),
    _none("a choice without a message", wire.body({"choices": [{"message": None}]}), _NO_MESSAGE),
    _none(
        "choices []",
        wire.body({"choices": []}),
        "m1 sent no answer at all: try again or use another model",
        OutputEmptyError,
    ),
    _paid("content null", completion(None), _EMPTY, OutputEmptyError),
    _paid('content ""', completion(""), _EMPTY, OutputEmptyError),
    _paid("content of blanks", completion(" \n"), _EMPTY, OutputEmptyError),
    _paid(
        "content a number",
        completion(7),
        "the answer of m1 is not text: check that the server speaks Chat Completions",
        OutputInvalidError,
    ),
    _paid(
        "finish_reason length",
        completion('{"answer": "NA', finish="length"),
        "the answer of m1 hit the output limit before it was complete: use another model, or extractive",
        OutputTruncatedError,
    ),
    _paid(
        "finish_reason content_filter",
        completion("", finish="content_filter"),
        "the provider's content filter stopped m1: use another model, or extractive",
        OutputRefusedError,
    ),
    _paid(
        "a refusal as a field",
        completion(None, refusal="I can't help with that."),
        "m1 refused (I can't help with that.): ask differently or use another model",
        OutputRefusedError,
    ),
]
