"""A command line run in this process, against a scripted client or the real one."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from briefbot.cli import run
from briefbot.encoder.finding import find_encoder
from briefbot.errors import BriefbotError
from briefbot.results import Answer, Citation, Claim, DailySummary, Provenance, Rejected
from briefbot.tasks.inputs import Made

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2022, 2, 2)
REJECTED = Rejected(part="claims[0]", text="Invented.", reasons=("not in the briefs",))


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class Script:
    """What the scripted client gives back, and what it was asked."""

    opened: dict[str, Any] = field(default_factory=dict)
    asked: list[Any] = field(default_factory=list)
    error: Exception | None = None
    fail_on: date | None = None
    rejected: tuple[Rejected, ...] = ()
    status: str = "answered"
    warnings: list[str] = field(default_factory=list)
    listed: tuple[date, ...] = (DAY,)
    problems: tuple[str, ...] = ()
    preview_messages: tuple[object, ...] = (
        SimpleNamespace(role="user", content="First line\n  \x1b[2Jsecond"),
    )


def provenance() -> Provenance:
    return Provenance(briefbot="0", writer="extractive", as_of=DAY)


def claim(text: str) -> Claim:
    cited = Citation(
        brief="a", day=DAY, source="a", sha256="0" * 64, start=0, end=len(text), quote=text
    )
    return Claim(text=text, citations=(cited,))


class _MakesSummaries:
    summarize: Callable[[date], DailySummary]

    def make_summary(self, day: date, *, mark_new: bool = False) -> Made:
        return Made(self.summarize(day), {})


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Puts a scripted client in the place of the real one."""
    script = Script()

    class ScriptedBriefbot(_MakesSummaries):
        choice = SimpleNamespace(
            spec="extractive", why="model: extractive, as scripted", model=None, meter=None
        )
        found = find_encoder("off")

        def __init__(self, briefs: str, **options: Any) -> None:
            script.opened = {"briefs": briefs, **options}
            self.warnings = script.warnings

        def _check(self, asked: Any) -> None:
            script.asked.append(asked)
            if script.error and script.fail_on in (None, asked):
                raise script.error

        def summarize(self, day: date | None = None, *, mark_new: bool = False) -> DailySummary:
            self._check(day)
            return DailySummary(
                day=day or DAY,
                headline=claim(f"News of {day or DAY}."),
                rejected=script.rejected,
                provenance=provenance(),
            )

        def ask(self, question: str, **scope: Any) -> Answer:
            self._check((question, scope))
            return Answer(
                question=question,
                as_of=DAY,
                status=script.status,
                reason="not_in_briefs" if script.status == "abstained" else None,
                claims=() if script.status == "abstained" else (claim("So it is."),),
                rejected=script.rejected,
                provenance=provenance(),
            )

        def verify(self, result: Any) -> SimpleNamespace:
            self._check(result)
            return SimpleNamespace(checked=3, problems=script.problems, ok=not script.problems)

        def days(self) -> list[SimpleNamespace]:
            return [
                SimpleNamespace(day=day, briefs=("a.txt",), bytes=1234) for day in script.listed
            ]

        def preview_ask(self, question: str, **scope: Any) -> SimpleNamespace:
            self._check((question, scope))
            return SimpleNamespace(
                messages=script.preview_messages,
                input_tokens=1200,
                max_output_tokens=800,
                cost_usd=None,
                model="small",
            )

        def preview_summarize(self, day: date | None = None) -> SimpleNamespace:
            return self.preview_ask(str(day))

    module = ModuleType("briefbot.client")
    module.Briefbot = ScriptedBriefbot  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "briefbot.client", module)
    return script


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """No settings of whoever runs the tests; a cache of the test's own. A key is there, and no model."""
    for name in ("BRIEFS", "PROMPTS"):
        monkeypatch.delenv(f"BRIEFBOT_{name}", raising=False)
    monkeypatch.setenv("BRIEFBOT_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def briefbot(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Runs `briefbot ARGS…` in this process."""

    def command(*args: str) -> Ended:
        code = run(args)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return command


@pytest.fixture
def failure() -> BriefbotError:
    return BriefbotError("it broke; do\x1b[31m this next")
