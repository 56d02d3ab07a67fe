"""Planted errors: each statement below changes or strengthens its sentence, and must not be proved."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)  # a Wednesday

TROOPS = (
    "Moscow has amassed some 100,000 troops close to the border with Ukraine and in annexed Crimea."
)
QUAKE = (
    "A magnitude 6.1 earthquake struck western Nepal on Friday, killing at least 157 people and "
    "injuring more than 300, officials said."
)
BANK = "The central bank raised its key rate by 0.5 percentage points to 4.25% on Thursday."
AID = "Germany pledged 2.5 billion euros in aid to Poland, while France offered 300 million."
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
    "that Russia could invade Ukraine, a senior official said Wednesday."
)
JOHNSON = (
    "Johnson on Tuesday met with Ukrainian President Volodomyr Zelenskiy, urging Russia “steps back "
    "and chooses a path of diplomacy” and avoids “disaster,” at a press conference in Kyiv."
)
WANTS = "Russia wants the Western alliance to pull back its forces to where they were in 1997."

ERRORS: dict[str, list[tuple[str, str]]] = {
    "number": [
        (TROOPS, "Moscow has amassed some 10,000 troops close to the border with Ukraine."),
        (TROOPS, "Moscow has amassed some 100,001 troops close to the border with Ukraine."),
        (QUAKE, "A magnitude 6.7 earthquake struck western Nepal, officials said."),
        (QUAKE, "An earthquake killed at least 300 people, officials said."),
        (BANK, "The central bank raised its key rate by 4.25 percentage points."),
        ("Two soldiers died and nine were hurt.", "Nine soldiers died."),
        ("The police arrested 14 men and 3 women.", "The police arrested 3 men."),
        ("He served from 1999 to 2008.", "He served from 2008."),
        ("The team won 3-1.", "The team won 1-3."),
        ("Three of the five miners were found alive.", "Five miners were found alive."),
        ("Some 2,000 of the 30,000 workers went on strike.", "Some 30,000 workers went on strike."),
    ],
    "magnitude": [
        (AID, "Germany pledged 2.5 million euros in aid to Poland."),
        (AID, "Germany pledged 300 million euros."),
        (AID, "France offered 300 billion."),
        ("The deal is worth $4 million.", "The deal is worth $4 billion."),
        ("The deal is worth $4 million.", "The deal is worth $4."),
        ("The deal is worth $4 million.", "The deal is worth 4 million."),
        ("The deal is worth €4m.", "The deal is worth $4m."),
        ("Hundreds of people fled the town.", "Thousands of people fled the town."),
        ("A dozen dozens of protesters were held.", "Hundreds of protesters were held."),
    ],
    "percentage": [
        ("Inflation rose to 7.5 percent in January.", "Inflation rose to 7.5 in January."),
        ("Inflation rose to 7.5 percent in January.", "Inflation rose to 5.7 percent in January."),
        ("Inflation rose by 7.5 points in January.", "Inflation rose by 7.5 percent in January."),
        ("Turnout was 45%, down from 61%.", "Turnout was 61%."),
        ("Turnout was 45%, down from 61%.", "Turnout was 45."),
    ],
    "date": [
        (JOHNSON, "Johnson on Monday met with Zelenskiy."),
        (JOHNSON, "Johnson on Feb. 2 met with Zelenskiy."),
        (JOHNSON, "Johnson met with Zelenskiy last week."),
        (JOHNSON, "Johnson met with Zelenskiy on 1 February 2021."),
        ("The law takes effect on 1 March.", "The law takes effect on 11 March."),
        ("The law takes effect on 1 March.", "The law takes effect on 1 April."),
        (WANTS, "Russia wants the Western alliance to pull back its forces to where they were in 1991."),
        ("The U.S. delivered its response last week.", "The U.S. delivered its response this week."),
        ("He was jailed in 2014 and freed in 2019.", "He was jailed in 2019."),
        ("He was jailed in 2014 and freed in 2019.", "He was freed in 2014."),
        ("Talks began on Monday and ended on Tuesday.", "Talks ended on Monday."),
        ("On Monday talks began and the army left.", "Talks began and the army left on Monday."),
        ("Talks began on Monday and ended on Tuesday.", "Talks began on Tuesday."),
    ],
    "name": [
        (JOHNSON, "Johnson on Tuesday met with Putin."),
        ("Austria closed its border.", "Australia closed its border."),
        ("Iran condemned the strike.", "Iraq condemned the strike."),
        ("Niger recalled its envoy.", "Nigeria recalled its envoy."),
        ("A blast hit Tirana on Sunday.", "A blast hit Iran on Sunday."),
        ("North Korea fired a missile.", "South Korea fired a missile."),
        ("Slovakia closed its embassy.", "Slovenia closed its embassy."),
        ("President Xi Jinping met Vladimir Putin.", "President Vladimir Putin met Xi Jinping."),
        ("The Washington Post sued the Pentagon.", "Washington sued the Pentagon."),
        ("The mayor of London resigned.", "The mayor of Lisbon resigned."),
        ("South Sudan held an election.", "Sudan held an election."),
        ("Papua New Guinea held an election.", "Guinea held an election."),
        ("The New York mayor resigned.", "The York mayor resigned."),
        ("Deputy Prime Minister Chrystia Freeland resigned.", "Prime Minister Freeland resigned."),
        ("Donald Trump Jr. testified.", "Donald Trump testified."),
        ("Former President Lula was released.", "President Lula was released."),
        ("The ex-minister was jailed.", "The minister was jailed."),
        ("Guinea-Bissau held an election.", "Guinea held an election."),
        ("NATO Secretary General Jens Stoltenberg resigned.", "NATO resigned."),
    ],
    "quotation": [
        (ORBAN, "Orban said the differences are “considerable”."),
        (ORBAN, "Orban said it is “possible to make an agreement”."),
        (ORBAN, "Orban told a press conference that the differences are “bridgeable.”"),
        (USHAKOV, "“China support Russia's demands for security guarantees,” added Ushakov."),
        (USHAKOV, "China supports “Russia's demand for security guarantees,” added Ushakov."),
        (JOHNSON, "Johnson urged Russia to avoid “a disaster”."),
        ("The minister called it “a mistake.”", "The minister called it \"a grave mistake\"."),
        ("The minister called it “not a mistake.”", "The minister called it “a mistake.”"),
    ],
    "negation": [
        ("The minister did not resign.", "The minister did resign."),
        ("The minister didn't resign.", "The minister resigned."),
        ("The minister did not resign.", "The minister resigned."),
        ("The minister resigned.", "The minister did not resign."),
        ("The minister resigned.", "The minister never resigned."),
        ("No soldiers were hurt in the blast.", "Soldiers were hurt in the blast."),
        ("The troops never left the base.", "The troops left the base."),
        ("The ship sailed without a permit.", "The ship sailed with a permit."),
        ("The ship sailed without a permit.", "The ship sailed a permit."),
        ("Neither side signed the deal.", "Side signed the deal."),
        ("None of the hostages was freed.", "The hostages was freed."),
        ("The court cannot hear the case.", "The court can hear the case."),
        ("The army failed to take the town.", "The army took the town."),
        ("The army failed to take the town.", "The army to take the town."),
        ("The firm denied paying bribes.", "The firm paid bribes."),
        ("The firm denied paying bribes.", "The firm paying bribes."),
        ("He was cleared of murder.", "He was of murder."),
        ("The talks ended with no agreement on gas.", "The talks ended with agreement on gas."),
        ("The vote was cancelled, not postponed.", "The vote was postponed."),
        ("Hardly any aid reached the town.", "Any aid reached the town."),
        ("The two are no longer allies.", "The two are allies."),
        ("He is far from guilty.", "He is guilty."),
        ("Nobody claimed the attack.", "Claimed the attack."),
        ("The judge refused to free the editor.", "The judge freed the editor."),
        ("The rebels stopped attacking the port.", "The rebels attacked the port."),
        ("Non-lethal aid was sent.", "Lethal aid was sent."),
        ("No soldiers were hurt in the blast.", "No soldiers were hurt."),
        ("The firm did not pay tax in Chad.", "The firm did not pay tax."),
        ("Chad banned oil from Russia.", "Chad banned oil."),
        ("Chad stopped the sale of arms to Mali.", "Chad stopped the sale of arms."),
    ],
    "hedge": [
        (PLANS, "The United States deploys troops to fortify NATO forces."),
        (PLANS, "The United States will deploy troops, a senior official said."),
        (PLANS, "Russia could invade Ukraine."),
        ("The storm may reach Florida by Friday.", "The storm reaches Florida by Friday."),
        ("The storm may reach Florida by Friday.", "The storm will reach Florida by Friday."),
        ("The storm could hit Cuba.", "The storm hit Cuba."),
        ("The storm hit Cuba.", "The storm could hit Cuba."),
        ("The firm is expected to cut 500 jobs.", "The firm cut 500 jobs."),
        ("The firm is expected to cut 500 jobs.", "The firm is to cut 500 jobs."),
        ("The general reportedly fled to Chad.", "The general fled to Chad."),
        ("The alleged spy was held in Oslo.", "The spy was held in Oslo."),
        ("Police arrested a suspected gunman.", "Police arrested a gunman."),
        ("The two sides appear to have agreed.", "The two sides have agreed."),
        ("The two sides seem ready to talk.", "The two sides ready to talk."),
        ("The plane is believed to have crashed.", "The plane crashed."),
        ("The plane is believed to have crashed.", "The plane have crashed."),
        ("Chad is likely to hold a vote in May.", "Chad is to hold a vote in May."),
        ("Chad is considering leaving the bloc.", "Chad is leaving the bloc."),
        ("Chad has threatened to leave the bloc.", "Chad has to leave the bloc."),
        ("Chad tried to leave the bloc.", "Chad left the bloc."),
        ("Lawmakers voted to consider banning the app.", "Lawmakers voted to ban the app."),
        ("The senate almost passed the bill.", "The senate passed the bill."),
        ("Chad is in talks to buy jets.", "Chad is to buy jets."),
        ("Amid fears that Russia will attack, Kyiv called up reservists.", "Russia will attack."),
        ("A failed coup shook Chad.", "A coup shook Chad."),
        ("The draft law bans smoking.", "The law bans smoking."),
    ],
    "condition": [
        ("Turkey will sign if Sweden extradites them.", "Turkey will sign."),
        ("Turkey will not sign unless Sweden pays.", "Turkey will not sign."),
        ("If the dam breaks, thousands will be flooded.", "Thousands will be flooded."),
        ("Should the talks fail, the army will march.", "The army will march."),
        ("Aid will flow provided that the guns stay silent.", "Aid will flow."),
        ("The pact ends on Friday unless it is renewed.", "The pact ends on Friday."),
        ("The army or the police fired shots.", "The army fired shots."),
        ("The army or the police fired shots.", "The police fired shots."),
        ("As long as the truce holds, ships will sail.", "Ships will sail."),
        ("In case of rain, the match will move indoors.", "The match will move indoors."),
        ("Once the court agrees, he will be deported.", "He will be deported."),
        ("He will be deported once the court agrees.", "He will be deported."),
        ("The strike will go ahead until wages rise.", "The strike will go ahead."),
    ],
    "bound": [
        ("The blaze killed up to 40 people.", "The blaze killed 40 people."),
        ("The blaze killed at least 40 people.", "The blaze killed 40 people."),
        ("The blaze killed 40 people.", "The blaze killed at least 40 people."),
        ("The blaze killed 40 people.", "The blaze killed more than 40 people."),
        ("The blaze killed fewer than 40 people.", "The blaze killed 40 people."),
        ("The blaze killed more than 40 people.", "The blaze killed fewer than 40 people."),
        ("The blaze killed nearly 40 people.", "The blaze killed 40 people."),
        ("Only members may vote.", "Members may vote."),
        ("Only 12 of the ships returned.", "12 of the ships returned."),
        ("Most schools were closed.", "Schools were closed."),
        ("Most schools were closed.", "All schools were closed."),
        ("Some schools were closed.", "All schools were closed."),
        ("Few voters turned out.", "Voters turned out."),
        ("A few voters turned out.", "Many voters turned out."),
        ("Half of the city lost power.", "The city lost power."),
        ("Parts of the city lost power.", "The city lost power."),
        ("The first of three suspects was jailed.", "Three suspects was jailed."),
        ("He was the second president to resign.", "He was the president to resign."),
        ("Every third house was damaged.", "Every house was damaged."),
        ("All schools in Kyiv closed on Friday.", "All schools closed on Friday."),
        ("The largest bridge in Chad collapsed.", "The largest bridge collapsed."),
        ("She is the first woman to lead Chad.", "She is the first woman."),
        ("The road was temporarily closed.", "The road was closed."),
        ("An estimated 40 people died.", "40 people died."),
        (TROOPS, "Moscow has amassed some 100,000 troops close to the border with Ukraine."),
        ("Prices rose more than wages.", "Prices rose more."),
        ("The blaze killed two million bees.", "The blaze killed two bees."),
    ],
    "subject": [
        ("Russia wants Ukraine to disarm.", "Russia wants to disarm."),
        ("Russia wants Ukraine to disarm.", "Ukraine wants Russia to disarm."),
        (WANTS, "Russia wants to pull back its forces to where they were in 1997."),
        (WANTS, "The Western alliance to pull back its forces."),
        ("Israel attacked Syria, and Iran protested.", "Iran attacked Syria."),
        ("Israel attacked Syria, and Iran protested.", "Israel protested."),
        ("Police shot the man who robbed the bank.", "Police robbed the bank."),
        ("Police shot the man who robbed the bank.", "The man shot the police."),
        ("The dog of the king bit a guard.", "The king bit a guard."),
        ("The king's dog bit a guard.", "The king bit a guard."),
        ("Rebels, backed by Rwanda, took Goma.", "Rwanda took Goma."),
        ("The wife of the president resigned.", "The president resigned."),
        ("A critic of Erdogan was arrested.", "Erdogan was arrested."),
        ("Kenya beat Ghana.", "Ghana beat Kenya."),
        ("The army backed Chad rebels.", "The army backed Chad's rebels."),
        ("Kenya was beaten by Ghana.", "Kenya beat Ghana."),
        ("Kenya was beaten by Ghana.", "Kenya was beaten."[:-7] + "beating Ghana."),
        ("The firm that built the bridge collapsed.", "The bridge collapsed."),
        ("The ship carrying the minister sank.", "The minister sank."),
        ("A judge whom Trump appointed blocked the ban.", "Trump blocked the ban."),
        ("The man accused of killing Olof Palme died.", "Olof Palme died."),
        ("Opposition leader Kem Sokha's lawyer was jailed.", "Opposition leader Kem Sokha was jailed."),
        ("Soldiers killed the army chief in May.", "Soldiers killed the army in May."),
        ("Soldiers killed the army chief.", "Soldiers killed the army."),
        ("The blast left 12 people dead.", "The blast left 12 people."),
        ("The mayor of Lyon resigned.", "The mayor resigned."),
        ("Officials in Chad, Niger and Mali fled.", "Niger and Mali fled."),
        ("Officials in Chad, Niger, and Mali fled.", "Mali fled."),
        ("The U.N. called on Russia to withdraw.", "The U.N. called to withdraw."),
        ("Talks between Chad and Mali failed.", "Talks between Chad failed."),
        ("Threats against Putin and Belarusian President Lukashenko were made.", "Threats against Putin President Lukashenko were made."),
        ("The index fell by 400 points as a result of worries over China.", "The index fell over China."),
        ("In 1971, the court ruled that he cannot be jailed.", "In 1971."),
    ],
    "preposition": [
        ("The envoy flew from Paris to Rome.", "The envoy flew to Paris."),
        ("The envoy flew from Paris to Rome.", "The envoy flew from Rome."),
        ("The bridge was bombed by Israel.", "The bridge was bombed Israel."),
        ("Prices rose from 4 to 6 dollars.", "Prices rose to 4 dollars."),
        ("Prices rose by 6 dollars.", "Prices rose to 6 dollars."),
        ("Gas from Russia was sold to Serbia.", "Gas was sold to Russia."),
        ("The army fought against the rebels.", "The army fought with the rebels."),
        ("The army fought against the rebels.", "The army fought for the rebels."),
        ("The talks took place before the vote.", "The talks took place after the vote."),
        ("The strike took place near the hospital.", "The strike took place in the hospital."),
        ("Troops moved towards Kharkiv.", "Troops moved into Kharkiv."),
        ("The law on the press was passed under the king.", "The law was passed on the king."),
        ("Fears of attacks on Mali grew.", "Fears on Mali grew."),
        ("He voiced concern about “new” attacks.", "He voiced concern “new” attacks."),
        ("Storm Ida grew to Category 4 ahead of landfall.", "Storm Ida grew of landfall."),
        ("The firm was charged with 93 counts of human trafficking.", "The firm was charged with 93 counts of human."),
        ("It was the first rise since May.", "It was the first rise since."),
    ],
    "glued": [
        ("Ghana sold gold, and Togo bought wheat.", "Ghana sold wheat."),
        ("Ghana sold gold, and Togo bought wheat.", "Togo sold gold."),
        ("Ghana sold gold while Togo bought wheat.", "Ghana bought wheat."),
        ("Ghana sold gold; Togo bought wheat.", "Ghana bought wheat."),
        ("Ghana, Togo and Benin sold gold to Mali, Niger and Chad.", "Ghana sold gold to Togo."),
        (
            "The storm killed 12 people in Cuba and injured 40 in Haiti.",
            "The storm killed 40 in Haiti.",
        ),
        (
            "The storm killed 12 people in Cuba and injured 40 in Haiti.",
            "The storm injured 40 people in Cuba.",
        ),
        (
            "Smith won the gold medal, Jones the silver and Brown the bronze.",
            "Smith won the silver.",
        ),
        (
            "Smith won the gold medal, Jones the silver and Brown the bronze.",
            "Smith won the bronze.",
        ),
    ],
    "added": [
        (TROOPS, "Moscow has amassed some 100,000 heavily armed troops close to the border."),
        (TROOPS, "Moscow has amassed some 100,000 troops close to the border to invade Ukraine."),
        (ORBAN, "Orban falsely said it is possible to make such an agreement."),
        (WANTS, "Russia urgently wants the Western alliance to pull back its forces."),
        (BANK, "The central bank again raised its key rate."),
        (BANK, "The central bank of Norway raised its key rate."),
        ("It is their second title and their third overall.", "It is their second title third overall."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        pytest.param(sentence, statement, id=f"{kind}: {statement}")
        for kind, rows in ERRORS.items()
        for sentence, statement in rows
    ],
)
def test_a_planted_error_is_not_proved(sentence: str, statement: str) -> None:
    proof = prove(statement, None, Source(sentence, DAY))
    assert not proof.ok
    assert all(proof.reasons)
