"""What a status other than 2xx, or an error in a 200, means: a passing fault, no quota, too long, or no for good.

Servers differ in their codes and words; this file knows them, and no vendor's library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["passing", "no quota", "too long", "for good"]

_NO_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_TOO_LONG = frozenset(
    {
        "context_length_exceeded",
        "string_above_max_length",
        "exceed_context_size_error",
        "request_too_large",
        "model_max_prompt_tokens_exceeded",
    }
)
# "Not implemented" and "HTTP version not supported" are no passing faults.
_FOR_GOOD = frozenset({501, 505})
_PASSING = frozenset({408, 409, 429})
_REJECTED = frozenset({400, 413, 422})

# How OpenAI, vLLM, llama.cpp, Ollama, LM Studio, Mistral, Anthropic, Gemini, xAI, TGI and Groq say it.
_TOO_LONG_WORDS = re.compile(
    r"(maximum|max(imum)? model|available|model'?s?) (context|prompt) (length|size|window)"
    r"|context (length|size|window)( of| is| was| limit)?.{0,60}?(exceed|too (small|long|large)|only|overflow)"
    r"|exceed\w*.{0,60}?(context|maximum (number of )?(input )?(tokens|length|prompt))"
    r"|(greater|longer|larger|more) than the (model'?s? |maximum )?context"
    r"|(prompt|input|request|messages?) (is|are|was) too (long|large)"
    r"|tokens? .{0,40}?too large for model"
    r"|`?inputs`? tokens \+ `?max_new_tokens`?"
    r"|request too large for",
    re.IGNORECASE | re.DOTALL,
)
# A limit on the answer alone names the context too, and a shorter question would not help.
_ONLY_OUTPUT = re.compile(r"at most \d+ completion tokens", re.IGNORECASE)
_PASSING_WORDS = re.compile(
    r"overload|over capacity|at capacity|rate.?limit|too many requests|temporar|unavailable|time[d ]?-?out"
    r"|try again|server_error|internal (server )?error|bad gateway",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a server says in the place of an answer.

    Attributes:
        status: of HTTP; of an error in a 200, the one it names, else 200.
        codes: its codes and types, as far as they are words.
        words: its message, "" without one or for a web page.
        param: the parameter it names, if any.
    """

    status: int
    codes: frozenset[str] = frozenset()
    words: str = ""
    param: str | None = None

    @property
    def kind(self) -> Kind:
        """What it means for another attempt."""
        if self._is_too_long:
            return "too long"
        if self.codes & _NO_QUOTA or self.status == 402:
            return "no quota"
        if self.status in _PASSING or (self.status >= 500 and self.status not in _FOR_GOOD):
            return "passing"
        in_words = " ".join((*sorted(self.codes), self.words))
        if self.status < 300 and _PASSING_WORDS.search(in_words):
            return "passing"
        return "for good"

    @property
    def _is_too_long(self) -> bool:
        if self.codes & _TOO_LONG:
            return True
        if not (self.status in _REJECTED or self.status in {200, 429, 500}):
            return False
        return bool(_TOO_LONG_WORDS.search(self.words)) and not _ONLY_OUTPUT.search(self.words)


def read_refusal(status: int, body: object) -> Refusal:
    """The refusal in a decoded body of any shape: an object, an object in "error", a text, a web page."""
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        body = body["error"]
    if not isinstance(body, dict):
        text = body if isinstance(body, str) else ""
        return Refusal(status, words="" if text.lstrip().startswith("<") else text)
    told = body.get("message") or body.get("detail") or body.get("error") or body
    param = body.get("param")
    return Refusal(
        status,
        frozenset(c for c in (body.get("code"), body.get("type")) if isinstance(c, str)),
        told if isinstance(told, str) else str(told),
        param if isinstance(param, str) else None,
    )


def find_error(data: Mapping[str, Any]) -> Refusal | None:
    """The error in the body of a 200 that holds one in the place of an answer, None when it doesn't."""
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    holder = choice if isinstance(choice, dict) else data
    error = holder.get("error")
    if not error or isinstance(holder.get("message"), dict):
        return None
    code = error.get("code") if isinstance(error, dict) else None
    named = code if isinstance(code, int) and 400 <= code < 600 else 200
    return read_refusal(named, error)


def advise(refusal: Refusal, *, where: str, model: str, key: str | None) -> str:
    """One sentence on what to do about it.

    Args:
        refusal: one that no further attempt can help.
        where: the server, in words.
        model: the one asked for.
        key: the end of the key that was sent, "" of a short one; None when none was.
    """
    status, asked = refusal.status, f"the model {model!r}"
    if refusal.kind == "too long":
        return f"the request is longer than {model} at {where} can read: ask over fewer days, or choose a model with more context"
    if refusal.kind == "no quota":
        return f"{where} says the account has no quota left: add credit there, or use another key"
    if 300 <= status < 400:
        return f"{where} redirects elsewhere and is not followed: set OPENAI_BASE_URL to the final address"
    if status == 401 and key is None:
        return f"{where} wants a key: set OPENAI_API_KEY"
    shown = f" ending in {key}" if key else ""
    advice = {
        401: f"{where} refused the key{shown}: set OPENAI_API_KEY to a valid one",
        403: f"this key may not use {asked} at {where}: allow it there, or choose another with --model",
        404: f"{where} has no {asked[4:]}: check --model and OPENAI_BASE_URL",
        413: f"the request is too large for {where}: ask over fewer days",
    }
    default = (
        f"{where} rejected the request to {asked}: see its reason, or choose another with --model"
    )
    return advice.get(status, default)
