"""`briefbot index`: what questions need of a library, made ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.cli import options
from briefbot.cli.exits import DONE, FAILED, reporting, tell
from briefbot.cli.opening import reading
from briefbot.cli.output import Sheet
from briefbot.errors import EncoderError
from briefbot.rendering.dump import values_to_json
from briefbot.rendering.numbers import counted
from briefbot.rendering.plain import clean

if TYPE_CHECKING:
    from briefbot.client import Briefbot
    from briefbot.tasks.indexing import Indexed


def index(
    briefs: options.Briefs = None,
    encoder: options.Encoder = None,
    form: options.ShortFormat = "text",
    output: options.Output = None,
    verbose: options.Verbose = False,
) -> int:
    """Bring the index up to date, vectors included, so that no question waits for it.

    Every command brings the words up to date by itself, and questions embed what they need; a large library
    is embedded once by this one, newest day first. Interrupted, it goes on where it stopped.

    Examples:
      briefbot index
      briefbot index --briefs ~/news --format json
    """
    from briefbot.encoder.finding import without_encoder

    code = DONE
    with (
        reporting(verbose=verbose),
        Sheet(output) as sheet,
        reading(briefs, verbose=verbose, encoder=encoder) as bot,
    ):
        found = bot.found
        if found.encoder is None or verbose:
            tell(found.why)
        if found.at_fault:
            code = FAILED
        try:
            done = _updated(bot, embed=found.encoder is not None)
        except EncoderError as exc:
            tell(without_encoder(str(exc)))
            code, done = FAILED, _updated(bot, embed=False)
        name = found.encoder.name if found.encoder and done.embedded else None
        sheet.add(_json(done, name) if form == "json" else _text(done, name))
    return code


def _updated(bot: Briefbot, *, embed: bool) -> Indexed:
    """What was done, with a bar where a person can see it; how far it came is told when it is cut short."""
    from briefbot.cli.progress import counting
    from briefbot.tasks.indexing import update_index

    made, total = 0, 0

    def updated() -> Indexed:
        with counting("Embedding") as show:

            def step(so_far: int, of: int) -> None:
                nonlocal made, total
                made, total = so_far, of
                show(so_far, of)

            return update_index(bot.index, embed=embed, progress=step)

    try:
        done = updated()
    except (KeyboardInterrupt, SystemExit):
        if total:
            of = counted(total, "paragraph")
            tell(f"stopped after {made:,} of {of}; they are kept, briefbot index goes on there")
        raise
    if done.embedded and done.embedded.paragraphs:
        of = counted(done.embedded.paragraphs, "paragraph")
        tell(f"{of} embedded in {done.embedded.seconds:,.1f} s")
    return done


def _text(done: Indexed, encoder: str | None) -> str:
    briefs = counted(done.briefs, "brief")
    lines = [f"{counted(done.days, 'day')}, {briefs}, {counted(done.paragraphs, 'paragraph')}"]
    if done.folder is None:
        lines.append("not embedded: there is no place to keep an index of these briefs")
    elif done.embedded is None:
        lines.append("not embedded: without an encoder, questions are ranked by words alone")
    else:
        now = f"{done.embedded.paragraphs:,} now, {done.before:,} before"
        left = f", {done.left:,} not (changed or busy meanwhile): run it again" if done.left else ""
        lines.append(f"embedded with {encoder}: {now}{left}")
    if done.folder is not None:
        sizes = f"{_size(done.index_bytes)} of words, {_size(done.vector_bytes)} of vectors"
        lines.append(f"{sizes}, in {clean(str(done.folder))}")
    return "\n".join(lines) + "\n"


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1_000_000 else f"{number / 1e3:,.0f} kB"


def _json(done: Indexed, encoder: str | None) -> str:
    fields = {
        "kind": "index",
        "days": done.days,
        "briefs": done.briefs,
        "paragraphs": done.paragraphs,
        "encoder": encoder,
        "embedded_now": done.embedded.paragraphs if done.embedded else 0,
        "embedded_before": done.before,
        "not_embedded": done.left if done.embedded else done.paragraphs,
        "index_bytes": done.index_bytes,
        "vector_bytes": done.vector_bytes,
        "folder": str(done.folder) if done.folder else None,
    }
    return values_to_json(fields)
