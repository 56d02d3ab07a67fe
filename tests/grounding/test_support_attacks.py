"""Statements that once came out proved and say another thing than their sentence."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)  # a Wednesday

FALSE: dict[str, list[tuple[str, str]]] = {
    "amount": [
        ("The temperature fell to -5 degrees.", "The temperature fell to 5 degrees."),
        ("Growth was -0.5%.", "Growth was 0.5%."),
        ("Growth was −0.5%.", "Growth was 0.5%."),
        ("Growth was .5%.", "Growth was 5%."),
        ("A$5 billion was paid.", "$5 billion was paid."),
        ("US$5 billion was paid.", "A$5 billion was paid."),
        ("10–20 people died.", "20 people died."),
        ("Humans settled there 10,000 years ago.", "Humans settled there 10,000 decades ago."),
    ],
    "frame": [
        ("The plant opens Monday, subject to approval.", "The plant opens Monday."),
        ("The plant opens Monday, weather permitting.", "The plant opens Monday."),
        ("The plant opens Monday, assuming approval.", "The plant opens Monday."),
        ("The plant opens Monday at the earliest.", "The plant opens Monday."),
        ("On paper, the army controls the town.", "The army controls the town."),
        ("In his novel, Lee killed ten people.", "Lee killed ten people."),
        ("In the worst case, 40 people died.", "40 people died."),
        ("Under the plan, taxes rise 5%.", "Taxes rise 5%."),
        ("For critics, Lee is a liar.", "Lee is a liar."),
        ("To his supporters, Lee is a hero.", "Lee is a hero."),
        ("By some accounts, Lee lied.", "Lee lied."),
        ("The base was destroyed, per state media.", "The base was destroyed."),
        ("The base was destroyed, as claimed by Iran.", "The base was destroyed."),
        ("The base was destroyed, as Iran claims.", "The base was destroyed."),
        ("The base was destroyed, in what Iran calls a drill.", "The base was destroyed."),
    ],
    "speaker": [
        ("Lee won, he claims.", "Lee won."),
        ("Lee, police say, killed ten people.", "Lee killed ten people."),
        ("Lee won, exit polls show.", "Lee won."),
        ("The plant will close, officials fear.", "The plant will close."),
        ("The plant, officials fear, will close.", "The plant will close."),
        ("The plant will close, he hopes.", "The plant will close."),
    ],
    "bound": [
        ("Jets flew over two cities.", "Jets flew more than two cities."),
        ("Talks over two islands failed.", "Talks more than two islands failed."),
        ("They fought over 40 hectares of land.", "They fought more than 40 hectares of land."),
        ("He served under two presidents.", "He served less than two presidents."),
        ("They sailed around two islands.", "They sailed about two islands."),
        ("Critics wrote about two books.", "Critics wrote some two books."),
    ],
    "quotation": [
        ("The “victory” was celebrated.", "The victory was celebrated."),
        ("Protesters chanted “Lee lied”.", "Lee lied."),
        ("The headline read “Lee lied”.", "Lee lied."),
    ],
    "list": [
        ("Lee, Kim and Park killed 40 people.", "Lee killed 40 people."),
        ("In Mali and Niger, 30 people died.", "In Mali, 30 people died."),
        ("In Mali and Niger together, 30 people died.", "In Mali, 30 people died."),
        ("Lee, along with Kim, killed 40 people.", "Lee killed 40 people."),
        ("France, Italy and Spain agreed on a price.", "France agreed on a price."),
        ("40 men were killed and wounded.", "40 men were killed."),
        ("The bomb killed and injured 40 men.", "The bomb killed 40 men."),
    ],
    "no such thing": [
        ("Police shot a man with a toy gun.", "Police shot a man with a gun."),
    ],
    "measured": [
        ("Youth unemployment rose to 40%.", "Unemployment rose to 40%."),
        ("Import prices rose 5%.", "Prices rose 5%."),
        ("Core prices are 5% higher.", "Prices are 5% higher."),
        ("Child deaths rose to 40.", "Deaths rose to 40."),
        ("U.S. inflation fell to 3% in May.", "Inflation fell to 3%."),
    ],
    "name": [
        ("She lives in Hong Kong.", "She lives in Kong."),
        ("She lives in Los Angeles.", "She lives in Angeles."),
    ],
    "another's act": [
        ("A man was shot by the river.", "The river shot a man."),
        ("The minister, whose son attacked a guard, resigned.", "A guard was attacked by the minister."),
    ],
}  # fmt: skip

TRUE: dict[str, list[tuple[str, str]]] = {
    "amount": [
        ("The temperature fell to −5 degrees.", "The temperature fell to -5 degrees."),
        ("The deal is worth US$5 billion.", "The deal is worth $5 billion."),
        ("Growth was .5%.", "Growth was 0.5%."),
        ("The team won 3-1 in Rome.", "The team won 3-1."),
        ("Humans settled there 10,000 years ago.", "Humans settled there 10,000 years ago."),
    ],
    "frame": [
        ("For years, Lee led the party.", "Lee led the party."),
        ("To end the war, Lee met Kim.", "Lee met Kim."),
        ("Under a bridge, police found a bomb.", "Police found a bomb."),
        ("In May, Lee left the party.", "Lee left the party."),
        ("The deal was signed, as expected.", "The deal was signed."),
        ("The deal, officials fear, is dead.", "The deal, officials fear, is dead."),
    ],
    "bound": [
        ("The storm killed over 40 people.", "The storm killed more than 40 people."),
        ("It was the work of about 40 people.", "It was the work of some 40 people."),
        ("The storm killed more than 40 people.", "The storm killed over 40 people."),
    ],
    "measured": [
        ("Youth unemployment rose to 40% in May.", "Youth unemployment rose to 40%."),
        ("Heavy rain killed 40 people.", "Rain killed 40 people."),
        ("Prices of imported food rose 5%.", "Prices of food rose 5%."),
    ],
    "quotation": [
        ("The film “Parasite” won the prize.", "The film Parasite won the prize."),
        ("Lee called the plan a “disaster”.", "Lee called the plan a disaster."),
        ("Pakistan condemned the raid as “unfair”.", "Pakistan condemned the raid as unfair."),
    ],
    "list": [
        ("Lee, along with Kim, won the vote.", "Lee won the vote."),
        ("The bomb killed 40 men and injured nine.", "The bomb killed 40 men."),
        ("Lee, Kim and Park left the party.", "Lee left the party."),
        ("In Mali and Niger, Lee led 40 men.", "Lee led 40 men."),
    ],
}


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        pytest.param(sentence, statement, id=f"{kind}: {statement}")
        for kind, rows in FALSE.items()
        for sentence, statement in rows
    ],
)
def test_it_is_not_proved(sentence: str, statement: str) -> None:
    proof = prove(statement, None, Source(sentence, DAY))
    assert not proof.ok
    assert all(proof.reasons)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        pytest.param(sentence, statement, id=f"{kind}: {statement}")
        for kind, rows in TRUE.items()
        for sentence, statement in rows
    ],
)
def test_what_is_true_beside_it_still_is(sentence: str, statement: str) -> None:
    assert prove(statement, None, Source(sentence, DAY)).reasons == ()
