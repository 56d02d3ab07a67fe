"""What a server says instead of an answer, by the client's own way in; and the ledger of all that was sent."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from benchmarks.fuzz.pieces import fields, joined
from benchmarks.fuzz.targets.base import Target, expect, expect_printable
from benchmarks.fuzz.targets.saved import kept_file
from benchmarks.fuzz.targets.seeds import bodies
from briefbot.errors import ModelError
from briefbot.models.base import Message, Request
from briefbot.models.ledger_lines import to_line
from briefbot.models.ledger_reading import read_ledger
from briefbot.models.ledger_sums import Sum, add_up
from briefbot.rendering.usage import usage_json, usage_text

if TYPE_CHECKING:
    import httpx2

    from briefbot.models.ledger_sums import Key
    from briefbot.models.openai import OpenAIModel

# Put together, so that no search of the sources for keys stumbles over it.
KEY = "sk-" + "fuzz0123456789abcdefghij"
_ASKED = Request((Message("user", "What?"),), prompt="ask@1")
_STATUSES = (400, 401, 402, 403, 404, 408, 409, 413, 418, 422, 429, 500, 501, 503, 529, 200, 302)


def check_refusal(data: bytes) -> None:
    """Whatever a server answers with whatever status, it is a completion or a typed error, without the key."""
    status, wait, body = fields(data, 3)
    _answer["status"] = int(status) if status in map(str, _STATUSES) else 400
    _answer["wait"] = "".join(sign for sign in wait if sign.isascii() and sign.isprintable())
    _answer["body"] = body.encode("utf-8", "surrogateescape")
    try:
        found = _model().complete(_ASKED)
        expect(found.text.strip(), "a completion has text")
        expect(KEY not in found.text, "no answer holds the key")
    except ModelError as exc:
        told = f"{exc} {exc.request_id} {exc.model}"
        expect(KEY not in told, "no error holds the key")
        expect(len(str(exc)) < 1_000, "an error is told in a few words")
        wait_s = getattr(exc, "retry_after_s", None)
        expect(wait_s is None or 0 <= wait_s < float("inf"), "a wait is a number of seconds")
        raise


_answer: dict[str, object] = {}


@cache
def _model() -> OpenAIModel:
    """A client of a server that answers what it is told to, within the process."""
    import httpx2
    import openai

    from briefbot.models.openai import OpenAIModel

    def answer(request: httpx2.Request) -> httpx2.Response:
        headers = {"content-type": "application/json", "x-request-id": KEY}
        if wait := _answer["wait"]:
            headers["retry-after"] = str(wait)
        content = _answer["body"]
        assert isinstance(content, bytes)
        return httpx2.Response(int(str(_answer["status"])), headers=headers, content=content)

    url = "http://127.0.0.1:9/v1"
    model = OpenAIModel("m", api_key=KEY, base_url=url, max_attempts=1)
    http = httpx2.Client(transport=httpx2.MockTransport(answer))
    model._client = openai.OpenAI(api_key="none", base_url=url, max_retries=0, http_client=http)
    return model


def check_ledger(data: bytes) -> None:
    """Any file in a ledger's place is read: its attempts add up and print, its damage is named."""
    for content in (data, b"\n".join(filter(None, map(_sealed, data.splitlines())))):
        kept = read_ledger(kept_file("ledger/2022-02.jsonl", content).parent)
        for damaged in kept.damaged:
            expect_printable(str(damaged), "what is said of damage")
        by: tuple[Key, ...] = ("day", "model", "prompt", "run")
        rows = add_up(kept.attempts, by)
        every = sum((one for _, one in rows), Sum())
        expect(every.attempts >= len(kept.attempts), "every attempt is counted")
        expect(every.cost_micro_usd >= 0, "no cost is negative")
        expect_printable(usage_text(rows, every, by, folder="x"), "a table", lines=True)
        said = usage_json(rows, every, by, folder="x", damaged=len(kept.damaged))
        expect_printable(said, "JSON", lines=True)
        expect(len(json.loads(said)["rows"]) == len(rows), "a row is a row of the JSON")


def _sealed(line: bytes) -> bytes | None:
    """The line with a checksum that fits what it holds now, None when it is no object."""
    try:
        held = json.loads(line)
        return to_line({k: v for k, v in held.items() if k not in ("v", "crc")})
    except (ValueError, RecursionError, AttributeError):
        return None


def _refusals() -> tuple[bytes, ...]:
    _model()  # imports the vendor's library, which takes seconds
    told = (
        b'{"error":{"message":"This model\'s maximum context length is 8192 tokens","code":"context_length_exceeded"}}',
        b'{"error":{"message":"bad key %s","code":{},"type":[]}}' % KEY.encode(),
        b"<html><body>502 Bad Gateway</body></html>",
        b'{"error":{"message":"temperature is not supported","param":"temperature"}}',
        b'{"choices":[{"error":{"code":429,"message":"overloaded"}}]}',
    )
    waits = ("", "3", "Wed, 02 Feb 2022 10:00:00 GMT", "1e9")
    return tuple(
        joined(str(status), waits[n % len(waits)], one)
        for n, one in enumerate((*told, *bodies()))
        for status in _STATUSES[n % 3 :: 3]
    )


def _ledgers() -> tuple[bytes, ...]:
    sent = {
        "id": "a1", "run": "r1", "sent": "2022-02-02T10:00:00.000+00:00", "model": "gpt-5-mini",
        "server": "api.openai.com", "prompt": "ask@1", "most_input_tokens": 100, "most_output_tokens": 50,
        "most_micro_usd": 120,
    }  # fmt: skip
    ended = {
        "outcome": "answered", "calls": 1, "input_tokens": 90, "cached_tokens": 4, "output_tokens": 9,
        "served": "gpt-5-mini-1", "elapsed_ms": 900, "micro_usd": 80, "maybe_billed": False, "output_seen": 0,
    }  # fmt: skip
    first = to_line({"kind": "sent", **sent})
    last = to_line({"kind": "ended", **sent, **ended})
    other = to_line({"kind": "ended", **sent, **ended, "id": "a2", "input_tokens": None})
    return (last, first, first + b"\n" + last, other, first[:60] + b"\n" + last, first + last)


TARGETS = (
    Target("refusal", check_refusal, _refusals, largest=8_000),
    Target("ledger", check_ledger, _ledgers, json_like=True),
)
