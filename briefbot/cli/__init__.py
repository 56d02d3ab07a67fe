"""Doors: parse, call `Briefbot`, print, exit code. The only place that prints."""

from briefbot.cli.app import app, main, run

__all__ = ["app", "main", "run"]
