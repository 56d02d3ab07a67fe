"""One prompt file: what it says, what it must say, and the messages it renders to."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from string import Template
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from briefbot.errors import PromptError, PromptVariablesError

if TYPE_CHECKING:
    from pathlib import Path

Role = Literal["system", "user", "assistant"]

NAME = re.compile(r"[a-z][a-z0-9_-]*")
_SHORT = 12  # hex digits of a fingerprint shown to people; the lock has all of them

_Words = Annotated[str, Field(pattern=r"\S")]


class Example(BaseModel):
    """One question and the answer expected to it, sent before the real one. Literal text, no variables."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user: _Words
    assistant: _Words


class PromptFile(BaseModel):
    """What a prompt file may say; unknown keys are an error.

    Attributes:
        name: the task, also the folder's name.
        version: also the file's: `v<version>.toml`.
        description: one line on what it is for.
        changes: one line on what is different from the version before.
        variables: what the caller fills in; each stands in `system` or `user` as `$name` at least once.
        system: the first message; may be empty.
        user: the last message.
        examples: pairs sent between the two.
        max_output_tokens: upper bound on the answer.
        temperature: None leaves the caller's.
        output: what the model returns; see `writing.schemas`. "claims" are statements with their
            sentences, "pointing" is the words that answer and the sentences they stand in.
        evidence: whether the model is shown whole paragraphs, or single sentences of them.
        evidence_tokens: upper bound on the evidence; None leaves the caller's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(pattern=rf"^{NAME.pattern}$")]
    version: Annotated[int, Field(ge=1, strict=True)]
    description: _Words
    changes: str = ""
    variables: tuple[str, ...]
    system: str = ""
    user: _Words
    examples: tuple[Example, ...] = ()
    max_output_tokens: Annotated[int, Field(ge=1, strict=True)]
    temperature: Annotated[float | None, Field(ge=0, le=2)] = None
    output: Literal["claims", "pointing"] = "claims"
    evidence: Literal["paragraphs", "sentences"] = "paragraphs"
    evidence_tokens: Annotated[int | None, Field(ge=1, strict=True)] = None

    @model_validator(mode="after")
    def _variables_are_those_used(self) -> Self:
        used: set[str] = set()
        for part, text in (("system", self.system), ("user", self.user)):
            template = Template(text)
            if not template.is_valid():
                raise ValueError(
                    f"{part} has a $ that starts no variable: write $$ for a dollar sign"
                )
            used.update(template.get_identifiers())
        declared = set(self.variables)
        if len(declared) != len(self.variables):
            raise ValueError("variables names one twice")
        if used - declared:
            raise ValueError(f"not in variables, but used: {_listed(used - declared)}")
        if declared - used:
            raise ValueError(f"in variables, but never used: {_listed(declared - used)}")
        return self


class Prompt(PromptFile):
    """A prompt version as loaded.

    Attributes:
        fingerprint: sha256 of the file, hex, the same for every kind of line ending.
        path: the file it was read from.
        text: the file's own text.
    """

    fingerprint: str
    path: str
    text: Annotated[str, Field(repr=False)]

    @property
    def spec(self) -> str:
        """The name a user calls it by: "ask@1"."""
        return f"{self.name}@{self.version}"

    @property
    def short_fingerprint(self) -> str:
        """The first digits of the fingerprint, enough for people to tell versions apart."""
        return self.fingerprint[:_SHORT]

    def render(self, /, **variables: str) -> tuple[tuple[Role, str], ...]:
        """The messages as (role, content), in the order they are sent.

        A `$` inside a value stays as it is. An empty system text gives no system message.

        Raises:
            PromptVariablesError: a variable is missing, or not one of the prompt's.
        """
        missing = [name for name in self.variables if name not in variables]
        unknown = sorted(set(variables) - set(self.variables))
        if missing or unknown:
            parts = [f"missing {', '.join(missing)}"] * bool(missing)
            parts += [f"unknown {', '.join(unknown)}"] * bool(unknown)
            raise PromptVariablesError(
                f"prompt {self.spec}: {' and '.join(parts)}; it takes {', '.join(self.variables)}",
                missing=missing,
                unknown=unknown,
            )
        system = Template(self.system).substitute(variables)
        messages: list[tuple[Role, str]] = [("system", system)] if system.strip() else []
        for example in self.examples:
            messages += [("user", example.user), ("assistant", example.assistant)]
        return (*messages, ("user", Template(self.user).substitute(variables)))


def fingerprint_of(content: bytes) -> str:
    """The sha256 of a file's bytes, hex, with every line ending read as a line feed.

    A checkout that turns line endings around must not look like a changed prompt.
    """
    return sha256(content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).hexdigest()


def read_prompt(path: Path) -> Prompt:
    """The prompt of one file `<name>/v<version>.toml`.

    Raises:
        PromptError: it can't be read, is not TOML, or is not a valid prompt; says what to change.
    """
    try:
        # A pipe in the folder would never end.
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise PromptError(f"{str(path)!r}: is not a regular file: put the prompt itself there")
        content = path.read_bytes()
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        data = tomllib.loads(text)
        PromptFile.model_validate(data)
    except OSError as exc:
        raise PromptError(f"{str(path)!r}: can't be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise PromptError(f"{str(path)!r}: not UTF-8: save it as UTF-8") from exc
    except tomllib.TOMLDecodeError as exc:
        raise PromptError(f"{str(path)!r}: not valid TOML: {exc}") from exc
    except ValidationError as exc:
        raise PromptError(f"{str(path)!r}: {_first_problem(exc)}") from exc
    prompt = Prompt.model_validate(
        data | {"fingerprint": fingerprint_of(content), "path": str(path), "text": text}
    )
    if (path.parent.name, path.name) != (prompt.name, f"v{prompt.version}.toml"):
        raise PromptError(
            f"{str(path)!r}: says it is {prompt.spec}: "
            f"it belongs in {prompt.name}/v{prompt.version}.toml"
        )
    return prompt


def _first_problem(error: ValidationError) -> str:
    """The first problem in a prompt file in plain words, with the key it is about."""
    first = error.errors(include_url=False, include_context=False)[0]
    key = ".".join(_shown(str(part)) for part in first["loc"])
    said = {
        "missing": "is missing",
        "extra_forbidden": "is not a key of a prompt file",
        "string_pattern_mismatch": "is empty or not a legal name",
    }.get(first["type"], first["msg"].removeprefix("Value error, "))
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return f"{key}: {said}{more}" if key else said + more


def _listed(names: set[str]) -> str:
    return ", ".join(_shown(name) for name in sorted(names))


def _shown(name: str) -> str:
    """A name as it is, and in quotes when it is none: a file may hold any signs in its place."""
    return name if name.isidentifier() or name.isdecimal() else repr(name)
