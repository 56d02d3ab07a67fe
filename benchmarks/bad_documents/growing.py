"""Texts that grow: what takes longer than their length allows shows when one is twice as long."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = """Russia Ukraine Kyiv talks border troops gas sanctions minister president army region officials people
crisis winter election court police fire flood storm aid money trade deal strike vote law union""".split()


def _sentence(number: int) -> str:
    a, b, c, d, e, f = Random(number).choices(_WORDS, k=6)
    return f"The {a} said on Tuesday that {number} {b} {c} killed {number % 97} people in {d.title()} after {e} {f}."


def _unit(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit)) + " in Kyiv."


# By name: a text of about that many characters, in many paragraphs.
PARAGRAPHS: dict[str, Callable[[int], str]] = {
    "news": lambda n: "\n\n".join(
        " ".join(_sentence(4 * i + k) for k in range(4)) for i in range(n // 400)
    ),
    "a paragraph of sentences": lambda n: " ".join(map(_sentence, range(n // 100))),
    "one-word lines": lambda n: "\n".join(f"word{i}" for i in range(n // 10)),
    "one-word paragraphs": lambda n: "\n\n".join(f"word{i}" for i in range(n // 10)),
    "one sentence with other numbers": lambda n: "\n\n".join(
        f"Russia demands {i} gas deals now in Kyiv." for i in range(n // 40)
    ),
    "headings": lambda n: "".join(
        f"# Heading number {i}\n\nRussia {_sentence(i)}\n\n" for i in range(n // 130)
    ),
    "lines like headings": lambda n: "\n\n".join(
        f"Heading about Russia {i}" for i in range(n // 26)
    ),
    "rows of numbers": lambda n: "\n\n".join(
        " ".join(str(i * 97 % 1_000) for i in range(k, k + 400)) for k in range(n // 1_600)
    ),
}
# One sentence as long as they get, of one thing over and over.
SENTENCES: dict[str, Callable[[int], str]] = {
    repr(unit): _unit(unit)
    for unit in (
        *(".", ". ", ",", ")]}", "([{", "“", '"', "*", ">", "#", "_", "- ", "’", "(a) ", "“a” "),
        *("He said that ", "Russia said, Biden said, ", "“Russia said ", "according to ", "told "),
        *("12 ", "12 , ", "12:", "1-", "1/2/", "1,", "$1m ", "two hundred and ", "5 per cent of "),
        *("5 May 2022, ", "Tuesday and ", "from 2 to 3 May ", "last ", "the day before ", "May "),
        *(
            "Ivan Petrov, ",
            "Ivan-",
            "Ivan of the ",
            "Russia and ",
            "not ",
            "if Russia said ",
            "will ",
        ),
        *(
            "killed 12 people and ",
            "death toll rises to 5, ",
            "was killed by ",
            "which said ",
            "please, ",
        ),
        *(
            "U.S. ",
            "A.",
            "Russia — ",
            "Russia: ",
            "Russia? ",
            "x",
            "a'",
            "a-",
            "\u200b",
            "a\u0301\u0302",
        ),
        *("\U000e0041", "\u202ea\u202c", "\u00a0a", "俄罗斯", "http://a.b/ ", "<b>", "&amp;", "|a"),
    )
}
