"""Rows: the server answers with a status other than 200."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.errors import ContextTooLongError, ModelRejectedError, ModelUnavailableError
from tests.faults.contents import completion
from tests.faults.row import FREE_TRIES, Row
from tests.faults.wire import body, echo_key, redirect_to, status

if TYPE_CHECKING:
    from tests.faults.server import Fault


def _busy(
    name: str, fault: Fault, says: str, *, asks_s: float = 0.0, tries: int = FREE_TRIES
) -> Row:
    return Row(name, fault, says, ModelUnavailableError, "unavailable", tries=tries, asks_s=asks_s)


def _refused(name: str, fault: Fault, says: str) -> Row:
    return Row(name, fault, says, ModelRejectedError, "rejected")


def _slow_down(value: str | None) -> Fault:
    return status(429, "slow down", headers={"Retry-After": value} if value is not None else None)


_BUSY = "{where} is busy (429: slow down): try again later"
_DOWN = "{where} can't answer now (%d: so it is): try again later (tried 4 times)"

_REJECTED = (
    "{where} rejected the request to the model 'm1': see its reason, or choose another with --model"
)

LATER = [
    _busy("429 without Retry-After", _slow_down(None), f"{_BUSY} (tried 4 times)"),
    _busy("429, Retry-After: 0", _slow_down("0"), f"{_BUSY} (tried 4 times)"),
    _busy(
        "429, Retry-After: 1", _slow_down("1"), f"{_BUSY}, in 1 s or more (tried 4 times)", asks_s=1
    ),
    _busy(
        "429, Retry-After: a date that has passed",
        _slow_down("Wed, 21 Oct 2015 07:28:00 GMT"),
        f"{_BUSY} (tried 4 times)",
    ),
    _busy(
        "429, Retry-After: a date far ahead",
        _slow_down("Fri, 21 Oct 2115 07:28:00 GMT"),
        f"{_BUSY}, in … s or more",
        tries=1,
    ),
    _busy(
        "429, Retry-After: 121",
        _slow_down("121"),
        f"{_BUSY}, in 121 s or more (tried 3 times)",
        asks_s=121,
        tries=3,
    ),
    _busy("429, Retry-After: -1", _slow_down("-1"), f"{_BUSY} (tried 4 times)"),
    _busy("429, Retry-After: nan", _slow_down("nan"), f"{_BUSY} (tried 4 times)"),
    _busy("429, Retry-After: soon", _slow_down("soon"), f"{_BUSY} (tried 4 times)"),
    _busy(
        "429 whose code is a list",
        status(429, code=["odd"], type={"a": 1}),
        f"{_BUSY} (tried 4 times)".replace("slow down", "so it is"),
    ),
    *(_busy(f"{code}", status(code), _DOWN % code) for code in (408, 409, 500, 502, 503, 504, 529)),
]

_FULL = {"prompt_tokens": 4095, "completion_tokens": 1, "total_tokens": 4096}
_TOO_LONG = "This model's maximum context length is 512 tokens, and you requested 900"
_CONTEXT = "the request is longer than m1 at {where} can read: ask over fewer days, or choose a model with more context "

TOO_LONG = [
    Row(
        f"{number} context length exceeded{' (in words)' if code is None else ''}",
        status(number, _TOO_LONG, code=code),
        f"{_CONTEXT}({number}: {_TOO_LONG})…",
        ContextTooLongError,
        "rejected",
        shrunk=True,
    )
    for number, code in [(400, "context_length_exceeded"), (400, None), (413, None)]
]
TOO_LONG.append(
    Row(
        "finish_reason length after one token",
        body(completion("", finish="length", usage=_FULL)),
        "m1 had no room left for an answer: ask over fewer days, or choose a model with more context…",
        ContextTooLongError,
        "rejected",
        tokens=(4095, 1),
        shrunk=True,
    )
)

REFUSED = [
    _refused(
        "429 insufficient_quota",
        status(429, "You exceeded your current quota", code="insufficient_quota"),
        "{where} says the account has no quota left: add credit there, or use another key "
        "(429: You exceeded your current quota)",
    ),
    _refused(
        "429 insufficient_quota in `type`",
        status(429, "You exceeded your current quota", type="insufficient_quota"),
        "{where} says the account has no quota left: add credit there, or use another key "
        "(429: You exceeded your current quota)",
    ),
    _refused(
        "400 unknown model",
        status(400, "The model `m1` does not exist", code="model_not_found"),
        f"{_REJECTED} (400: The model `m1` does not exist)",
    ),
    _refused(
        "401 that repeats the key",
        echo_key,
        "{where} refused the key ending in WXYZ: set OPENAI_API_KEY to a valid one "
        "(401: Incorrect API key provided: [key]. See <https://example.org/keys>)",
    ),
    _refused(
        "401 that shows the key masked, with an escape for the terminal",
        status(401, "Incorrect API key: sk-test-****6789-WXYZ.\x1b[31m"),
        "{where} refused the key ending in WXYZ: set OPENAI_API_KEY to a valid one "
        "(401: Incorrect API key: [key] [31m)",
    ),
    _refused(
        "402",
        status(402),
        "{where} says the account has no quota left: add credit there, or use another key (402: so it is)",
    ),
    _refused(
        "403",
        status(403),
        "this key may not use the model 'm1' at {where}: allow it there, or choose another with --model "
        "(403: so it is)",
    ),
    _refused(
        "404",
        status(404),
        "{where} has no model 'm1': check --model and OPENAI_BASE_URL (404: so it is)",
    ),
    _refused(
        "413",
        status(413),
        "the request is too large for {where}: ask over fewer days (413: so it is)",
    ),
    _refused("418", status(418), f"{_REJECTED} (418: so it is)"),
    _refused("422", status(422), f"{_REJECTED} (422: so it is)"),
    _refused("501", status(501), f"{_REJECTED} (501: so it is)"),
    _refused(
        "400 whose code is a list",
        status(400, code=["odd"], type={"a": 1}),
        f"{_REJECTED} (400: so it is)",
    ),
    _refused(
        "307 to another host",
        redirect_to("http://127.0.0.2:9/v1/chat/completions"),
        "{where} redirects elsewhere and is not followed: set OPENAI_BASE_URL to the final address (307)",
    ),
]
