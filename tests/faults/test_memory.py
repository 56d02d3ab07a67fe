"""What a server sends never fills the memory: the peak while an answer is read, in real allocations."""

from __future__ import annotations

import tracemalloc

import pytest

from briefbot.errors import OutputInvalidError
from tests.faults.conftest import staged
from tests.faults.rows import TABLE
from tests.faults.test_model import REQUEST
from tests.faults.wire import BOMB_BYTES, bomb

# The cap on an answer is 16 MB, held twice while its pieces are joined; all bombs here hold 220 MB and more.
AT_MOST_BYTES = 64 * 1024 * 1024


@pytest.mark.parametrize("row", TABLE["The answer is far too large"], ids=lambda row: row.name)
def test_the_peak_while_too_much_comes(row):
    assert BOMB_BYTES > 3 * AT_MOST_BYTES
    # Made before it is measured, and small: it is what unpacks that is large.
    assert len(bomb(1)) < 1_000_000
    assert len(bomb(2)) < 10_000
    with staged(row) as scene:
        model = scene.model()
        model._open_client()
        tracemalloc.start()
        try:
            with pytest.raises(OutputInvalidError):
                model.complete(REQUEST)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < AT_MOST_BYTES
