"""all-MiniLM-L6-v2 run by onnxruntime on the CPU: the one file that knows that library. Loaded at the first text."""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from briefbot.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

INSTALL: Final = "pip install 'briefbot[neural]'"
# The package is on no index.
INSTALL_FILES: Final = "pip install ./packages/briefbot-minilm in briefbot's repository"
# It reads 128 tokens of at most some 10 letters. A text is cut before it is tokenized, since that takes 2.4 s for 1 MB.
_MOST_CHARACTERS: Final = 2_000


class Part(NamedTuple):
    """One of the encoder's files as it has to be."""

    file: str
    size: int
    sha256: str


# Weights and thresholds elsewhere are fitted to exactly these files.
WEIGHTS: Final = Part(
    "model.int8.onnx",
    22_861_036,
    "b2d2eadc2004bdf613673e519df8d976ac82505a1298d5957931dcc76130ea15",
)
TOKENIZER: Final = Part(
    "tokenizer.json",
    466_247,
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
# Raise the first number when texts are prepared otherwise.
_PREPARED: Final = f"1:{_MOST_CHARACTERS}:{WEIGHTS.sha256}:{TOKENIZER.sha256}"


class MiniLM:
    """The encoder in a folder. Checked and loaded at the first text, once; then 3 ms a question on one thread.

    A vector depends on the text alone: one text a call, since the graph quantizes what stands in one call together.
    """

    name: Final = "all-MiniLM-L6-v2"
    sha256: Final = WEIGHTS.sha256
    fingerprint: Final = hashlib.sha256(_PREPARED.encode()).hexdigest()[:16]
    size: Final = 384

    def __init__(self, folder: Path | str) -> None:
        # Not Path.expanduser, which fails for the home of somebody unknown.
        self.folder = Path(os.path.expanduser(folder))
        self._lock = Lock()
        self._loaded: _Loaded | None = None
        self._broken = ""

    def embed(self, text: str) -> NDArray[np.float32]:
        """The vector of one text; only its first 128 tokens count. See `Encoder.embed`.

        Raises:
            EncoderError: the extra or a file is missing, or a file is not the one it has to be.
        """
        return (self._loaded or self._load()).embed(text)

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                if self._broken:
                    # What was broken is looked at once, not again for each sentence.
                    raise EncoderError(self._broken)
                try:
                    self._loaded = _loaded(self.folder)
                except EncoderError as exc:
                    self._broken = str(exc)
                    raise
            return self._loaded


class _Loaded(NamedTuple):
    """Session and tokenizer, both ready and safe to use from several threads."""

    session: Any
    tokenizer: Any
    refusals: tuple[type[Exception], ...]

    def embed(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        # Half a character (a lone surrogate) is nothing that the tokenizer takes.
        whole = text[:_MOST_CHARACTERS].encode("utf-8", "replace").decode()
        ids = np.array([self.tokenizer.encode(whole).ids], np.int64)
        try:
            (vectors,) = self.session.run(["vec"], {"ids": ids, "mask": np.ones_like(ids, bool)})
        except self.refusals as exc:
            raise EncoderError(f"onnxruntime can't run the encoder ({exc}): {_ANEW}") from exc
        vector: NDArray[np.float32] = vectors[0]
        return vector


_INSTEAD: Final = f"put the right one there, or {INSTALL_FILES}, or set BRIEFBOT_ENCODER=off"
_ANEW: Final = f"install its libraries again with {INSTALL}, or set BRIEFBOT_ENCODER=off"


def find_missing(folder: Path) -> str:
    """Why the encoder in a folder can't be used, as far as can be seen without reading a file; "" when it may do."""
    absent = [name for name in ("onnxruntime", "tokenizers") if find_spec(name) is None]
    if absent:
        what = f"{' and '.join(absent)} {'are' if absent[1:] else 'is'} missing"
        return f"{what}: {INSTALL}, or set BRIEFBOT_ENCODER=off"
    for part in (TOKENIZER, WEIGHTS):
        path = folder / part.file
        try:
            size = path.stat().st_size
        except (OSError, ValueError) as exc:
            return f"{str(path)!r} can't be read ({_why(exc)}): {_INSTEAD}"
        if size != part.size:
            return f"{str(path)!r} has {size:,} bytes in place of {part.size:,}: {_INSTEAD}"
    return ""


def read_files(folder: Path) -> tuple[bytes, bytes]:
    """Tokenizer and weights of the encoder in a folder, which are the ones they have to be. Loads no library.

    Raises:
        EncoderError: the extra or a file is missing, or a file is not the one it has to be.
    """
    if missing := find_missing(folder):
        raise EncoderError(missing)
    return _verified(folder / TOKENIZER.file, TOKENIZER), _verified(folder / WEIGHTS.file, WEIGHTS)


def _loaded(folder: Path) -> _Loaded:
    """The encoder, once its files are known to be the right ones."""
    # What was hashed is what is loaded: nothing is opened a second time.
    described, weights = read_files(folder)
    # From 1.29 on it writes an identifier into the user's cache and sends usage to its maker, from the first session on,
    # unless this is there before it is imported. Nothing is sent anywhere by us, whatever the user's value is.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as native
        from tokenizers import Tokenizer
    except ImportError as exc:
        raise EncoderError(f"the encoder's libraries can't be loaded ({exc}): {_ANEW}") from exc
    # Its errors have no root of their own, and their names differ between versions.
    refusals: tuple[type[Exception], ...] = (RuntimeError, ValueError)
    for kind in vars(native).values():
        if isinstance(kind, type) and issubclass(kind, Exception):
            refusals += (kind,)
    try:
        session = onnxruntime.InferenceSession(
            weights, _options(onnxruntime), providers=["CPUExecutionProvider"]
        )
        tokenizer = Tokenizer.from_buffer(described)
    except refusals as exc:
        raise EncoderError(f"onnxruntime can't load the encoder ({exc}): {_ANEW}") from exc
    tokenizer.no_padding()
    return _Loaded(session, tokenizer, refusals)


def _options(onnxruntime: Any) -> Any:  # noqa: ANN401 - the extra has no types
    """One thread a text: texts are embedded side by side instead, and a vector depends on no number of threads."""
    # On Windows this is what stops it.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    # What fails comes back as an error; stderr is ours.
    options.log_severity_level = 4
    return options


def _verified(path: Path, part: Part) -> bytes:
    """The bytes of a file, which are those it has to have."""
    try:
        with open(path, "rb", opener=_open_unwaiting) as file:
            # Of a pipe whose writer has written nothing yet there is nothing, not even the end.
            data = file.read(part.size + 1) or b""
    except OSError as exc:
        raise EncoderError(f"{str(path)!r} can't be read ({_why(exc)}): {_INSTEAD}") from exc
    if hashlib.sha256(data).hexdigest() != part.sha256:
        raise EncoderError(
            f"{str(path)!r} is not the file it has to be (sha256 {part.sha256[:12]}…): {_INSTEAD}"
        )
    return data


def _open_unwaiting(path: str, flags: int) -> int:
    """A handle of what is there now: a pipe may have come in the place of the file that was looked at."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _why(exc: OSError | ValueError) -> str:
    return (exc.strerror or str(exc)) if isinstance(exc, OSError) else str(exc)
