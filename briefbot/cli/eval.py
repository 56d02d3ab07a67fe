"""`briefbot eval`: how well a user's own questions are answered, and whether a change helps."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from briefbot.cli import options
from briefbot.cli.exits import DONE, FAILED, NOT_VERIFIED, UsageError, reporting, tell
from briefbot.cli.opening import opened
from briefbot.cli.output import Sheet, check_writable, page
from briefbot.errors import BriefbotError, SettingsError
from briefbot.rendering.numbers import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefbot.evals.cases import Case
    from briefbot.evals.evaluation import Evaluation, Run

# What the command can ask a model with; another name on --prompt would go unused, unseen.
PROMPTS = ("ask", "judge", "reask")

Cases = Annotated[
    str,
    typer.Argument(
        metavar="CASES.jsonl",
        help="The cases, one JSON object a line, - for stdin; or an evaluation saved with --format json.",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        metavar="EVALUATION.json",
        help="Compare with an evaluation saved with --format json; exit with 4 when this one is worse.",
    ),
]
Require = Annotated[
    list[str] | None,
    typer.Option(
        "--require",
        metavar="NAME=VALUE",
        help="Exit with 4 when that measure is worse than VALUE; can be given more than once.",
    ),
]


def eval_(
    cases: Cases,
    briefs: options.Briefs = None,
    model: options.Model = None,
    prompt: options.Prompt = None,
    judge: options.Judge = False,
    encoder: options.Encoder = None,
    baseline: Baseline = None,
    require: Require = None,
    form: options.Format = "text",
    output: options.Output = None,
    record: options.Record = None,
    replay: options.Replay = None,
    max_tokens: options.MaxTokens = None,
    max_cost: options.MaxCost = None,
    deadline: options.Deadline = None,
    max_requests: options.MaxRequests = None,
    verbose: options.Verbose = False,
) -> int:
    """Measure the answers to questions whose right outcome you know.

    A case is a line like {"question": "Who …?", "answers": ["Orban"], "quotes": ["…"]} or
    {"question": "What does France demand?", "answerable": false}; as_of, since, until, stale and id may be
    given too. Every measure comes with its interval and the number of cases it rests on.

    Save two evaluations of the same cases to compare prompts, models, versions, or with and without the
    encoder: --baseline tests case by case whether the difference is more than chance. A saved evaluation in the place of the cases
    is shown again; nothing is asked.

    Examples:
      briefbot eval cases.jsonl
      briefbot eval cases.jsonl --prompt ask@1 --format json --output one.json
      briefbot eval cases.jsonl --prompt ask@2 --baseline one.json
      briefbot eval cases.jsonl --encoder off --format json --output words.json
      briefbot eval cases.jsonl --baseline words.json
      briefbot eval cases.jsonl --require right=.8 --require stale=0
    """
    common = options.Common(
        *(briefs, model, tuple(prompt or ()), form, output, record, replay),
        *(False, max_tokens, max_cost, False, verbose, judge),
        *(deadline, max_requests, None, encoder),
    )
    required = _required(require or ())
    with reporting(verbose=verbose):
        before = _load_baseline(baseline) if baseline is not None else None
        evaluation, error = _evaluated(cases, common, before)
        if before is not None and evaluation.complete:
            evaluation = _compared(evaluation, before, str(baseline))
        with Sheet(output, form) as sheet:
            if evaluation.cases:
                sheet.add(_rendered(evaluation, common))
        if error is not None:
            if done := len(evaluation.cases):
                total = counted(evaluation.total, "case")
                tell(f"stopped after {done:,} of {total}; what is done is in the result")
            raise error
    return _verdict(evaluation, required)


def _evaluated(
    path: str, common: options.Common, before: Evaluation | None
) -> tuple[Evaluation, BaseException | None]:
    """The evaluation in the file or of the cases in it, and what cut the run short, if anything did."""
    from briefbot.evals.cases import parse_cases
    from briefbot.evals.comparison import check_same
    from briefbot.evals.evaluation import Run, check_quotes, file_of, find_evaluation

    if path == "-" and common.briefs == "-":
        raise UsageError("cases and briefs can't both come from stdin; save one of them in a file")
    data = _read(path)
    if common.output is not None:
        check_writable(common.output)
    if saved := find_evaluation(data, name=path):
        _check_shown(path, common)
        return saved, None
    cases = parse_cases(data, name=path)
    if before is not None:
        check_same(before.cases, cases)
    with opened(common, PROMPTS, ranks=True) as bot:
        check_quotes(cases, bot.library)
        run = Run(bot)
        error = _ask_all(run, cases)
        return run.evaluation(total=len(cases), case_file=file_of(data, path)), error


def _check_shown(path: str, common: options.Common) -> None:
    # Else the figures of one model or prompt would be taken for those of another.
    given = {
        "--briefs": common.briefs is not None,
        "--model": common.model is not None,
        "--prompt": common.prompts,
        "--judge": common.judge,
        "--encoder": common.encoder is not None,
        "--record": common.record is not None,
        "--replay": common.replay is not None,
        "--max-tokens": common.max_tokens is not None,
        "--max-cost": common.max_cost is not None,
        "--deadline": common.deadline is not None,
        "--max-requests": common.max_requests is not None,
    }
    if idle := [name for name, is_given in given.items() if is_given]:
        raise UsageError(
            f"{path!r} is a saved evaluation and nothing is asked: leave out {', '.join(idle)}, "
            "or name the cases"
        )


def _ask_all(run: Run, cases: Sequence[Case]) -> BaseException | None:
    """Ask case after case; gives what stopped it early, so that what is done is not lost."""
    from briefbot.cli.progress import track

    try:
        for case in track(cases, "Asking"):
            run.ask(case)
    except (BriefbotError, KeyboardInterrupt) as exc:
        return exc
    return None


def _compared(evaluation: Evaluation, before: Evaluation, path: str) -> Evaluation:
    from briefbot.evals.comparison import compare

    how = before.provenance
    parts = [how.model or how.writer, *(f"{p.name}@{p.version}" for p in how.prompts)]
    written = ", ".join([*parts, f"ranked with {how.encoder}"] if how.encoder else parts)
    found = compare(before.cases, evaluation.cases, against=f"{path} ({written})")
    return evaluation.model_copy(update={"comparison": found})


def _rendered(evaluation: Evaluation, common: options.Common) -> str:
    from briefbot.rendering import to_json
    from briefbot.rendering.evaluation import report
    from briefbot.rendering.report import report_to_markdown, report_to_text

    if common.form == "json":
        return to_json(evaluation)
    if common.form == "markdown":
        return report_to_markdown(report(evaluation))
    width, heading = page(to_file=common.output is not None)
    return report_to_text(report(evaluation), width=width, heading=heading)


def _verdict(evaluation: Evaluation, required: Mapping[str, float]) -> int:
    """4 when it is worse than its baseline or than what is required, 1 when every case ended in an error.

    Why is told on stderr.
    """
    from briefbot.evals.measures import is_met

    errors = [case.error for case in evaluation.cases if case.error]
    if errors:
        asked = counted(len(evaluation.cases), "case")
        tell(f"{len(errors):,} of {asked} ended in an error, the first in {errors[0]}")
    if len(errors) == len(evaluation.cases):
        return FAILED
    failed = False
    if evaluation.comparison is not None and evaluation.comparison.verdict == "worse":
        tell(f"--baseline: worse than {evaluation.comparison.against}")
        failed = True
    for name, bound in required.items():
        score = evaluation.score(name)
        if not is_met(score, bound):
            value = "no case has a say in it" if score.value is None else f"{score.value:.4g}"
            tell(f"--require {name}={bound:g} is not met: {value}")
            failed = True
    return NOT_VERIFIED if failed else DONE


def _required(given: Sequence[str]) -> dict[str, float]:
    """The bounds by measure.

    Raises:
        UsageError: one is no NAME=VALUE, there is no such measure, or it can't have that value.
    """
    if not given:
        return {}
    from briefbot.evals.measures import ALL_MEASURES, MEASURES

    names = [measure.name for measure in ALL_MEASURES]
    shares = {measure.name for measure in MEASURES}
    required: dict[str, float] = {}
    for text in given:
        name, _, value = text.partition("=")
        if name not in names:
            raise UsageError(f"--require {text!r}: there is {', '.join(names)}")
        try:
            required[name] = float(value)
        except ValueError as exc:
            raise UsageError(f"--require {text!r}: write it like {name}=0.8") from exc
        if not math.isfinite(required[name]):
            raise UsageError(f"--require {text!r}: write it like {name}=0.8")
        if name in shares and not 0 <= required[name] <= 1:
            raise UsageError(f"--require {text!r}: a share is from 0 to 1, like {name}=0.8")
    return required


def _load_baseline(path: str) -> Evaluation:
    from briefbot.evals.evaluation import load_evaluation

    before = load_evaluation(path)
    if not before.complete:
        raise SettingsError(
            f"{path!r} was cut short after {len(before.cases)} of {before.total} cases; run it again"
        )
    return before


def _read(path: str) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as exc:
        raise SettingsError(f"can't read {path!r}: {exc.strerror}") from exc
