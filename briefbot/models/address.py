"""The address of a server, split into what may be shown and what may not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from briefbot.errors import SettingsError
from briefbot.models.replies import clip
from briefbot.models.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from urllib.parse import SplitResult


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is.

    Attributes:
        shown: scheme, host, port and path: all that is printed or kept.
        login: "user:password" of an address that has them, decoded.
        query: what stands behind the question mark; it may be a key.
    """

    shown: str
    login: Secret | None = None
    query: Secret | None = None

    @property
    def is_openai(self) -> bool:
        """Whether it is OpenAI's own server."""
        return urlsplit(self.shown).hostname == "api.openai.com"

    def secrets(self) -> Iterator[Secret]:
        """Each part that may not be shown: the login, its password alone, the query, its values alone."""
        if self.login is not None:
            yield self.login
            yield Secret(self.login.reveal().partition(":")[2])
        if self.query is not None:
            yield self.query
            for part in self.query.reveal().split("&"):
                value = part.partition("=")[2]
                yield from (Secret(value), Secret(unquote(value)))


def read_address(given: Secret) -> Address:
    """The address in a text that may hold a password.

    Raises:
        SettingsError: it is no http address; what may be a password is not repeated.
    """
    found = _parsed(given)
    if found is None:
        raise SettingsError(
            f"OPENAI_BASE_URL is {clip(_harmless(given))!r}, which is no http address: "
            "use one like http://localhost:8080/v1"
        )
    return found


def _parsed(given: Secret) -> Address | None:
    try:
        parts = urlsplit(given.reveal().rstrip("/"))
        port = parts.port
    except ValueError:
        return None
    # A slash in a password ends the host before it: what follows would be shown as the path.
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.path:
        return None
    if port == 0:
        return None
    host = parts.netloc.rpartition("@")[2]
    return Address(
        f"{parts.scheme}://{host}{parts.path.rstrip('/')}",
        _login(parts),
        Secret(parts.query) if parts.query else None,
    )


def _login(parts: SplitResult) -> Secret | None:
    if not (parts.username or parts.password):
        return None
    return Secret(f"{unquote(parts.username or '')}:{unquote(parts.password or '')}")


def _harmless(given: Secret) -> str:
    """The address without all that stands before an @ or after a question mark."""
    return re.sub(r"[?#].*", "", given.reveal().rpartition("@")[2], flags=re.DOTALL)
