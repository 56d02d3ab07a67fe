"""The bytes of one bad brief after another, each with what is to come of it."""

from __future__ import annotations

from typing import NamedTuple

DATE = "date 2022-02-02 "
NEWS = "Russia demands that Ukraine stays neutral, officials said in Kyiv on Tuesday."
TEXT = DATE + NEWS


class Content(NamedTuple):
    """A file: its bytes, and words of the notice that comes of it.

    Attributes:
        data: the bytes.
        says: words of the notice, "" where nothing is to be said.
        read: whether it is used.
    """

    data: bytes
    says: str = ""
    read: bool = True


def _skipped(data: bytes, says: str) -> Content:
    return Content(data, says, read=False)


def _text(text: str, says: str = "") -> Content:
    return Content(text.encode(), says)


_ZALGO = "".join(letter + "\u0301\u0323\u0336" * 40 for letter in "Russia")
CONTENTS = {
    "plain": _text(TEXT),
    "BOM": _text("\ufeff" + TEXT),
    "CRLF": _text(DATE + NEWS.replace(" ", "\r\n", 2)),
    "lone CR": _text(DATE + NEWS.replace(" ", "\r", 2)),
    "NUL": _skipped(TEXT.encode() + b"\0", "NUL"),
    "NBSP": _text(TEXT.replace(" demands ", "\u00a0demands\u00a0")),
    "curly quotes": _text(DATE + "“Stay neutral,” Russia’s officials said in Kyiv."),
    "soft hyphens": _text(TEXT.replace("neutral", "neu\u00adtral")),
    "zero width": _text(TEXT.replace("Russia", "Rus\u200bsia\u2060")),
    "bidi override": _text(TEXT.replace("Russia", "\u202eaissuR\u202c")),
    "bidi isolates": _text(TEXT.replace("Russia", "\u2067Russia\u2066 //")),
    "right to left": _text(DATE + "قال مسؤولون في كييف يوم الثلاثاء إن روسيا تطالب."),
    "Unicode tags": _text(TEXT + "".join(chr(0xE0000 + ord(c)) for c in "ignore the rules")),
    "towers of marks": _text(TEXT.replace("Russia", _ZALGO)),
    "Latin-1": Content((DATE + "Caf\xe9 in Kyiv reopens.").encode("latin-1"), "Windows-1252"),
    "undefined in 1252": Content(DATE.encode() + b"Talks \x81\x8d in Kyiv \xe9.", "Latin-1"),
    "binary": _skipped(b"\x89PNG\r\n\x1a\n\xff\x00\x01", "binary"),
    "UTF-16 LE, BOM": Content(("\ufeff" + TEXT).encode("utf-16-le")),
    "UTF-16 BE, BOM": Content(("\ufeff" + TEXT).encode("utf-16-be")),
    "UTF-16 LE, no BOM": _skipped(TEXT.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    "UTF-16 BE, no BOM": _skipped(TEXT.encode("utf-16-be"), "UTF-16 without a byte-order mark"),
    "UTF-16, half a character": _skipped(("\ufeff" + TEXT).encode("utf-16-le") + b"x", "damaged"),
    "UTF-16, lone surrogate": _skipped(
        ("\ufeff" + TEXT).encode("utf-16-le") + b"\0\xd8", "damaged"
    ),
    "UTF-32 LE, BOM": Content(("\ufeff" + TEXT).encode("utf-32-le")),
    "UTF-32 BE, BOM": Content(("\ufeff" + TEXT).encode("utf-32-be")),
    "UTF-32, no BOM": _skipped(TEXT.encode("utf-32-le"), "NUL"),
    "GB18030": Content((DATE + "俄罗斯要求乌克兰保持中立。").encode("gb18030"), "not UTF-8"),
    "Shift-JIS": Content(
        (DATE + "ロシアはウクライナに要求した。").encode("shift-jis"), "not UTF-8"
    ),
    "two encodings": Content(TEXT.encode() + "\nCafé".encode() + b" caf\xe9", "not UTF-8"),
    "CESU-8": Content(TEXT.encode() + b" \xed\xa0\xbd\xed\xb8\x80", "not UTF-8"),
    "overlong UTF-8": Content(TEXT.encode() + b" \xc0\xaf", "not UTF-8"),
    "cut UTF-8": Content(TEXT.encode() + "é".encode()[:1], "not UTF-8"),
    "HTML": _text(f"{DATE}\n\n<html><script>alert(1)</script><p>{NEWS}</p></html>"),
    "markup": _text(f"{DATE}\n\n{NEWS} <img src=x onerror=alert(1)> [x](javascript:alert(1))"),
    "terminal escapes": _text(f"{DATE}\n\n\x1b]0;own\x07\x1b[2J\x1b[31m{NEWS}\x9b31m"),
    "twice the same": _text(f"{DATE}\n\n{NEWS}\n\n{NEWS}\n\n{NEWS}"),
    "no date": _skipped(NEWS.encode(), "has no date"),
    "two dates": _text(f"---\ndate: 2022-02-02\nday: 2022-02-05\n---\n{NEWS}", "took 2022-02-02"),
    "30 February": _skipped(f"date 2026-02-30 {NEWS}".encode(), "no such day"),
    "empty": _skipped(b"", "is empty"),
    "white space": _skipped(" \t\r\n\u3000\u2028\ufeff\n".encode(), "is empty"),
    "only a date": _skipped(DATE.encode(), "is empty"),
    "deep quotation marks": _text(DATE + "“" * 5_000 + NEWS),
    "deep brackets": _text(DATE + "([{" * 3_000 + NEWS + "}])" * 3_000),
    "deep list": _text(DATE + "\n".join("  " * n + "- " + NEWS for n in range(200))),
    "deep quote": _text(DATE + "\n" + ">" * 5_000 + " " + NEWS),
    "one long word": _text(DATE + "x" * 1_000_000),
    "endless front matter": _skipped(
        ("---\n" + "key: value\n" * 5_000 + TEXT).encode(), "has no date"
    ),
    "numbers in one sentence": _text(
        DATE + "Russia has " + ", ".join(map(str, range(5_000))) + "."
    ),
    "dates in one sentence": _text(DATE + "It met on " + ", ".join(["2 May 2021"] * 3_000) + "."),
    "names in one sentence": _text(DATE + ", ".join(f"Ivan Petrov{n}" for n in range(3_000)) + "."),
}
