"""Rows: no connection, one that breaks off, one that says nothing, and bytes that are no HTTP."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from briefbot.errors import ModelRejectedError, ModelUnavailableError, OutputInvalidError
from tests.faults import wire
from tests.faults.row import CHARGED_TRIES, FREE_TRIES, Row

if TYPE_CHECKING:
    from tests.faults.server import Exchange, Fault, FaultServer

_LOST = "the connection to {where} broke off (…): try again (tried 2 times)"
_SLOW = "{where} did not answer within … s: try again, or ask for less (tried 2 times)"


def _lost(name: str, fault: Fault) -> Row:
    return Row(
        name, fault, _LOST, ModelUnavailableError, "unavailable", billed=True, tries=CHARGED_TRIES
    )


def _slow(name: str, fault: Fault) -> Row:
    return Row(
        name,
        fault,
        _SLOW,
        ModelUnavailableError,
        "unavailable",
        billed=True,
        tries=CHARGED_TRIES,
        waits=True,
    )


def _closed_port(_: FaultServer) -> str:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


def _no_such_host(_: FaultServer) -> str:
    return "http://nowhere.invalid/v1"


def _over_tls(server: FaultServer) -> str:
    return f"https://127.0.0.1:{server.port}/v1"


def _nothing(exchange: Exchange) -> None:
    """Ends the connection without a byte."""


NO_CONNECTION = [
    Row(
        "connection refused",
        wire.good,
        "no connection to {where} (…refused): is the server running there? (tried 4 times)",
        ModelUnavailableError,
        "unavailable",
        tries=FREE_TRIES,
        where=_closed_port,
        arrives=False,
    ),
    Row(
        "no such host",
        wire.good,
        "no connection to {where} (…): check its name and the network (tried 4 times)",
        ModelUnavailableError,
        "unavailable",
        tries=FREE_TRIES,
        where=_no_such_host,
        arrives=False,
    ),
    Row(
        "TLS: a certificate nobody has signed",
        wire.good,
        "the certificate of {where} can't be checked (…self-signed certificate…): "
        "set SSL_CERT_FILE to the authority's certificates",
        ModelRejectedError,
        "rejected",
        arrives=False,
        certificate=True,
    ),
    Row(
        "TLS: a server that speaks plain HTTP",
        wire.good,
        "{where} does not speak TLS (…): set OPENAI_BASE_URL to its http:// address",
        ModelRejectedError,
        "rejected",
        where=_over_tls,
        arrives=False,
    ),
]

BROKEN_OFF = [
    _lost("closed before any byte", _nothing),
    _lost("reset before any byte", wire.reset_after(b"")),
    _lost("reset in the headers", wire.reset_after(b"HTTP/1.1 200 OK\r\nContent-Le")),
    _lost("reset in the middle of the body", wire.reset_in_body),
    _lost("a body shorter than announced", wire.short_body),
    _lost(
        "a chunk whose size is no number",
        wire.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
    ),
    _lost(
        "a header of 1 MB",
        wire.raw(b"HTTP/1.1 200 OK\r\nX-Long: " + b"z" * 1_000_000 + b"\r\n\r\n{}"),
    ),
    _lost("HTTP/0.9, no status line", wire.raw(b"{}\n")),
    _lost(
        "a negative Content-Length", wire.raw(b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}")
    ),
    _lost("a body that is not packed as it says", wire.body(b"{}", Content_Encoding="gzip")),
]

NO_END = [
    _slow("no answer at all", wire.unending(b"")),
    _slow("a byte of the headers every quarter second", wire.drip_headers),
    _slow("a byte of the body every quarter second", wire.drip_body),
    _slow("a stream of pings without end", wire.ping_for_ever),
    _slow("100 Continue without end", wire.continue_for_ever),
    _slow(
        "a chunked body that stops without its end",
        wire.unending(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + wire.chunk(b"{")),
    ),
]

_TOO_MUCH = "{where} sent %s for one answer: check that it is a Chat Completions server"
_CAP = "more than 16 MB"

TOO_MUCH = [
    Row(name, fault, _TOO_MUCH % what, OutputInvalidError, "unusable", billed=True)
    for name, fault, what in [
        ("a chunked body without end", wire.chunks_for_ever, _CAP),
        ("a small body that unpacks to 220 MB", wire.packed("gzip"), _CAP),
        ("a body packed twice", wire.packed("gzip", "gzip"), "a body packed several times"),
        (
            "bytes without end after a packed body",
            wire.junk_after_packed,
            "more than 4 MB",
        ),
        ("500 with a body that unpacks to 220 MB", wire.error_bomb, _CAP),
    ]
]
