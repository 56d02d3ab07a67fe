"""Rows: an answer came, and it is not what was asked for, or nearly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.faults import wire
from tests.faults.contents import WORDS, completion, fitting
from tests.faults.row import Row, answered

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.server import Exchange, Fault


def _saying(change: Callable[[dict[str, Any]], str]) -> Fault:
    """A model whose good answer is changed."""

    def fault(exchange: Exchange) -> None:
        asked = exchange.asked.json
        text = change(json.loads(fitting(asked)))
        exchange.reply(200, json.dumps(completion(text)).encode())

    return fault


def _said(text: str) -> Fault:
    return wire.body(completion(text))


def _bare(**changes: Any) -> Fault:
    """A good answer in a body without some of what belongs there, or with other."""

    def fault(exchange: Exchange) -> None:
        made = completion(fitting(exchange.asked.json)) | changes
        made = {name: value for name, value in made.items() if value != "gone"}
        exchange.reply(200, json.dumps(made).encode())

    return fault


def _unfinished(exchange: Exchange) -> None:
    exchange.reply(200, json.dumps(completion(fitting(exchange.asked.json), finish=None)).encode())


def _echo_schema(exchange: Exchange) -> None:
    schema = exchange.asked.json["response_format"]["json_schema"]["schema"]
    exchange.reply(200, json.dumps(completion(json.dumps(schema))).encode())


def _odd(name: str, fault: Fault, says: str) -> Row:
    return answered(name, fault, says=_INVALID % says, asked_again=True)


READ_ALL_THE_SAME = [
    answered("JSON in a code fence", _saying(lambda good: f"```json\n{json.dumps(good)}\n```")),
    answered("JSON after prose", _saying(lambda good: f"Sure! Here it is: {json.dumps(good)}")),
    answered("JSON with a trailing comma", _saying(lambda good: json.dumps(good)[:-1] + ",}")),
    answered(
        "JSON after thoughts", _saying(lambda good: f"<think>{{hm}}</think>{json.dumps(good)}")
    ),
    answered(
        "made-up handles",
        _saying(lambda good: json.dumps(good | {"sentence": "77.7", "also": ["0.0"]})),
    ),
    answered(
        "a lone surrogate, escaped twice",
        _saying(lambda good: json.dumps(good | {"answer": f"{WORDS} \ud800"})),
    ),
    answered(
        "a lone surrogate",
        _saying(lambda good: json.dumps(good | {"answer": f"{WORDS} \ud800"}, ensure_ascii=False)),
    ),
    answered("NUL", _saying(lambda good: json.dumps(good | {"answer": f"{WORDS} \0"}))),
    answered("no finish_reason", _unfinished),
    answered(
        "another model named as served",
        _bare(model="other-model-2"),
        warns="m1 was asked for, and the server says that it served other-model-2",
    ),
    answered("usage missing", _bare(usage="gone"), tokens=None, billed=True),
    answered("usage null", _bare(usage=None), tokens=None, billed=True),
    answered(
        "usage negative",
        _bare(usage={"prompt_tokens": -5, "completion_tokens": -7}),
        tokens=None,
        billed=True,
    ),
    answered(
        "usage absurd",
        _bare(usage={"prompt_tokens": 10**30, "completion_tokens": 10**40}),
        tokens=None,
        billed=True,
    ),
]

_INVALID = "the model's answer is not what was asked for (%s): use another model, or extractive"

ASKED_AGAIN = [
    _odd(
        "a refusal as prose",
        _said("I'm sorry, but I can't help with that."),
        """the answer has no JSON object, but says "I'm sorry, but I can't help with that.\"""",
    ),
    _odd(
        "JSON cut in the middle",
        _said('{"answer": "NATO bar Ukr'),
        "the JSON is cut off before its end",
    ),
    _odd(
        "extra keys",
        _saying(lambda good: json.dumps(good | {"mood": "fine"})),
        "mood is not a field that was asked for",
    ),
    _odd(
        "wrong types",
        _saying(lambda good: json.dumps(good | {"also": "1.1", "answer": 7})),
        'answer should be text, not 7; also should be a list, not the text "1.1"',
    ),
    _odd(
        "the schema echoed back",
        _echo_schema,
        "the answer repeats the schema instead of filling it in",
    ),
    _odd("a list", _said("[]"), "the answer has no JSON object, but says '[]'"),
    _odd("NaN", _said('{"answer": NaN}'), "the JSON holds NaN, which is no JSON value"),
]
