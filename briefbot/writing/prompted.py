"""Drafts by a model: a versioned prompt, one call, one re-ask when the answer is not what was asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel

from briefbot.errors import ModelError, OutputInvalidError
from briefbot.models.base import Message, Request, tell_usage, usage_of
from briefbot.models.output import parse
from briefbot.results import PromptUsed, Usage
from briefbot.writing.evidence_text import as_data, as_reply, show_evidence
from briefbot.writing.schemas import json_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefbot.documents import Evidence
    from briefbot.models.base import Model
    from briefbot.prompts import Prompt, Role

Output = TypeVar("Output", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Written(Generic[Output]):
    """What a model returned, and what it took.

    Attributes:
        output: the parsed answer.
        model_served: the model the server named.
        usage: tokens of all calls, the re-ask included.
        prompts: the prompts sent.
    """

    output: Output
    model_served: str
    usage: Usage
    prompts: tuple[PromptUsed, ...]


def make_request(
    prompt: Prompt,
    output: type[BaseModel],
    evidence: Evidence,
    *,
    only: Sequence[str] | None = None,
    **variables: str,
) -> Request:
    """The request for a prompt over some evidence; `variables` fill in what else the prompt names.

    Args:
        prompt: one that takes `evidence`.
        output: what is to be returned.
        evidence: what it is to rest on.
        only: the handles to show, None for all.
        **variables: the prompt's others.

    Raises:
        PromptVariablesError: the prompt takes other variables.
    """
    rendered = prompt.render(evidence=show_evidence(evidence, only), **variables)
    handles = list(evidence.by_handle if only is None else only)
    return request_for(prompt, rendered, json_schema(output, handles))


def request_for(
    prompt: Prompt, rendered: Sequence[tuple[Role, str]], schema: dict[str, Any]
) -> Request:
    """The request for a prompt's rendered messages."""
    return Request(
        messages=tuple(Message(role, content) for role, content in rendered),
        schema=schema,
        schema_name=prompt.name,
        max_output_tokens=prompt.max_output_tokens,
        temperature=prompt.temperature or 0.0,
        prompt=prompt.spec,
    )


def write(
    model: Model, request: Request, output: type[Output], *, prompt: Prompt, reask: Prompt
) -> Written[Output]:
    """The model's parsed answer. An invalid one is sent back once with what is wrong with it.

    Raises:
        OutputInvalidError: the second answer is invalid too, or the first is longer than any that was asked for.
        ModelError: no answer came, see its subclasses.
    """
    first = model.complete(request)
    try:
        parsed = parse(first.text, output)
    except OutputInvalidError as exc:
        if not exc.problems:
            # What is too long to be read would be sent back whole, and billed.
            exc.model = model.name
            tell_usage(exc, first.usage)
            raise
        # Problems name keys and values of the model's own, which may repeat what a brief told it to say.
        problems = "\n".join(f"- {as_data(problem)}" for problem in exc.problems)
    else:
        return Written(parsed, first.model, first.usage, (used(prompt),))
    rendered = reask.render(problems=problems)
    again = replace(
        request,
        messages=(
            *request.messages,
            Message("assistant", as_reply(first.text)),
            *(Message(role, content) for role, content in rendered),
        ),
        prompt=f"{prompt.spec}+{reask.spec}",
    )
    try:
        second = model.complete(again)
    except ModelError as exc:
        tell_usage(exc, first.usage + usage_of(exc))
        raise
    usage = first.usage + second.usage
    try:
        parsed = parse(second.text, output)
    except OutputInvalidError as exc:
        exc.model = model.name
        tell_usage(exc, usage)
        raise
    return Written(parsed, second.model, usage, (used(prompt), used(reask)))


def used(prompt: Prompt) -> PromptUsed:
    """The prompt as it stands in provenance."""
    return PromptUsed(name=prompt.name, version=prompt.version, fingerprint=prompt.fingerprint)
