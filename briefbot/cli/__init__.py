"""Doors: parse, call `Briefbot`, print, exit code. The only place that prints."""
