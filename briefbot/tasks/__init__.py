"""One capability a file: summarize, ask, verify."""
