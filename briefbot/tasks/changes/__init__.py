"""Two days to what changed between them."""

from briefbot.tasks.changes.days import find_days
from briefbot.tasks.changes.difference import changes

__all__ = ["changes", "find_days"]
