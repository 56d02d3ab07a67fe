"""The arguments and options the commands share, each declared once with its help."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

import typer

from briefbot.cli.exits import UsageError

Form = Literal["text", "markdown", "json"]
ShortForm = Literal["text", "json"]


def _day(text: str) -> date:
    from briefbot.errors import SettingsError
    from briefbot.library.dates import parse_day

    try:
        return parse_day(text)
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc


def _amount(value: float | None) -> float | None:
    # NaN passes every range check and would be a budget that nothing exceeds.
    if value is not None and not (math.isfinite(value) and value >= 0):
        raise typer.BadParameter(f"{value!r} is not an amount of money; write it like 0.05")
    return value


def _seconds(value: float | None) -> float | None:
    if value is not None and not 0 < value < math.inf:
        raise typer.BadParameter(f"{value!r} is no time to wait; write it like 120")
    return value


DayArgument = Annotated[
    date | None,
    typer.Argument(
        parser=_day,
        metavar="DAY",
        help="The day, like 2022-02-02. Without it, the latest day there is.",
        show_default=False,
    ),
]
ChangedDay = Annotated[
    date | None,
    typer.Argument(
        parser=_day,
        metavar="DAY",
        help="The day, compared with the newest day before it; the earlier one where two are given."
        " Without it, the latest day there is.",
        show_default=False,
    ),
]
LaterDay = Annotated[
    date | None,
    typer.Argument(
        parser=_day, metavar="LATER_DAY", help="The later of two days.", show_default=False
    ),
]
Since = Annotated[
    date | None,
    typer.Option("--since", parser=_day, metavar="DAY", help="The first day that counts."),
]
Until = Annotated[
    date | None,
    typer.Option("--until", parser=_day, metavar="DAY", help="The last day that counts."),
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=_day,
        metavar="DAY",
        help="Answer as on that day; nothing later is read. Without it, the latest day there is.",
    ),
]
Briefs = Annotated[
    str | None,
    typer.Option(
        "--briefs",
        metavar="PATH",
        help="The folder of briefs, one file, or - for a brief on standard input."
        " Without it, $BRIEFBOT_BRIEFS, else ./seeds.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="SPEC",
        help="extractive (no model), an OpenAI model name, or gguf:PATH. Without it,"
        " $BRIEFBOT_MODEL, else OpenAI when a key is set, else extractive.",
    ),
]
Prompt = Annotated[
    list[str] | None,
    typer.Option(
        "--prompt",
        metavar="NAME@V",
        help="The prompt version to use, like ask@1; can be given for each prompt of the command.",
    ),
]
Format = Annotated[
    Form,
    typer.Option("--format", metavar="text|markdown|json", help="How the result is written."),
]
ShortFormat = Annotated[
    ShortForm, typer.Option("--format", metavar="text|json", help="How the result is written.")
]
Output = Annotated[
    str | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write the result there instead of to stdout."
    ),
]
Record = Annotated[
    str | None,
    typer.Option("--record", metavar="DIR", help="Keep each answer of the model there for replay."),
]
Replay = Annotated[
    str | None,
    typer.Option(
        "--replay", metavar="DIR", help="Answer from recordings only; nothing is sent anywhere."
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Exit with 4 when a drafted statement did not pass.")
]
MaxTokens = Annotated[
    int | None,
    typer.Option(
        "--max-tokens", metavar="N", min=1, help="Stop before the run would use more tokens."
    ),
]
MaxCost = Annotated[
    float | None,
    typer.Option(
        "--max-cost", metavar="USD", callback=_amount, help="Stop before the run would cost more."
    ),
]
Deadline = Annotated[
    float | None,
    typer.Option(
        "--deadline",
        metavar="SECONDS",
        callback=_seconds,
        help="Stop asking the model so long after the first request. Without it, each result may take 600.",
    ),
]
MaxRequests = Annotated[
    int | None,
    typer.Option(
        "--max-requests",
        metavar="N",
        min=1,
        help="Send no more requests than that, retries included. Without it, each result may take 100.",
    ),
]
Fallback = Annotated[
    Literal["extractive"] | None,
    typer.Option(
        "--fallback",
        metavar="extractive",
        help="Give the briefs' own sentences where the model fails, and say so; else that is an error.",
    ),
]
Judge = Annotated[
    bool,
    typer.Option(
        "--judge",
        help="Ask the model for a second opinion on each claim in words of its own; one it doubts is"
        " printed as its quote.",
    ),
]
Encoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="FOLDER|off",
        help="What ranks by meaning beside words: the folder of its files, or off. Without it,"
        " $BRIEFBOT_ENCODER, else the package briefbot-minilm where it is installed.",
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Show messages, tokens and cost of the call; send nothing."),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more on stderr; show tracebacks of errors.")
]


@dataclass(frozen=True, slots=True)
class Common:
    """The options that `summarize` and `ask` share, as given."""

    briefs: str | None = None
    model: str | None = None
    prompts: tuple[str, ...] = ()
    form: Form = "text"
    output: str | None = None
    record: str | None = None
    replay: str | None = None
    strict: bool = False
    max_tokens: int | None = None
    max_cost: float | None = None
    dry_run: bool = False
    verbose: bool = False
    judge: bool = False
    deadline: float | None = None
    max_requests: int | None = None
    fallback: Literal["extractive"] | None = None
    encoder: str | None = None

    def __post_init__(self) -> None:
        if self.record is not None and self.replay is not None:
            raise UsageError("--record and --replay can't be used together; choose one")


def check_range(since: date | None, until: date | None, as_of: date | None = None) -> None:
    """Nothing, for a range that has days.

    Raises:
        UsageError: it ends before it begins, or begins after the day that things are seen from.
    """
    if since and until and since > until:
        raise UsageError(f"--since {since} is later than --until {until}; swap them")
    if since and as_of and since > as_of:
        raise UsageError(f"--since {since} is later than --as-of {as_of}; no day is left")


def check_characters(text: str, name: str) -> None:
    """Nothing, for text that can be written down.

    Bytes of the command line that are not UTF-8 arrive as lone surrogates, which no JSON can hold.

    Raises:
        UsageError: it has such bytes; `name` says what it is.
    """
    try:
        text.encode()
    except UnicodeEncodeError as exc:
        raise UsageError(f"{name} is not valid UTF-8; check the terminal's encoding") from exc
