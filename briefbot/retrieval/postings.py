"""The tantivy side of the index: paragraphs in, scored places out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import tantivy

from briefbot.retrieval.terms import ANALYZER, analyzer, indexed, query_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefbot.retrieval.chunking import Paragraph

# A brief has at most 32 Mi characters (2^25); the rest of the 64 bits numbers the brief.
_START_BITS = 26
# More terms cost time and find nothing new: the rarest decide the ranking.
_MOST_TERMS = 64
# Up to here a union of days in the inverted index beats a scan of the day column (measured).
_FEW_DAYS = 400
# From this share of all days on, asking without the filter and dropping what lies outside is
# faster: tantivy skips most of the postings only when nothing but the score decides (1.8 against
# 6.6 ms). When too little remains the filter does it, so the result is the same.
_WIDE = 0.1
# Fewer changed files than this are a small batch.
_SMALL = 100
_Occur, _Query = tantivy.Occur, tantivy.Query


class Place(NamedTuple):
    """A scored paragraph: its brief's number, where it starts, and the ordinal of its day."""

    score: float
    number: int
    start: int
    day: int


class Writing:
    """One batch of changes, indexed after `commit`."""

    def __init__(self, index: tantivy.Index, changes: int) -> None:
        # One thread and the smallest buffer start fastest; two threads index a first library.
        few = changes < _SMALL
        self._schema = index.schema
        self._writer = index.writer(15_000_000 if few else 50_000_000, 1 if few else 2)

    def add(self, text: str, spans: Iterable[Paragraph], *, number: int, day: int) -> None:
        """Index the paragraphs of a brief, each with the words of the heading above it."""
        high = number << _START_BITS
        for start, end, heading, _ in spans:
            document = tantivy.Document()
            document.add_unsigned("brief", number)
            document.add_unsigned("place", high | start)
            document.add_unsigned("day", day)
            words = f"{heading}\n{text[start:end]}" if heading else text[start:end]
            document.add_text("text", indexed(words))
            self._writer.add_document(document)

    def delete(self, number: int) -> None:
        """Take a brief's paragraphs out."""
        # By query: by term, tantivy-py takes the number for a signed one and deletes nothing.
        self._writer.delete_documents_by_query(
            _Query.term_query(self._schema, "brief", number, "basic")
        )

    def commit(self) -> None:
        """Make the changes last and wait until the files stand still."""
        self._writer.commit()
        self._writer.wait_merging_threads()


class Postings:
    """An index of paragraphs on disk, or in memory without a path."""

    def __init__(self, path: Path | None = None) -> None:
        if path is not None:
            path.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(path) if path else None)
        self._index.register_tokenizer(ANALYZER, analyzer())

    def write(self, *, changes: int) -> Writing:
        """A batch for about that many briefs."""
        return Writing(self._index, changes)

    def view(self) -> View:
        """What is committed now; later commits don't change it."""
        self._index.reload()
        return View(self._index.searcher(), self._index.schema)


class View:
    """One committed state of the postings, for searching."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def search(
        self, text: str, *, days: tuple[int, int], known: tuple[int, int], limit: int
    ) -> list[Place]:
        """The best `limit` paragraphs for a text between two days (ordinals, both included).

        `known` are the first and last day there are. Best first; equal scores in no order. The
        days change which paragraphs are found, never their scores: those are over all briefs.
        """
        terms = _rarest(self._searcher, query_terms(text))
        first, last = max(days[0], known[0]), min(days[1], known[1])
        if not terms or first > last:
            return []
        query = _any_of(self._schema, terms)
        if (first, last) == known:
            return self._places(query, limit)[0]
        share = (last - first + 1) / (known[1] - known[0] + 1)
        if share >= _WIDE:
            asked = int(2 * limit / share)
            places, complete = self._places(query, asked)
            within = [place for place in places if first <= place.day <= last]
            if complete or len(within) >= limit:
                return within[:limit]
        return self._places(_within(query, self._schema, first, last), limit)[0]

    def _places(self, query: tantivy.Query, limit: int) -> tuple[list[Place], bool]:
        """The best places for a query, and whether those are all there are."""
        hits = self._searcher.search(query, limit=limit, count=False).hits
        addresses = [address for _, address in hits]
        places = self._searcher.fast_field_values("place", addresses)
        days = self._searcher.fast_field_values("day", addresses)
        low = (1 << _START_BITS) - 1
        found = [
            Place(score, int(place or 0) >> _START_BITS, int(place or 0) & low, int(day or 0))
            for (score, _), place, day in zip(hits, places, days, strict=True)
        ]
        return found, len(hits) < limit


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("brief", indexed=True)
    builder.add_unsigned_field("place", fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_text_field("text", tokenizer_name=ANALYZER, index_option="freq")
    return builder.build()


def _rarest(searcher: tantivy.Searcher, terms: Sequence[str]) -> list[str]:
    if len(terms) <= _MOST_TERMS:
        return list(terms)
    known = [(count, term) for term in terms if (count := searcher.doc_freq("text", term))]
    return [term for _, term in sorted(known)[:_MOST_TERMS]]


def _any_of(schema: tantivy.Schema, terms: Sequence[str]) -> tantivy.Query:
    return _Query.boolean_query(
        [(_Occur.Should, _Query.term_query(schema, "text", term, "freq")) for term in terms]
    )


def _within(query: tantivy.Query, schema: tantivy.Schema, first: int, last: int) -> tantivy.Query:
    """The query between two days, scores unchanged."""
    days = _Query.range_query(
        schema,
        "day",
        tantivy.FieldType.Unsigned,
        first,
        last,
        use_inverted_index=last - first < _FEW_DAYS,
    )
    return _Query.boolean_query(
        [(_Occur.Must, query), (_Occur.Must, _Query.const_score_query(days, 0.0))]
    )
