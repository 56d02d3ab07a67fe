"""`briefbot models`: what would be used now, and why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from briefbot.cli import options
from briefbot.cli.exits import DONE, reporting
from briefbot.cli.output import Sheet
from briefbot.rendering.dump import values_to_json
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from briefbot.encoder.finding import Found
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
    """Show which model and which encoder would be used now, and why.

    Nothing is sent; the encoder's files are checked.

    Examples:
      briefbot models
      briefbot models --model gpt-5-mini
    """
    from briefbot.encoder.finding import check_encoder, find_encoder
    from briefbot.models.choose import choose
    from briefbot.settings import Settings

    with reporting(verbose=verbose), Sheet(output) as sheet:
        choice = choose(model, os.environ)
        found = check_encoder(find_encoder(Settings.from_environ(os.environ).encoder))
        sheet.add(_json(choice, found) if form == "json" else _text(choice, found))
    return DONE


def _text(choice: Choice, found: Found) -> str:
    width = max(len(spec) for spec, _ in _SPECS)
    specs = [f"  {spec:<{width}}  {meaning}" for spec, meaning in _SPECS]
    why = (f"  {clean(why)}" for why in (choice.why, found.why))
    return "\n".join([clean(choice.spec), *why, "", "What --model takes:", *specs]) + "\n"


def _json(choice: Choice, found: Found) -> str:
    fields = {
        "kind": "model",
        "model": choice.spec,
        "why": choice.why,
        "encoder": found.encoder.name if found.encoder else None,
        "encoder_why": found.why,
    }
    return values_to_json(fields)
