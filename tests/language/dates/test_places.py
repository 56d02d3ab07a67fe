from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality.data import DATA, DataMissingError
from benchmarks.quality.dates.libraries import installed
from benchmarks.quality.dates.places import open_places, read_places
from benchmarks.quality.dates.scores import measure

ROOT = Path(__file__).parents[3]


def test_the_annotated_places_are_in_order_within_their_sentences():
    places = read_places()
    assert sum(1 for p in places if p.expected) >= 250
    assert sum(1 for p in places if not p.expected) >= 80
    for place in places:
        end = 0
        for one in place.expected:
            assert end <= one.start < one.end <= place.end - place.start
            assert one.first <= one.last
            end = one.end


def test_dates_of_real_sentences_are_found_and_resolved():
    try:
        places = open_places(ROOT / DATA)
    except DataMissingError as exc:
        pytest.skip(str(exc))
    assert all(place.text for place in places)
    name, finds = next(installed())
    figures = measure(name, finds, places)
    assert figures.matched / figures.expected > 0.98
    assert figures.matched / figures.found > 0.97
    assert figures.right / figures.expected > 0.92
