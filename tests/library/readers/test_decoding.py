"""Bytes to text: the codec re-reads the file to the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.library.readers.decoding import decode

CURLY = "Russia’s “demands”\r\nnaïve\r"


@pytest.mark.parametrize(
    ("data", "text", "encoding", "warned"),
    [
        pytest.param(CURLY.encode(), CURLY, "utf-8", False, id="utf-8, line ends kept"),
        pytest.param(b"\xef\xbb\xbfa", "\ufeffa", "utf-8", False, id="utf-8 BOM kept"),
        pytest.param(b"\xff\xfea\x00", "\ufeffa", "utf-16-le", False, id="utf-16 little"),
        pytest.param(b"\xfe\xff\x00a", "\ufeffa", "utf-16-be", False, id="utf-16 big"),
        pytest.param(
            "\ufeffa".encode("utf-32-le"), "\ufeffa", "utf-32-le", False, id="utf-32 is not utf-16"
        ),
        pytest.param(b"na\xefve \x93x\x94", "naïve “x”", "cp1252", True, id="windows-1252"),
        pytest.param(b"na\xefve \x81", "naïve \x81", "latin-1", True, id="latin-1"),
        pytest.param(b"", "", "utf-8", False, id="empty"),
        pytest.param(b"\x1b[31mred", "\x1b[31mred", "utf-8", False, id="terminal escape is text"),
    ],
)
def test_decode(data, text, encoding, warned, tmp_path):
    decoded = decode(data)
    assert decoded[:2] == (text, encoding)
    assert ("save it as UTF-8" in decoded.warning) is warned
    (tmp_path / "brief").write_bytes(data)
    with open(tmp_path / "brief", encoding=encoding, newline="") as file:
        assert file.read() == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a\x00b", "NUL"),
        ("a brief".encode("utf-16-le"), "NUL"),
        (b"\x89PNG\r\n\x1a\n\x01\x02", "binary"),
        (b"\xff\xfea", "damaged at byte 2"),
    ],
)
def test_what_is_not_text_says_why(data, why):
    with pytest.raises(ValueError, match=why):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_losslessly_or_refused(data):
    try:
        decoded = decode(data)
    except ValueError:
        return
    assert decoded.text.encode(decoded.encoding) == data
