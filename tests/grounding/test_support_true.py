"""Statements that only shorten their sentence: each must be proved, by the speaker given."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)  # a Wednesday

TROOPS = (
    "Moscow has amassed some 100,000 troops close to the border with Ukraine and in annexed Crimea, "
    "and its announcement of surprise military exercises has fueled tensions further."
)
QUAKE = (
    "A magnitude 6.1 earthquake struck western Nepal on Friday, killing at least 157 people and "
    "injuring more than 300, officials said."
)
ORBAN = (
    "“[Although] the differences are substantial… it is possible to make such an agreement,” Orban "
    "told a joint press conference."
)
USHAKOV = (
    "“China supports Russia's demands for security guarantees,” added Ushakov, referring to the "
    "ongoing crisis in Ukraine."
)
PLANS = (
    "The United States plans to deploy troops to fortify NATO forces in eastern Europe amid fears "
    "that Russia could invade Ukraine, a senior official of President Joe Biden's administration "
    "said Wednesday."
)
JOHNSON = (
    "Johnson on Tuesday met with Ukrainian President Volodomyr Zelenskiy, urging Russia “steps back "
    "and chooses a path of diplomacy” and avoids “disaster,” at a press conference in Kyiv."
)
CALL = (
    "British Prime Minister Boris Johnson spoke with Putin in a delayed phone call to discuss the "
    "crisis, but a senior Russian official undermined the effort just hours before the call."
)
WANTS = (
    "In addition to demanding a ban on Ukraine’s future membership to NATO, Russia wants the Western "
    "alliance to pull back its forces to where they were in 1997, before eastern European members "
    "joined."
)
TOLD = (
    "Putin said Tuesday he hopes to “find a solution” to the ongoing crisis but warned “it will not "
    "be simple.”"
)

TRUE: dict[str, list[tuple[str, str, str | None]]] = {
    "trailing part dropped": [
        (TROOPS, "Moscow has amassed some 100,000 troops.", None),
        (TROOPS, "Moscow has amassed 100,000 troops.", None),
        (TROOPS, "Moscow has amassed some 100,000 troops close to the border with Ukraine and in annexed Crimea.", None),
        (CALL, "British Prime Minister Boris Johnson spoke with Putin.", None),
        (JOHNSON, "Johnson on Tuesday met with Ukrainian President Volodomyr Zelenskiy.", None),
        ("Rebels seized the port, cutting off the capital.", "Rebels seized the port.", None),
        ("The court freed the editor, who had been held since May.", "The court freed the editor.", None),
        ("Flights were cancelled because of snow.", "Flights were cancelled.", None),
        ("Ghana sold gold, and Togo bought wheat.", "Ghana sold gold.", None),
        ("A former minister was arrested on charges of fraud.", "A former minister was arrested.", None),
        ("Shops were looted, while Saint-Denis was calm.", "Shops were looted.", None),
        ("The senate passed the bill by 52 votes to 48.", "The senate passed the bill.", None),
        ("A ferry sank off Java, killing 12 people.", "A ferry sank off Java.", None),
        ("Two people are killed and ten injured in a blast in Kabul.", "Two people are killed.", None),
    ],
    "leading part dropped": [
        (WANTS, "Russia wants the Western alliance to pull back its forces to where they were in 1997.", None),
        ("Ghana sold gold, and Togo bought wheat.", "Togo bought wheat.", None),
        ("After months of talks, Chad left the bloc.", "Chad left the bloc.", None),
        ("On Friday, the court freed the editor.", "The court freed the editor.", None),
        ("Meanwhile, heavy snow closed the pass.", "Heavy snow closed the pass.", None),
        ("Syria – Israel strikes an airport near Damascus.", "Israel strikes an airport near Damascus.", None),
    ],
    "middle part dropped": [
        ("Rebels, backed by Rwanda, took Goma.", "Rebels took Goma.", None),
        ("The port (the country's largest) was shut.", "The port was shut.", None),
        ("The firm – worth billions in 2019 – went bankrupt.", "The firm went bankrupt.", None),
        ("Rebels captured Sange, South Kivu, from the army.", "Rebels captured Sange from the army.", None),
        ("The heavily damaged southern bridge collapsed.", "The bridge collapsed.", None),
        ("The army quickly retook the town.", "The army retook the town.", None),
        ("The mayor of Paris, Anne Hidalgo, opened the fair.", "The mayor of Paris opened the fair.", None),
        ("The court in Oslo on Monday freed the editor.", "The court freed the editor.", None),
    ],
    "said otherwise": [
        (JOHNSON, "Johnson met with Zelenskiy on Tuesday.", None),
        ("On Monday talks began in Oslo.", "Talks began on Monday.", None),
        ("On Monday talks began in Oslo.", "Talks began in Oslo.", None),
        (JOHNSON, "Johnson on Feb. 1 met with Ukrainian President Volodymyr Zelenskyy.", None),
        (JOHNSON, "Johnson met President Zelensky on 1 February 2022.", None),
        (TROOPS, "Moscow has amassed some 100 000 troops.".replace("100 000", "100000"), None),
        ("U.S. forces left Syria.", "US forces left Syria.", None),
        ("The United States left the pact.", "The US left the pact.", None),
        ("Inflation rose to 7.5 percent in January.", "Inflation rose to 7.5% in January.", None),
        ("Twelve miners died.", "12 miners died.", None),
        ("The minister called it “a mistake.”", 'The minister called it "a mistake".', None),
        ("The leaders meet in Rome.", "Leaders met in Rome.", None),
        ("He is a member of Russia’s parliament.", "He is a member of Russia's parliament.", None),
    ],
    "whole": [
        (s, s, None)
        for s in (TROOPS, QUAKE, ORBAN, USHAKOV, PLANS, JOHNSON, CALL, WANTS, TOLD)
    ],
    "told by its speaker": [
        (USHAKOV, "China supports Russia's demands for security guarantees.", "Ushakov"),
        (USHAKOV, "China supports Russia's demands for security guarantees.", "Yury Ushakov"),
        (USHAKOV, "“China supports Russia's demands for security guarantees,” added Ushakov.", None),
        (USHAKOV, "Ushakov said that China supports Russia's demands for security guarantees.", None),
        (USHAKOV, "Ushakov said China supports Russia's demands.", None),
        (ORBAN, "It is possible to make such an agreement.", "Orban"),
        (ORBAN, "Orban said it is possible to make such an agreement.", None),
        (ORBAN, "Orban said “it is possible to make such an agreement.”", None),
        (PLANS, "The United States plans to deploy troops.", "a senior official"),
        (PLANS, "The United States plans to deploy troops to fortify NATO forces in eastern Europe, a senior official said.", None),
        (QUAKE, "A magnitude 6.1 earthquake struck western Nepal on Friday.", "officials"),
        (QUAKE, "A magnitude 6.1 earthquake struck western Nepal, officials said.", None),
        (TOLD, "Putin said he hopes to “find a solution” to the ongoing crisis.", None),
        (TOLD, "Putin said Tuesday he hopes to “find a solution”.", None),
        ("According to the UN, 40 people died.", "40 people died.", "the UN"),
        ("According to the UN, 40 people died.", "According to the UN, 40 people died.", None),
        ("Forty people died, according to the UN.", "Forty people died, according to the UN.", None),
        ("Forty people died, according to the UN.", "Forty people died.", "UN"),
        ("The ministry said 40 people died in the fire.", "40 people died in the fire.", "the ministry"),
        ("The ministry said 40 people died in the fire.", "The ministry said 40 people died.", None),
        ("The ministry warned that the dam could break.", "The dam could break.", "ministry"),
        ("“We will not go,” Ali said.", "Ali said “we will not go”.", None),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "statement", "speaker"),
    [
        pytest.param(sentence, statement, speaker, id=f"{kind}: {statement[:60]}")
        for kind, rows in TRUE.items()
        for sentence, statement, speaker in rows
    ],
)
def test_a_shortened_sentence_is_proved(sentence: str, statement: str, speaker: str | None) -> None:
    proof = prove(statement, speaker, Source(sentence, DAY))
    assert proof.reasons == ()
    assert proof.ok
    assert proof.share == 1.0
