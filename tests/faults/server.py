"""A server on the loopback interface that speaks just enough HTTP/1.1 to misbehave on purpose.

Raw sockets and threads: a fault may be anything that can come out of a socket, broken framing included. What each
connection does is a function of its own, so that a row of the table is one small function.
"""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Fault = Callable[["Exchange"], None]

# Long enough that nobody waits for it, should a client never hang up.
STALLED_S = 30.0


class ClientGoneError(Exception):
    """The client hung up, or the server is being stopped: nothing more is to be said."""


@dataclass
class Asked:
    """One request as it came in."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body, decoded."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class Exchange:
    """One request being answered: bytes out, and the ways to break off."""

    def __init__(self, server: FaultServer, sock: socket.socket, asked: Asked) -> None:
        self.server = server
        self.asked = asked
        self._sock = sock
        # A fault leaves the framing in doubt, so the connection ends unless an answer says otherwise.
        self.keep_open = False

    def send(self, data: bytes) -> None:
        """Sends bytes as they are."""
        try:
            self._sock.sendall(data)
        except OSError as exc:
            raise ClientGoneError from exc

    def reply(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, *, keep: bool = True
    ) -> None:
        """Sends a well-formed response."""
        told = {"Content-Type": "application/json", "Content-Length": str(len(body))}
        told |= {"x-request-id": "req_1"} | (headers or {})
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.send(f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + body)
        self.keep_open = keep

    def pause(self, seconds: float) -> None:
        """Waits; ends when the server is stopped."""
        if self.server.stopping.wait(seconds):
            raise ClientGoneError

    def stall(self) -> NoReturn:
        """Says nothing more, until the client hangs up or the server is stopped."""
        with suppress(OSError):
            self._sock.settimeout(STALLED_S)
            self._sock.recv(1)
        raise ClientGoneError

    def reset(self) -> NoReturn:
        """Breaks the connection off with a RST, whatever was under way."""
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._sock.close()
        raise ClientGoneError


@dataclass
class FaultServer:
    """Answers the n-th request with the n-th fault of the script, the last one for ever.

    Attributes:
        script: what to do with each request.
        certificate: a file with a certificate and its key, to speak TLS.
        accepts_after_s: how long a connection waits to be accepted.
        asked: the requests that came in, all connections together.
        connections: how many were accepted.
    """

    script: Sequence[Fault]
    certificate: Path | None = None
    accepts_after_s: float = 0.0
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    broken: list[BaseException] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> FaultServer:
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._listening.settimeout(0.02)
        self.port: int = self._listening.getsockname()[1]
        self._accepting = threading.Thread(target=self._accept, name="faults: accept")
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._accepting.join()
        self._listening.close()
        with self._lock:
            for sock in self._open:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive(), "a connection of the fault server did not end"
        assert not self.broken, self.broken

    @property
    def where(self) -> str:
        """The address a client is given."""
        return f"http{'s' if self.certificate else ''}://127.0.0.1:{self.port}/v1"

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self._listening.accept()
            except TimeoutError:
                continue
            self.stopping.wait(self.accepts_after_s)
            with self._lock:
                self.connections += 1
                self._open.add(sock)
            serving = threading.Thread(target=self._serve, args=(sock,), name="faults: serve")
            self._threads.append(serving)
            serving.start()

    def _serve(self, sock: socket.socket) -> None:
        plain = sock
        try:
            sock.settimeout(STALLED_S)
            # Small writes are sent as they are: many a fault is about where one ends.
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.certificate:
                sock = self._wrapped(sock)
            while self._answer_next(sock):
                pass
        except (ClientGoneError, OSError):
            pass
        except BaseException as error:  # noqa: BLE001 - told when the server ends
            self.broken.append(error)
        finally:
            with self._lock:
                self._open.discard(plain)
            sock.close()

    def _wrapped(self, sock: socket.socket) -> socket.socket:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.certificate))
        return context.wrap_socket(sock, server_side=True)

    def _answer_next(self, sock: socket.socket) -> bool:
        """Answers one request; True when the connection stays open for another."""
        sock.settimeout(STALLED_S)
        asked = _read_request(sock)
        if asked is None:
            return False
        with self._lock:
            fault = self.script[min(len(self.asked), len(self.script) - 1)]
            self.asked.append(asked)
        exchange = Exchange(self, sock, asked)
        fault(exchange)
        return exchange.keep_open


def _read_request(sock: socket.socket) -> Asked | None:
    """The next request, None when the client hung up before it."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return None
        data += piece
        if data[:1] == b"\x16":
            # The first byte of TLS, to which a server of plain HTTP answers so.
            sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return None
    head, body = data.split(b"\r\n\r\n", 1)
    line, *fields = head.decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in map(_split, fields)}
    while len(body) < int(headers.get("content-length", 0)):
        piece = sock.recv(65536)
        if not piece:
            return None
        body += piece
    return Asked(line, headers, body)


def _split(header: str) -> tuple[str, str, str]:
    return header.partition(":")
