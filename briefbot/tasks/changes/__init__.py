"""Two days to what changed between them."""

from briefbot.tasks.changes.days import find_days
from briefbot.tasks.changes.difference import changes, changes_request

__all__ = ["changes", "changes_request", "find_days"]
