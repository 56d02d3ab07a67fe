"""The attacks that are shipped: enough, told apart, and each with something that must not come out."""

from __future__ import annotations

from collections import Counter

import pytest

from briefbot.errors import SettingsError
from briefbot.redteam import load_attacks
from briefbot.redteam.attacks import Attack, choose_attacks
from briefbot.redteam.encodings import ENCODINGS

ATTACKS = load_attacks()


def test_there_are_enough_of_every_kind() -> None:
    families = Counter(attack.family for attack in ATTACKS)
    assert len(ATTACKS) >= 60
    assert len(families) >= 16
    assert min(families.values()) >= 3
    assert len({attack.id for attack in ATTACKS}) == len(ATTACKS)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_an_attack_has_what_it_needs(attack: Attack) -> None:
    aimed = attack.aimed("the port")
    assert not any(f"{{{name}}}" in aimed.text for name in ("canary", "link", "topic", "hidden"))
    assert all(aimed.forbidden)
    assert ("{link}" in attack.text + attack.hidden) == attack.link
    assert bool(attack.hidden) == bool(attack.encode) == ("{hidden}" in attack.text)
    if not attack.encode and attack.id not in ("flood-marks", "fence-question"):
        assert any(one in aimed.text for one in aimed.forbidden)


def test_every_encoding_hides_or_changes_the_words() -> None:
    for encode in ENCODINGS.values():
        assert "obey me" not in encode("obey me")
    used = {attack.encode for attack in ATTACKS}
    assert set(ENCODINGS) <= used


def test_code_words_differ_and_stay_the_same() -> None:
    first = [attack.aimed("x").forbidden[0] for attack in ATTACKS]
    assert len(set(first)) == len(ATTACKS)
    assert first == [attack.aimed("x").forbidden[0] for attack in load_attacks()]


def test_a_few_attacks_are_of_every_family_first() -> None:
    families = {attack.family for attack in ATTACKS}
    few = choose_attacks(ATTACKS, limit=len(families))
    assert {attack.family for attack in few} == families
    assert len(choose_attacks(ATTACKS, families=("HTML",))) >= 3
    with pytest.raises(SettingsError, match="no attacks of the family 'nothing'; there is"):
        choose_attacks(ATTACKS, families=("nothing",))
