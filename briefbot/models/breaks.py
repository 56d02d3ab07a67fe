"""What it means that a connection was not made, broke off, or brought too much.

This file knows HTTP, not the vendor. It is imported lazily: httpx2 is slow.
"""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import httpx2

from briefbot.errors import (
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputInvalidError,
)
from briefbot.models.transport import BodyTooLargeError

if TYPE_CHECKING:
    from collections.abc import Callable

# How versions of OpenSSL say that what answered is no TLS.
_NO_TLS = re.compile(r"WRONG_VERSION_NUMBER|RECORD_LAYER_FAILURE|record layer failure|HTTP_REQUEST")


def read_break(
    error: BaseException, *, where: str, limit_s: float, clean: Callable[[object], str]
) -> ModelError:
    """The error of ours for one of httpx2's, not raised from it: that one may hold what is secret.

    Args:
        error: what broke the request.
        where: the server, in words.
        limit_s: how long the attempt was allowed to take.
        clean: makes words from outside fit to be shown.
    """
    if isinstance(error, BodyTooLargeError):
        return OutputInvalidError(
            f"{where} sent {error} for one answer: check that it is a Chat Completions server"
        )
    return _never_made(error, where, clean(error)) or _lost(error, where, clean(error), limit_s)


def _never_made(error: BaseException, where: str, told: str) -> ModelError | None:
    """The error for a connection over which nothing was sent, None when there was one."""
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return ModelRejectedError(
            f"the certificate of {where} can't be checked ({told}): "
            "set SSL_CERT_FILE to the authority's certificates"
        )
    if _NO_TLS.search(str(error)):
        return ModelRejectedError(
            f"{where} does not speak TLS ({told}): set OPENAI_BASE_URL to its http:// address"
        )
    if isinstance(error, httpx2.ProxyError):
        return ModelUnavailableError(
            f"the proxy on the way to {where} gives no connection ({told}): check HTTPS_PROXY and HTTP_PROXY"
        )
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        unknown = isinstance(_first_cause(error), socket.gaierror)
        advice = "check its name and the network" if unknown else "is the server running there?"
        return ModelUnavailableError(f"no connection to {where} ({told}): {advice}")
    return None


def _lost(error: BaseException, where: str, told: str, limit_s: float) -> ModelError:
    """The error for a request that went out and got no answer: the provider may charge for it."""
    if isinstance(error, httpx2.TimeoutException):
        lost = ModelUnavailableError(
            f"{where} did not answer within {limit_s:.3g} s: try again, or ask for less"
        )
        lost.timed_out = True
    else:
        lost = ModelUnavailableError(f"the connection to {where} broke off ({told}): try again")
    lost.maybe_billed = True
    return lost


def _first_cause(error: BaseException) -> BaseException:
    while (cause := error.__cause__ or error.__context__) is not None:
        error = cause
    return error
