"""Other words for the same: bounds, contractions and tenses, and nothing beside them."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.grounding.support import Source, prove

DAY = date(2022, 2, 2)

SAME = [
    ("Sales rose to over 50 million in May.", "Sales rose to more than 50 million in May."),
    ("At least 12 people died.", "No fewer than 12 people died."),
    ("About 40 ships left.", "Some 40 ships left."),
    ("Some 40 ships left.", "40 ships left."),
    ("He did not resign.", "He didn't resign."),
    ("He didn’t resign.", "He did not resign."),
    ("An Australian pleaded guilty on Thursday to theft.", "An Australian has pleaded guilty to theft."),
    ("Chad has left the bloc.", "Chad left the bloc."),
    ("Watson was arrested on Thursday.", "Watson has been arrested."),
    ("Two men have been arrested.", "Two men were arrested."),
    ("The deal is worth $4 million.", "The deal is worth $4m."),
    ("Inflation rose to 7.5 per cent.", "Inflation rose to 7.5%."),
    ("Inflation rose to 7.5%.", "Inflation rose to 7.5 per cent."),
    ("CANBERRA - An Australian pleaded guilty to theft.", "An Australian pleaded guilty to theft."),
    ("She also resigned from the party.", "She resigned from the party."),
    ("Tracfin, an office that watches money, saw the funds.", "Tracfin saw the funds."),
    ("The Islamic State (IS) lost the town.", "The Islamic State lost the town."),
]  # fmt: skip

OTHER = [
    ("Sales rose to over 50 million in May.", "Sales rose to less than 50 million in May."),
    ("Sales rose to over 50 million in May.", "Sales rose to 50 million in May."),
    ("About 40 ships left.", "At least 40 ships left."),
    ("Talks about 40 ships began.", "Talks 40 ships began."),
    ("He didn't resign.", "He resigned."),
    ("The plane is believed to have crashed.", "The plane has crashed."),
    ("The plane would have crashed.", "The plane crashed."),
    ("Chad has to leave the bloc.", "Chad left the bloc."),
    ("The deal is worth $4 million.", "The deal is worth $4bn."),
    ("The march (if approved) will begin in May.", "The march will begin in May."),
    ("The general (reportedly) fled.", "The general fled."),
    ("The town is provisionally held.", "The town is held."),
]


@pytest.mark.parametrize(("sentence", "statement"), SAME, ids=[s for _, s in SAME])
def test_the_same_in_other_words_is_proved(sentence: str, statement: str) -> None:
    assert prove(statement, None, Source(sentence, DAY)).reasons == ()


@pytest.mark.parametrize(("sentence", "statement"), OTHER, ids=[s for _, s in OTHER])
def test_what_only_looks_the_same_is_not(sentence: str, statement: str) -> None:
    assert not prove(statement, None, Source(sentence, DAY)).ok
