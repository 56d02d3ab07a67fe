"""Evidence made of plain texts."""

from __future__ import annotations

from datetime import date

import pytest

from briefbot.documents import Evidence
from briefbot.library.readers.text import brief_from_text
from briefbot.retrieval.chunking import chunk

DAY = date(2022, 2, 2)


@pytest.fixture
def evidence_of():
    """Makes the evidence of a brief of Wednesday 2022-02-02, one chunk a paragraph."""

    def make(*paragraphs: str, day: date = DAY) -> Evidence:
        brief = brief_from_text("\n\n".join(paragraphs), id="brief.txt", day=day).brief
        return Evidence(chunk(brief))

    return make
