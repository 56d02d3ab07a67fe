"""`briefbot models`: what would be used now, and why."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from briefbot.cli import options
from briefbot.cli.exits import DONE, reporting
from briefbot.cli.output import check_writable, write_result
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from briefbot.models.choose import Choice

_SPECS = (
    ("extractive", "no model, no key, no network: the source's own sentences"),
    ("NAME", "an OpenAI model, like gpt-5-mini; needs OPENAI_API_KEY, honours OPENAI_BASE_URL"),
    ("gguf:PATH", "a model file, run in this process; needs pip install 'briefbot[local]'"),
)


def models(
    model: options.Model = None,
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    r"""Show which model would be used now, and why; nothing is sent or loaded.

    \b
    Examples:
      briefbot models
      briefbot models --model gpt-5-mini
    """
    from briefbot.models.choose import choose

    with reporting(verbose=verbose):
        if output is not None:
            check_writable(output)
        choice = choose(model, os.environ)
        write_result(_json(choice) if form == "json" else _text(choice), output)
    return DONE


def _text(choice: Choice) -> str:
    width = max(len(spec) for spec, _ in _SPECS)
    specs = [f"  {spec:<{width}}  {meaning}" for spec, meaning in _SPECS]
    lines = [clean(choice.spec), f"  {clean(choice.why)}", "", "What --model takes:", *specs]
    return "\n".join(lines) + "\n"


def _json(choice: Choice) -> str:
    fields = {"kind": "model", "model": choice.spec, "why": choice.why}
    return json.dumps(fields, indent=2, ensure_ascii=False) + "\n"
