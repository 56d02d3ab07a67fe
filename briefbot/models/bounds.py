"""The most tokens one request can use, counted before it is sent."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from briefbot import tokens
from briefbot.models.dialect import SCHEMA_INSTRUCTION, make_strict
from briefbot.results import Usage

if TYPE_CHECKING:
    from briefbot.models.base import Request

OPENAI_HOST: Final = "api.openai.com"

# OpenAI's models that count by the o200k_base table. Source: tiktoken 0.12, `tiktoken/model.py`.
_O200K = re.compile(r"(ft:)?(gpt-4o|gpt-4\.[15]|gpt-5|chatgpt-|o[134](-|$))")
# What a provider may say beside a schema.
_SCHEMA_OVERHEAD_TOKENS = 32
# What a chat template adds of its own: the longest in use (a date, a knowledge cutoff, channels) has about 90.
_TEMPLATE_TOKENS = 128
_TEMPLATE_TOKENS_A_MESSAGE = 8


def estimate_usage(request: Request, *, model: str, base_url: str | None = None) -> Usage:
    """The most one attempt at `request` uses: its input, and its whole output limit.

    Input is counted by the model's own table where that is known, else as UTF-8 bytes: no tokenizer that works on
    bytes makes more tokens than there are, whatever the language. The schema counts in the longest form it is sent.

    Args:
        request: what would be sent.
        model: the name asked for.
        base_url: the server, None for OpenAI or no server at all.
    """
    schema = "" if request.schema is None else _longest(request)
    if counts_exactly(model, base_url):
        counted = tokens.count_messages(request.messages)
        counted += tokens.count(schema) + _SCHEMA_OVERHEAD_TOKENS if schema else 0
    else:
        counted = sum(_size(m.content) + _TEMPLATE_TOKENS_A_MESSAGE for m in request.messages)
        counted += _size(schema) + _TEMPLATE_TOKENS
    return Usage(calls=1, input_tokens=counted, output_tokens=request.max_output_tokens)


def counts_exactly(model: str, base_url: str | None) -> bool:
    """Whether the model's tokens are those of the packaged table."""
    own = base_url is None or urlsplit(base_url).hostname == OPENAI_HOST
    return own and _O200K.match(model) is not None


def _longest(request: Request) -> str:
    """The schema as strict mode sends it, with the words it is asked for with where there is no such mode."""
    return f"{SCHEMA_INSTRUCTION}\n{json.dumps(make_strict(request.schema))}"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
