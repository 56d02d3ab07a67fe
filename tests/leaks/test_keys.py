"""A server that sends the key back, in every place there is: nothing prints, keeps or raises it."""

from __future__ import annotations

import base64
import json
import os
import traceback
from urllib.parse import quote

import pytest

from briefbot.cli import run
from briefbot.errors import BriefbotError, ModelError, SettingsError
from briefbot.models.base import Message, Request
from briefbot.models.choose import choose
from briefbot.models.openai import OpenAIModel
from briefbot.models.recordings import Recorder

ASK = Request((Message("user", "Is it?"),), prompt="ask@1")
SPELLINGS = {
    "whole": lambda k: k,
    "bearer": lambda k: f"Bearer {k}",
    "masked": lambda k: f"{k[:12]}{'*' * 8}{k[-4:]}",
    "spaced": " ".join,
    "url": lambda k: "".join(f"%{ord(c):02x}" for c in k),
    "quoted": lambda k: quote(f"Bearer {k}", safe=""),
    "base64": lambda k: base64.b64encode(f"Bearer {k}".encode()).decode(),
    "html": lambda k: "".join(f"&#{ord(c)};" for c in k),
}


def _error(status):
    return lambda reply, body, echo: reply(
        status, {"error": {"message": f"bad {echo}", "code": echo}}
    )


def _raw(text):
    return lambda reply, body, echo: reply(raw=text.replace("ECHO", echo).encode())


# Every place of a response, by name: what the server sends with the echo in it.
PLACES = {
    "401": _error(401),
    "400": _error(400),
    "403": _error(403),
    "429": _error(429),
    "500": _error(500),
    "detail": lambda reply, body, echo: reply(
        422, {"detail": [{"msg": echo, "input": {"k": echo}}]}
    ),
    "page": lambda reply, body, echo: reply(404, f"<html>{echo}</html>".encode()),
    "page as 200": lambda reply, body, echo: reply(200, f"<html>{echo}</html>".encode()),
    "no JSON": lambda reply, body, echo: reply(200, f"oops {echo}".encode()),
    "error in a 200": lambda reply, body, echo: reply(200, {"error": {"message": echo}}),
    "request id": lambda reply, body, echo: reply(400, {}, {"x-request-id": echo, "x-more": echo}),
    "request id of an answer": lambda reply, body, echo: reply(
        200, body("yes"), {"x-request-id": echo}
    ),
    "model served": lambda reply, body, echo: reply(200, body("yes", model=echo)),
    "answer": lambda reply, body, echo: reply(200, body(f'{{"answer": "{echo}"}}')),
    "refusal": lambda reply, body, echo: reply(
        200,
        body(
            "", choices=[{"message": {"content": None, "refusal": echo}, "finish_reason": "stop"}]
        ),
    ),
    "redirect": lambda reply, body, echo: reply(307, {}, {"Location": f"http://x.invalid/{echo}"}),
    "broken status line": _raw("HTTP/1.1 2x0 ECHO\r\n\r\n"),
    "broken header": _raw("HTTP/1.1 200 OK\r\nbad header ECHO\r\n\r\n"),
    "reason": _raw("HTTP/1.1 401 ECHO\r\nContent-Length: 0\r\n\r\n"),
}


def chain(error: BaseException) -> list[BaseException]:
    """The error and all that it carries: causes, contexts, groups."""
    seen: list[BaseException] = []
    todo: list[BaseException | None] = [error]
    while todo:
        one = todo.pop()
        if one is not None and one not in seen:
            seen.append(one)
            todo += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
    return seen


def everything_of(error: BaseException) -> str:
    """All that a log, a debugger or an error tracker could show of an error."""
    # The first frame is this test's own, which knows the key.
    error.__traceback__ = error.__traceback__.tb_next
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    parts = list(shown.format())
    for one in chain(error):
        parts += [str(one), repr(one), repr(vars(one)), repr(one.args)]
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("place", "spelling"),
    # Half a key in an answer's words is no key any more: it is told, like all that was drafted.
    [(p, s) for p in PLACES for s in SPELLINGS if (p, s) != ("answer", "masked")],
)
def test_no_error_and_no_answer_holds_what_was_sent_back(
    server, key, reply, answer_body, leaks, place, spelling
):
    server.reply = PLACES[place](reply, answer_body, SPELLINGS[spelling](key))
    model = OpenAIModel(
        "m1", api_key=key, base_url=server.url, sleep=lambda s: None, max_attempts=2
    )
    try:
        told = repr(model.complete(ASK))
    except ModelError as error:
        told = everything_of(error)
    assert leaks(told) == []
    assert server.headers[0]["authorization"] == f"Bearer {key}"


@pytest.mark.parametrize(
    "place", [p for p in PLACES if p not in ("429", "500", "broken status line", "broken header")]
)
def test_the_command_line_prints_and_keeps_nothing_of_it(
    server, key, reply, answer_body, leaks, written, place, monkeypatch, capsys, tmp_path, seeds
):
    for name, value in {
        "OPENAI_API_KEY": key,
        "OPENAI_BASE_URL": server.url,
        "BRIEFBOT_CACHE": str(tmp_path / "cache"),
        "BRIEFBOT_STATE": str(tmp_path / "state"),
    }.items():
        monkeypatch.setenv(name, value)
    server.reply = PLACES[place](reply, answer_body, key)
    record, output = tmp_path / "record", tmp_path / "answer.json"
    code = run(
        [
            *("ask", "What does Russia demand?", "--briefs", str(seeds), "--model", "m1", "-v"),
            *("--record", str(record), "--format", "json", "--output", str(output)),
        ]
    )
    shown = capsys.readouterr()
    assert server.headers
    assert code in (0, 1, 3)
    assert leaks(shown.out + shown.err) == []
    assert leaks(written()) == []


def test_the_key_goes_into_one_header_and_nothing_else_is_sent_unasked(
    server, key, reply, answer_body, monkeypatch
):
    for name in ("OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_WEBHOOK_SECRET"):
        monkeypatch.setenv(name, f"private-{name}")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Private: private-header")
    server.reply = reply(200, answer_body("yes"))
    OpenAIModel("m1", api_key=key, base_url=server.url).complete(ASK)
    (headers,) = server.headers
    assert [name for name, value in headers.items() if key in value] == ["authorization"]
    assert set(headers) <= {
        *("host", "accept", "accept-encoding", "connection", "user-agent"),
        *("content-type", "content-length", "authorization"),
    }
    assert "private-" not in json.dumps(headers)


def test_without_a_key_none_is_sent_and_none_is_taken_from_the_environment(
    server, key, reply, answer_body, monkeypatch
):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    server.reply = reply(200, answer_body("yes"))
    OpenAIModel("m1", base_url=server.url).complete(ASK)
    assert "authorization" not in server.headers[0]


@pytest.mark.parametrize("query", ["", "?api-key={}&api-version=2"])
@pytest.mark.parametrize("login", ["", "user:{}@"])
def test_a_password_in_the_address_is_sent_and_never_shown(
    server, key, reply, leaks, written, login, query, monkeypatch, capsys, tmp_path, seeds
):
    address = f"http://{login.format(key)}{server.place}{query.format(key)}"
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    monkeypatch.setenv("OPENAI_API_KEY", "another-key-12345678")
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("BRIEFBOT_STATE", str(tmp_path / "state"))
    server.reply = reply(400, {"error": {"message": f"wrong: {key}"}})
    assert run(["models", "--model", "m1"]) == 0
    assert run(["models", "--model", "m1", "--format", "json"]) == 0
    assert server.place in capsys.readouterr().out
    assert (
        run(["ask", "What does Russia demand?", "--briefs", str(seeds), "--model", "m1", "-v"]) == 1
    )
    shown = capsys.readouterr()
    if login or query:
        assert leaks(shown.out + shown.err) == []
        assert leaks(written()) == []
    assert ("Basic" in server.headers[0]["authorization"]) == bool(login)
    assert server.paths[0].endswith(query.format(key))


@pytest.mark.parametrize(
    "env",
    [
        {"OPENAI_BASE_URL": "htps://u:KEY@h/v1"},
        {"OPENAI_BASE_URL": "http://u:KEY@h:99999/v1?k=KEY", "OPENAI_API_KEY": "KEY"},
        {"OPENAI_API_KEY": "KEY KEY"},
        {"OPENAI_API_KEY": "KEY\u2013"},
        {"BRIEFBOT_MODEL": "no such model", "OPENAI_API_KEY": "KEY"},
    ],
    ids=lambda env: " ".join(env),
)
def test_settings_that_make_no_sense_are_told_without_what_is_secret_in_them(env, key, leaks):
    env = {name: value.replace("KEY", key) for name, value in env.items()}
    with pytest.raises(SettingsError) as caught:
        choose(None if "BRIEFBOT_MODEL" in env else "m1", env)
    assert leaks(everything_of(caught.value)) == []


def test_a_key_given_as_a_model_is_not_repeated(key, leaks):
    with pytest.raises(SettingsError, match="looks like a key") as caught:
        choose(key, {})
    assert leaks(str(caught.value)) == []


def test_a_proxy_that_cannot_be_used_is_told_without_its_password(key, leaks, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"ftp://user:{key}@proxy:1")
    with pytest.raises(SettingsError, match="the proxy set in the environment") as caught:
        OpenAIModel("m1", base_url="http://x.invalid/v1").complete(ASK)
    assert leaks(everything_of(caught.value)) == []


def test_what_is_recorded_over_the_real_wire_holds_no_header(
    server, key, reply, answer_body, leaks, written, tmp_path
):
    server.reply = reply(
        200, answer_body("yes"), {"x-request-id": "req_9", "Set-Cookie": f"k={key}"}
    )
    model = OpenAIModel("m1", api_key=key, base_url=server.url)
    Recorder(model, tmp_path / "r", secrets=[key]).complete(ASK)
    (path,) = (tmp_path / "r").rglob("*.json")
    recording = json.loads(path.read_text())
    assert set(recording) == {
        *("format", "key", "model", "model_served", "request", "text"),
        *("finish_reason", "usage", "checksum"),
    }
    assert leaks(written()) == []
    assert "req_9" not in written()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_the_index_is_its_owners_alone(tmp_path, seeds):
    from briefbot import Briefbot

    Briefbot(seeds, model="extractive", environ={"BRIEFBOT_CACHE": str(tmp_path)}).days()
    (folder,) = (tmp_path / "indexes").iterdir()
    assert folder.stat().st_mode & 0o077 == 0


def test_errors_have_one_root():
    assert issubclass(ModelError, BriefbotError)
