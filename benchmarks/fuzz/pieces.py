"""What inputs are made of: the fields of an input, and pieces that readers have stumbled over elsewhere."""

from __future__ import annotations

# An input is text that a person can read: its fields stand one after the other, split by this sign.
FIELD = b"\x1e"

_DATES = (
    "2022-02-02", "2026-02-30", "02/03/2022", "Feb. 2", "Feb. 30, 2022", "31 April", "Tuesday", "next Tuesday",
    "last week", "two years ago", "9999-12-31", "0001-01-01", "10 000 years ago", "in 3 days", "tomorrow",
    "the following day", "the 1990s", "Q3 2021", "between Feb. 2 and Feb. 5", "1999-2001", "mid-March",
    "Christmas", "as of Feb. 2", "since Monday", "the day after", "date 2022-02-02", "Date: 2 February 2022",
)  # fmt: skip
_NUMBERS = (
    "0", "-0.5%", "1,000", "1.000", "100,000", "3.4 million", "two dozen", "half", "1e999", "٣", "½", "²", "㊷", "$5bn",
    "999999999999999999999", "nan", "III", "no one", "at least 12", "up to 5", "one in three", "١٢٣",
)  # fmt: skip
_WORDS = (
    "not", "never", "n't", "no longer", "without", "may", "if", "unless", "said", "told", "denied", "warned",
    "according to", "Putin", "the president", "he", "U.S.", "Mr.", "O’Brien", "Ukraine", "Russia", "died",
    "killed", "people", "troops", "demands", "will", "announced", "and", "who", "which", "the death toll", "(Reuters)",
)  # fmt: skip
_MARKS = (
    '"', "“", "”", "‘", "’", "«", "»", "'", "(", ")", "[", "]", "…", "—", "–", "-", ":", ";", ",", ". ", "! ",
    "? ", "#", "# ", "**", "__", "* ", "- ", "1. ", "> ", "---\n", "===\n", "+++\n", "\n", "\n\n", "\r\n",
    "\r", "\t", " ", "\u00a0", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "[1]", "[1, 2]", "`", "```", "$",
)  # fmt: skip
_UNSEEN = (
    "\x00", "\x07", "\x1b[31m", "\x1b]8;;http://x\x07", "\x7f", "\x9b", "\u00ad", "\u200b", "\u200d", "\u202e",
    "\u2066", "\u2069", "\ufeff", "\ufffd", "\U000e0041", "\ue000", "\u0301", "İ", "ß", "ŉ", "ﬁ", "Σς", "ﷺ", "𝟚", "漢",
)  # fmt: skip
_MARKUP = (
    "<script>", "</s>", "<|im_end|>", "[INST]", "<!--", "-->", "![x](http://x)", "[x](javascript:x)", "www.x.y",
    "1.1", "3.2", "1.1 ", "Brief of Wednesday 2022-02-02",
)  # fmt: skip
_JSON = (
    "{", "}", "[", "]", '{"', '":', "null", "true", "NaN", "Infinity", "-0", "1e400", "1.5", '"\\ud800"',
    '"\\u0000"', "\\", "{}", "[]", '""', "```json\n", "<think>", "</think>", '{"a":1,"a":2}', ",}",
)  # fmt: skip
_BYTES = (
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff\xfe\x00\x00",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\x81",
    b"\xe9",
    b"\xc3",
    b"\xed\xa0\x80",
)

PIECES: tuple[bytes, ...] = (
    *(
        piece.encode()
        for group in (_DATES, _NUMBERS, _WORDS, _MARKS, _UNSEEN, _MARKUP, _JSON)
        for piece in group
    ),
    *_BYTES,
    FIELD,
)  # fmt: skip

# Values a reader of JSON does not expect where it finds them.
VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, 10**400, -(10**30), 0.5, 1e308, float("nan"), float("inf"),
    "", " ", "0", "null", "2022-02-02", "2022-02-02T00:00:00Z", "9999-12-31", "0001-01-01", "1.1", "answer",
    "daily_summary", "\ud800", "\x00", "\x1b[2J", "\u202e", "../../etc/passwd", "a" * 3_000, "“" * 500, [], {}, [[]],
    [None], {"": None}, {"__class__": "x"}, ["x"] * 300, [[[[[[]]]]]],
)  # fmt: skip


def fields(data: bytes, count: int) -> list[str]:
    """The first `count` fields of an input as text, "" where it has fewer; bytes that are no text come as lone surrogates."""
    found = [part.decode("utf-8", "surrogateescape") for part in data.split(FIELD, count - 1)]
    return found + [""] * (count - len(found))


def joined(*parts: str | bytes) -> bytes:
    """An input of these fields."""
    return FIELD.join(
        part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        for part in parts
    )
