"""What a later statement is to an earlier one, on sentences in the style of news."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbot.grounding.comparing.relation import relate

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbot.grounding.comparing.statement import Statement

    Told = Callable[..., list[Statement]]

SAME = [
    ("The ministers met in Geneva today to discuss the border dispute.",
     "The ministers met in Geneva yesterday to discuss the border dispute."),
    ("The envoys met in Oslo on Tuesday over the disputed pipeline.",
     "The envoys met in Oslo on Feb. 1 over the disputed pipeline."),
    ("Iran says the inspectors may visit the plant at Natanz.",
     "The inspectors may visit the plant at Natanz, Iran says."),
    ("Russia attacked Georgia near the border.", "Georgia was attacked by Russia near the border."),
    ("At least 20 people were killed when a ferry sank off Palawan in the Philippines.",
     "At least 20 people were killed when a ferry sank off Palawan."),
    ("The treaty with Angola was “historic”, the minister said.",
     "The treaty with Angola  was \"historic\", the minister said."),
    ("Farmers in Bavaria wounded two officers.", "Farmers in Bavaria injured two officers."),
    ("The bank of Ghana holds 3 percent of Orlex.", "The bank of Ghana holds 3% of Orlex."),
]  # fmt: skip
UPDATED = [
    ("Russia has massed 100,000 troops near Ukraine.", "Russia has massed 130,000 troops near Ukraine.",
     [("100,000 troops", "130,000 troops")]),
    ("The talks in Geneva begin on Tuesday, Feb. 8.", "The talks in Geneva begin on Thursday, Feb. 10.",
     [("Tuesday, Feb. 8", "Thursday, Feb. 10")]),
    ("Inflation in Turkey rose to 54% in February.", "Inflation in Turkey rose to 61 percent in February.",
     [("54%", "61 percent")]),
    ("Orlex pays 1.2 million euros for the mine in Chile.", "Orlex pays 1.5 million euros for the mine in Chile.",
     [("1.2 million euros", "1.5 million euros")]),
    ("The summit of African leaders takes place in Nairobi in May.",
     "The summit of African leaders takes place in Kampala in May.", [("Nairobi", "Kampala")]),
    ("At least 49 people are killed in flooding in Eastern Cape, South Africa.",
     "The death toll in the flooding in Eastern Cape, South Africa, increases to 57, with several missing.",
     [("49", "57")]),
    ("The ministers will meet in Vienna on Friday.", "The ministers may meet in Vienna on Friday.",
     [("will", "may")]),
    ("Water in Lake Orvel rose to 42.6 metres on Tuesday.", "The water in Lake Orvel has fallen to 37.5 metres.",
     [("42.6 metres", "37.5 metres")]),
    ("At least five people have died in the floods and nine are missing, police said.",
     "At least seven people have died in the floods, police said on Thursday.", [("five", "seven")]),
    ("Up to 90 rockets hit Ashkal, the army said.", "Up to 120 rockets hit Ashkal, Mayor Dov Erel said.",
     [("90 rockets", "120 rockets")]),
    ("The ferry carried 26 people off Palawan and 4 are missing.",
     "The ferry carried 26 people off Palawan and 2 are missing.", [("4", "2")]),
]  # fmt: skip
REVERSED = [
    ("France agreed to send tanks to Estonia.", "France refused to send tanks to Estonia."),
    ("The prime minister of Lesotho will attend the summit in Berlin.",
     "The prime minister of Lesotho will not attend the summit in Berlin."),
    ("Officials in Lisbon signed the accord with Angola.", "Officials in Lisbon did not sign the accord with Angola."),
    ("Officials in Lisbon signed the accord with Angola.", "Officials in Lisbon refused to sign the accord with Angola."),
    ("There is no evidence that the minister took bribes from Acme.",
     "There is evidence that the minister took bribes from Acme."),
    ("Unemployment in Spain is expected to rise.", "Unemployment in Spain is expected to fall."),
    ("The strike at the Gdansk shipyard was suspended.", "The strike at the Gdansk shipyard resumed."),
    ("The emperor's envoy denies that he met the rebels in Lome.",
     "The emperor's envoy admits that he met the rebels in Lome."),
    ("The dam is safe, Karel Vos said.",
     "The dam of Lake Orvel is not safe, Karel Vos said on Thursday after divers found cracks in its wall."),
    ("France offers to host talks between Kyiv and the rebels in Paris.",
     "France withdraws its offer to host talks between Kyiv and the rebels in Paris."),
    ("The court called the ban lawful in the Orlex case.", "The court called the ban unlawful in the Orlex case."),
    ("The car maker Dalen will close its plant on Friday because parts are missing.",
     "Dalen will not close its plant on Friday, the car maker said."),
    ("The Orlex summit in Oslo begins.", "The Orlex summit in Oslo ends."),
    ("Chile called off the summit with Peru.", "Chile confirmed the summit with Peru."),
]  # fmt: skip
UNRELATED = [
    ("A magnitude 6.1 earthquake strikes Peru, killing three people.",
     "A magnitude 5.8 earthquake strikes Nepal, killing eight people."),
    ("A suicide bombing in Kabul kills 3 people.", "A suicide bombing in Kabul injures 15 people."),
    ("Russia attacked Georgia near the border.", "Georgia attacked Russia near the border."),
    ("Ukraine said that 20 soldiers died near Kharkiv.", "Russia said that 20 soldiers died near Kharkiv."),
    ("Protesters clash with police in Tunis.",
     "Hundreds of protesters clash with police in Tunis, leaving ten officers injured."),
    ("The dam of Lake Orvel is not safe, Karel Vos said on Thursday after divers found cracks.",
     "The dam of Lake Orvel needs repairs until June, Karel Vos said."),
    ("Some 5,100 people have been told to leave the valley below the dam.",
     "About 1,900 of the 5,100 people who had to leave the valley may return on Sunday."),
    ("Typhoon Ramo heads for southern China after killing at least 38 people in the Philippines.",
     "The death toll from Typhoon Ramo rises to 26 in southern China."),
    ("18 more cholera cases are confirmed in Lesotho.",
     "58 more cholera cases are confirmed in Lesotho on Friday, officials say."),
    ("Kenya reports its first case of the Orla fever.", "Uganda reports its first two cases of the Orla fever."),
    ("Kenya reports 26 deaths from the Orla fever in a day, bringing the death toll to 1,683.",
     "Uganda reports 52 deaths from the Orla fever in a day, bringing the death toll to 18,125."),
    ("Presidents Lund and Ibarra begin a two-day summit on trade in Oslo.",
     "Presidents Lund and Ibarra finish their two-day summit in Oslo by talking of fish."),
    ("Police in Valparaiso arrested 12 dockers during the strike at the container port.",
     "Police in Valparaiso fined 30 dockers during the strike at the container port."),
    ("The senate debates the pension bill.", "A ferry sinks off Palawan."),
]  # fmt: skip


def _relate(told: Told, earlier: str, later: str, *, on: str = "2022-02-03"):  # type: ignore[no-untyped-def]
    return relate(told(earlier)[0], told(later, on=on)[0])


@pytest.mark.parametrize(("earlier", "later"), SAME)
def test_what_tells_nothing_else_is_the_same(told: Told, earlier: str, later: str) -> None:
    relation = _relate(told, earlier, later)
    assert relation is not None
    assert (relation.kind, relation.revised) == ("same", ())


@pytest.mark.parametrize(("earlier", "later", "revised"), UPDATED)
def test_another_value_is_an_update_with_both(
    told: Told, earlier: str, later: str, revised: list[tuple[str, str]]
) -> None:
    relation = _relate(told, earlier, later)
    assert relation is not None
    assert (relation.kind, list(relation.revised)) == ("updated", revised)


@pytest.mark.parametrize(("earlier", "later"), REVERSED)
def test_the_opposite_is_a_reversal_both_ways(told: Told, earlier: str, later: str) -> None:
    for one, other in ((earlier, later), (later, earlier)):
        relation = _relate(told, one, other)
        assert relation is not None, one
        assert relation.kind == "reversed", one


@pytest.mark.parametrize(("earlier", "later"), UNRELATED)
def test_two_things_are_not_related(told: Told, earlier: str, later: str) -> None:
    assert _relate(told, earlier, later) is None


@pytest.mark.parametrize(
    ("earlier", "later"), [(e, n) for e, n, _ in UPDATED[:5]] + REVERSED[:5], ids=str
)
def test_briefs_of_one_day_that_differ_contradict_each_other(
    told: Told, earlier: str, later: str
) -> None:
    relation = _relate(told, earlier, later, on="2022-02-02")
    assert relation is not None
    assert relation.kind == "contradicted"


def test_revised_values_are_slices_of_their_sentences(told: Told) -> None:
    for earlier, later, _ in UPDATED:
        relation = _relate(told, earlier, later)
        assert relation is not None
        assert all(a in earlier and b in later for a, b in relation.revised)


def test_a_short_sentence_with_another_name_is_edited_where_its_paragraph_is_the_same(
    told: Told,
) -> None:
    rest = "The provincial council of Noord voted for the bridge over the Lauwers on Monday."
    earlier, later = "Audio is on Meta.", "Audio is on Orlex."
    alone = relate(told(earlier)[0], told(later, on="2022-02-03")[0])
    placed = relate(told(f"{rest} {earlier}")[1], told(f"{rest} {later}", on="2022-02-03")[1])
    assert alone is None
    assert placed is not None
    assert placed.revised == (("Meta", "Orlex"),)


@settings(max_examples=40)
@given(n=st.integers(100, 9_999), m=st.integers(100, 9_999))
def test_every_other_number_in_a_copy_is_an_update(told: Told, n: int, m: int) -> None:
    text = "The port of Kessel has laid off {:,} dockers since the strike began."
    relation = relate(told(text.format(n))[0], told(text.format(m), on="2022-02-03")[0])
    assert relation is not None
    assert relation.kind == ("same" if n == m else "updated")
