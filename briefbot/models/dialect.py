"""What one model on one server understands of Chat Completions, learnt from what it rejects.

Servers differ in three places: how an answer is held to a schema, which optional parameters they take, and what
the output limit is called. Each is tried in the form that promises most and stepped down when the server complains.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from briefbot.errors import ModelUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefbot.models.base import Request

Format = Literal["json_schema", "json_object", "prompt"]
FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "prompt")
LIMITS = ("max_completion_tokens", "max_tokens")
OPTIONAL = ("temperature", "seed", "reasoning_effort")

SCHEMA_INSTRUCTION = "Answer with one JSON object that follows this JSON schema, and nothing else:"

_ABOUT_FORMAT = re.compile(
    r"response[_ ]format|json[_ ]?schema|json[_ ]object|structured output|\bgrammar\b",
    re.IGNORECASE,
)
# A limit that is merely too large names the parameter too, but no other name would help.
_NOT_UNDERSTOOD = re.compile(
    r"support|unrecogni[sz]ed|unknown|unexpected|not permitted|not allowed|invalid|extra|only the default",
    re.IGNORECASE,
)
_REASONING_MODEL = re.compile(r"(gpt-5|o\d)(?!.*-chat)")


@dataclass(frozen=True, slots=True)
class Complaint:
    """A request the server refused to understand: its words and the parameter it names, if any."""

    message: str
    param: str | None = None


@dataclass
class Dialect:
    """How to phrase a request for one (server, model) pair. Safe to use from several threads."""

    model: str
    limit: str
    effort: str | None = None
    format: Format = "json_schema"
    dropped: frozenset[str] = frozenset()
    settled: bool = False
    _limits_tried: set[str] = field(default_factory=set)
    _probing: Lock = field(default_factory=Lock)
    _changing: Lock = field(default_factory=Lock)

    def payload(self, request: Request) -> dict[str, Any]:
        """The body of a request, in the forms that are still believed to work."""
        messages = [{"role": m.role, "content": _encodable(m.content)} for m in request.messages]
        body: dict[str, Any] = {"model": self.model, "messages": messages}
        body[self.limit] = request.max_output_tokens
        optional = {
            "temperature": request.temperature,
            "seed": request.seed,
            "reasoning_effort": self.effort,
        }
        body |= {k: v for k, v in optional.items() if v is not None and k not in self.dropped}
        if request.schema is not None:
            self._ask_for_schema(body, request.schema, request.schema_name)
        return body

    def _ask_for_schema(self, body: dict[str, Any], schema: Mapping[str, Any], name: str) -> None:
        form = self.format
        if form == "json_schema":
            strict = {"name": name, "strict": True, "schema": make_strict(schema)}
            body["response_format"] = {"type": "json_schema", "json_schema": strict}
            return
        if form == "json_object":
            body["response_format"] = {"type": "json_object"}
        append_schema(body["messages"], schema)

    def step_down(self, sent: Mapping[str, Any], complaint: Complaint) -> bool:
        """True when there is another way to phrase what was `sent`, which the dialect now uses."""
        with self._changing:
            optional = self._named(sent, complaint)
            if optional in OPTIONAL:
                self.dropped |= {optional}
                return True
            if optional in LIMITS:
                return self._rename_limit(optional)
            return self._lower_format(sent, complaint)

    def _named(self, sent: Mapping[str, Any], complaint: Complaint) -> str | None:
        """The optional parameter or limit that was sent and is complained about."""
        names = [name for name in (*OPTIONAL, *LIMITS) if name in sent]
        if complaint.param in names and _NOT_UNDERSTOOD.search(complaint.message):
            return complaint.param
        if complaint.param or not _NOT_UNDERSTOOD.search(complaint.message):
            return None
        return next((n for n in names if re.search(rf"\b{n}\b", complaint.message)), None)

    def _rename_limit(self, rejected: str) -> bool:
        """The other name, once: a request without any limit would be without a budget."""
        self._limits_tried.add(rejected)
        other = next((name for name in LIMITS if name not in self._limits_tried), None)
        if other is not None:
            self.limit = other
        return other is not None or rejected != self.limit

    def _lower_format(self, sent: Mapping[str, Any], complaint: Complaint) -> bool:
        if "response_format" not in sent:
            return False
        if not _ABOUT_FORMAT.search(f"{complaint.param or ''} {complaint.message}"):
            return False
        rejected = FORMATS.index(sent["response_format"]["type"])
        # Another thread may have stepped down already: then the request is only phrased again.
        self.format = FORMATS[max(FORMATS.index(self.format), rejected + 1)]
        return True

    @contextmanager
    def probing(self, request: Request, *, wait_s: float) -> Iterator[None]:
        """Alone until a request with a schema has worked, so that only one caller finds out how."""
        alone = request.schema is not None and not self.settled
        if alone and not self._probing.acquire(timeout=max(0.0, wait_s)):
            raise ModelUnavailableError(
                f"{self.model} is still busy with its first request: raise the deadline or try again"
            )
        if alone and self.settled:
            self._probing.release()
            alone = False
        try:
            yield
            self.settled = self.settled or request.schema is not None
        finally:
            if alone:
                self._probing.release()


_known: dict[tuple[str, str], Dialect] = {}
_known_lock = Lock()


def find_dialect(base_url: str, model: str, *, openai: bool) -> Dialect:
    """The dialect of this pair, remembered for the life of the process.

    `openai` is whether the server is OpenAI's own: compatible servers may ignore the newer name of the limit
    without a word, which would leave the answer unlimited.
    """
    with _known_lock:
        found = _known.get((base_url, model))
        if found is None:
            # Evidence is short and the gate checks the answer: long reasoning would only eat the output limit.
            effort = "low" if openai and _REASONING_MODEL.match(model) else None
            found = Dialect(model, LIMITS[0] if openai else LIMITS[1], effort)
            _known[base_url, model] = found
        return found


def forget_dialects() -> None:
    """Forgets what was learnt, so that the next request tries everything again."""
    with _known_lock:
        _known.clear()


def append_schema(messages: list[dict[str, str]], schema: Mapping[str, Any]) -> None:
    """Adds the schema to the last user message; where there is none, as a message of its own."""
    text = f"{SCHEMA_INSTRUCTION}\n{json.dumps(schema, ensure_ascii=False)}"
    for message in reversed(messages):
        if message["role"] == "user":
            message["content"] = f"{message['content']}\n\n{text}"
            return
    messages.append({"role": "user", "content": text})


def make_strict(schema: Any) -> Any:  # noqa: ANN401 - any JSON value, same shape back
    """The schema as strict mode wants it: closed objects, every property required, no defaults.

    Source: OpenAI, "Structured outputs", supported schemas.
    """
    if isinstance(schema, list):
        return [make_strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    strict = {key: _strict_part(key, value) for key, value in schema.items() if key != "default"}
    if isinstance(strict.get("properties"), dict):
        strict["required"] = list(strict["properties"])
        strict["additionalProperties"] = False
    return strict


def _strict_part(key: str, value: Any) -> Any:  # noqa: ANN401
    if key in {"properties", "$defs"} and isinstance(value, dict):
        # Here the keys are names, so a property called "default" stays.
        return {name: make_strict(part) for name, part in value.items()}
    return value if key in {"enum", "const", "examples"} else make_strict(value)


def _encodable(text: str) -> str:
    """The text without lone surrogates, which no request body can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
