from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from briefbot.errors import OutputEmptyError
from briefbot.models.base import Completion, Message, Request
from briefbot.models.testing import OutOfRepliesError, ScriptedModel

ASK = Request(messages=(Message("user", "What?"),), prompt="ask@1")


def test_replies_of_every_kind_in_order():
    whole = Completion("whole", "served")
    model = ScriptedModel(["text", whole, lambda r: r.prompt, OutputEmptyError("none")], name="m")
    assert model.complete(ASK).text == "text"
    assert model.complete(ASK) is whole
    assert model.complete(ASK).text == "ask@1"
    with pytest.raises(OutputEmptyError):
        model.complete(ASK)
    assert (model.name, model.left, model.requests) == ("m", 0, [ASK] * 4)


def test_running_out_says_which_request():
    model = ScriptedModel(["one"])
    model.complete(ASK)
    with pytest.raises(OutOfRepliesError, match=r"no reply for request 2 \(ask@1\)"):
        model.complete(ASK)


def test_one_function_answers_everything():
    model = ScriptedModel(lambda request: request.messages[0].content)
    assert [model.complete(ASK).text for _ in range(3)] == ["What?"] * 3


def test_threads_get_each_reply_once():
    model = ScriptedModel(str(i) for i in range(200))
    with ThreadPoolExecutor(8) as pool:
        texts = [done.text for done in pool.map(model.complete, [ASK] * 200)]
    assert sorted(texts, key=int) == [str(i) for i in range(200)]
