"""What a model is asked to return, as JSON: the schemas on the wire, and drafts made from them.

Handles come before the text they carry, so that a model settles what it rests on before it writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from briefbot.drafts import (
    AnswerDraft,
    DraftAhead,
    DraftClaim,
    DraftDevelopment,
    DraftFigure,
    DraftVoice,
    SummaryDraft,
)
from briefbot.results import Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

# Servers limit how many values an enum may have; above this the gate alone checks handles.
_MOST_ENUM_VALUES = 250

# What stands for the number of a sentence when none answers.
NO_SENTENCE = "none"

Handles = Annotated[tuple[str, ...], Field(max_length=3)]


class _Output(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Statement(_Output):
    """A statement: the sentences it rests on, the words, who says so ("" when the brief does)."""

    sentences: Handles
    text: str
    speaker: str

    def draft(self) -> DraftClaim:
        return DraftClaim(self.text, self.sentences, self.speaker.strip() or None)


class AnswerOutput(_Output):
    """An answer; no claims when the sentences do not answer."""

    claims: Annotated[tuple[_Statement, ...], Field(max_length=3)]

    def draft(self) -> AnswerDraft:
        """The answer as a draft; statements without words are left out."""
        return AnswerDraft(tuple(c.draft() for c in self.claims if c.text.strip()))


class PointingOutput(_Output):
    """The words that answer, copied from a sentence, its number or "none", and others that answer.

    The words come first: a small model that must choose a number before it has an answer chooses badly,
    and one that may give a list of numbers gives an empty one (docs/decisions.md, "Pointing").
    """

    answer: str
    sentence: str
    also: Handles

    @property
    def handles(self) -> tuple[str, ...]:
        """Every number it names, its first choice first."""
        first = () if self.sentence.strip().lower() in ("", NO_SENTENCE) else (self.sentence,)
        return tuple(dict.fromkeys((*first, *self.also)))


class _PointedChange(_Output):
    """Words that differ between two days, and the sentences they stand in; the words first, as above."""

    before: str
    now: str
    earlier: str
    later: str


class ChangesOutput(_Output):
    """What a later day tells differently; empty when it does not."""

    changes: Annotated[tuple[_PointedChange, ...], Field(max_length=8)]


class _Told(_Output):
    """One sentence of a story: its number, and its words, which may be fewer."""

    sentence: str
    text: str


class StoryOutput(_Output):
    """A story as sentences to tell, oldest first."""

    story: Annotated[tuple[_Told, ...], Field(max_length=14)]

    def drafts(self) -> tuple[DraftClaim, ...]:
        """The story as drafts; what has no words or no sentence is left out."""
        return tuple(
            DraftClaim(told.text, (told.sentence,))
            for told in self.story
            if told.text.strip() and told.sentence != NO_SENTENCE
        )


class JudgeOutput(_Output):
    """A verdict on one statement: what its source does not say ("none"), and whether it holds."""

    problem: str
    holds: bool


class _Development(_Statement):
    topic: str


class _Voice(_Statement):
    stance: Stance


class _Figure(_Output):
    sentences: Handles
    value: str
    unit: str
    what: str


class _Ahead(_Statement):
    when: str


class SummaryOutput(_Output):
    """A day's developments with its headline and lead."""

    developments: Annotated[tuple[_Development, ...], Field(max_length=12)]
    lead: _Statement
    headline: _Statement


class DetailsOutput(_Output):
    """A day's voices, figures and announcements."""

    voices: Annotated[tuple[_Voice, ...], Field(max_length=8)]
    figures: Annotated[tuple[_Figure, ...], Field(max_length=6)]
    ahead: Annotated[tuple[_Ahead, ...], Field(max_length=4)]


def summary_draft(summary: SummaryOutput, details: DetailsOutput | None = None) -> SummaryDraft:
    """The two outputs as one draft; statements without words are left out.

    A figure is a statement about its sentence, so its claim has no words of its own: the gate gives it
    those of the sentence.
    """
    voices = details.voices if details else ()
    figures = details.figures if details else ()
    ahead = details.ahead if details else ()
    return SummaryDraft(
        headline=summary.headline.draft() if summary.headline.text.strip() else None,
        lead=summary.lead.draft() if summary.lead.text.strip() else None,
        developments=tuple(
            DraftDevelopment(d.topic, d.draft()) for d in summary.developments if d.text.strip()
        ),
        voices=tuple(DraftVoice(v.stance, v.draft()) for v in voices if v.text.strip()),
        figures=tuple(
            DraftFigure(f.value, f.unit, f.what, DraftClaim("", f.sentences)) for f in figures
        ),
        ahead=tuple(DraftAhead(a.when, a.draft()) for a in ahead if a.text.strip()),
    )


def json_schema(output: type[BaseModel], handles: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of an output, with only the handles there are, in property order.

    References are resolved in place: several local servers do not follow them.
    """
    schema = output.model_json_schema()
    definitions = schema.pop("$defs", {})
    plain: dict[str, Any] = _inlined(schema, definitions)
    if 0 < len(handles) <= _MOST_ENUM_VALUES:
        _limit_handles(plain, list(handles))
    return plain


def changes_schema(earlier: Sequence[str], later: Sequence[str]) -> dict[str, Any]:
    """The JSON schema of `ChangesOutput`, with only the handles there are on each side."""
    schema = json_schema(ChangesOutput, ())
    sides = schema["properties"]["changes"]["items"]["properties"]
    for side, handles in (("earlier", earlier), ("later", later)):
        if len(handles) <= _MOST_ENUM_VALUES:
            sides[side]["enum"] = list(handles)
    return schema


def _inlined(node: Any, definitions: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(node, list):
        return [_inlined(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _inlined(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    dropped = ("title", "description") if "type" in node else ()
    return {k: _inlined(v, definitions) for k, v in node.items() if k not in dropped}


def _limit_handles(node: Any, handles: list[str]) -> None:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("sentences", "also") and isinstance(value, dict) and "items" in value:
                value["items"] = {"type": "string", "enum": handles}
            elif key == "sentence":
                value["enum"] = [*handles, NO_SENTENCE]
            else:
                _limit_handles(value, handles)
