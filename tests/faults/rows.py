"""The table of all faults: what the tests assert, and what docs/reliability.md shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.bodies import NO_ANSWER
from tests.faults.connections import BROKEN_OFF, NO_CONNECTION, NO_END, TOO_MUCH
from tests.faults.statuses import LATER, REFUSED, TOO_LONG
from tests.faults.texts import ASKED_AGAIN, READ_ALL_THE_SAME

if TYPE_CHECKING:
    from tests.faults.row import Row

# By what a reader would look for, in the order of the page.
TABLE = {
    "The provider says: later": LATER,
    "The provider says: no": REFUSED,
    "The provider says: too long": TOO_LONG,
    "There is no connection": NO_CONNECTION,
    "The connection breaks off, or what comes is no HTTP": BROKEN_OFF,
    "The answer does not come to an end": NO_END,
    "The answer is far too large": TOO_MUCH,
    "What comes holds no answer": NO_ANSWER,
    "The answer is not what was asked for": ASKED_AGAIN,
    "The answer is odd, and is read all the same": READ_ALL_THE_SAME,
}
ROWS = [row for rows in TABLE.values() for row in rows]


def row_of(name: str) -> Row:
    """The row of that name."""
    return next(row for row in ROWS if row.name == name)
