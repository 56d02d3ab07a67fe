"""Secrets are shown by nothing, and found in whatever spelling a server sends them back."""

from __future__ import annotations

import base64
import copy
import json
import logging
import pickle
import traceback
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.models.secret import KEY_LIKE, WITHHELD, Secret, Secrets, Unshown, secret_of

KEY = "sk-proj-9fQ2xLm7VbT4wZk8RdYc3HnJ"
PLAIN = "tok_9fQ2xLm7VbT4wZk8RdYc3HnJ"


@dataclass(frozen=True)
class Holder:
    key: Secret


def _raised(secret: Secret) -> str:
    def fail(held: Secret, env: Unshown) -> None:
        raise ValueError(f"{held} is refused")

    try:
        fail(secret, Unshown({"OPENAI_API_KEY": secret.reveal()}))
    except ValueError as error:
        # Frames of the test itself know the key; those of the function have it as an argument.
        error.__traceback__ = error.__traceback__.tb_next
        return "".join(
            traceback.TracebackException.from_exception(error, capture_locals=True).format()
        )
    raise AssertionError


def _logged(secret: Secret) -> str:
    record = logging.LogRecord("x", logging.INFO, "", 0, "%s %r", (secret, Holder(secret)), None)
    return logging.Formatter().format(record)


@pytest.mark.parametrize(
    "show",
    [
        pytest.param(str, id="str"),
        pytest.param(repr, id="repr"),
        pytest.param(lambda s: f"{s} {s!r} {s!s:>40} {s:>40}", id="f-string"),
        pytest.param(lambda s: "%s %r" % (s, s), id="percent"),  # noqa: UP031 - this is the point
        pytest.param(lambda s: "{} {!r}".format(s, s), id="format"),  # noqa: UP032
        pytest.param(lambda s: repr(Holder(s)) + str([s]) + str({"key": s}), id="inside others"),
        pytest.param(lambda s: json.dumps({"key": s}, default=repr), id="json"),
        pytest.param(lambda s: repr(Secrets([s])), id="several"),
        pytest.param(lambda s: repr(copy.deepcopy(Holder(s))), id="copied"),
        pytest.param(lambda s: str(getattr(s, "__dict__", "")), id="attributes"),
        pytest.param(_logged, id="logged"),
        pytest.param(_raised, id="traceback with locals"),
    ],
)
def test_nothing_shows_it(show):
    told = show(Secret(KEY))
    assert KEY[:6] not in told
    assert KEY[-5:] not in told


def test_it_is_revealed_on_purpose_alone():
    assert Secret(KEY).reveal() == KEY
    assert Secret(KEY).tail == KEY[-4:]
    assert Secret("hunter2!").tail == ""


def test_it_is_never_pickled():
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="not saved"):
            pickle.dumps(Holder(Secret(KEY)), protocol)


@pytest.mark.parametrize("value", [None, "", "  \n"])
def test_nothing_is_no_secret(value):
    assert secret_of(value) is None


def test_an_environment_shows_names_alone():
    env = Unshown({"OPENAI_API_KEY": KEY, "LANG": "C"})
    assert repr(env) == "Unshown(LANG, OPENAI_API_KEY)"
    assert (env["LANG"], env.get("NO"), len(env)) == ("C", None, 2)


def in_json_escapes(key: str) -> str:
    return "".join(f"\\u{ord(c):04x}" for c in key)


def in_base64(key: str, before: str) -> str:
    return base64.b64encode(f"{before}{key} and on".encode()).decode()


SPELLINGS = [
    pytest.param(lambda k: k, id="as it is"),
    pytest.param(lambda k: f"Bearer {k}", id="bearer"),
    pytest.param(str.upper, id="capitals"),
    pytest.param(" ".join, id="spaced"),
    pytest.param("\u200b".join, id="zero-width spaces"),
    pytest.param("\n".join, id="a letter a line"),
    pytest.param(lambda k: f'"{k[:9]}" + "{k[9:]}"', id="in two pieces"),
    pytest.param(lambda k: k[::-1], id="backwards"),
    pytest.param(lambda k: "".join(f"%{ord(c):02X}" for c in k), id="all of it URL-encoded"),
    pytest.param(lambda k: quote(f"Bearer {k}", safe=""), id="URL-encoded"),
    pytest.param(in_json_escapes, id="JSON escapes"),
    pytest.param(lambda k: "".join(f"\\x{ord(c):02x}" for c in k), id="hex escapes"),
    pytest.param(lambda k: "".join(f"&#{ord(c)};" for c in k), id="HTML"),
    pytest.param(lambda k: k.encode().hex(), id="hex"),
    pytest.param(lambda k: in_base64(k, ""), id="base64"),
    pytest.param(lambda k: in_base64(k, "u"), id="base64, moved by one"),
    pytest.param(lambda k: in_base64(k, "u:"), id="base64, moved by two"),
    pytest.param(
        lambda k: base64.urlsafe_b64encode(f"Bearer {k}".encode()).decode(), id="safe base64"
    ),
]


@pytest.mark.parametrize("key", [KEY, PLAIN])
@pytest.mark.parametrize("spell", SPELLINGS)
def test_every_spelling_is_found_and_cut(spell, key):
    echo = f"the key {spell(key)} is wrong"
    secrets = Secrets([key])
    assert secrets.are_in(echo)
    told = secrets.cut(echo)
    assert not secrets.are_in(told)
    assert told == WITHHELD or "[key]" in told


@pytest.mark.parametrize(
    "masked",
    [
        pytest.param("sk-proj-********HnJ", id="stars"),
        pytest.param("sk-p...HnJ", id="dots"),
        pytest.param("sk-proj-9f••••••HnJ", id="bullets"),
        pytest.param("tok_9fQ2***HnJ", id="stars in another kind of key"),
        pytest.param("9fQ2xLm7", id="a piece of it"),
        pytest.param("begins with 9fQ2xLm and ends in c3HnJ", id="two pieces"),
    ],
)
def test_a_masked_key_and_pieces_of_it_are_not_shown(masked):
    told = Secrets([KEY, PLAIN]).cut(f"wrong key: {masked}")
    assert "9fQ2" not in told
    assert "HnJ" not in told


@given(st.text(max_size=200), st.text(max_size=20))
def test_text_without_it_stays_as_it_is(before, after):
    secrets = Secrets([KEY])
    text = before.replace("*", "") + " the quota of the model is used up " + after.replace("*", "")
    assert secrets.cut(text) == text or KEY_LIKE.search(text) or "sk-" in text or "\u2022" in text
    assert not secrets.are_in(text)


@pytest.mark.parametrize("key", ["none", "x", "dummy-key", "local-llm-server"])
def test_a_phrase_is_no_key(key):
    text = f"None of it was local. LLM server and dummy; key {'x' * 3}."
    assert not Secrets([key]).are_in(text)
    assert Secrets([key]).cut(text) == text


def test_a_short_password_is_still_cut_where_it_stands():
    assert Secrets(["hunter2!"]).cut("no hunter2! here") == "no [key] here"
