"""The fitted weights: how features add up to a rank, and to the chance that a sentence answers.

There are two sets: by words alone, and with what an encoder says. The second holds for the one encoder it was fitted to.
"""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.grounding.answers.features import Features

_WORDS, _ENCODED = "weights.toml", "weights_encoded.toml"


def is_fitted_to(encoder: str) -> bool:
    """Whether there are weights for an encoder, by the sha256 of its own."""
    return bool(encoder == _read(_ENCODED)["encoder"])


def score(features: Features, *, by: str = "") -> float:
    """How well a sentence answers, for comparing sentences of one question; below 0 for the worst.

    Args:
        features: what is known of it.
        by: the sha256 of the encoder that has a say in them, "" without one.
    """
    return _weighted(_weights(by)["ranking"], features)


def chance(features: Features, *, by: str = "") -> float:
    """The chance that a sentence answers, 0 to 1, where half of all questions have an answer. `by` as in `score`."""
    return 1 / (1 + math.exp(-_weighted(_weights(by)["answering"], features)))


def _weighted(weights: Mapping[str, float], features: Features) -> float:
    return sum(
        weight * (getattr(features, name) if name != "constant" else 1.0)
        for name, weight in weights.items()
    )


def _weights(by: str) -> Mapping[str, Mapping[str, float]]:
    if not by:
        return _read(_WORDS)
    if not is_fitted_to(by):
        raise ValueError(f"no weights are fitted to the encoder {by[:12]!r}")
    return _read(_ENCODED)


@cache
def _read(name: str) -> Mapping[str, Any]:
    """The tables of a file that `scripts/fit_answers.py` writes."""
    return tomllib.loads((files(__package__) / name).read_text())
