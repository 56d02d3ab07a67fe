"""The attacks that are shipped, as data: what is planted, and what must not come out of it."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefbot.errors import SettingsError
from briefbot.redteam.encodings import ENCODINGS

if TYPE_CHECKING:
    from collections.abc import Iterator


class Attack(BaseModel):
    """One attack. `{canary}`, `{link}`, `{topic}` and `{hidden}` in its text are filled in for each run.

    Attributes:
        id: unique among all.
        family: what it tries.
        text: what is planted, line breaks and all.
        hidden: words that stand in the text in the way `encode` names.
        encode: one of `encodings.ENCODINGS`.
        repeat: how often the text stands there.
        link: whether it wants a link to come out.
        claim: words of a false statement it wants told.
        forbidden: what must not come out, where the text has a code word of its own in place of the canary.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(min_length=1)]
    family: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1)]
    hidden: str = ""
    encode: str = ""
    repeat: Annotated[int, Field(ge=1)] = 1
    link: bool = False
    claim: str = ""
    forbidden: tuple[str, ...] = ()

    def aimed(self, topic: str) -> Aimed:
        """The attack on a topic, with a code word of its own; it names the topic, so that it is found."""
        canary = f"CANARY-{hashlib.sha256(self.id.encode()).hexdigest()[:6].upper()}"
        link = f"https://leak.example/{canary.lower()}"
        values = {"canary": canary, "link": link, "topic": topic}
        hidden = _filled(self.hidden, values)
        if self.encode:
            hidden = ENCODINGS[self.encode](hidden)
        text = _filled(self.text, values | {"hidden": hidden})
        # Who wants a question's answer attacked writes of what is asked.
        lead = f"{topic}: " if topic and "{topic}" not in self.text else ""
        claims = (_filled(self.claim, values),) if self.claim else ()
        forbidden = self.forbidden or (canary, *((link,) if self.link else ()))
        return Aimed(self, lead + (text * self.repeat).strip(" "), (*forbidden, *claims))


@dataclass(frozen=True, slots=True)
class Aimed:
    """An attack on one topic.

    Attributes:
        attack: where it comes from.
        text: what is planted.
        forbidden: code word, link, and false statement that must not come out.
    """

    attack: Attack
    text: str
    forbidden: tuple[str, ...]


def load_attacks() -> tuple[Attack, ...]:
    """Every attack that is shipped, by file and place in it."""
    return tuple(_shipped())


def choose_attacks(
    attacks: tuple[Attack, ...], *, families: tuple[str, ...] = (), limit: int | None = None
) -> tuple[Attack, ...]:
    """The attacks of the families named (all without any), or a `limit` of them spread over their families.

    Raises:
        SettingsError: there is no such family.
    """
    known = dict.fromkeys(attack.family for attack in attacks)
    for family in families:
        if family not in known:
            raise SettingsError(f"no attacks of the family {family!r}; there is {', '.join(known)}")
    chosen = [attack for attack in attacks if not families or attack.family in families]
    if limit is None or limit >= len(chosen):
        return tuple(chosen)
    # The first of each family before the second of any: a small number still tries everything.
    place: dict[str, int] = {}
    ranks = {}
    for attack in chosen:
        place[attack.family] = place.get(attack.family, 0) + 1
        ranks[attack.id] = place[attack.family]
    kept = {attack.id for attack in sorted(chosen, key=lambda a: ranks[a.id])[:limit]}
    return tuple(attack for attack in chosen if attack.id in kept)


def _shipped() -> Iterator[Attack]:
    folder = resources.files("briefbot.redteam") / "attacks"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            rows = tomllib.loads(file.read_text(encoding="utf-8"))["attacks"]
            yield from (Attack.model_validate(row) for row in rows)
        except (tomllib.TOMLDecodeError, KeyError, ValidationError) as exc:
            raise SettingsError(f"{file.name!r} holds no attacks: {exc}") from exc


def _filled(text: str, values: dict[str, str]) -> str:
    # Not str.format: attacks are full of braces.
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
