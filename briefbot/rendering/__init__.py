"""Results to text, Markdown and JSON. Pure functions."""
