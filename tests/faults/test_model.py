"""Every row at the model: the typed error, the requests, the time it took and what the ledger has."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from briefbot.errors import ModelError
from briefbot.models.base import Message, Request
from briefbot.models.ledger import ledger_folder
from briefbot.models.ledger_reading import read_ledger
from briefbot.models.wiring import wire
from briefbot.writing.schemas import PointingOutput, json_schema
from tests.faults.conftest import KEY, staged
from tests.faults.row import PATIENCE_S
from tests.faults.rows import ROWS

if TYPE_CHECKING:
    from pathlib import Path

    from briefbot.models.base import Completion
    from briefbot.models.ledger_reading import KeptAttempt
    from tests.faults.conftest import Scene
    from tests.faults.row import Row

# On a machine with much else to do; the limits that a user gets are 120 and 300 seconds.
AT_MOST_S = 25.0

REQUEST = Request(
    messages=(Message("system", "Be brief."), Message("user", "1.1 So it is.")),
    schema=json_schema(PointingOutput, ["1.1"]),
    schema_name="ask",
    max_output_tokens=64,
    prompt="ask@2",
)
EACH_ROW = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)


def called(scene: Scene, state: Path) -> Completion:
    """What the model sends, with the budget, the limits and the ledger of a run around it."""
    model = wire(scene.model(), {}, state=state).model
    assert model is not None
    return model.complete(REQUEST)


def kept(state: Path) -> tuple[KeptAttempt, ...]:
    """The attempts in the ledger."""
    found = read_ledger(ledger_folder(state))
    assert not found.damaged
    return found.attempts


@EACH_ROW
def test_a_fault_that_stays(row: Row, tmp_path: Path) -> None:
    with staged(row) as scene:
        began = time.monotonic()
        if row.error is None:
            # Whatever comes, it can be written to any file.
            assert called(scene, tmp_path).text.encode()
        else:
            with pytest.raises(ModelError) as caught:
                called(scene, tmp_path)
            assert type(caught.value) is row.error
            assert row.is_said(str(caught.value), scene.where), str(caught.value)
            assert (caught.value.model, caught.value.attempts) == ("m1", row.tries)
            assert _spent(caught.value) == (row.tokens or (0, 0))
            assert KEY[:-4] not in repr(caught.value.args)
        took_s = time.monotonic() - began
    assert took_s < AT_MOST_S
    if row.waits:
        assert took_s >= row.tries * PATIENCE_S
    assert scene.requests == (row.tries if row.arrives else 0)
    assert len(scene.waits.taken_s) == row.tries - 1
    assert all(wait >= row.asks_s for wait in scene.waits.taken_s)
    assert [
        (one.ending.outcome, _tokens(one), one.ending.maybe_billed, one.ending.cost_micro_usd)
        for one in kept(tmp_path)
        if one.ending
    ] == [(row.outcome, row.tokens, row.billed, row.cost)] * row.tries


def _spent(error: ModelError) -> tuple[int, int]:
    return error.input_tokens, error.output_tokens


def _tokens(one: KeptAttempt) -> tuple[int, int] | None:
    used = one.ending.usage if one.ending else None
    return (used.input_tokens, used.output_tokens) if used else None


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.error and row.arrives], ids=lambda row: row.name
)
def test_a_fault_that_passes(row: Row, tmp_path: Path) -> None:
    """What is tried again gets through at the second attempt; all else is not tried again."""
    with staged(row, once=True) as scene:
        if row.tries == 1:
            with pytest.raises(ModelError):
                called(scene, tmp_path)
        else:
            assert called(scene, tmp_path).usage.calls == 2
    assert scene.requests == min(row.tries, 2)
    endings = [one.ending.outcome if one.ending else None for one in kept(tmp_path)]
    assert endings == [row.outcome, "answered"][: scene.requests]
