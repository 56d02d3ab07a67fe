"""What a server and a model send: bodies, completions, and the JSON in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.fuzz.targets.base import Target, expect, expect_printable
from benchmarks.fuzz.targets.seeds import answers, bodies
from briefbot.errors import OutputError, OutputInvalidError
from briefbot.models.output import MOST_PROBLEMS, parse
from briefbot.models.prices import cost_usd
from briefbot.models.replies import decode_body, read_completion
from briefbot.writing.schemas import (
    AnswerOutput,
    ChangesOutput,
    DetailsOutput,
    JudgeOutput,
    PointingOutput,
    StoryOutput,
    SummaryOutput,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

_OUTPUTS: tuple[type[BaseModel], ...] = (
    AnswerOutput,
    PointingOutput,
    SummaryOutput,
    DetailsOutput,
    ChangesOutput,
    StoryOutput,
    JudgeOutput,
)


def check_output(data: bytes) -> None:
    """A model's answer is the object asked for, or what is wrong with it is said in a few plain words."""
    text = data.decode(
        "utf-8", "replace"
    )  # what `read_completion` lets through has no lone surrogate
    refused: OutputError | None = None
    for type_ in _OUTPUTS:
        try:
            found = parse(text, type_)
        except OutputInvalidError as exc:
            refused = exc
            expect(0 < len(exc.problems) <= MOST_PROBLEMS + 1, "a few problems are told")
            for problem in exc.problems:
                expect_printable(problem, "a problem")
                expect(len(problem) < 1_000, "a problem is told in a few words")
        else:
            again = parse(f"Sure! ```json\n{found.model_dump_json()}\n```", type_)
            expect(again == found, "what was parsed parses to the same")
    if refused is not None:
        raise refused


def check_reply(data: bytes) -> None:
    """A body is a completion that can be stored and priced, or a typed error that knows what was spent."""
    decoded = decode_body(data, where="the server")
    try:
        found = read_completion(decoded, asked="gpt-5-mini", request_id=None)
    except OutputError as exc:
        expect(exc.input_tokens >= 0 and exc.output_tokens >= 0, "spent tokens are counted")
        raise
    expect(found.text.strip(), "a completion has text")
    found.text.encode()
    found.model.encode()
    found.usage.model_dump_json().encode()
    cost = cost_usd("gpt-5-mini", found.usage)
    expect(cost is None or cost >= 0, "a cost is not negative")


TARGETS = (
    Target("output", check_output, answers, json_like=True),
    Target("reply", check_reply, bodies, json_like=True),
)
