"""A flood told over five days, beside other news."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from briefbot import Briefbot
from briefbot.library.given import GivenLibrary
from briefbot.library.readers.text import brief_from_text

if TYPE_CHECKING:
    from collections.abc import Callable

FLOOD = {
    1: "The river Arno burst its banks at Pisa on Monday after a week of rain.\n\nA mill burned in Porto.",
    2: "Floods of the Arno killed 3 people in Pisa, police said. They closed the old bridge.\n\n"
    "A museum in Porto opened its new wing.",
    3: "Floods of the Arno killed 8 people in Pisa, police said.\n\n"
    "Soldiers reached Pisa with boats and 900 beds for those the Arno drove from their homes.",
    4: "The government promised Pisa 30 million euros to mend the dykes of the Arno.",
    5: "The Arno fell below its banks at Pisa and the airport opened again.\n\nA ferry sank off Porto.",
}


@pytest.fixture
def library() -> Callable[..., Briefbot]:
    """Makes a client of some of the days."""

    def make(*days: int, model: object = "extractive", **options: object) -> Briefbot:
        briefs = [
            brief_from_text(FLOOD[day], id=f"{day}.txt", day=date(2024, 5, day))
            for day in days or FLOOD
        ]
        return Briefbot(GivenLibrary(briefs), model=model, environ={}, **options)

    return make
