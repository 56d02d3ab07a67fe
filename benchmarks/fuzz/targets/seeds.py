"""Inputs to begin with, from the repository's own briefs, recordings, prompts and cases."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from benchmarks.fuzz.pieces import joined
from briefbot import Briefbot
from briefbot.library.readers.text import read_text
from briefbot.rendering import to_json
from briefbot.retrieval.chunking import chunk

ROOT = Path(__file__).parents[3]
_WRITTEN = (
    "date 2022-02-02 The dam at Lake Orvel is safe, engineers said.\n\n# Port\n\n“The port will open on Feb. 4,” "
    "Holm said. “We do not expect delays.” According to police, at least 12 people died.\n\n(Reuters)\n",
    "---\ntitle: 'Morning'\ndate: 2 February 2022\n---\n\n**Water**\n\n- Tarn: 3,400 people left.\n- Kessel: 35 ships wait.\n",
    "Date: Wed, 02 Feb 2022 10:00:00 GMT\nSubject: Brief\n\nThe vote moves from Tuesday to next Thursday, Holm told N1.\n",
)


@cache
def briefs() -> tuple[bytes, ...]:
    """Whole briefs as they lie on disk, and a few with other headers, line ends and encodings."""
    files = [
        *sorted((ROOT / "fixtures/briefs").glob("*.txt")),
        *sorted((ROOT / "seeds").glob("*.txt")),
    ]
    written = [text.encode() for text in _WRITTEN]
    odd = [
        written[0].replace(b"\n", b"\r\n"),
        _WRITTEN[0].encode("utf-16"),
        _WRITTEN[1].encode("utf-8-sig"),
        _WRITTEN[0].encode("cp1252"),
    ]
    return (*(file.read_bytes() for file in files), *written, *odd)


@cache
def sentences() -> tuple[bytes, ...]:
    """Every sentence of the briefs."""
    found: dict[bytes, None] = {}
    for data in briefs()[:9]:
        for one in chunk(read_text(data, id="2022-02-02.txt", source="x").brief):
            found |= dict.fromkeys(sentence.text.encode() for sentence in one.sentences)
    return tuple(found)


@cache
def questions() -> tuple[bytes, ...]:
    """The questions of the fixtures."""
    lines = (ROOT / "fixtures/questions.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["question"].encode() for line in lines)


@cache
def gate_inputs() -> tuple[bytes, ...]:
    """A brief, a statement of one of its sentences, its speaker and what it cites; then two bytes that choose."""
    made = []
    for data in briefs()[:9]:
        chunks = chunk(read_text(data, id="2022-02-02.txt", source="x").brief)
        said = [
            (f"{c}.{s}", one.text)
            for c, k in enumerate(chunks, 1)
            for s, one in enumerate(k.sentences, 1)
        ]
        for number, (handle, text) in enumerate(said[:12]):
            made.append(joined(data, text, "", handle, bytes([number, number % 8])))
    return tuple(made)


@cache
def libraries() -> tuple[bytes, ...]:
    """Two briefs, of one day and the next, and a question."""
    plain = briefs()[:6]
    asked = questions()
    return tuple(
        joined(plain[i], plain[(i + 1) % len(plain)], question)
        for i, question in enumerate(asked[: 2 * len(plain)], -len(plain))
    )


@cache
def pairs() -> tuple[bytes, ...]:
    """Two sentences that may tell of one thing."""
    found = sentences()
    return tuple(joined(one, other) for one, other in zip(found, found[3:], strict=False))


@cache
def recordings() -> tuple[bytes, ...]:
    """The recordings of the fixtures, the shortest ones."""
    found = [path.read_bytes() for path in sorted((ROOT / "fixtures/recordings").rglob("*.json"))]
    return tuple(sorted(found, key=len)[:12])


@cache
def answers() -> tuple[bytes, ...]:
    """What models answered, as text."""
    said = dict.fromkeys(json.loads(data)["text"].encode() for data in recordings())
    return (
        *said,
        b'Here it is: ```json\n{"claims": [{"sentences": ["1.1"], "text": "x", "speaker": ""},]}\n```',
    )


@cache
def bodies() -> tuple[bytes, ...]:
    """Responses of a Chat Completions server: good ones, and errors in the shapes that servers use."""
    usage = {
        "prompt_tokens": 9,
        "completion_tokens": 3,
        "prompt_tokens_details": {"cached_tokens": 4},
    }
    good = {
        "id": "x", "object": "chat.completion", "model": "m-1", "usage": usage,
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}", "refusal": None}}],
    }  # fmt: skip
    parts = {
        **good,
        "choices": [
            {"finish_reason": "length", "message": {"content": [{"type": "text", "text": "a"}]}}
        ],
    }
    errors = (
        {"error": {"message": "no", "type": "x", "code": "y"}},
        {"detail": [{"msg": "no"}]},
        {"error": "no"},
    )
    return tuple(json.dumps(one).encode() for one in (good, parts, *errors))


@cache
def results() -> tuple[bytes, ...]:
    """One result of each kind, as `--format json` writes it, made without a model."""
    bot = library_bot()
    made = (
        bot.summarize("2021-03-09"),
        bot.ask("How many people died in the floods?", as_of="2021-03-10"),
        bot.changes("2021-03-09", "2021-03-10"),
        bot.timeline("Lake Orvel"),
        bot.story("Tarn floods", words=60),
    )
    return tuple(to_json(one).encode() for one in made)


@cache
def library_bot() -> Briefbot:
    """A client on the briefs of the fixtures, without a model and without a cache."""
    from briefbot.library.given import GivenLibrary

    files = sorted((ROOT / "fixtures/briefs").glob("*.txt"))
    read = (read_text(file.read_bytes(), id=file.name, source=file.name) for file in files)
    return Briefbot(GivenLibrary(read), model="extractive", encoder="off", environ={})


@cache
def prompts() -> tuple[bytes, ...]:
    """The prompt files."""
    return tuple(path.read_bytes() for path in sorted((ROOT / "prompts").glob("*/v*.toml")))


@cache
def cases() -> tuple[bytes, ...]:
    """Case files: a few lines each."""
    lines = (ROOT / "fixtures/questions.jsonl").read_bytes().splitlines(keepends=True)
    return tuple(b"".join(lines[i : i + 2]) for i in range(0, len(lines), 2))


@cache
def records() -> tuple[bytes, ...]:
    """What a folder of summaries remembers."""
    inputs: dict[str, object] = {
        "briefbot": "1",
        "model": None,
        "prompts": {},
        "options": {},
        "briefs": "x",
        "before": "y",
    }
    line = {"file": "2022-02-02.json", "sha256": "0" * 64, "rejected": 0, "inputs": inputs}
    one = json.dumps(line).encode()
    return (one, one + b"\n" + one.replace(b"null", b'"m"') + b"\n", one[:40] + b"\n" + one)
