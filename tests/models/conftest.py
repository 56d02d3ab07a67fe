"""A server on the loopback interface that speaks Chat Completions over real sockets."""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from briefbot.models import dialect
from briefbot.models.base import Message, Request

SCHEMA = {
    "type": "object",
    "properties": {"answer": {"type": "string"}},
    "required": ["answer"],
    "additionalProperties": False,
}


def completion(
    text: str | None = '{"answer": "yes"}', *, finish: str = "stop", **message: Any
) -> dict:
    """A body as the real server sends it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "served-model-2025",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text, "refusal": None, **message},
            }
        ],
        "usage": {
            "prompt_tokens": 20,
            "completion_tokens": 5,
            "total_tokens": 25,
            "prompt_tokens_details": {"cached_tokens": 8},
        },
    }


def error(
    message: str, *, code: str | None = None, param: str | None = None, type_: str = "e"
) -> dict:
    """An error body as the real server sends it."""
    return {"error": {"message": message, "type": type_, "param": param, "code": code}}


@dataclass
class Reply:
    """One scripted response. `drip_s` sends the body, or with `drip_headers` the headers, byte by byte."""

    status: int = 200
    body: Any = field(default_factory=completion)
    headers: dict[str, str] = field(default_factory=dict)
    drip_s: float = 0.0
    drip_headers: bool = False
    hang_up: bool = False

    def encoded(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Loopback:
    """The scripted server: answers in order, and keeps what it was asked."""

    def __init__(self) -> None:
        self.replies: list[Any] = []
        self.requests: list[dict] = []
        self.request_headers: list[dict[str, str]] = []
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server._lock:
                    server.requests.append(body)
                    server.request_headers.append({k.lower(): v for k, v in self.headers.items()})
                    reply = (
                        server.replies.pop(0) if server.replies else Reply(599, error("no script"))
                    )
                if callable(reply):
                    reply = reply(body)
                assert self.path.endswith("/v1/chat/completions")
                try:
                    server.answer(self, reply)
                except OSError:
                    self.close_connection = True

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """Clients that give up are what some tests are about."""
                if not isinstance(sys.exception(), OSError):
                    super().handle_error(request, client_address)

        self.httpd = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.httpd.server_port}/v1"

    def answer(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.hang_up:
            handler.close_connection = True
            return
        if reply.drip_headers:
            self.drip(handler, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 10_000, reply.drip_s)
            return
        body = reply.encoded()
        handler.send_response(reply.status)
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "x-request-id": "req_1",
        }
        for name, value in (headers | reply.headers).items():
            handler.send_header(name, value)
        handler.end_headers()
        if reply.drip_s:
            self.drip(handler, body, reply.drip_s)
        else:
            handler.wfile.write(body)

    def drip(self, handler: BaseHTTPRequestHandler, data: bytes, pause_s: float) -> None:
        handler.close_connection = True
        for i in range(len(data)):
            if self.stopping.wait(pause_s):
                return
            handler.wfile.write(data[i : i + 1])
            handler.wfile.flush()


@pytest.fixture
def server():
    loopback = Loopback()
    thread = threading.Thread(target=loopback.httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    dialect.forget_dialects()
    yield loopback
    loopback.stopping.set()
    loopback.httpd.shutdown()
    loopback.httpd.server_close()
    thread.join(5)


@pytest.fixture
def request_():
    return Request(
        messages=(Message("system", "Be brief."), Message("user", "Is it?")),
        schema=SCHEMA,
        max_output_tokens=64,
        prompt="ask@1",
    )


@pytest.fixture
def wire():
    """The building blocks of replies, for tests that script the server."""

    class Wire:
        Reply = Reply
        completion = staticmethod(completion)
        error = staticmethod(error)
        schema = SCHEMA
        monotonic = staticmethod(time.monotonic)

    return Wire
