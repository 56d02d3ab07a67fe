"""Each kind of planted error is caught by its own check, which says what is wrong in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)  # a Wednesday

# (sentence, statement, what the check of that name says)
PLANTED: dict[str, list[tuple[str, str, str]]] = {
    "negation": [
        ("The minister resigned.", "The minister never resigned.", "opposite: 'never' is not in the source"),
        ("The minister did not resign.", "The minister did resign.", "opposite: drops 'not' before 'resign'"),
        ("Neither side signed the deal.", "Side signed the deal.", "drops 'Neither' before 'side'"),
        ("No aid reached the town.", "Aid reached the town.", "drops 'No' before 'aid'"),
    ],
    "modality": [
        ("Russia may invade Ukraine.", "Russia invade Ukraine.", "drops 'may' before 'invade'"),
        ("Russia may invade Ukraine.", "Russia will invade Ukraine.", "'will' in the claim, 'may' in the source"),
        ("The general reportedly fled.", "The general fled.", "drops 'reportedly' before 'fled'"),
        ("Chad is expected to leave.", "Chad expected to leave.", "drops 'is' before 'expected'"),
        ("Aid flows if guns are silent.", "Aid flows.", "drops the condition that begins with 'if'"),
        ("Storms hit Cuba.", "Storms probably hit Cuba.", "less sure: 'probably' is not in the source"),
    ],
    "numbers": [
        ("The fire killed 12 people.", "The fire killed 13 people.", "'13' in the claim, '12' in the source"),
        ("The deal is worth 4 billion.", "The deal is worth 4 million.", "'million' in the claim, 'billion' in the source"),
        ("The deal is worth 4 million.", "The deal is worth 4.", "drops 'million' beside '4'"),
        ("The toll rose from 64 to 1,427.", "The toll rose from 64.", "drops what follows 'from 64'"),
        ("It burnt 40 square miles of wood.", "It burnt 40 miles of wood.", "drops 'square' beside 'miles'"),
        ("A rise in the last 24 hours hit Rome.", "A rise in the last 20 hours hit Rome.", "'20' in the claim, '24' in the source"),
    ],
    "dates": [
        ("Talks began on Monday.", "Talks began on Tuesday.", "the date 'Tuesday' in the claim, 'Monday' in the source"),
        ("Talks began on Sunday, January 30.", "Talks began on Tuesday, January 30.", "the date 'Tuesday' in the claim, 'Sunday'"),
        ("Talks began.", "Talks began on Tuesday.", "the date 'Tuesday' is not in the source"),
    ],
    "quantifiers": [
        ("Most schools closed.", "All schools closed.", "'All' in the claim, 'Most' in the source"),
        ("Police named former army chief Lee.", "Police named chief Lee.", "drops 'former' before 'chief'"),
        ("It was the first decisive result in years.", "It was the result in years.", "drops 'first' before 'result'"),
        ("Only members may vote.", "Members may vote.", "drops 'Only' before 'members'"),
        ("An estimated 40 people died.", "40 people died.", "drops 'estimated' before '40'"),
        ("The army or the police fired.", "The army fired.", "keeps one side of 'or' only"),
        ("It was the first win since May 2019.", "It was the first win.", "drops 'May' after 'first'"),
        ("It was the first visit since the war.", "It was the first visit.", "drops 'war' after 'first'"),
        ("It is only tested in Brazil.", "It is only tested.", "drops 'Brazil' after 'only'"),
        ("The storm killed 12 people in Cuba and Haiti.", "The storm killed 12 people in Cuba.", "the source tells '12' of 'Haiti' too"),
        ("Smith and Jones won 3 medals.", "Smith won 3 medals.", "the source tells '3' of 'Jones' too"),
        ("Chad and Mali met.", "Chad met.", "the source tells 'met' of 'Mali' too"),
    ],
    "names": [
        ("Talks were held in Paris.", "Talks were held in Lyon.", "'Lyon' in the claim, 'Paris' in the source"),
        ("Rebels left South Sudan.", "Rebels left Sudan.", "drops 'South' from the name with 'Sudan'"),
        ("Air India cancelled flights.", "India cancelled flights.", "drops 'Air' from the name with 'India'"),
        ("The World Trade Organization met.", "The World Organization met.", "drops 'Trade' from the name with 'Organization'"),
        ("The Chinese Communist Party met.", "The Party met.", "drops 'Communist' from the name with 'Party'"),
        ("Donald Trump Jr. spoke.", "Donald Trump spoke.", "drops 'Jr' from the name with 'Trump'"),
        ("Non-lethal aid was sent.", "Lethal aid was sent.", "drops a part of the compound with 'lethal'"),
    ],
    "roles": [
        ("Kenya beat Ghana.", "Ghana beat Kenya.", "swaps who does what, or moves it"),
        ("The bill was rejected by parliament.", "The bill rejected parliament.", "drops 'by' before 'parliament'"),
        ("Rebels backed Chad in May.", "Rebels backed Chad's in May.", "changes the role of \"Chad's\""),
        ("Police shot at the suspect.", "Police shot the suspect.", "drops 'at' before 'suspect'"),
    ],
    "words": [
        ("Chad offered a truce.", "Chad rejected a truce.", "the source says 'offered', the claim 'rejected'"),
        ("Chad offered a truce.", "Chad offered a long truce.", "'long' is not in the source"),
    ],
    "speaker": [
        ("Smith denied the dam is safe.", "The dam is safe.", "'Smith' denies this"),
        ("Smith said the dam is safe.", "The dam is safe.", "'Smith' says so"),
        ("According to Smith, a guard said the dam is safe.", "A guard said the dam is safe.", "'Smith' says so"),
    ],
    "context": [
        ("The court ordered Shell to cut its emissions.", "The court ordered Shell.", "cuts off what 'Shell' is to do"),
        ("Police arrested a man for a murder in London.", "Police arrested a man in London.", "drops 'for' after 'man'"),
        ("Prices rose 3% in May from 2% in April.", "Prices rose 3% in April.", "drops 'from' after '3%'"),
        ("Talks between Chad and Mali began.", "Talks between Chad began.", "after 'Chad'"),
        ("He urged talks between Chad and Mali.", "He urged talks between Chad.", "cuts off what follows 'Chad'"),
        ("Russia pulls forces from Syria, with its ships being first.", "Russia pulls forces being first.", "drops 'from' after 'forces'"),
        ("Verizon customers nationwide complained.", "Verizon nationwide complained.", "drops 'customers' after 'Verizon'"),
        ("The governor of Kandahar and an American officer fell.", "The governor of officer fell.", "drops 'Kandahar' after 'of'"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("check", "sentence", "statement", "reason"),
    [
        pytest.param(check, *row, id=f"{check}: {row[1]}")
        for check, rows in PLANTED.items()
        for row in rows
    ],
)
def test_the_check_of_its_kind_says_why(
    check: str, sentence: str, statement: str, reason: str
) -> None:
    proof = prove(statement, None, Source(sentence, DAY))
    details = {c.name: c.detail for c in proof.checks if not c.passed}
    assert reason in details.get(check, f"nothing by {check!r}, but {details}")


def test_a_moved_speaker_is_told_from_the_true_one() -> None:
    proof = prove("The dam is safe.", "Jones", Source("“The dam is safe,” Smith said.", DAY))
    assert "'Smith' says so, not 'Jones'" in proof.reasons


def test_what_may_not_be_the_speakers_is_not_told_as_theirs() -> None:
    source = Source("Police believe the shooting was planned, but no suspects are in custody.", DAY)
    assert not prove("No suspects are in custody.", "Police", source).ok
    assert not prove("Police believe no suspects are in custody.", None, source).ok
    assert prove("The shooting was planned.", "Police", source).ok


def test_words_that_change_contradict_and_words_that_go_do_not() -> None:
    source = Source("The storm killed 12 people in Cuba, officials in Havana said.", DAY)
    changed = prove("The storm killed 13 people in Cuba, officials in Havana said.", None, source)
    assert changed.contradicts
    denied = Source("The minister of trade did not resign on Monday.", DAY)
    shortened = prove("The minister of trade did resign on Monday.", None, denied)
    assert not shortened.ok
    assert not shortened.contradicts


@pytest.mark.parametrize(
    ("sentence", "statement", "proved"),
    [
        (
            "Scientists told The New York Times that they expect rain.",
            "Scientists told The York Times that they expect rain.",
            False,
        ),
        (
            "Human Rights Watch reports that Kyiv is calm.",
            "Kyiv is calm, Human Rights Watch reports.",
            True,
        ),
        (
            "According to the FAA, a crew reported a man in the air.",
            "A crew reported a man in the air, according to the FAA.",
            True,
        ),
    ],
)
def test_a_frame_moves_whole(sentence: str, statement: str, proved: bool) -> None:
    assert prove(statement, None, Source(sentence, DAY)).ok is proved
