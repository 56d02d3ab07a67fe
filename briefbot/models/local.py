"""A GGUF file run by llama.cpp inside this process, through the `local` extra. Loaded at the first call."""

from __future__ import annotations

import secrets
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from briefbot.errors import (
    ContextTooLongError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputError,
    SettingsError,
)
from briefbot.models.attempts import sending
from briefbot.models.limits import time_left_s
from briefbot.models.replies import clip, read_completion, said_in
from briefbot.models.streamed import Streamed

if TYPE_CHECKING:
    from briefbot.models.base import Completion, Request

CONTEXT_TOKENS: Final = 16_384
_MAGIC = b"GGUF"
# llama.cpp writes pages of its own progress to stderr; what fails comes back as an error anyway.
_SILENT = -1


class LocalModel:
    """A GGUF file as a model. Safe to use from several threads; calls wait for each other."""

    tells_attempts = True

    def __init__(self, path: Path | str, *, context_tokens: int = CONTEXT_TOKENS) -> None:
        """A model of the file at `path`; it is checked now and loaded at the first call.

        Args:
            path: a GGUF file.
            context_tokens: room for the request and its answer; the model's own limit where that is smaller.

        Raises:
            SettingsError: there is no such file, it is no GGUF file, or the `local` extra is missing.
        """
        self._path = _check_file(Path(path).expanduser())
        if find_spec("xllamacpp") is None:
            raise SettingsError(
                "a local model needs the extra for it: pip install 'briefbot[local]'"
            )
        self._context_tokens = context_tokens
        self._lock = Lock()
        self._server: Any = None

    @property
    def name(self) -> str:
        """The file's name: recordings made on one machine replay on another."""
        return f"gguf:{self._path.name}"

    def complete(self, request: Request) -> Completion:
        """The model's complete answer, held to the schema by llama.cpp's grammar. See `Model.complete`."""
        with self._lock:
            if self._server is None:
                self._server = self._load()
            with sending(request, model=self.name) as told:
                body = self._ask(request)
                told.said = partial(said_in, body)
                told.completion = self._read(body)
                return told.completion

    def _ask(self, request: Request) -> object:
        """The body of the answer; a run whose time is over stops it at its next token."""
        limit_s = time_left_s()
        stream = Streamed(limit_s)
        try:
            self._server.handle_chat_completions(_phrase(request), stream)
        except (ValueError, RuntimeError) as exc:
            raise ModelRejectedError(
                f"{self.name} can't take this request ({clip(str(exc))}): use another model",
                model=self.name,
            ) from exc
        if stream.broken is not None:
            raise stream.broken
        if stream.late:
            late = ModelUnavailableError(
                f"{self.name} did not answer within {limit_s:.3g} s: ask over fewer days, or allow more with --deadline",
                model=self.name,
            )
            late.timed_out = True
            raise late
        return stream.body or None

    def _load(self) -> Any:  # noqa: ANN401 - the extra has no types
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_ctx = self._context_tokens
        # One slot, so that one request may use the whole context and answers don't depend on each other.
        params.n_parallel = 1
        params.verbosity = _SILENT
        # The engine also listens on a loopback port, which nothing here uses: lock it for everyone else.
        params.api_keys = [secrets.token_urlsafe(32)]
        params.endpoint_slots = False
        params.ui = False
        try:
            return xllamacpp.Server(params)
        except (ValueError, RuntimeError) as exc:
            raise SettingsError(
                f"llama.cpp can't load {str(self._path)!r}: it may be damaged, too new, or too large for the memory"
            ) from exc

    def _read(self, body: object) -> Completion:
        error = body.get("error") if isinstance(body, dict) else "no JSON object came back"
        if error or not isinstance(body, dict):
            raise self._refused(error)
        try:
            return read_completion({**body, "model": self.name}, asked=self.name, request_id=None)
        except (OutputError, ContextTooLongError) as failure:
            failure.model = self.name
            raise

    def _refused(self, error: object) -> ModelRejectedError | ModelUnavailableError:
        told = error if isinstance(error, dict) else {"message": error}
        reason = clip(str(told.get("message")))
        if told.get("type") == "exceed_context_size_error":
            return ContextTooLongError(
                f"the request is too long for {self.name} ({reason}): ask over fewer days, or use a model with more room",
                model=self.name,
            )
        if told.get("code") in {429, 500, 503}:
            return ModelUnavailableError(
                f"{self.name} failed ({reason}): try again", model=self.name
            )
        return ModelRejectedError(
            f"{self.name} can't take this request ({reason}): use another model", model=self.name
        )


def _phrase(request: Request) -> dict[str, Any]:
    body: dict[str, Any] = {
        "messages": [
            {"role": m.role, "content": m.content.encode("utf-8", "replace").decode("utf-8")}
            for m in request.messages
        ],
        "max_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        # In pieces, so that it can be stopped between two.
        "stream": True,
        "stream_options": {"include_usage": True},
        # A cached prefix changes the rounding, and with it now and then a word.
        "cache_prompt": False,
    }
    if request.seed is not None:
        body["seed"] = request.seed
    if request.schema is not None:
        schema = {"name": request.schema_name, "strict": True, "schema": request.schema}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    return body


def _check_file(path: Path) -> Path:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as exc:
        reason = exc.strerror or type(exc).__name__
        raise SettingsError(
            f"can't read the model {str(path)!r} ({reason}): give the path of a GGUF file as gguf:PATH"
        ) from exc
    except ValueError as exc:
        raise SettingsError(f"{str(path)!r} is no path: give gguf:PATH") from exc
    if magic != _MAGIC:
        raise SettingsError(f"{str(path)!r} is not a GGUF file: download the model in that format")
    return path
