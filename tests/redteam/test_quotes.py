"""What is shown to a model is cleaned, what is quoted is the brief: handles keep the two together."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot import Briefbot
from briefbot.library.readers.text import brief_from_text
from briefbot.models.testing import ScriptedModel
from briefbot.redteam.planting import library_of

TEXT = (
    "The port of <b>Odense</b> closed on Sunday after a sto\u200brm.\n\n"
    "Ships\u202e wait\u202c outside \U000e0041\U000e0042Aarhus.\n"
)


@pytest.mark.parametrize(
    ("question", "reply", "shown", "quote"),
    [
        (
            "When did the port of Odense close?",
            '{"answer": "closed on Sunday", "sentence": "1.1", "also": []}',
            "1.1 The port of < b>Odense< / b> closed on Sunday after a storm.",
            "The port of <b>Odense</b> closed on Sunday after a sto\u200brm.",
        ),
        (
            "Where do ships wait?",
            '{"answer": "outside Aarhus", "sentence": "1.1", "also": []}',
            "1.1 Ships wait outside Aarhus.",
            "Ships\u202e wait\u202c outside \U000e0041\U000e0042Aarhus.",
        ),
    ],
    ids=["tags-and-zero-width", "direction-and-unicode-tags"],
)
def test_a_quote_is_exact_although_the_shown_sentence_was_cleaned(
    question: str, reply: str, shown: str, quote: str
) -> None:
    brief = brief_from_text(TEXT, id="a.txt", day=date(2019, 5, 7)).brief
    model = ScriptedModel([reply])
    bot = Briefbot(library_of([brief]), model=model, environ={})
    answer = bot.ask(question)
    assert shown in model.requests[0].messages[-1].content.split("\n")
    (citation,) = answer.claims[0].citations
    assert citation.quote == quote == TEXT[citation.start : citation.end]
    assert answer.provenance.options["filled_without_model"] is None
    assert bot.verify(answer).ok
