"""An HTTP client that keeps three promises per request: a total deadline, a cap on the decoded body, no header unasked.

The timeouts of httpx2 are per read, so a server that drips a byte now and then never times out; and a small
compressed body may decode to gigabytes. What is secret is put into a request here, at the last moment, so that no
object of the vendor's, and no error that carries one, ever holds it. This file knows HTTP, not the vendor. It is
imported lazily: httpx2 is slow.
"""

from __future__ import annotations

import base64
import urllib.request
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpcore2
import httpx2

from briefbot.errors import SettingsError

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable, Iterator

    from briefbot.models.address import Address
    from briefbot.models.secret import Secret

    Clock = Callable[[], float]

# Set around a call and read by the socket below it: both run in the caller's thread.
_deadline: ContextVar[float | None] = ContextVar("_deadline", default=None)

_BODY_HEADERS = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
# The vendor's library adds the machine's system and version, and whatever OPENAI_CUSTOM_HEADERS and OPENAI_ORG_ID
# say, for any server: what is not listed stays here.
_SENT_HEADERS = frozenset(
    {b"host", b"accept", b"accept-encoding", b"connection", b"user-agent"}
    | {b"content-type", b"content-length", b"transfer-encoding"}
)
_SENT_TO_OPENAI = frozenset({b"openai-organization", b"openai-project"})


# A packed body is smaller than what it holds: JSON of prose by this and more.
LEAST_PACKING = 4


class BodyTooLargeError(httpx2.RequestError):
    """The body is larger than the cap, or packed so that it may be; the rest was not read."""


@contextmanager
def total_deadline(at: float) -> Iterator[None]:
    """All network waits inside end at `at`, in the clock the client was made with."""
    token = _deadline.set(at)
    try:
        yield
    finally:
        _deadline.reset(token)


def open_client(
    address: Address, key: Secret | None, *, clock: Clock, max_body_bytes: int
) -> httpx2.Client:
    """A client for one server: no redirects, proxies from the environment, all three promises kept.

    The key goes into the Authorization header; an address with a login sends that there instead.
    """
    try:
        inner = httpx2.HTTPTransport(verify=_ssl_context(), proxy=find_proxy(address.shown))
    except (ImportError, ValueError, httpx2.InvalidURL) as exc:
        failure = type(exc).__name__
    else:
        failure = ""
    if failure:
        # The error's own words hold the proxy's address, and that may hold a password.
        raise SettingsError(
            f"the proxy set in the environment can't be used ({failure}): give it as http://host:port"
        )
    # The pool takes a backend when it is made, the transport that makes it doesn't pass one on.
    inner._pool._network_backend = _Backend(httpcore2.SyncBackend(), clock)
    capped = _Capped(inner, max_body_bytes)
    return httpx2.Client(transport=_Sealed(capped, address, key), follow_redirects=False)


def find_proxy(base_url: str) -> str | None:
    """The proxy the environment names for this address (HTTPS_PROXY, NO_PROXY …), None for none."""
    parts = urlsplit(base_url)
    if parts.hostname is None or urllib.request.proxy_bypass(parts.hostname):
        return None
    proxies = urllib.request.getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all")
    return found if not found or "://" in found else f"http://{found}"


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    """The certificates, read once a process: that takes longer than a request to a server nearby."""
    return httpx2.create_ssl_context()


class _Sealed(httpx2.BaseTransport):
    """Sends a copy of each request: with the secrets in it, and without headers that nobody asked for."""

    def __init__(self, inner: httpx2.BaseTransport, address: Address, key: Secret | None) -> None:
        self._inner = inner
        self._address = address
        self._key = key
        self._sent = _SENT_HEADERS | (_SENT_TO_OPENAI if address.is_openai else frozenset())

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        sealed = httpx2.Request(
            request.method,
            self._with_query(request.url),
            headers=[
                *((k, v) for k, v in request.headers.raw if k.lower() in self._sent),
                *self._authorization(),
            ],
            stream=request.stream,
            extensions=request.extensions,
        )
        response = self._inner.handle_request(sealed)
        response.request = request
        return response

    def close(self) -> None:
        self._inner.close()

    def _with_query(self, url: httpx2.URL) -> httpx2.URL:
        query = self._address.query
        return url if query is None else url.copy_with(query=query.reveal().encode())

    def _authorization(self) -> Iterator[tuple[bytes, bytes]]:
        if self._address.login is not None:
            login = base64.b64encode(self._address.login.reveal().encode())
            yield b"Authorization", b"Basic " + login
        elif self._key is not None:
            yield b"Authorization", b"Bearer " + self._key.reveal().encode()


class _Capped(httpx2.BaseTransport):
    """Decodes bodies itself, in bounded pieces, so that the cap holds for error bodies too."""

    def __init__(self, inner: httpx2.BaseTransport, max_body_bytes: int) -> None:
        self._inner = inner
        self._max_body_bytes = max_body_bytes

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._inner.handle_request(request)
        # Decoding wants to know what was asked.
        response.request = request
        packed = response.headers.get_list("content-encoding", split_commas=True)
        if len(packed) > 1:
            # What unpacks a thousandfold twice is too large in between, where nobody counts.
            response.close()
            raise BodyTooLargeError("a body packed several times")
        if packed:
            # The decoder keeps what comes after the end of the packed part and copies it for each piece.
            most = self._max_body_bytes // LEAST_PACKING
            response.stream = _CountedStream(response.stream, most)
        headers = [(k, v) for k, v in response.headers.raw if k.lower() not in _BODY_HEADERS]
        return httpx2.Response(
            response.status_code,
            headers=headers,
            stream=_CappedBody(response, self._max_body_bytes),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._inner.close()


class _CappedBody(httpx2.SyncByteStream):
    """The decoded body."""

    def __init__(self, response: httpx2.Response, max_bytes: int) -> None:
        self._response = response
        self._max_bytes = max_bytes

    def __iter__(self) -> Iterator[bytes]:
        yield from _at_most(self._max_bytes, self._response.iter_bytes())

    def close(self) -> None:
        self._response.close()


class _CountedStream(httpx2.SyncByteStream):
    """The body as it comes over the wire."""

    def __init__(self, stream: Any, max_bytes: int) -> None:  # noqa: ANN401 - sync in a sync client
        self._stream = stream
        self._max_bytes = max_bytes

    def __iter__(self) -> Iterator[bytes]:
        yield from _at_most(self._max_bytes, self._stream)

    def close(self) -> None:
        self._stream.close()


def _at_most(max_bytes: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    read = 0
    for piece in pieces:
        read += len(piece)
        if read > max_bytes:
            raise BodyTooLargeError(f"more than {max_bytes / 2**20:g} MB")
        yield piece


class _Stream(httpcore2.NetworkStream):
    """A socket whose every wait ends at the deadline, headers and TLS included."""

    def __init__(self, inner: httpcore2.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, self._clock))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, self._clock))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, self._clock)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore2's own signature
        return self._inner.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, inner: httpcore2.NetworkBackend, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        left = _left(timeout, self._clock)
        stream = self._inner.connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(stream, self._clock)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


def _left(timeout: float | None, clock: Clock) -> float | None:
    """The seconds a wait may take: the shorter of `timeout` and what is left until the deadline."""
    at = _deadline.get()
    if at is None:
        return timeout
    left = at - clock()
    if left <= 0:
        raise httpcore2.ReadTimeout("the deadline has passed")
    return left if timeout is None else min(timeout, left)
