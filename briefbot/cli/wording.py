"""Words the commands share."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def help_of(command: Callable[..., object]) -> str:
    """A command's docstring as its help, with the lines of examples and tables left as they are."""
    # A backspace alone on a line is how click is told not to rewrap a paragraph.
    text = inspect.cleandoc(command.__doc__ or "")
    return re.sub(r"^(?=(?:Examples|Exit codes):)", "\b\n", text, flags=re.MULTILINE)
