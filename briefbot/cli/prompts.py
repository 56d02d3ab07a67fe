"""`briefbot prompts`: list, show, diff and check the prompt versions."""

from __future__ import annotations

import typer

prompts = typer.Typer(help="List, show, compare and check prompt versions.", rich_markup_mode=None)
