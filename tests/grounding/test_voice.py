"""Passive and active: who acts stays who acts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)

BILL = "The bill was rejected by parliament on Friday."
ACTIVE = "Parliament rejected the bill on Friday."
POLICE = "Two men have been arrested by the police in Lyon."

TRUE = [
    (BILL, "Parliament rejected the bill on Friday."),
    (BILL, "Parliament rejected the bill."),
    ("The bill was rejected on Friday by parliament.", ACTIVE),
    (ACTIVE, "The bill was rejected by parliament on Friday."),
    (ACTIVE, "The bill was rejected on Friday by parliament."),
    (ACTIVE, "The bill was rejected."),
    ("Parliament did not reject the bill.", "The bill was not rejected by parliament."),
    ("The bill was not rejected by parliament.", "Parliament did not reject the bill."),
    ("Parliament may reject the bill.", "The bill may be rejected by parliament."),
    ("The bill may be rejected by parliament.", "Parliament may reject the bill."),
    (POLICE, "The police have arrested two men in Lyon."),
    (POLICE, "The police arrested two men."),
    ("The police have arrested two men.", "Two men have been arrested by the police."),
    ("He was arrested by police.", "Police arrested him."),
    ("Police arrested him.", "He was arrested by police."),
    ("Police arrested him.", "He was arrested."),
    ("Kenya was beaten by Ghana.", "Ghana beat Kenya."),
    ("Rebels, backed by Rwanda, took Goma.", "Goma was taken by rebels."),
    ("Ghana sold gold, and Togo bought wheat.", "Wheat was bought by Togo."),
    ("A bomb killed 12 people in Kabul.", "12 people were killed in Kabul."),
    ("Houthi forces killed former leader Saleh.", "Former leader Saleh was killed by Houthi forces."),
    ("Former leader Saleh was killed by Houthi forces.", "Houthi forces kill former leader Saleh."),
    ("The court ordered Shell to cut its emissions.", "Shell was ordered to cut its emissions."),
    ("The ministry said the bill was rejected by parliament.", "The ministry said parliament rejected the bill."),
    ("Parliament rejected the bill, officials said.", "The bill was rejected by parliament, officials said."),
]  # fmt: skip

FALSE = [
    (BILL, "The bill rejected parliament."),
    (BILL, "Parliament was rejected by the bill."),
    (BILL, "Friday rejected the bill."),
    (ACTIVE, "Parliament was rejected."),
    (ACTIVE, "Parliament was rejected by the bill."),
    ("Parliament did not reject the bill.", "The bill was rejected by parliament."),
    ("Parliament did not reject the bill.", "The bill was rejected."),
    ("Parliament may reject the bill.", "The bill was rejected by parliament."),
    ("The bill may be rejected by parliament.", "Parliament rejected the bill."),
    ("No lawmaker rejected the bill.", "The bill was rejected."),
    ("Few lawmakers rejected the bill.", "The bill was rejected."),
    ("The army refused to attack the town.", "The town was attacked."),
    ("The army refused to attack the town.", "The town was attacked by the army."),
    ("If rebels attack the town, it will fall.", "The town was attacked."),
    ("Israel said Iran attacked the ship.", "The ship was attacked by Iran."),
    ("Israel said Iran attacked the ship.", "The ship was attacked."),
    ("Iran attacked the ship, and Israel protested.", "The ship was attacked by Israel."),
    ("Ghana sold gold, and Togo bought wheat.", "Gold was bought by Togo."),
    ("Rebels, backed by Rwanda, took Goma.", "Goma was taken by Rwanda."),
    ("The plan was drafted by Chad and rejected by Mali.", "Chad rejected the plan."),
    ("Parliament rejected the bill and went to court.", "The bill was rejected by parliament and went to court."),
    ("Parliament rejected the bill on Friday and collapsed.", "The bill was rejected by parliament on Friday and collapsed."),
    ("Police shot Ali, fleeing the scene.", "Ali was shot by police, fleeing the scene."),
    ("Police arrested Ali after crossing the border.", "Ali was arrested by police after crossing the border."),
    ("Police fired at protesters.", "Protesters were fired by police."),
    ("Police found Ali dead.", "Ali was found."),
    ("The fire that destroyed the school killed 12 people.", "12 people were killed by the school."),
    ("The king's brother killed Ali.", "Ali was killed by the king."),
    ("Ali was killed by the brother of the king.", "The king killed Ali."),
    ("Only Russia rejected the plan.", "The plan was rejected by Russia."),
    ("A bomb killed up to 12 people in Kabul.", "12 people were killed by a bomb in Kabul."),
    ("The dam was built by Friday.", "Friday built the dam."),
    ("Prices were raised by 5 percent.", "5 percent raised prices."),
    ("The letter was sent by train.", "Train sent the letter."),
    ("The court ordered Shell to cut its emissions.", "Shell was ordered by the court."),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "statement"), TRUE, ids=[s for _, s in TRUE])
def test_the_other_voice_is_proved(sentence: str, statement: str) -> None:
    assert prove(statement, None, Source(sentence, DAY)).reasons == ()


@pytest.mark.parametrize(("sentence", "statement"), FALSE, ids=[s for _, s in FALSE])
def test_the_other_voice_with_another_meaning_is_not(sentence: str, statement: str) -> None:
    proof = prove(statement, None, Source(sentence, DAY))
    assert not proof.ok
    assert proof.reasons


ACTORS = st.sampled_from(["Russia", "the army", "parliament", "rebels in Chad", "President Lee"])
ACTS = st.sampled_from(["rejected", "attacked", "arrested", "beat", "took"])


@given(ACTORS, ACTS, ACTORS, st.booleans())
def test_who_acts_is_never_swapped(actor: str, act: str, other: str, passive: bool) -> None:
    if actor == other:
        return
    done = {"beat": "beaten", "took": "taken"}.get(act, act)
    active, turned = f"{actor} {act} {other}.", f"{other} was {done} by {actor}."
    sentence = turned if passive else active
    source = Source(sentence[0].upper() + sentence[1:], DAY)
    assert prove(active, None, source).ok
    assert prove(turned, None, source).ok
    assert not prove(f"{other} {act} {actor}.", None, source).ok
    assert not prove(f"{actor} was {done} by {other}.", None, source).ok
    assert not prove(f"{actor} was {done}.", None, source).ok
