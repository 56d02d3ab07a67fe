"""Every error briefbot raises on purpose. Messages say what to do next.

BriefbotError
  SettingsError                 missing key, bad path, unknown model spec
  BriefError
    BriefNotFoundError          day, nearest
    BriefFormatError            path, reason
  QuestionError                 an empty or oversized question
  EncoderError                  the encoder's extra or files: missing, damaged, not the right ones
  PromptError
    PromptNotFoundError
    PromptVariablesError        missing, unknown
    PromptChangedError
  BudgetExceededError           needed, budget
    RunLimitError               the time or the number of requests a run may take
  RecordingMissingError         key, nearest key, what differs
  RecordingError                path: damaged, or would hold a secret
  ModelError                    model, attempts, usage so far, request_id; retryable
    ModelUnavailableError       timeout, connection, 408/409/429/5xx; retry_after_s
    ModelRejectedError          400/401/403/404/413/422, insufficient_quota
      ContextTooLongError       more than the model can read at once
    OutputError
      OutputTruncatedError
      OutputRefusedError
      OutputEmptyError
      OutputInvalidError
  VerificationError             which claims, what does not hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class BriefbotError(Exception):
    """The root of all errors briefbot raises on purpose."""


class SettingsError(BriefbotError):
    """A key is missing, a path is bad or a model spec makes no sense."""


class BriefError(BriefbotError):
    """Something is wrong with the briefs."""


class BriefNotFoundError(BriefError):
    """No brief for what was asked; `nearest` lists the closest days there are."""

    def __init__(
        self, message: str, *, day: date | None = None, nearest: Sequence[date] = ()
    ) -> None:
        super().__init__(message)
        self.day = day
        self.nearest = tuple(nearest)


class BriefFormatError(BriefError):
    """One brief can't be read; `path` and `reason` say which and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path!r}: {reason}")
        self.path = path
        self.reason = reason


class QuestionError(BriefbotError):
    """The question is empty, has no words to look for, or is too long."""


class EncoderError(BriefbotError):
    """The small encoder can't be used: its extra or a file is missing, or a file is not the one it has to be."""


class PromptError(BriefbotError):
    """Something is wrong with a prompt file."""


class PromptNotFoundError(PromptError):
    """There is no prompt of that name or version."""


class PromptVariablesError(PromptError):
    """A prompt was rendered with the wrong variables."""

    def __init__(
        self, message: str, *, missing: Sequence[str] = (), unknown: Sequence[str] = ()
    ) -> None:
        super().__init__(message)
        self.missing = tuple(missing)
        self.unknown = tuple(unknown)


class PromptChangedError(PromptError):
    """A released prompt file no longer has the fingerprint it was released with."""


class BudgetExceededError(BriefbotError):
    """The next call would exceed the budget; nothing was sent for it.

    `needed` and `budget` are in `unit` ("tokens" or "USD"), over the whole run.
    """

    def __init__(self, message: str, *, needed: float, budget: float, unit: str) -> None:
        super().__init__(message)
        self.needed = needed
        self.budget = budget
        self.unit = unit


class RunLimitError(BudgetExceededError):
    """The run, or one task of it, has taken all the seconds or requests it may; nothing more was sent.

    `unit` is "s" or "requests". `whole_run` is false when only this task is over: others may still go on.
    """

    whole_run: bool = True


class RecordingMissingError(BriefbotError):
    """Replay has no recording of this request."""

    def __init__(self, message: str, *, key: str, nearest: str | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.nearest = nearest


class RecordingError(BriefbotError):
    """A recording is damaged, or may not be written because it would hold a secret."""

    def __init__(self, message: str, *, path: str) -> None:
        super().__init__(message)
        self.path = path


class ModelError(BriefbotError):
    """A model call failed for good; knows what was already spent.

    `attempts` counts requests sent; `input_tokens` (of which `cached_tokens` were cheaper) and `output_tokens` are
    those of all attempts, but for the `unreported` ones, which may be billed all the same.
    """

    retryable = False
    cached_tokens = 0
    unreported = 0

    def __init__(
        self,
        message: str,
        *,
        model: str = "",
        attempts: int = 1,
        input_tokens: int = 0,
        output_tokens: int = 0,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.model = model
        self.attempts = attempts
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens
        self.request_id = request_id


class ModelUnavailableError(ModelError):
    """The model did not answer: timeout, no connection, 408, 409, 429 or 5xx. Worth retrying.

    Attributes:
        retry_after_s: how long the server asks to wait, None when it doesn't say.
        maybe_billed: the request went out and its answer was lost: the provider may charge for it.
        timed_out: it took all the time it may.
        busy: the server answers, and asks for fewer requests.
        given_up: nothing is sent to this server for a while, because it failed many times in a row.
    """

    retryable = True
    retry_after_s: float | None = None
    maybe_billed: bool = False
    timed_out: bool = False
    busy: bool = False
    given_up: bool = False


class ModelRejectedError(ModelError):
    """The server refused the request: 400, 401, 403, 404, 413, 422, or no quota left."""


class ContextTooLongError(ModelRejectedError):
    """The request is longer than the model can read at once; a shorter one may pass."""


class OutputError(ModelError):
    """The model answered, but not with something that can be used."""


class OutputTruncatedError(OutputError):
    """The answer hit the token limit before it was complete."""


class OutputRefusedError(OutputError):
    """The model refused, or a content filter stopped it."""


class OutputEmptyError(OutputError):
    """The answer has no content."""


class OutputInvalidError(OutputError):
    """The answer is not the JSON that was asked for; `problems` lists why, in plain words."""

    problems: tuple[str, ...] = ()


class VerificationError(BriefbotError):
    """A saved result does not hold; `problems` names each claim and what is wrong with it."""

    def __init__(self, message: str, *, problems: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)
