"""Who says it: speakers lost, swapped, strengthened or made up are not proved."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.speakers import names, shortens
from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)

WRONG: dict[str, list[tuple[str, str, str | None]]] = {
    "lost": [
        ("The plane crashed, officials said.", "The plane crashed.", None),
        ("According to the UN, 40 people died.", "40 people died.", None),
        ("Smith said Tuesday the plane crashed.", "The plane crashed.", None),
        ("“The plane crashed,” added Smith.", "The plane crashed.", None),
        ("Smith, who said he was innocent, was jailed.", "Smith was innocent.", None),
        ("A report that the plane crashed was denied by Smith.", "The plane crashed.", None),
        ("Some fear the bank could fail.", "The bank could fail.", None),
        ("It is not true that Smith resigned.", "Smith resigned.", None),
        ("Smith was said to have resigned.", "Smith resigned.", None),
        ("Smith is reported to be ill.", "Smith reported to be ill.", None),
        ("The U.S. accused Russia of planning an attack.", "Russia of planning an attack.", None),
    ],
    "swapped": [
        ("The plane crashed, Smith said.", "The plane crashed, Jones said.", None),
        ("The plane crashed, Smith said.", "The plane crashed.", "Jones"),
        ("Smith told Jones the plane crashed.", "The plane crashed.", "Jones"),
        ("Smith resigned, Jones said.", "Jones resigned.", "Smith"),
        ("Smith resigned, Jones said.", "Jones said.", "Smith"),
        ("Smith said Jones, who lied, resigned.", "Jones said Smith resigned.", None),
        ("China Daily said the plane crashed.", "The plane crashed.", "China"),
        ("South Korea said the plane crashed.", "The plane crashed.", "Korea"),
        ("South Korea said the plane crashed.", "The plane crashed.", "North Korea"),
        ("Putin's critics said the plane crashed.", "The plane crashed.", "Putin"),
        ("“It crashed,” a spokesman for Putin said.", "It crashed.", "a spokesman for Biden"),
        ("“It crashed,” a spokesman for Putin said.", "It crashed.", "Putin"),
        ("Former president Lula said prices rose.", "Prices rose.", "president Lula"),
    ],
    "added": [
        ("The plane crashed.", "The plane crashed.", "Smith"),
        ("The plane crashed.", "Smith said the plane crashed.", None),
        ("Smith flew the plane that crashed.", "The plane crashed.", "Smith"),
        ("Smith did not say that the plane crashed.", "The plane crashed.", "Smith"),
        ("Smith refused to say that the plane crashed.", "The plane crashed.", "Smith"),
        ("Smith would say the plane crashed.", "The plane crashed.", "Smith"),
        ("A day after saying the plane crashed, Smith left.", "The plane crashed.", "Smith"),
        ("The plane crashed, Smith said.", "President Smith said the plane crashed.", None),
        ("The plane crashed, Smith said.", "Smith falsely said the plane crashed.", None),
        ("The plane crashed, Smith said.", "Smith never said the plane crashed.", None),
        ("The plane crashed, Smith said.", "Smith said on Tuesday the plane crashed.", None),
    ],
    "strengthened": [
        ("Smith reportedly said the dam broke.", "The dam broke.", "Smith"),
        ("Smith, who reportedly said he is ill, left.", "Smith, who said he is ill, left.", None),
        ("More than 40 officials said it broke.", "40 officials said it broke.", None),
        ("Officials found the bodies of people believed to be spies.", "People believed to be spies.", None),
        ("Lee said the strikes are only adding to the fear.", "The strikes are only to the fear.", "Lee"),
        ("Smith said the dam could break.", "Smith warned the dam could break.", None),
        ("The dam could break, Smith said.", "Smith warned the dam could break.", None),
        ("The dam could break, Smith said.", "Smith promised the dam could break.", None),
        ("The dam could break, Smith said.", "Smith denied the dam could break.", None),
        ("The dam could break, Smith said.", "Smith admitted the dam could break.", None),
        ("Smith denied that the dam broke.", "The dam broke.", "Smith"),
        ("Smith denied that the dam broke.", "Smith said the dam broke.", None),
        ("Smith denied that the dam broke.", "The dam broke.", None),
        ("The U.S. called for Russia to withdraw.", "Russia withdraws.", "The U.S."),
        ("Smith said he will not go if asked.", "Smith said he will not go.", None),
        ("Putin said if NATO expands, Russia will act.", "Russia will act.", "Putin"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "statement", "speaker"),
    [
        pytest.param(*row, id=f"{kind}: {row[1]} ({row[2]})")
        for kind, rows in WRONG.items()
        for row in rows
    ],
)
def test_a_wrong_speaker_is_not_proved(sentence: str, statement: str, speaker: str | None) -> None:
    assert not prove(statement, speaker, Source(sentence, DAY)).ok


@pytest.mark.parametrize(
    ("sentence", "statement", "speaker", "found"),
    [
        ("The plane crashed, officials said.", "The plane crashed.", "officials", "officials"),
        ("Smith told Jones the plane crashed.", "The plane crashed.", "Smith", "Smith"),
        ("Smith, who said he was innocent, was jailed.", "Smith was jailed.", None, None),
        ("Smith said he will go but warned it will take time.", "It will take time.", "Smith", "Smith"),
        ("Lee, the envoy, says more than 40 died.", "Lee says more than 40 died.", None, None),
        ("“We won,” he said.", "We won.", "he", "he"),
        ("Russia wants the alliance to leave.", "Russia wants the alliance to leave.", "Russia", None),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_the_right_speaker_is_proved_and_found(
    sentence: str, statement: str, speaker: str | None, found: str | None
) -> None:
    proof = prove(statement, speaker, Source(sentence, DAY))
    assert proof.reasons == ()
    assert proof.speaker == found


def test_a_sentence_inside_a_quotation_belongs_to_its_speaker() -> None:
    source = Source("We will not go.", DAY, inherited="Dmitry Polyanskiy")
    assert prove("We will not go.", None, source).reasons == ("'Dmitry Polyanskiy' says so",)
    assert prove("We will not go.", None, source).only_speaker
    assert prove("We will not go.", "Polyanskiy", source).ok
    assert not prove("We will not go.", "Orban", source).ok
    assert prove("Polyanskiy said “we will not go”.", None, source).ok


@pytest.mark.parametrize(
    ("given", "speaker", "same"),
    [
        ("Ushakov", "the Kremlin's top foreign policy adviser Yury Ushakov", True),
        ("Yury Ushakov", "Ushakov", True),
        ("Polyanskiy", "Dmitry Polyanskiy, deputy ambassador to the UN", True),
        ("Zelensky", "Ukrainian President Volodomyr Zelenskiy", True),
        ("a senior official", "a senior official of President Joe Biden's administration", True),
        ("Joe Biden", "a senior official of President Joe Biden's administration", False),
        ("the president", "the vice president", False),
        ("Prime Minister Freeland", "Deputy Prime Minister Freeland", False),
        ("Sudan", "South Sudan", False),
        ("China", "China Daily", False),
        ("Trump", "Donald Trump Jr.", False),
        ("Smith", "Jones", False),
        ("", "Jones", False),
        ("…", "Jones", False),
    ],
)  # fmt: skip
def test_ways_of_naming_a_speaker(given: str, speaker: str, same: bool) -> None:
    assert names(given, speaker) is same


def test_a_longer_name_does_not_shorten_a_shorter_one() -> None:
    assert shortens("Ushakov", "Yury Ushakov")
    assert not shortens("Yury Ushakov", "Ushakov")
