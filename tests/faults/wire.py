"""What can go wrong on the wire, one small function per fault."""

from __future__ import annotations

import gzip
import json
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

from tests.faults.contents import completion, fitting

if TYPE_CHECKING:
    from tests.faults.server import Exchange, Fault

BOMB_BYTES = 220 * 1024 * 1024
STREAM = {"Content-Type": "text/event-stream", "Transfer-Encoding": "chunked"}


def good(exchange: Exchange) -> None:
    """The answer that was asked for."""
    body = completion(fitting(exchange.asked.json), model=exchange.asked.json["model"])
    exchange.reply(200, json.dumps(body).encode())


def status(
    number: int,
    message: str = "so it is",
    *,
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Fault:
    """An error as the provider words it."""

    def fault(exchange: Exchange) -> None:
        told = {"message": message, "type": None, "param": None, "code": None, **more}
        exchange.reply(number, json.dumps({"error": told}).encode(), headers)

    return fault


def raw(data: bytes) -> Fault:
    """These bytes, and the end of the connection."""
    return lambda exchange: exchange.send(data)


def unending(data: bytes) -> Fault:
    """These bytes, then nothing: the connection stays open."""

    def fault(exchange: Exchange) -> None:
        exchange.send(data)
        exchange.stall()

    return fault


def body(data: bytes | dict[str, Any] | list[Any] | None, **headers: str) -> Fault:
    """A well-formed 200 with this body."""
    sent = data if isinstance(data, bytes) else json.dumps(data).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.reply(200, sent, named)


def reset_after(data: bytes) -> Fault:
    """These bytes, then a RST."""

    def fault(exchange: Exchange) -> None:
        exchange.send(data)
        # Else the RST may overtake the bytes.
        exchange.pause(0.05)
        exchange.reset()

    return fault


def redirect_to(where: str, number: int = 307) -> Fault:
    """Asks to send the request, the key included, somewhere else."""
    return lambda exchange: exchange.reply(number, b"", {"Location": where})


def echo_key(exchange: Exchange) -> None:
    """A 401 that repeats the whole key, as some servers do."""
    key = exchange.asked.headers["authorization"].removeprefix("Bearer ")
    status(401, f"Incorrect API key provided: {key}. See\n<https://example.org/keys>")(exchange)


def drip_body(exchange: Exchange) -> None:
    """A good answer, a byte every quarter second."""
    sent = json.dumps(completion(fitting(exchange.asked.json))).encode()
    exchange.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(sent)}\r\n\r\n".encode())
    drip(exchange, sent)


def drip_headers(exchange: Exchange) -> None:
    """Headers without end, a byte every quarter second."""
    drip(exchange, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 1000)


def drip(exchange: Exchange, data: bytes) -> None:
    """The bytes, one every quarter second."""
    for i in range(len(data)):
        exchange.send(data[i : i + 1])
        exchange.pause(0.25)


def ping_for_ever(exchange: Exchange) -> None:
    """A stream of server-sent events that holds nothing but comments."""
    exchange.send(_head(200, STREAM))
    while True:
        exchange.send(chunk(b": ping\n\n"))
        exchange.pause(0.1)


def continue_for_ever(exchange: Exchange) -> None:
    """One "100 Continue" after the other."""
    while True:
        exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        exchange.pause(0.02)


def chunks_for_ever(exchange: Exchange) -> None:
    """A chunked body without end, as fast as it is read."""
    exchange.send(_head(200, {"Transfer-Encoding": "chunked"}))
    piece = chunk(b" " * 65536)
    while True:
        exchange.send(piece)


def events(*pieces: bytes) -> Fault:
    """A stream of server-sent events that ends cleanly after these pieces."""
    told = b"".join(chunk(piece) for piece in pieces)
    return raw(_head(200, STREAM) + told + b"0\r\n\r\n")


def chunk(data: bytes) -> bytes:
    """One piece of a chunked body."""
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def short_body(exchange: Exchange) -> None:
    """Half of the bytes that the header announces, then the end."""
    sent = json.dumps(completion(fitting(exchange.asked.json))).encode()
    exchange.send(f"HTTP/1.1 200 OK\r\nContent-Length: {len(sent)}\r\n\r\n".encode())
    exchange.send(sent[: len(sent) // 2])


def reset_in_body(exchange: Exchange) -> None:
    """Half of the body, then a RST."""
    short_body(exchange)
    exchange.pause(0.05)
    exchange.reset()


def good_then_close(exchange: Exchange) -> None:
    """A good answer that promises to keep the connection open, and closes it."""
    good(exchange)
    exchange.keep_open = False


def packed(*encodings: str, data: bytes | None = None) -> Fault:
    """A 200 whose body is packed, by default one that unpacks to far more than any answer holds."""

    def fault(exchange: Exchange) -> None:
        sent = bomb(len(encodings)) if data is None else gzip.compress(data)
        exchange.reply(200, sent, {"Content-Encoding": ", ".join(encodings)})

    return fault


def junk_after_packed(exchange: Exchange) -> None:
    """A small packed body, and bytes without end after it."""
    exchange.send(_head(200, {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}))
    exchange.send(chunk(gzip.compress(b"{}")))
    piece = chunk(b"z" * 65536)
    while True:
        exchange.send(piece)


def error_bomb(exchange: Exchange) -> None:
    """The same as the body of a 500."""
    exchange.reply(500, bomb(1), {"Content-Encoding": "gzip"})


@cache
def bomb(layers: int) -> bytes:
    """Blanks packed by gzip, once or more; made in pieces, because the test process is measured too."""
    packing = zlib.compressobj(6, wbits=31)
    piece = b" " * 1024 * 1024
    made = b"".join(packing.compress(piece) for _ in range(BOMB_BYTES // len(piece)))
    made += packing.flush()
    for _ in range(layers - 1):
        made = gzip.compress(made)
    return made


def _head(code: int, headers: dict[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {code} Said\r\n{lines}\r\n".encode()
