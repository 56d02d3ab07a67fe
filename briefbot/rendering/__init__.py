"""Results to text, Markdown and JSON. Pure functions."""

from briefbot.rendering.dump import to_json
from briefbot.rendering.markdown import to_markdown
from briefbot.rendering.text import to_text

__all__ = ["to_json", "to_markdown", "to_text"]
