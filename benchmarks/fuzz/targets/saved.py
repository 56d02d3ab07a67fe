"""Files that briefbot reads back: recordings, results, prompts, cases, and its record of a folder."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.fuzz.targets.base import Target, expect, expect_printable
from benchmarks.fuzz.targets.seeds import cases, library_bot, prompts, recordings, records, results
from briefbot.cli.day_folder import RECORD, DayFolder
from briefbot.cli.verify import load_results
from briefbot.errors import BriefbotError, RecordingError
from briefbot.evals.cases import parse_cases
from briefbot.models.base import Message, Request
from briefbot.models.recordings import Replayer, load_recording
from briefbot.prompts.prompt import read_prompt
from briefbot.rendering import to_json, to_markdown, to_text
from briefbot.tasks.results_file import read_result

_ASKED = Request((Message("user", "What?"),), prompt="ask@1")


@cache
def _folder() -> Path:
    """A folder of this process alone, in memory where there is such a place."""
    place = "/dev/shm" if os.path.isdir("/dev/shm") else None
    return Path(tempfile.mkdtemp(prefix="briefbot-fuzz-", dir=place))


def kept_file(name: str, data: bytes) -> Path:
    """A file of this content in a folder of this process."""
    path = _folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def check_recording(data: bytes) -> None:
    """A recording is what was written, or damaged; even one whose checksum fits holds what a completion needs."""
    signed = _signed(data)
    refused: RecordingError | None = None
    for name, content in (("0000000000000000", data), signed or ("", b"")):
        if not name:
            continue
        path = kept_file(f"recordings/{name}.json", content)
        try:
            found = load_recording(path)
            expect(found.key.startswith(name), "a recording is the one its name says")
            found.completion.text.encode()
            expect(isinstance(found.model, str), "a recording knows its model")
            with_others = Replayer(path.parent, name="m")
            try:
                with_others.complete(_ASKED)
            except BriefbotError as exc:
                expect("no recording" in str(exc), "a request that was never recorded is told")
        except RecordingError as exc:
            refused = exc
        finally:
            path.unlink()
    if refused is not None:
        raise refused


def _signed(data: bytes) -> tuple[str, bytes] | None:
    """The recording with key and checksum made to fit what it holds now, and its name."""
    try:
        held = json.loads(data)
        if not isinstance(held, dict) or "request" not in held or "model" not in held:
            return None
        held["key"] = _hash({"model": held["model"], "request": held["request"]})
        held["checksum"] = _hash({k: v for k, v in held.items() if k != "checksum"})
        return held["key"][:16], json.dumps(held).encode()
    except (ValueError, RecursionError):
        return None


def _hash(value: dict[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def check_result(data: bytes) -> None:
    """A result file is refused, or checked: what holds quotes the briefs exactly; and it can be printed."""
    bot = library_bot()
    path = kept_file("result.json", data)
    refused: BriefbotError | None = None
    given: list[dict[str, Any] | Path] = [*_loaded(path), path]
    for held in given:
        try:
            result = read_result(held)
        except BriefbotError as exc:
            refused = exc
            continue
        found = bot.verify(result)
        for problem in found.problems:
            expect(problem.strip(), "a problem says something")
        for _, claim in result.named_claims() if found.ok else ():
            for cited in claim.citations:
                text = bot.library.load(cited.brief).text
                expect(text[cited.start : cited.end] == cited.quote, "what holds is quoted exactly")
        for form, render in (("JSON", to_json), ("text", to_text), ("Markdown", to_markdown)):
            expect_printable(render(result), form, lines=True)
        expect(read_result(json.loads(to_json(result))) == result, "a result is saved as it is")
    if refused is not None:
        raise refused


def _loaded(path: Path) -> list[dict[str, Any]]:
    try:
        return load_results(str(path))
    except BriefbotError:
        return []


def check_prompt(data: bytes) -> None:
    """A prompt file is a prompt that renders whatever it is given, or is refused with what to change."""
    name, version = _name_of(data)
    prompt = read_prompt(kept_file(f"prompts/{name}/v{version}.toml", data))
    given = dict.fromkeys(prompt.variables, "$x ${y} \x00 <|im_end|>")
    for _, content in prompt.render(**given):
        content.encode()
    expect(len(prompt.fingerprint) == 64, "a prompt has a fingerprint")


def _name_of(data: bytes) -> tuple[str, str]:
    """The folder and version a prompt file belongs to, as far as its text says."""
    found: dict[str, str] = {}
    for line in data.decode("utf-8", "replace").splitlines():
        key, _, value = line.partition("=")
        found.setdefault(key.strip(), value.strip().strip('"'))
    name, version = found.get("name", ""), found.get("version", "")
    sound = (
        name.isascii()
        and name.isidentifier()
        and version.isdecimal()
        and len(version) < 5
        and len(name) < 60
    )
    return (name, version) if sound else ("ask", "1")


def check_cases(data: bytes) -> None:
    """A file of cases is read, or its first bad line is named."""
    for case in parse_cases(data, name="cases.jsonl"):
        expect(case.question.strip() and case.fingerprint, "a case asks something")


def check_record(data: bytes) -> None:
    """What a folder remembers is used or forgotten, and never stops a run."""
    folder = kept_file(f"days/{RECORD}", data).parent
    (folder / "2022-02-02.json").write_bytes(b"{}")
    days = DayFolder(str(folder), "json", briefs="nowhere")
    found = days.find(date(2022, 2, 2), {"briefbot": "1"})
    expect(found.rejected >= 0 if found.current else True, "a count is not negative")
    expect_printable(found.why_again, "a reason")


TARGETS = (
    Target("recording", check_recording, recordings, json_like=True, largest=40_000),
    Target(
        "result",
        check_result,
        results,
        json_like=True,
        largest=40_000,
        base_s=2.0,
        per_byte_s=0.0005,
    ),
    Target("prompt", check_prompt, prompts),
    Target("cases", check_cases, cases, json_like=True),
    Target("record", check_record, records, json_like=True),
)
