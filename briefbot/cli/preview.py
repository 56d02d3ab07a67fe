"""What a call would send and cost, for `--dry-run`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.rendering.dump import values_to_json
from briefbot.rendering.plain import clean, clean_lines

if TYPE_CHECKING:
    from briefbot.cli.options import Form
    from briefbot.tasks.preview import Preview


def show_preview(preview: Preview, form: Form) -> str:
    """The messages in full, then tokens and cost; JSON when asked for, else text."""
    if form == "json":
        return _json(preview)
    if not preview.messages:
        return "no call would be made: no sentence of the briefs is near enough to show a model\n"
    lines = []
    for message in preview.messages:
        lines += [f"--- {message.role}", clean_lines(message.content), ""]
    cost = "unknown" if preview.cost_usd is None else f"at most ${preview.cost_usd:.4f}"
    lines += [
        "--- nothing was sent",
        f"model: {clean(preview.model)}",
        f"input tokens: at most {preview.input_tokens:,}",
        f"output tokens: at most {preview.max_output_tokens:,}",
        f"cost: {cost}",
    ]
    return "\n".join(lines) + "\n"


def _json(preview: Preview) -> str:
    fields = {
        "kind": "preview",
        "model": preview.model,
        "input_tokens": preview.input_tokens,
        "max_output_tokens": preview.max_output_tokens,
        "cost_usd": preview.cost_usd,
        "messages": [{"role": m.role, "content": m.content} for m in preview.messages],
    }
    return values_to_json(fields)
