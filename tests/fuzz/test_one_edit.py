"""One sign or one word of a true sentence altered: what means something else is never let through as supported.

Each row is a sentence with a gap, and fillings of which no two say the same: whichever the brief has, no other is
proved by it.
"""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from briefbot.documents import Evidence
from briefbot.drafts import DraftClaim
from briefbot.grounding.gate import check_claim
from briefbot.library.readers.text import read_text
from briefbot.results import Rejected
from briefbot.retrieval.chunking import chunk

APART = {
    "between two figures": ("The vote was {} in Tarn.", "3-4 3/4 3:4 3.4 3,4 34 4-3 3 4 3_and_4 3'4 3+4"),
    "raised": ("The sum of {} left Tarn.", "10² 102 10_2 10³ 10 10^2"),
    "times": ("Doors open at {} in Tarn.", "6:30 6.30 6-30 6 6:03 6:30_am 6:30_pm 18:30"),
    "scores": ("The match ended {} in Tarn.", "5-0 5/0 5:0 5.0 50 0-5 -5"),
    "fractions": ("About {} people left Tarn.", "1/2 1-2 1 2 1_1/2 1_1/4 1½ ½ 12"),
    "thousands": ("They got {} crowns there.", "1,000 1.000 1'000 1_000 1 1,000,000 1.000.000 1.0001"),
    "spaces in thousands": ("They got {} crowns.", "1\u202f000 1 000 2\u202f000 1\u202f000\u202f000"),
    "other digits": ("About {} people left Tarn.", "12 ١٣ २१ ２１ 12½ 12² 12₂ 12,000 12_million 12+ 12%"),
    "decimals": ("Prices were {} in Tarn.", "3,5 3.5 3.500 35 3½ 3"),
    "currencies": ("They got {} more there.", "$5m €5m £5m ¥5m ₹5m ₽5m ₴5m 5m A$5m $5bn $5k $5 -$5m"),
    "magnitudes": ("They got {} more there.", "$5_bn $5_tn $5_mn $5 $5_million_more"),
    "minus": ("The rate rose {} there.", "5% -5% ±5% ~5% ≥5% <5% ≠5% ≪5% ＜5% 5‰ 5％% 5 5pp 5_percentage_points"),
    "dashes as minus": ("It was {} there.", "5 –5"),
    "degrees": ("It was {} in Tarn.", "5 5° 5% 5+"),
    "units": ("The plant makes {} in Tarn.", "10_MW 10_mW 10_kW 10_MWh 10"),
    "areas": ("The site is {} in Tarn.", "10_sq_km 10_km 10_cubic_km 10_m"),
    "ordinals": ("The {} army left Tarn.", "1st 2nd 1 I II IV VI"),
    "prefixes": ("The {} force left Tarn.", "lethal non-lethal nonlethal less-lethal a-lethal un-lethal"),
    "offices": ("The {} left Tarn.", "minister ex-minister vice-minister co-minister"),
    "one and many": ("The {} died in Tarn.", "soldier soldiers"),
    "one of many": ("They met {} in Tarn.", "a_rebel_leader rebel_leaders"),
    "arms": ("The {} deal was signed.", "arm arms"),
    "derived": ("The {} spoke in Tarn.", "author authority authorities authorization"),
    "adverbs": ("It was {} hit in Tarn.", "hard hardly"),
    "several": ("There were {} floods in Tarn.", "several severe"),
    "verbs": ("The bank {} the rent in Tarn.", "subsided subsidized"),
    "loans": ("The bank {} its loans.", "refined refinanced"),
    "profits": ("The firm {} from the war.", "profited profiteered"),
    "likely": ("He is {} the party.", "like likely"),
    "import": ("The {} law passed.", "import important"),
    "killing": ("The {} was shot.", "employer employee employed"),
    "capitals": ("The {} grew.", "turkey Turkey"),
    "origins": ("The {} fell.", "polish Polish"),
    "people": ("The man {} left Tarn.", "Roberto Roberta Robert"),
    "vowels": ("The man {} left Tarn.", "Martin Marten Morten Merton"),
    "places": ("The port of {} was shut.", "Norrhaven Norrhiven Norrhoven"),
    "sons": ("The man {} left Tarn.", "Johnson Johnsen Johnston"),
    "dates": ("The dam is shut until {} the chief engineer said.", "June, May,"),
    "denied": ("It was {} in Tarn.", "political a-political apolitical"),
}  # fmt: skip
ALIKE = {
    "dashes": ("The vote was {} in Tarn.", "3-4 3–4 3‑4"),
    "emphasis": ("About {} people left Tarn.", "12 *12* (12)"),
    "wide": ("About {} people left Tarn.", "12 １２"),
    "minus": ("It was {} in Tarn.", "-5% −5%"),
    "tenses": ("The minister {} in Tarn.", "resigned resigns"),
    "acts": ("The leaders {} in Rome.", "meet met"),
    "names": ("The man {} left Tarn.", "Lukashenko Lukashenka"),
    "spellings": ("The man {} left Tarn.", "Ahmad Ahmed"),
    "romanized": ("The man {} left Tarn.", "Volodymyr Volodomyr"),
    "fillings": ("It was {} in Tarn.", "10m² 10m2"),
}


def pairs(row):
    frame, fillings = row
    said = [frame.format(filling.replace("_", " ")) for filling in fillings.split()]
    return permutations(dict.fromkeys(said), 2)


def is_supported(source: str, claim: str) -> bool:
    brief = read_text(source.encode(), id="b.txt", source="b.txt", day=date(2022, 2, 2)).brief
    evidence = Evidence(chunk(brief))
    found = check_claim(DraftClaim(claim, ("1.1",)), evidence, part="claims[0]")
    return not isinstance(found, Rejected) and found.status != "quoted" and found.text == claim


@pytest.mark.parametrize("row", APART.values(), ids=APART)
def test_one_edit_is_not_supported(row):
    assert [(source, claim) for source, claim in pairs(row) if is_supported(source, claim)] == []


def test_what_a_preposition_bears_on_is_not_dropped():
    source = "The dam is shut until June, chief engineer Sofia Brandt said."
    assert not is_supported(source, "The dam is shut until chief engineer Sofia Brandt said.")


@pytest.mark.parametrize("row", ALIKE.values(), ids=ALIKE)
def test_the_same_in_other_signs_is(row):
    assert [
        (source, claim) for source, claim in pairs(row) if not is_supported(source, claim)
    ] == []
