"""Which encoder is used now, and why. Nothing is read, hashed or loaded for it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from briefbot.encoder.minilm import MiniLM, find_missing, read_files
from briefbot.errors import EncoderError

if TYPE_CHECKING:
    from typing import NoReturn

    from briefbot.encoder.base import Encoder

OFF: Final = "off"
VARIABLE: Final = "BRIEFBOT_ENCODER"
# What is imported of the package that carries the files; it is only looked for, and holds no code that runs.
MODULE = "briefbot_minilm"
# The package is on no index.
_INSTALL: Final = "pip install '.[neural]' ./packages/briefbot-minilm in briefbot's repository"


class Found(NamedTuple):
    """What was found.

    Attributes:
        encoder: the encoder, None when there is none to use.
        why: one sentence for people.
        at_fault: whether something that was set up can't be used: an error where the encoder is all that is asked for,
            where "off" and "not installed" are none.
        missing: why there is none, without what follows from it; "" where there is one, or none is wanted.
    """

    encoder: Encoder | None
    why: str
    at_fault: bool = False
    missing: str = ""

    @property
    def stand_in(self) -> Encoder | None:
        """The encoder, or one that says what is missing when it is first needed; None when none is wanted."""
        if self.encoder is None and self.missing:
            return Missing(self.missing)
        return self.encoder


class Missing:
    """In the place of an encoder that is not there: each text says why not."""

    name: Final = MiniLM.name
    sha256: Final = MiniLM.sha256
    # Vectors made before, with the real one, are still good when it is back.
    fingerprint: Final = MiniLM.fingerprint
    size: Final = MiniLM.size

    def __init__(self, why: str) -> None:
        self._why = why

    def embed(self, text: str) -> NoReturn:
        """Raises `EncoderError`, whatever the text."""
        raise EncoderError(self._why)


def find_encoder(setting: str | None, *, reason: str = f"{VARIABLE} names it") -> Found:
    """The encoder that a setting asks for.

    Args:
        setting: a folder with the encoder's two files, "off" for none, None for the package's where it is installed.
        reason: why that is the setting.
    """
    if setting is not None and setting.strip().lower() == OFF:
        return Found(None, without_encoder(f"{reason}."))
    folder = _packaged() if setting is None else MiniLM(setting).folder
    if folder is None:
        return _none(f"to use one, {_INSTALL}; {VARIABLE}=off leaves this line out")
    if missing := find_missing(folder):
        return _none(missing, at_fault=True)
    if setting is None:
        reason = f"the package {MODULE} is installed"
    return Found(MiniLM(folder), f"The encoder {MiniLM.name}: {reason}.")


def check_encoder(found: Found) -> Found:
    """The same, once the files are read and known to be the right ones; else why they are not. Loads no library."""
    if not isinstance(found.encoder, MiniLM):
        return found
    try:
        read_files(found.encoder.folder)
    except EncoderError as exc:
        return _none(str(exc), at_fault=True)
    return found


def without_encoder(why: str) -> str:
    """What people are told where there is no encoder: what follows, and why."""
    return f"No encoder, ranked by words alone: {why}"


def _none(why: str, *, at_fault: bool = False) -> Found:
    return Found(None, without_encoder(why), at_fault, why)


def _packaged() -> Path | None:
    """The folder of the package with the files, which is not imported; None where it is not installed."""
    spec = find_spec(MODULE)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
