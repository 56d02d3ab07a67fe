"""The fitted weights: how features add up to a rank, and to the chance that a sentence answers."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.grounding.answers.features import Features


def score(features: Features) -> float:
    """How well a sentence answers, for comparing sentences of one question; below 0 for the worst."""
    return _weighted(_weights()["ranking"], features)


def chance(features: Features) -> float:
    """The chance that a sentence answers, 0 to 1, where half of all questions have an answer."""
    return 1 / (1 + math.exp(-_weighted(_weights()["answering"], features)))


def _weighted(weights: Mapping[str, float], features: Features) -> float:
    return sum(
        weight * (getattr(features, name) if name != "constant" else 1.0)
        for name, weight in weights.items()
    )


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    """The tables of `weights.toml`, from `scripts/fit_answers.py`."""
    return tomllib.loads((files(__package__) / "weights.toml").read_text())
