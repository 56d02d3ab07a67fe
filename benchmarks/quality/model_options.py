"""The options of a benchmark that asks a model, and the environment they stand for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality.data import DATA
from briefbot.retrieval.cache import cache_dir

if TYPE_CHECKING:
    import argparse


def add_model_options(parser: argparse.ArgumentParser, *, kept_in: str) -> None:
    """Add the data, the server, the folder for what was answered (`kept_in`, in the cache) and `--write`."""
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--base-url", help="of an OpenAI-compatible server")
    parser.add_argument("--recordings", type=Path, default=cache_dir() / "benchmarks" / kept_in)
    parser.add_argument("--write", action="store_true")


def environ_of(options: argparse.Namespace) -> dict[str, str]:
    """What of the environment a model needs; a server that was named needs no key."""
    environ = {k: v for k, v in os.environ.items() if k.startswith("OPENAI_")}
    if options.base_url:
        environ |= {"OPENAI_BASE_URL": options.base_url}
        environ.setdefault("OPENAI_API_KEY", "none")
    return environ
