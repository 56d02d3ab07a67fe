"""Everything that is fuzzed, by name; the tests check the same on the inputs that were found."""

from __future__ import annotations

from benchmarks.fuzz.targets import days, gates, pages, saved, servers, texts, wire
from benchmarks.fuzz.targets.base import Target

TARGETS: dict[str, Target] = {
    target.name: target
    for module in (texts, gates, days, wire, servers, saved, pages)
    for target in module.TARGETS
}
