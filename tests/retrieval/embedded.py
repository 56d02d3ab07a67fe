"""What tests of an index with an encoder look at."""

from __future__ import annotations

from datetime import date

from briefbot.encoder.testing import BagOfWords
from briefbot.library.folder import FolderLibrary
from briefbot.retrieval.chunking import chunk
from briefbot.retrieval.index import Index

QUESTION = "Where were talks held on the border?"
ALWAYS = (date.min, date.max)


def chunks(index):
    return [one for brief in index.briefs(*ALWAYS) for one in chunk(brief)]


def cosines(index, question=QUESTION):
    return dict(index.likeness(question, chunks(index)).sentences)


def fresh(folder, encoder=None):
    """What an index without a past says."""
    return cosines(Index(FolderLibrary(folder), encoder=encoder or BagOfWords()))


def take(encoder):
    texts, encoder.texts = encoder.texts, []
    return texts
