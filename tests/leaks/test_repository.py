"""No key lies in the repository, and no recording holds more than it needs."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbot.models.secret import KEY_LIKE

ROOT = Path(__file__).resolve().parents[2]
# What is not the project's own, or is made when it is built or tested.
LEFT_OUT = {
    ".git",
    ".venv",
    "__pycache__",
    "dist",
    "build",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}
RECORDINGS = sorted((ROOT / "fixtures" / "recordings").rglob("*.json"))
FIELDS = {
    *(
        "format",
        "key",
        "model",
        "model_served",
        "request",
        "text",
        "finish_reason",
        "usage",
        "checksum",
    ),
}
REQUEST = {
    "prompt",
    "messages",
    "schema",
    "schema_name",
    "max_output_tokens",
    "temperature",
    "seed",
}
HEADERS = re.compile(
    r"\b(authorization|cookie|x-request-id|x-api-key|api-key|openai-organization|openai-project|user-agent"
    r"|x-ratelimit[\w-]*|cf-ray|proxy-authorization)\b[\"']?\s*[:=]",
    re.IGNORECASE,
)
ASSIGNED = re.compile(
    r"(?i)(?:api[_-]?key|token|secret|password)[\"']?\s*[:=]\s*[\"']([^\"'\s{}$<>]{20,})[\"']"
)


def files(*folders: str) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and not LEFT_OUT & set(path.parts):
                yield path, path.read_bytes().decode("latin-1")


def is_random(text: str) -> bool:
    """Whether a text looks drawn and not written: many different signs, in no order a word has."""
    counts = Counter(text)
    entropy = -sum(n / len(text) * math.log2(n / len(text)) for n in counts.values())
    return entropy > 3.8 and bool(re.search(r"\d", text)) and bool(re.search("[a-z]", text))


def test_no_key_lies_in_the_repository() -> None:
    searched, found = 0, []
    for path, text in files(
        "briefbot", "benchmarks", "docs", "fixtures", "prompts", "scripts", "seeds"
    ):
        searched += 1
        found += [f"{path}: {m[0][:12]}…" for m in KEY_LIKE.finditer(text)]
        found += [f"{path}: {m[1][:8]}…" for m in ASSIGNED.finditer(text) if is_random(m[1])]
    assert searched > 300
    assert found == []


def test_keys_of_tests_are_named_as_such() -> None:
    """A real key pasted into a test has no such word in it."""
    made_up = re.compile(
        r"test|leak|canary|decoy|proj-9fQ2|abcdef|01234|secret|fault|local|xxxx|aaaa|fake", re.I
    )
    found = [
        f"{path}: {m[0][:14]}…"
        for path, text in files("tests")
        if path.suffix in (".py", ".json", ".txt", ".md", ".toml")
        for m in KEY_LIKE.finditer(text)
        if not made_up.search(m[0])
    ]
    assert found == []


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_recording_holds_what_replay_needs_and_no_header(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    recording = json.loads(text)
    assert set(recording) == FIELDS
    assert set(recording["request"]) == REQUEST
    assert all(set(message) == {"role", "content"} for message in recording["request"]["messages"])
    assert not HEADERS.search(text)
    assert not KEY_LIKE.search(text)


def test_there_are_recordings() -> None:
    assert len(RECORDINGS) > 5


@pytest.mark.parametrize(
    "text",
    [
        "sk-proj-" + "a1B2" * 8,
        "Authorization: Bearer " + "x" * 30,
        "AKIA" + "ABCD1234" * 2,
        "ghp_" + "a1" * 20,
    ],
)
def test_the_search_sees_keys(text: str) -> None:
    assert KEY_LIKE.search(f"my key is {text}.")
