"""Whether a later sentence of a claim points back to the same thing in the claim and in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefbot.language.lexicon import PRONOUNS
from briefbot.language.words import split_words

if TYPE_CHECKING:
    from briefbot.documents import Evidence

_LINKS = tuple(
    tuple(link.split())
    for link in """as a result|as a consequence|in response|in return|in turn|in retaliation|in addition
    |in contrast|in reply|because of|due to|after that|since then|by then|until then|at that|even so|on that
    |however|instead|therefore|thus|hence|consequently|then|later|afterwards|afterward|meanwhile|nevertheless
    |nonetheless|still|also|moreover|soon|similarly|likewise|accordingly|both|so""".split("|")
)
_LONGEST_LINK = 3


def refers_alike(sentence: str, before: str, handle: str, evidence: Evidence) -> bool:
    """Whether what a sentence points back to is, in the source, what the one before it in the claim tells.

    "He resigned." of another paragraph is about somebody else, and so it is behind another sentence of
    the same one. Only sentences that point back themselves may stand between the two.

    Args:
        sentence: a sentence of a claim, not its first.
        before: the handle that proves the one before it.
        handle: the handle that is to prove it.
        evidence: what both are handles of.
    """
    if not points_back(sentence) or before == handle:
        return True
    (chunk, first), (other, last) = (map(int, h.split(".")) for h in (before, handle))
    if chunk != other or last < first:
        return False
    between = (evidence.by_handle[f"{chunk}.{i}"].text for i in range(first + 1, last))
    return all(points_back(text) for text in between)


def points_back(sentence: str) -> bool:
    """Whether a sentence opens with a pronoun or with what ties it to the one before."""
    norms = tuple(w.norm for w in split_words(sentence) if w.kind != "mark")
    links = {norms[:size] for size in range(1, _LONGEST_LINK + 1)}
    return norms[:1] != () and (norms[0] in PRONOUNS or not links.isdisjoint(_LINKS))
