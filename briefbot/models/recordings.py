"""Recorded completions: keyed by the hash of the whole request, replayed offline, stale loudly.

One file a recording, `<folder>/<prompt label>/<first 16 of the key>.json`. The key covers everything that decides an
answer, so a changed byte in a prompt, a schema or a source asks for a recording that isn't there.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict

from briefbot.errors import RecordingError, RecordingMissingError, SettingsError
from briefbot.files import clear_leftovers, write_whole
from briefbot.models.base import Completion, FinishReason, Request
from briefbot.models.nearest import describe_difference, find_nearest
from briefbot.models.secret import KEY_LIKE, Secrets
from briefbot.results import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.models.base import Model
    from briefbot.models.secret import Secret

FORMAT: Final = 1
KEY_SHOWN: Final = 16

_LABEL = re.compile(r"[^\w.@-]+")


@dataclass(frozen=True, slots=True)
class Recording:
    """One recorded completion and where it lies."""

    path: Path
    key: str
    model: str
    request: dict[str, Any]
    completion: Completion


class _HeldMessage(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    role: str
    content: str


class _HeldRequest(BaseModel):
    """As much of a request as is read again to say what differs from another one."""

    model_config = ConfigDict(strict=True)

    prompt: str
    messages: tuple[_HeldMessage, ...]


class _Held(BaseModel):
    """What a recording has to hold; a checksum says only that nothing changed, not that it was ever right."""

    model_config = ConfigDict(strict=True, protected_namespaces=())

    model: str
    model_served: str
    request: _HeldRequest
    text: str
    finish_reason: FinishReason
    usage: Usage


def make_key(request: Request, model: str) -> str:
    """The sha256 of everything that decides the answer: the whole request and the model's name."""
    canonical = _canonical({"model": model, "request": request_as_json(request)})
    return hashlib.sha256(canonical.encode()).hexdigest()


def request_as_json(request: Request) -> dict[str, Any]:
    """The request as it stands in a recording."""
    return {
        "prompt": request.prompt,
        "messages": [{"role": m.role, "content": m.content} for m in request.messages],
        "schema": request.schema,
        "schema_name": request.schema_name,
        "max_output_tokens": request.max_output_tokens,
        "temperature": request.temperature,
        "seed": request.seed,
    }


def find_path(folder: Path, request: Request, key: str) -> Path:
    """Where the recording of `request` lies, or would."""
    label = _LABEL.sub("_", request.prompt).strip(".") or "unlabelled"
    return folder / label / f"{key[:KEY_SHOWN]}.json"


def load_recording(path: Path) -> Recording:
    """The recording at `path`, checked to be what was written.

    Raises:
        RecordingError: it can't be read, or a byte of it changed.
    """
    try:
        if not path.is_file():
            # A pipe would be waited for, a device read for ever.
            raise FileNotFoundError
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise _damaged(path, f"its format is {data['format']!r}, this version reads {FORMAT}")
        key = _hash_of({"model": data["model"], "request": data["request"]})
        if key != data["key"] or not key.startswith(path.stem):
            raise _damaged(path, "its request is not the one its key was made of")
        if data["checksum"] != _checksum(data):
            raise _damaged(path, "its answer was changed after it was recorded")
        held = _Held.model_validate_json(json.dumps(data))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as exc:
        raise _damaged(path, f"it can't be read ({type(exc).__name__})") from exc
    completion = Completion(
        text=held.text, model=held.model_served, usage=held.usage, finish_reason=held.finish_reason
    )
    return Recording(path, key, held.model, data["request"], completion)


def load_folder(folder: Path) -> Iterator[Recording]:
    """Every recording under `folder`, in the order of their paths; none when it doesn't exist."""
    for path in sorted(folder.rglob("*.json")):
        yield load_recording(path)


class Recorder:
    """Calls the model and writes every completion down."""

    def __init__(
        self, model: Model, folder: Path | str, *, secrets: Sequence[str | Secret] = ()
    ) -> None:
        """A recorder of `model` into `folder`; no recording may hold one of `secrets`."""
        self._model = model
        self._folder = Path(folder)
        self._secrets = Secrets(secrets)

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._model.name

    def complete(self, request: Request) -> Completion:
        """The model's completion, after it was recorded.

        Raises:
            RecordingError: it would hold a secret; nothing was written.
        """
        completion = self._model.complete(request)
        self._write(request, completion)
        return completion

    def _write(self, request: Request, completion: Completion) -> None:
        key = make_key(request, self.name)
        path = find_path(self._folder, request, key)
        data = {
            "format": FORMAT,
            "key": key,
            "model": self.name,
            "model_served": completion.model,
            "request": request_as_json(request),
            "text": completion.text,
            "finish_reason": completion.finish_reason,
            "usage": completion.usage.model_dump(),
        }
        data["checksum"] = _checksum(data)
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        if KEY_LIKE.search(text) or self._secrets.are_in(text):
            raise RecordingError(
                f"{str(path)!r} would hold something like an API key and was not written: "
                "take the key out of the brief or the prompt",
                path=str(path),
            )
        _put(path, text)


class Replayer:
    """Answers from recordings alone; there is no model behind it. Safe to use from several threads."""

    def __init__(self, folder: Path | str, *, name: str | None = None) -> None:
        """Replays what was recorded in `folder`.

        Args:
            folder: the recordings.
            name: the model that was recorded; None when the folder knows only one.

        Raises:
            SettingsError: there are no recordings, or of several models and no `name`.
            RecordingError: a recording is damaged.
        """
        self._folder = Path(folder)
        self._used: set[Path] = set()
        self._name = name if name is not None else _find_only_model(self._folder)

    @property
    def name(self) -> str:
        """The model that was recorded."""
        return self._name

    @property
    def used(self) -> frozenset[Path]:
        """The recordings that were replayed so far."""
        return frozenset(self._used)

    @property
    def unused(self) -> tuple[Path, ...]:
        """The recordings of this model that nobody asked for so far: orphans, when a suite is over."""
        recordings = (r for r in load_folder(self._folder) if r.model == self._name)
        return tuple(r.path for r in recordings if r.path not in self._used)

    def complete(self, request: Request) -> Completion:
        """The recorded completion, with the usage it had.

        Raises:
            RecordingMissingError: there is none; it names the nearest and the first difference, and `__notes__`
                show more of them.
            RecordingError: the recording is damaged.
        """
        key = make_key(request, self._name)
        recording = find_recording(self._folder, request, key)
        if recording is None:
            raise self._missing(request, key)
        self._used.add(recording.path)
        return recording.completion

    def _missing(self, request: Request, key: str) -> RecordingMissingError:
        asked = request_as_json(request)
        nearest = find_nearest(asked, self._name, list(load_folder(self._folder)))
        start = (
            f"no recording of this {request.prompt or 'unlabelled'} request to {self._name!r} in "
            f"{str(self._folder)!r} (key {key[:KEY_SHOWN]})"
        )
        if nearest is None:
            return RecordingMissingError(f"{start}: make one with --record", key=key)
        differences = describe_difference(nearest.request, nearest.model, asked, self._name)
        where = nearest.path.relative_to(self._folder).as_posix()
        error = RecordingMissingError(
            f"{start}; the nearest, {where}, differs in {differences[0]}: record it again with --record",
            key=key,
            nearest=where,
        )
        for difference in differences[1:]:
            error.add_note(difference)
        return error


class ReadThrough:
    """A cache: what was recorded is replayed, the rest is asked and recorded.

    Put a budget around the model inside, not around this: what is replayed costs nothing.
    """

    def __init__(
        self, model: Model, folder: Path | str, *, secrets: Sequence[str | Secret] = ()
    ) -> None:
        """A cache of `model` in `folder`; no recording may hold one of `secrets`."""
        self._recorder = Recorder(model, folder, secrets=secrets)
        self._folder = Path(folder)

    @property
    def name(self) -> str:
        """The model's own name."""
        return self._recorder.name

    def complete(self, request: Request) -> Completion:
        """The recorded completion where there is one, else the model's, recorded.

        Raises:
            RecordingError: the recording is damaged; the model is not asked instead.
        """
        recording = find_recording(self._folder, request, make_key(request, self.name))
        return recording.completion if recording else self._recorder.complete(request)


def find_recording(folder: Path, request: Request, key: str) -> Recording | None:
    """The recording of this very request, None when there is none."""
    path = find_path(folder, request, key)
    if not path.exists():
        return None
    recording = load_recording(path)
    # The file name holds only part of the key.
    return recording if recording.key == key else None


def _find_only_model(folder: Path) -> str:
    models = sorted({recording.model for recording in load_folder(folder)})
    if not models:
        raise SettingsError(f"no recordings in {str(folder)!r}: make some with --record")
    if len(models) > 1:
        raise SettingsError(
            f"{str(folder)!r} holds recordings of {', '.join(models)}: choose one with --model"
        )
    return models[0]


def _put(path: Path, text: str) -> None:
    """All of the file or none of it, also when two processes write the same one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(str(path.parent))
        write_whole(str(path), text.encode())
    except UnicodeEncodeError as exc:
        raise RecordingError(
            f"can't write the recording {str(path)!r}: there is half a character in it, which no file can hold",
            path=str(path),
        ) from exc
    except OSError as exc:
        reason = exc.strerror or type(exc).__name__
        raise RecordingError(
            f"can't write the recording {str(path)!r} ({reason}): choose another folder with --record",
            path=str(path),
        ) from exc


def _damaged(path: Path, reason: str) -> RecordingError:
    return RecordingError(
        f"the recording {str(path)!r} is damaged: {reason}; delete it and record it again",
        path=str(path),
    )


def _checksum(data: dict[str, Any]) -> str:
    return _hash_of({name: value for name, value in data.items() if name != "checksum"})


def _hash_of(data: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(data).encode()).hexdigest()


def _canonical(data: dict[str, Any]) -> str:
    """One spelling per value; ASCII, so that even text no file can hold has a key."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
