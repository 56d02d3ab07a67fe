"""Token counts for budgets, from the packaged o200k_base table. Nothing is downloaded, nothing is cut by tokens."""

from __future__ import annotations

import base64
import gzip
import hashlib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, Protocol

from briefbot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tiktoken import Encoding

TABLE: Final = "o200k_base.tiktoken.gz"
TABLE_SHA256: Final = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"

# Each message is wrapped in three tokens beside its role, and three more start the answer.
# Source: OpenAI cookbook, "How to count tokens with tiktoken" (gpt-4o and later). Other vendors' chat
# templates spend about the same; the exact figure of a call is the server's, in `Usage`.
MESSAGE_OVERHEAD_TOKENS: Final = 4
REPLY_OVERHEAD_TOKENS: Final = 3

# Long texts are counted once or twice and would keep megabytes alive in the cache.
_LONGEST_CACHED = 4_000

# Source: tiktoken (MIT), tiktoken_ext/openai_public.py, the pattern that splits text for o200k_base.
_PATTERN = "|".join(
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)


class HasContent(Protocol):
    """Anything with the text of a message."""

    @property
    def content(self) -> str:
        """The text that is sent."""
        ...


def count(text: str) -> int:
    """The number of o200k_base tokens of `text`; 0 for the empty string.

    Text that looks like a control token, such as `<|endoftext|>`, is counted as the ordinary text it is.
    """
    return _count_cached(text) if len(text) <= _LONGEST_CACHED else _count(text)


def count_messages(messages: Iterable[HasContent]) -> int:
    """The tokens of a conversation as sent, the overhead per message and for the reply included."""
    total = sum(MESSAGE_OVERHEAD_TOKENS + count(message.content) for message in messages)
    return total + REPLY_OVERHEAD_TOKENS


def _count(text: str) -> int:
    return len(_encoding().encode(text, disallowed_special=()))


_count_cached = lru_cache(maxsize=4096)(_count)


@lru_cache(maxsize=1)
def _encoding() -> Encoding:
    """The encoding, read once a process (0.9 s): tiktoken's own `get_encoding` would download the table."""
    import tiktoken

    return tiktoken.Encoding(
        name="o200k_base", pat_str=_PATTERN, mergeable_ranks=_load_ranks(), special_tokens={}
    )


def _load_ranks() -> dict[bytes, int]:
    packed = (resources.files("briefbot") / "encodings" / TABLE).read_bytes()
    table = gzip.decompress(packed)
    found = hashlib.sha256(table).hexdigest()
    if found != TABLE_SHA256:
        # A wrong table would miscount every budget, silently.
        raise SettingsError(f"{TABLE} is damaged (sha256 {found}): install briefbot again")
    lines = (line.split() for line in table.splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in lines}
