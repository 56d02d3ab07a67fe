"""A shorter input that finds the same: parts are taken out as long as they are not needed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from benchmarks.fuzz.watching import run

if TYPE_CHECKING:
    from benchmarks.fuzz.targets.base import Target


def minimised(target: Target, data: bytes, finding: str, *, seconds: float) -> bytes:
    """The shortest input found in so many seconds that shows `finding`; `data` itself at worst."""
    until = time.monotonic() + seconds
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data):
            if time.monotonic() > until:
                return data
            shorter = data[:at] + data[at + size :]
            if run(target, shorter).finding == finding:
                data = shorter
            else:
                at += size
        size //= 2
    return data
