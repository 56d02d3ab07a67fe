"""Whether two forms are one word inflected; derived words ("hard" and "hardly") are words of their own.

Stems alone don't tell: Snowball gives "several" and "severe", "author" and "authority", "subsided" and "subsidized"
one stem each.
"""

from __future__ import annotations

from functools import lru_cache

from briefbot.language.words import irregular_lemma, is_spelled

_ENDINGS = ("s", "es", "ed", "d", "ing", "ings")


@lru_cache(maxsize=16384)
def are_inflected(a: str, b: str) -> bool:
    """Whether two folded forms of equal stem are inflections of one word; what is not all letters is not told apart.

    "soldier" and "soldiers", "say" and "said", "die" and "dying" are, "profit" and "profiteer" are not.
    """
    if a == b or not (a.isalpha() and b.isalpha()) or is_spelled(a) or is_spelled(b):
        return True
    return bool(_bases(a) & _bases(b))


@lru_cache(maxsize=16384)
def _bases(form: str) -> frozenset[str]:
    """What the form may be an inflection of, itself included."""
    found = {form, irregular_lemma(form) or form}
    for ending in _ENDINGS:
        base = form.removesuffix(ending)
        if base == form or len(base) < 2:
            continue
        found |= {base, f"{base}e"}
        if base[-1] == base[-2]:
            found.add(base[:-1])  # "planned"
        if base[-1] == "i":
            found.add(f"{base[:-1]}y")  # "denied"
        if base[-1] == "y":
            found.add(f"{base[:-1]}ie")  # "tying"
        if base[-1] == "v":
            found |= {f"{base[:-1]}f", f"{base[:-1]}fe"}  # "wolves", "knives"
        if base[-1] == "k":
            found.add(base[:-1])  # "panicked"
    return frozenset(found)
