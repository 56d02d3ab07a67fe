"""What of a day's evidence a model is shown: the most newsworthy paragraphs that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.documents import Evidence
from briefbot.writing.extractive.salience import rank_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefbot.writing.extractive.salience import Background, Ranked


def cut_to_budget(evidence: Evidence, known: Background, *, budget_tokens: int) -> Evidence:
    """The most newsworthy paragraphs that fit, news in reading order before standing background.

    A model that reads the news first writes about it first.
    """
    kept = _fitting(rank_paragraphs(evidence, known), evidence, budget_tokens)
    kept.sort(key=lambda one: (one.background, one.chunk))
    return Evidence(tuple(evidence.chunks[one.chunk - 1] for one in kept))


def cut_again(
    shown: Evidence, evidence: Evidence, known: Background, budget_tokens: int
) -> tuple[str, ...]:
    """The handles of what is shown that fit a smaller budget, by paragraphs, the most newsworthy kept.

    Where not even one paragraph fits, the first sentences of the best one; at least one sentence.
    """
    numbers = {chunk: number for number, chunk in enumerate(shown.chunks, 1)}
    there = [
        one for one in rank_paragraphs(evidence, known) if evidence.chunks[one.chunk - 1] in numbers
    ]
    kept = {numbers[evidence.chunks[o.chunk - 1]] for o in _fitting(there, evidence, budget_tokens)}
    if kept:
        return tuple(handle for handle in shown.by_handle if int(handle.split(".")[0]) in kept)
    best = numbers[evidence.chunks[there[0].chunk - 1]]
    return tuple(_first_sentences(shown, best, budget_tokens))


def _fitting(ranked: Sequence[Ranked], evidence: Evidence, budget_tokens: int) -> list[Ranked]:
    """The paragraphs that fit, the best first."""
    from briefbot import tokens

    left = budget_tokens
    kept: list[Ranked] = []
    for one in ranked:
        size = tokens.count(evidence.chunks[one.chunk - 1].text)
        if size <= left:
            kept.append(one)
            left -= size
    return kept


def _first_sentences(evidence: Evidence, number: int, budget_tokens: int) -> Iterator[str]:
    from briefbot import tokens

    left = budget_tokens
    for i, sentence in enumerate(evidence.chunks[number - 1].sentences, 1):
        left -= tokens.count(sentence.text)
        if i > 1 and left < 0:
            return
        yield f"{number}.{i}"
