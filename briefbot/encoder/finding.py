"""Which encoder is used now, and why. Nothing is read, hashed or loaded for it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from briefbot.encoder.minilm import PACKAGE, MiniLM, find_missing

if TYPE_CHECKING:
    from briefbot.encoder.base import Encoder

OFF: Final = "off"
# What is imported of the package that carries the files; it is only looked for, and holds no code that runs.
MODULE = "briefbot_minilm"


class Found(NamedTuple):
    """What was found.

    Attributes:
        encoder: the encoder, None when there is none to use.
        why: one sentence for people.
        at_fault: whether something that was set up can't be used: worth a line, where "off" and "not installed" are not.
    """

    encoder: Encoder | None
    why: str
    at_fault: bool = False


def find_encoder(setting: str | None) -> Found:
    """The encoder that a setting asks for.

    Args:
        setting: a folder with the encoder's two files, "off" for none, None for the package's where it is installed.
    """
    if setting is not None and setting.strip().lower() == OFF:
        return Found(None, "no encoder: BRIEFBOT_ENCODER is off")
    folder = _packaged() if setting is None else Path(setting).expanduser()
    if folder is None:
        return Found(None, f"no encoder: {PACKAGE} is not installed")
    place = "BRIEFBOT_ENCODER" if setting is not None else f"the package {MODULE}"
    if missing := find_missing(folder):
        return Found(None, f"no encoder: {missing}", at_fault=True)
    return Found(MiniLM(folder), f"{MiniLM.name}, from {place}")


def _packaged() -> Path | None:
    """The folder of the package with the files, which is not imported; None where it is not installed."""
    spec = find_spec(MODULE)
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) if places else None
