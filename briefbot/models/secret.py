"""Values that go to one server and nowhere else: kept so that nothing shows them, and found where they come back."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Keys by their looks: OpenAI and those that copy it, bearer tokens, GitHub, Google, Amazon.
KEY_LIKE: Final = re.compile(
    r"\bsk-[A-Za-z0-9_-]{20,}|\bBearer\s+[A-Za-z0-9._~+/-]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}|\bAIza[\w-]{30,}"
    r"|\bAKIA[A-Z0-9]{16}\b"
)
SHOWN: Final = "[key]"
WITHHELD: Final = "[not shown: it repeats a key]"

# Servers on one's own machine take any key: "none" and "x" stand in every text and are no secret.
_SHORTEST = 8
# A value this long, with a digit in it or longer still, is no phrase: its letters and digits alone tell it from all
# other text.
_TELLING = 12
_TELLING_WITHOUT_DIGIT = 24
# This many of its letters and digits in a row are a piece of a key, and not chance.
_PIECE = 6
# A key's last characters say which of several it is; four of them are the most that is ever shown.
_TAIL = 4
# What error messages show of keys in all kinds of masks: sk-ab***wxyz, tok_••••6789. It begins where a word does:
# tried at every letter of a long one, it took seconds.
_MASKED = re.compile(r"\bsk-[\w*.…•-]{4,}|(?<![^\s\"'()])[^\s\"'()]*[*•●█]{3,}[^\s\"')]*")
_NOISE = re.compile(r"[\W_]+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|%u([0-9a-fA-F]{4})")
# More of a server's words is never shown, and looking through them takes time.
_MOST_CHARACTERS = 20_000


class Secret:
    """A value that no way of printing, formatting, pickling or listing the object shows."""

    __slots__ = ("__value",)

    def __init__(self, value: str) -> None:
        self.__value = value

    def reveal(self) -> str:
        """The value itself; for the wire alone."""
        return self.__value

    @property
    def tail(self) -> str:
        """Its last four characters, to tell it from others; "" of a short one."""
        return self.__value[-_TAIL:] if len(self.__value) >= _TELLING else ""

    def is_token(self) -> bool:
        """Whether it is of visible ASCII alone, as every key is."""
        return all("!" <= character <= "~" for character in self.__value)

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __repr__(self) -> str:
        return f"Secret(…{self.tail})"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: object) -> Secret:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not saved")


class Unshown(Mapping[str, str]):
    """An environment that shows the names in it alone: a traceback with values would print every key it has."""

    __slots__ = ("__values",)

    def __init__(self, values: Mapping[str, str]) -> None:
        self.__values = values

    def __getitem__(self, name: str) -> str:
        return self.__values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.__values)

    def __len__(self) -> int:
        return len(self.__values)

    def __repr__(self) -> str:
        return f"Unshown({', '.join(sorted(self))})"


def secret_of(value: str | Secret | None) -> Secret | None:
    """The value as a secret, without white space around it; None for nothing and for blanks."""
    if value is None or isinstance(value, Secret):
        return value or None
    return Secret(value.strip()) if value.strip() else None


class Secrets:
    """Several secrets, looked for together: as they are, and spelt in any way that a server may send them back."""

    def __init__(self, values: Iterable[str | Secret | None] = ()) -> None:
        held = [secret for secret in map(secret_of, values) if secret is not None]
        self._held = tuple(s for s in held if len(s.reveal()) >= _SHORTEST)

    def are_in(self, text: str) -> bool:
        """Whether one of them stands in the text: whole, spaced out, escaped, encoded or backwards."""
        if any(secret.reveal() in text for secret in self._held):
            return True
        views = [_letters(view) for view in _views(text)] if self._held else []
        return any(form in view for form in self._forms() for view in views)

    def cut(self, text: str) -> str:
        """The text without them, without pieces of them, and without what looks like a key.

        Where a piece is left in some other spelling, nothing of the text is.
        """
        text = text[:_MOST_CHARACTERS]
        for secret in self._held:
            text = text.replace(secret.reveal(), SHOWN)
        text = _MASKED.sub(SHOWN, KEY_LIKE.sub(SHOWN, text))
        pieces = {
            form[i : i + _PIECE] for form in self._forms() for i in range(len(form) - _PIECE + 1)
        }
        views = [_letters(view) for view in _views(text)] if pieces else []
        return WITHHELD if any(_holds(view, pieces) for view in views) else text

    def __repr__(self) -> str:
        return f"Secrets({len(self._held)})"

    def _forms(self) -> Iterator[str]:
        """The letters and digits of each, as they are and encoded; none of what may be a phrase."""
        for secret in self._held:
            value = secret.reveal()
            plain = _letters(value)
            has_digit = any(character.isdigit() for character in plain)
            if len(plain) >= (_TELLING if has_digit else _TELLING_WITHOUT_DIGIT):
                yield from (plain, plain[::-1], value.encode().hex())
                yield from _in_base64(value.encode())


def _holds(view: str, pieces: set[str]) -> bool:
    return any(view[i : i + _PIECE] in pieces for i in range(len(view) - _PIECE + 1))


def _views(text: str) -> Iterator[str]:
    """The text, and what it says once escapes of JSON, addresses and web pages are undone."""
    yield text
    for view in (_ESCAPED.sub(_character, text), unquote(text), html.unescape(text)):
        if view != text:
            yield view


def _character(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1] or escaped[2] or escaped[3], 16))


def _letters(text: str) -> str:
    """The letters and digits alone, small: white space, quotes and signs put between them hide nothing."""
    return _NOISE.sub("", text).casefold()


def _in_base64(value: bytes) -> Iterator[str]:
    """What is the same in every base64 text that holds the value, for each of its three places in a group."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + value).decode().rstrip("=")
        # The first and the last characters also depend on what stands beside the value.
        yield _letters(encoded[(before * 8 + 5) // 6 : -1])
