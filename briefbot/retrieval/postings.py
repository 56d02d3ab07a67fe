"""The tantivy side of the index: paragraphs in, scored places out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import tantivy

from briefbot.retrieval.bm25 import Weights, rarity_of
from briefbot.retrieval.terms import ANALYZER, analyzer, indexed, query_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefbot.retrieval.bm25 import Totals
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
# Term frequencies kept, each of one term up to one day.
_KEPT = 100_000
_Occur, _Query = tantivy.Occur, tantivy.Query


class Place(NamedTuple):
    """A paragraph with tantivy's score: its brief's number, where it starts, the ordinal of its day."""

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

    def add(self, text: str, spans: Iterable[Paragraph], *, number: int, day: int) -> int:
        """Index the paragraphs of a brief, each with the words of the heading above it; how many words."""
        words = 0
        high = number << _START_BITS
        for start, end, heading, _ in spans:
            document = tantivy.Document()
            document.add_unsigned("brief", number)
            document.add_unsigned("place", high | start)
            document.add_unsigned("day", day)
            found_by = indexed_text(text[start:end], heading)
            document.add_text("text", found_by)
            words += len(found_by.split())
            self._writer.add_document(document)
        return words

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
        self._frequencies: dict[tuple[str, int], int] = {}
        self._explained: tuple[float, float] | None = None

    def weigh(
        self, text: str, *, until: int, known: tuple[int, int], totals: Totals
    ) -> Weights | None:
        """The terms of a text with what each is worth by the briefs up to a day; None without one they have.

        `until` is the ordinal of the day, `known` the first and last day there are, `totals` those up to `until`.
        """
        last = min(until, known[1])
        counted = [(self._frequency(t, last, known), t) for t in query_terms(text)]
        terms = [(n, term) for n, term in counted if n]
        if len(terms) > _MOST_TERMS:
            terms = sorted(terms)[:_MOST_TERMS]
        if not terms:
            return None
        worth = {term: rarity_of(n, totals.paragraphs) for n, term in terms}
        return Weights(worth, totals.average, last)

    def search(
        self, weights: Weights, *, first: int, known: tuple[int, int], limit: int
    ) -> list[Place]:
        """The best `limit` paragraphs between a day (an ordinal) and the day of the weights.

        Best first by tantivy's score, in which terms are worth what `weights` says, but paragraphs are as long
        as they are beside all there are, later and deleted ones included; `Weights.most` says how far off that
        may be. Equal scores come in no order.
        """
        first, last = max(first, known[0]), weights.until
        if first > last:
            return []
        query = self._any_of(weights)
        if (first, last) == known:
            return self._places(query, limit)[0]
        share = (last - first + 1) / (known[1] - known[0] + 1)
        if share >= _WIDE:
            asked = int(2 * limit / share)
            places, complete = self._places(query, asked)
            within = [place for place in places if first <= place.day <= last]
            if complete or len(within) >= limit:
                return within[:limit]
        return self._places(_both(query, self._days(first, last)), limit)[0]

    def having(
        self, wanted: Sequence[Sequence[Sequence[str]]], *, first: int, last: int
    ) -> list[Place]:
        """Every paragraph between two days (ordinals) with one wording of each wanted word, in no order.

        A wording is a list of terms, all of which must be there.
        """
        every = [(_Occur.Must, self._days(first, last))]
        for wordings in wanted:
            either = [
                (_Occur.Should, _Query.boolean_query([(_Occur.Must, self._term(t)) for t in terms]))
                for terms in wordings
            ]
            every.append((_Occur.Must, _Query.boolean_query(either)))
        return self._places(_Query.boolean_query(every), max(1, self._searcher.num_docs))[0]

    def terms_like(self, beginning: str, first: int, last: int, limit: int) -> list[str]:
        """The terms of paragraphs between two days (ordinals) that begin so, the most frequent first."""
        counted = self._searcher.terms_with_prefix(
            "text", beginning, filter_query=self._days(first, last), limit=limit
        )
        return [term for term, count in counted if count]

    def average(self, term: str) -> float:
        """Words of a mean paragraph as tantivy has it: of all it holds, also what was deleted lately.

        It is read off the score of a paragraph that has `term`.
        """
        return self._engine(term)[1]

    def _engine(self, term: str) -> tuple[float, float]:
        """Paragraphs and words of a mean one, as tantivy's scores rest on them; (0, 1) if none has the term."""
        if self._explained is None:
            query = self._term(term)
            hits = self._searcher.search(query, limit=1, count=False).hits
            if not hits:
                return 0.0, 1.0
            told = dict(_details(json.loads(query.explain(self._searcher, hits[0][1]).to_json())))
            self._explained = told["N"], told["avgdl"]
        return self._explained

    def _frequency(self, term: str, last: int, known: tuple[int, int]) -> int:
        """How many paragraphs up to a day have a term; deleted ones don't count."""
        key = (term, last)
        found = self._frequencies.get(key)
        if found is None:
            if len(self._frequencies) >= _KEPT:
                self._frequencies.clear()
            found = self._frequencies[key] = self._counted(term, last, known)
        return found

    def _counted(self, term: str, last: int, known: tuple[int, int]) -> int:
        query = self._term(term)
        if last < known[1]:
            return self._count(_both(query, self._days(known[0], last)))
        if self._searcher.num_docs == self._engine(term)[0]:
            return self._searcher.doc_freq("text", term)
        return self._count(query)

    def _count(self, query: tantivy.Query) -> int:
        found = self._searcher.search(query, limit=1, count=True)
        return found.count or 0  # type: ignore[attr-defined]  # tantivy's stub forgets it

    def _any_of(self, weights: Weights) -> tantivy.Query:
        """Paragraphs with any of the terms, each worth what the weights say."""
        wanted = []
        for term, worth in weights.terms.items():
            own = rarity_of(self._searcher.doc_freq("text", term), int(self._engine(term)[0]))
            wanted.append((_Occur.Should, _Query.boost_query(self._term(term), worth / own)))
        return _Query.boolean_query(wanted)

    def _term(self, term: str) -> tantivy.Query:
        return _Query.term_query(self._schema, "text", term, "freq")

    def _days(self, first: int, last: int) -> tantivy.Query:
        """Paragraphs between two days, for nothing but that."""
        days = _Query.range_query(
            self._schema,
            "day",
            tantivy.FieldType.Unsigned,
            first,
            last,
            use_inverted_index=last - first < _FEW_DAYS,
        )
        return _Query.const_score_query(days, 0.0)

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


def indexed_text(paragraph: str, heading: str) -> str:
    """What a paragraph is found by: its words and those of the heading above it."""
    return indexed(f"{heading}\n{paragraph}" if heading else paragraph)


def _both(query: tantivy.Query, filter: tantivy.Query) -> tantivy.Query:
    return _Query.boolean_query([(_Occur.Must, query), (_Occur.Must, filter)])


def _details(explained: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """The figures of an explanation by their first word, like `("avgdl", 29.4)`."""
    yield explained["description"].split()[0].strip(",="), explained["value"]
    for detail in explained.get("details") or ():
        yield from _details(detail)
