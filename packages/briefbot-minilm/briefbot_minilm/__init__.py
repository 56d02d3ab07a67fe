"""The folder of the sentence encoder that briefbot reads: two files, and no code to run them."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FOLDER"]

# Holds model.int8.onnx and tokenizer.json.
FOLDER: Path = Path(__file__).parent
