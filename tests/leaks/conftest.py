"""A server that answers everything alike, and a search for what must not be anywhere."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefbot.models import dialect

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "sk-leak-7Hq2mZx9LbV4TtWc8RdYn3Jf"
PIECE = 6


@dataclass
class Reply:
    """What the server says to whatever it is asked; `raw` replaces all of it."""

    status: int = 200
    body: Any = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes = b""


class OneAnswer:
    """A server on the loopback interface; it keeps the headers and paths it was sent."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                server.paths.append(self.path)
                reply = server.reply
                if reply.raw:
                    self.wfile.write(reply.raw)
                    self.close_connection = True
                    return
                body = (
                    reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
                )
                self.send_response(reply.status)
                kind = {"Content-Type": "application/json", "Content-Length": str(len(body))}
                for name, value in (kind | reply.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.httpd.daemon_threads = True
        self.place = f"127.0.0.1:{self.httpd.server_port}/v1"
        self.url = f"http://{self.place}"


@pytest.fixture
def server() -> Iterator[OneAnswer]:
    one = OneAnswer()
    thread = threading.Thread(target=one.httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    dialect.forget_dialects()
    yield one
    one.httpd.shutdown()
    one.httpd.server_close()
    thread.join(5)


@pytest.fixture
def key() -> str:
    return KEY


def completion(text: str, **fields: Any) -> dict[str, Any]:
    """A body as a server sends it."""
    message = {"role": "assistant", "content": text}
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "served",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5},
    } | fields


@pytest.fixture
def leaks():
    """What of a key stands in a text: pieces of it, also encoded; the last four characters may."""
    encoded = [base64.b64encode(b"\0" * n + KEY.encode()).decode()[n + 2 : -4] for n in range(3)]
    forms = [KEY.removeprefix("sk-"), KEY[::-1], KEY.encode().hex(), *encoded]
    pieces = {form[i : i + PIECE] for form in forms for i in range(len(form) - PIECE + 1)}

    def found(text: str) -> list[str]:
        squeezed = "".join(text.split())
        return sorted(piece for piece in pieces if piece in text or piece in squeezed)

    return found


@pytest.fixture
def written(tmp_path: Path):
    """Everything that was written under the test's own folder, as one text; names of files too."""

    def read() -> str:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        return "\n".join(f"{path}\n{path.read_bytes().decode('latin-1')}" for path in files)

    return read


@pytest.fixture
def answer_body():
    return completion


@pytest.fixture
def reply():
    return Reply
