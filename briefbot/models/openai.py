"""OpenAI and every server that speaks Chat Completions. The one file that knows the vendor's library.

One request is sent by `_send`, phrased by the pair's `Dialect`, and tried again by the one retrier. The library is
imported at the first call: it takes a second. Nothing of its errors is kept, not even as a cause: they hold what the
server sent, and a server may send the key back.
"""

from __future__ import annotations

import math
import time
import weakref
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from briefbot.errors import (
    ContextTooLongError,
    ModelError,
    ModelRejectedError,
    ModelUnavailableError,
    OutputInvalidError,
    SettingsError,
)
from briefbot.models.address import read_address
from briefbot.models.attempts import sending, watching
from briefbot.models.dialect import Complaint, find_dialect
from briefbot.models.limits import time_left_s
from briefbot.models.refusals import Refusal, advise, find_error, read_refusal
from briefbot.models.replies import clip, decode_body, read_completion, said_in
from briefbot.models.retrying import make_retrying, parse_retry_after
from briefbot.models.secret import Secret, Secrets, secret_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import openai

    from briefbot.models.attempts import Attempt, Ending
    from briefbot.models.base import Completion, Request

OPENAI_URL: Final = "https://api.openai.com/v1"
MAX_BODY_BYTES: Final = 16 * 1024 * 1024


class OpenAIModel:
    """A model behind Chat Completions. Making one sends nothing. Safe to use from several threads."""

    tells_attempts = True

    def __init__(
        self,
        name: str,
        *,
        api_key: str | Secret | None = None,
        base_url: str | Secret | None = None,
        timeout_s: float = 120.0,
        deadline_s: float = 300.0,
        max_attempts: int = 4,
        max_body_bytes: int = MAX_BODY_BYTES,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """A model by the name the server knows it by.

        Args:
            name: like "gpt-5-mini", or "llama3:8b" on a server of your own.
            api_key: not needed by most local servers.
            base_url: None for OpenAI itself; else usually ends in /v1. A login or a query in it is sent, never shown.
            timeout_s: limit of one attempt, from connecting to the last byte.
            deadline_s: limit of all attempts and the waits between them.
            max_attempts: how often the request is sent when the server is unavailable.
            max_body_bytes: largest response that is read, decoded.
            sleep: waits between attempts.
            clock: seconds that only go forward.

        Raises:
            SettingsError: the address or the key can't be one, or OpenAI's own server is asked without a key.
        """
        api_key, base_url = secret_of(api_key), secret_of(base_url)
        self._name = name
        self._address = read_address(base_url or Secret(OPENAI_URL))
        self._key = _check_key(api_key, needed=self._address.is_openai)
        self._secrets = Secrets([self._key, *self._address.secrets()])
        self._timeout_s = timeout_s
        self._deadline_s = deadline_s
        self._max_attempts = max_attempts
        self._max_body_bytes = max_body_bytes
        self._sleep = sleep
        self._clock = clock
        self._opening = Lock()
        self._client: openai.OpenAI | None = None

    @property
    def name(self) -> str:
        """The model asked for."""
        return self._name

    @property
    def base_url(self) -> str:
        """The server's address without anything secret."""
        return self._address.shown

    def complete(self, request: Request) -> Completion:
        """The model's complete answer; its usage counts every attempt. See `Model.complete`."""
        # Importing the library takes a second of work, not of waiting: the deadline starts after it.
        self._open_client()
        deadline_at = self._clock() + min(self._deadline_s, time_left_s())
        spent = _Spent()
        retrying = make_retrying(
            max_attempts=self._max_attempts,
            deadline_at=deadline_at,
            clock=self._clock,
            sleep=self._sleep,
        )
        try:
            with watching(spent):
                completion = retrying(self._attempt, request, deadline_at)
        except ModelError as error:
            error.model, error.attempts = self._name, spent.requests
            error.unreported = spent.unreported
            if error.retryable and spent.requests > 1:
                error.args = (f"{error} (tried {spent.requests} times)",)
            raise
        all_attempts = {"calls": spent.requests, "unreported": spent.unreported}
        return replace(completion, usage=completion.usage.model_copy(update=all_attempts))

    def _attempt(self, request: Request, deadline_at: float) -> Completion:
        """One attempt; phrasing the request again for what the server doesn't understand is part of it."""
        dialect = find_dialect(self.base_url, self._name, openai=self._address.is_openai)
        with dialect.probing(request, wait_s=deadline_at - self._clock()):
            while True:
                payload = dialect.payload(request)
                try:
                    return self._exchange(request, payload, deadline_at)
                except _NotUnderstoodError as error:
                    if dialect.step_down(payload, error.complaint):
                        continue
                    raise error.rejected from error

    def _exchange(
        self, request: Request, payload: Mapping[str, Any], deadline_at: float
    ) -> Completion:
        """The completion of one request on the wire, told to whoever watches."""
        limit_s = self._limit_s(deadline_at)
        with sending(request, model=self._name, base_url=self.base_url, clock=self._clock) as told:
            sent = self._send(payload, limit_s)
            told.said = partial(said_in, sent.body)
            told.completion = self._read(sent)
            return told.completion

    def _read(self, sent: _Sent) -> Completion:
        """The completion in what was sent; one that repeats the key is none."""
        found = self._found_in(sent)
        if isinstance(found, ModelError):
            raise found
        return found

    def _found_in(self, sent: _Sent) -> Completion | ModelError:
        """The completion, or what is wrong with it: raised elsewhere, as the names here hold what was sent."""
        request_id = self._id(sent.request_id)
        try:
            data = decode_body(sent.body, where=self._where)
            if refusal := find_error(data):
                return self._refused(refusal, request_id)
            completion = read_completion(data, asked=self._name, request_id=request_id)
        except ModelError as error:
            error.args = (self._secrets.cut(str(error)),)
            error.__cause__ = error.__context__ = error.__traceback__ = None
            return error
        if self._secrets.are_in(completion.text):
            return OutputInvalidError(
                f"{self._where} sent the key back in its answer, which is not used: check OPENAI_BASE_URL",
                model=self._name,
                request_id=request_id,
            )
        return replace(completion, model=self._clean(completion.model))

    def _limit_s(self, deadline_at: float) -> float:
        """This attempt's share of the deadline."""
        limit_s = min(self._timeout_s, deadline_at - self._clock())
        if limit_s <= 0:
            raise ModelUnavailableError(
                f"there is no time left to ask {self._where}: try again, or allow more with --deadline"
            )
        return limit_s

    def _send(self, payload: Mapping[str, Any], limit_s: float) -> _Sent:
        """What came back with a 200, within `limit_s` from connecting to the last byte."""
        import openai

        from briefbot.models.breaks import read_break
        from briefbot.models.transport import total_deadline

        client = self._open_client()
        try:
            with total_deadline(self._clock() + limit_s):
                response = client.chat.completions.with_raw_response.create(
                    **payload, timeout=limit_s
                )
                return _Sent(response.content, response.request_id)
        except openai.APIStatusError as exc:
            failure = self._refused(
                read_refusal(exc.status_code, exc.body), exc.request_id, exc.response.headers
            )
        except openai.APIConnectionError as exc:
            failure = read_break(
                exc.__cause__ or exc, where=self._where, limit_s=limit_s, clean=self._clean
            )
        raise failure

    def _open_client(self) -> openai.OpenAI:
        """The vendor's client, made once: its connections are kept open between calls."""
        import openai

        from briefbot.models.transport import open_client

        with self._opening:
            if self._client is None:
                http = open_client(
                    self._address,
                    self._key,
                    clock=self._clock,
                    max_body_bytes=self._max_body_bytes,
                )
                # The library insists on a key; the real one is put in on the way out, below it.
                self._client = openai.OpenAI(
                    api_key="none", base_url=self.base_url, max_retries=0, http_client=http
                )
                weakref.finalize(self, http.close)
            return self._client

    @property
    def _where(self) -> str:
        return "OpenAI" if self._address.is_openai else self.base_url

    def _refused(
        self, refusal: Refusal, request_id: str | None, headers: Mapping[str, str] | None = None
    ) -> ModelError:
        """What a refusal means for the caller; never the vendor's own error."""
        told = self._clean(refusal.words)
        reason = f"({refusal.status}{f': {told}' if told else ''})"
        ids: dict[str, Any] = {"model": self._name, "request_id": self._id(request_id)}
        if refusal.kind == "passing":
            return self._unavailable(refusal, reason, headers or {}, ids)
        key = self._key.tail if self._key else None
        advice = advise(refusal, where=self._where, model=self._name, key=key)
        if refusal.kind == "too long":
            return ContextTooLongError(f"{advice} {reason}", **ids)
        rejected = ModelRejectedError(f"{advice} {reason}", **ids)
        if refusal.status in {400, 422}:
            complaint = Complaint(self._secrets.cut(refusal.words), refusal.param)
            return _NotUnderstoodError(complaint, rejected)
        return rejected

    def _unavailable(
        self, refusal: Refusal, reason: str, headers: Mapping[str, str], ids: Mapping[str, Any]
    ) -> ModelUnavailableError:
        busy = "is busy" if refusal.status == 429 else "can't answer now"
        error = ModelUnavailableError(f"{self._where} {busy} {reason}: try again later", **ids)
        error.retry_after_s = parse_retry_after(headers, now_s=time.time())
        error.busy = refusal.status == 429 or error.retry_after_s is not None
        if error.retry_after_s:
            error.args = (f"{error}, in {math.ceil(error.retry_after_s)} s or more",)
        return error

    def _clean(self, said: object) -> str:
        """What the server said, on one line, without the key."""
        return clip(self._secrets.cut(str(said)))

    def _id(self, request_id: str | None) -> str | None:
        return None if request_id is None else self._clean(request_id)


@dataclass
class _Spent:
    """The requests sent for one completion, over all attempts and phrasings."""

    requests: int = 0
    unreported: int = 0

    def sending(self, attempt: Attempt) -> None:
        """Counts it."""
        self.requests += 1

    def ended(self, attempt: Attempt, ending: Ending) -> None:
        """Counts it once more where nobody knows what it took."""
        self.unreported += ending.maybe_billed


class _Sent:
    """The body of a response and the request's id; unlike a dataclass it shows neither in a traceback."""

    def __init__(self, body: bytes, request_id: str | None) -> None:
        self.body = body
        self.request_id = request_id


class _NotUnderstoodError(ModelRejectedError):
    """A 400 that another phrasing may avoid; `rejected` is what it means if none does."""

    def __init__(self, complaint: Complaint, rejected: ModelRejectedError) -> None:
        super().__init__(str(rejected))
        self.complaint = complaint
        self.rejected = rejected


def _check_key(key: Secret | None, *, needed: bool) -> Secret | None:
    if key is None and needed:
        raise SettingsError(
            "OpenAI needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own"
        )
    if key is not None and not key.is_token():
        raise SettingsError(
            "OPENAI_API_KEY holds a space or a character no key has: copy the key again"
        )
    return key
