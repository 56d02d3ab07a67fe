"""Which model is used now, and why, from a spec and the environment. Nothing is sent and nothing heavy is loaded.

extractive       no model: the briefs' own sentences
gpt-5-mini       a model at OpenAI, or at OPENAI_BASE_URL
gguf:PATH        a GGUF file, run in this process
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from briefbot.errors import SettingsError
from briefbot.models.address import read_address
from briefbot.models.replies import clip
from briefbot.models.secret import KEY_LIKE, Secret, Unshown, secret_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbot.models.base import Model
    from briefbot.models.budget import Metered
    from briefbot.models.guarded import Guarded
    from briefbot.models.ledger import Ledger

EXTRACTIVE: Final = "extractive"
DEFAULT_OPENAI_MODEL: Final = "gpt-5-mini"

MODEL_VARIABLE: Final = "BRIEFBOT_MODEL"
KEY_VARIABLE: Final = "OPENAI_API_KEY"
URL_VARIABLE: Final = "OPENAI_BASE_URL"

_GGUF = "gguf:"
# Names go into a JSON body and into file names of recordings; no provider has others.
_NAME = re.compile(r"[A-Za-z0-9][\w.:/@+-]*")
# OpenAI's fine-tuned models, the one kind of its names with a colon.
_FINE_TUNED = "ft:"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is used, and why.

    Attributes:
        spec: the choice as it would be given to `--model`.
        why: one sentence for people.
        model: None when the briefs' own sentences are used.
        base_url: the server without anything secret, for prices; None for OpenAI and for no server at all.
        secrets: what no recording may hold.
        ledger: where what is sent is written down, None when nothing is.
        guard: what holds the run within its limits, None when nothing is sent.
        meter: what counts all that is sent, None when nothing is.
    """

    spec: str
    why: str
    model: Model | None = None
    base_url: str | None = None
    secrets: tuple[Secret, ...] = field(default=(), repr=False)
    ledger: Ledger | None = None
    guard: Guarded | None = None
    meter: Metered | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What a person should know of the answers so far, one sentence each."""
        kept = self.ledger.notices if self.ledger else ()
        return (*kept, *(self.guard.notices if self.guard else ()))


def choose(spec: str | None, env: Mapping[str, str]) -> Choice:
    """The model for `spec`, or the default when it is None: BRIEFBOT_MODEL, OpenAI with a key, else none.

    Raises:
        SettingsError: the spec makes no sense, or what it needs is missing; the message says what to set.
    """
    env = Unshown(env)
    if spec is not None:
        return _choose_named(spec, "it was asked for", "--model", env)
    named = env.get(MODEL_VARIABLE, "")
    if named.strip():
        return _choose_named(named, f"{MODEL_VARIABLE} names it", MODEL_VARIABLE, env)
    if _is_set(env, KEY_VARIABLE):
        return _choose_named(DEFAULT_OPENAI_MODEL, f"{KEY_VARIABLE} is set", KEY_VARIABLE, env)
    hint = f"set {KEY_VARIABLE}, or --model, to use one"
    if _is_set(env, URL_VARIABLE):
        hint = f"{URL_VARIABLE} is set: name a model of that server with --model"
    return Choice(EXTRACTIVE, f"No model, the briefs' own sentences: {hint}.")


def _choose_named(spec: str, reason: str, source: str, env: Mapping[str, str]) -> Choice:
    name = spec.strip()
    if name == EXTRACTIVE:
        return Choice(EXTRACTIVE, f"No model, the briefs' own sentences: {reason}.")
    if name.startswith(_GGUF):
        return _choose_local(name, reason, source)
    _check_name(name, source, has_server=_is_set(env, URL_VARIABLE))
    return _choose_openai(name, reason, env)


def _choose_local(spec: str, reason: str, source: str) -> Choice:
    path = spec.removeprefix(_GGUF).strip()
    if not path:
        raise SettingsError(f"{source} is {spec!r} without a path: give it as gguf:PATH")
    from briefbot.models.local import LocalModel

    return Choice(spec, f"The local model {clip(path)}: {reason}.", LocalModel(path))


def _choose_openai(name: str, reason: str, env: Mapping[str, str]) -> Choice:
    key, url = secret_of(env.get(KEY_VARIABLE)), secret_of(env.get(URL_VARIABLE))
    if key is None and url is None:
        raise SettingsError(
            f"the model {name!r} needs a key: set {KEY_VARIABLE}, or {URL_VARIABLE} for a server of your own; "
            "without a model, use --model extractive"
        )
    from briefbot.models.openai import OpenAIModel

    model = OpenAIModel(name, api_key=key, base_url=url)
    address = read_address(url) if url else None
    why = f"The model {name} at {address.shown if address else 'OpenAI'}: {reason}."
    hidden = (*([key] if key else []), *(address.secrets() if address else ()))
    return Choice(name, why, model, address.shown if address else None, hidden)


def _check_name(name: str, source: str, *, has_server: bool) -> None:
    kinds = f"use {EXTRACTIVE}, the name of an OpenAI model, or gguf:PATH"
    if not name:
        raise SettingsError(f"{source} is empty: {kinds}")
    if name.lower().endswith(".gguf"):
        raise SettingsError(f"{source} is a file: give it as {clip(_GGUF + name)}")
    if KEY_LIKE.search(name):
        raise SettingsError(
            f"{source} holds what looks like a key: set {KEY_VARIABLE} to it; {kinds}"
        )
    if not _NAME.fullmatch(name) or "://" in name:
        raise SettingsError(f"{source} is {clip(name)!r}, which is no model: {kinds}")
    if ":" in name and not has_server and not name.startswith(_FINE_TUNED):
        raise SettingsError(
            f"{source} is {clip(name)!r}, and there is no kind {name.split(':')[0]!r}: {kinds}; "
            f"for a model of that name on a server of your own, set {URL_VARIABLE}"
        )


def _is_set(env: Mapping[str, str], variable: str) -> bool:
    return bool(env.get(variable, "").strip())
