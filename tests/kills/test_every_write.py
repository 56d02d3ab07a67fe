"""A kill, a full disk, an I/O error at one write after the other: nothing lost, nothing half there, the next run works.

A sample of what `python -m benchmarks.kills` does at every write with every fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.kills.loop import FAULTS, Loop, count_up
from benchmarks.kills.workloads import WORKLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.kills.loop import Warm
    from benchmarks.kills.workloads import Workload

# So many writes, spread over the work, for each way to be killed and for each way to fail.
_KILLS, _FAILURES = 3, 2


@pytest.mark.parametrize("work", WORKLOADS, ids=lambda work: work.name)
def test_a_fault_at_a_write(work: Workload, preloaded: Warm, tmp_path: Path) -> None:
    loop = Loop(preloaded, work, tmp_path)
    assert loop.writes > 3
    for number, fault in enumerate(FAULTS):
        wanted = min(_KILLS if fault.kills else _FAILURES, loop.writes)
        step = loop.writes // wanted
        tally = loop.over(fault, range(1 + number % step, loop.writes + 1, step))
        assert tally.wrong == []
        # A full disk refuses no deletion, and threads don't write in the same order each time.
        assert tally.struck >= wanted - 2


def test_the_loop_ends_at_the_last_write(preloaded: Warm, tmp_path: Path) -> None:
    work = next(one for one in WORKLOADS if one.name == "one result to a file")
    loop = Loop(preloaded, work, tmp_path)
    assert loop.over(FAULTS[0], count_up()).struck == loop.writes
