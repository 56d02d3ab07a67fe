from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbot.errors import RecordingError, RecordingMissingError, SettingsError
from briefbot.models.base import Completion, Message, Request
from briefbot.models.recordings import ReadThrough, Recorder, Replayer, load_recording, make_key
from briefbot.models.testing import OutOfRepliesError, ScriptedModel
from briefbot.results import Usage

ASK = Request(
    messages=(Message("system", "Point."), Message("user", "line one\nWhat does Russia demand?")),
    schema={"type": "object"},
    prompt="ask@1",
)
DONE = Completion(
    "{}", "served-1", Usage(calls=2, input_tokens=7, output_tokens=3), "stop", "req_1"
)


def record(folder: Path, request: Request = ASK, reply: object = DONE, name: str = "m1") -> Path:
    Recorder(ScriptedModel([reply], name=name), folder).complete(request)
    return folder / request.prompt / f"{make_key(request, name)[:16]}.json"


def test_what_was_recorded_is_replayed_without_a_model(tmp_path):
    path = record(tmp_path)
    replayer = Replayer(tmp_path, name="m1")
    assert replayer.unused == (path,)
    assert replayer.complete(ASK) == replace(DONE, request_id=None)
    assert (replayer.used, replayer.unused) == ({path}, ())


def test_the_file_is_readable_and_holds_the_whole_request(tmp_path):
    path = record(tmp_path)
    data = json.loads(path.read_text("utf-8"))
    assert data["request"]["messages"][1]["content"] == ASK.messages[1].content
    assert list(data) == [
        "format",
        "key",
        "model",
        "model_served",
        "request",
        "text",
        "finish_reason",
        "usage",
        "checksum",
    ]
    assert "req_1" not in path.read_text("utf-8")
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(
            {"messages": (*ASK.messages[:1], Message("user", "line one\nWhat?"))}, id="text"
        ),
        pytest.param({"messages": (Message("user", "Point."), ASK.messages[1])}, id="role"),
        pytest.param({"messages": ASK.messages[:1]}, id="fewer messages"),
        pytest.param({"schema": {"type": "array"}}, id="schema"),
        pytest.param({"schema": None}, id="no schema"),
        pytest.param({"schema_name": "summary"}, id="schema name"),
        pytest.param({"max_output_tokens": 1}, id="limit"),
        pytest.param({"temperature": 0.5}, id="temperature"),
        pytest.param({"seed": None}, id="seed"),
        pytest.param({"prompt": "ask@2"}, id="prompt label"),
    ],
)
def test_every_part_of_the_request_is_in_the_key(tmp_path, changed):
    record(tmp_path)
    with pytest.raises(
        RecordingMissingError, match=r"nearest, ask@1/\w+.json, differs in"
    ) as caught:
        Replayer(tmp_path, name="m1").complete(replace(ASK, **changed))
    assert "\n" not in str(caught.value)
    assert caught.value.nearest is not None
    assert "nothing that can be shown" not in str(caught.value)


def test_the_model_is_in_the_key_and_named_when_it_differs(tmp_path):
    record(tmp_path)
    with pytest.raises(RecordingMissingError, match="model \\(recorded 'm1', asked 'm2'\\)"):
        Replayer(tmp_path, name="m2").complete(ASK)


def test_a_miss_shows_the_line_that_changed(tmp_path):
    record(tmp_path)
    record(tmp_path, replace(ASK, messages=(Message("user", "Quite another thing"),)))
    asked = replace(
        ASK, messages=(ASK.messages[0], Message("user", "line one\nWhat does China demand?"))
    )
    with pytest.raises(RecordingMissingError) as caught:
        Replayer(tmp_path, name="m1").complete(asked)
    expected = (
        "messages[1] line 2 (recorded 'What does Russia demand?', asked 'What does China demand?')"
    )
    assert expected in str(caught.value)
    assert not hasattr(caught.value, "__notes__")  # one difference is said once


def test_a_long_line_is_shown_where_it_parts(tmp_path):
    old, new = "x" * 500 + " 100,000 troops", "x" * 500 + " 130,000 troops"
    record(tmp_path, replace(ASK, messages=(Message("user", old),)))
    with pytest.raises(RecordingMissingError, match=r"…x+ 100,000 troops', asked '…x+ 130,000"):
        Replayer(tmp_path, name="m1").complete(replace(ASK, messages=(Message("user", new),)))


def test_no_recordings_at_all_says_how_to_make_one(tmp_path):
    with pytest.raises(RecordingMissingError, match="make one with --record"):
        Replayer(tmp_path / "none", name="m1").complete(ASK)
    with pytest.raises(SettingsError, match="--record"):
        Replayer(tmp_path)


def test_the_only_model_needs_no_name_two_do(tmp_path):
    record(tmp_path)
    assert Replayer(tmp_path).name == "m1"
    record(tmp_path, name="m2")
    with pytest.raises(SettingsError, match="m1, m2: choose one"):
        Replayer(tmp_path)
    assert len(Replayer(tmp_path, name="m2").unused) == 1


def test_every_changed_byte_fails_loudly_with_the_path(tmp_path):
    path = record(tmp_path)
    whole = path.read_bytes()
    for i in range(0, len(whole), 3):
        changed = b"#" if whole[i : i + 1] != b"#" else b"+"
        path.write_bytes(whole[:i] + changed + whole[i + 1 :])
        with pytest.raises(RecordingError) as caught:
            load_recording(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{}", b'{"format": 2}', b"\xff", b"[" * 50_000]
)
def test_a_file_that_is_no_recording(tmp_path, content):
    path = record(tmp_path)
    path.write_bytes(content)
    with pytest.raises(RecordingError, match="damaged"):
        Replayer(tmp_path, name="m1").complete(ASK)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("kind", ["pipe", "endless"])
def test_no_pipe_or_device_is_read_for_a_recording(tmp_path, kind):
    path = record(tmp_path)
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(RecordingError, match="damaged"):
        Replayer(tmp_path, name="m1").complete(ASK)


def test_a_recording_under_another_name_is_refused(tmp_path):
    path = record(tmp_path)
    path.rename(path.with_name("0123456789abcdef.json"))
    with pytest.raises(RecordingError, match="damaged"):
        Replayer(tmp_path)


@pytest.mark.parametrize(
    "secret",
    [
        "sk-proj-abcdefghij0123456789",
        "Bearer abcdefghij0123456789xyz",
        "AKIAABCDEFGHIJKLMNOP",
        "hunter2!",
    ],
)
def test_nothing_like_a_key_is_written(tmp_path, secret):
    model = ScriptedModel([f"the key is {secret}"])
    with pytest.raises(RecordingError, match="not written"):
        Recorder(model, tmp_path, secrets=["hunter2!", ""]).complete(ASK)
    assert list(tmp_path.rglob("*")) == []


def test_words_that_only_look_like_a_key_are_written(tmp_path):
    record(tmp_path, reply="a risk-adjusted task-force-of-twenty-five-people, sk-8")


def test_failures_are_not_recorded(tmp_path):
    with pytest.raises(ValueError, match="boom"):
        Recorder(ScriptedModel([ValueError("boom")]), tmp_path).complete(ASK)
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordingError, match="can't write"):
        Recorder(ScriptedModel(["x"]), tmp_path / "file").complete(ASK)


def test_read_through_asks_once(tmp_path):
    model = ScriptedModel([DONE])
    cache = ReadThrough(model, tmp_path)
    first, second = cache.complete(ASK), cache.complete(ASK)
    assert first.text == second.text
    assert second.usage == DONE.usage
    assert len(model.requests) == 1
    with pytest.raises(OutOfRepliesError):
        cache.complete(replace(ASK, seed=1))


def test_a_label_cannot_leave_the_folder(tmp_path):
    folder = tmp_path / "recordings"
    record_of = Recorder(ScriptedModel(["x", "y"]), folder)
    record_of.complete(replace(ASK, prompt="../../out"))
    record_of.complete(replace(ASK, prompt=""))
    assert [p.name for p in tmp_path.iterdir()] == ["recordings"]
    assert len(list(folder.rglob("*.json"))) == 2


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=10))
def test_keys_are_equal_only_for_equal_requests(one, other, model):
    a, b = (Request(messages=(Message("user", text),)) for text in (one, other))
    assert (make_key(a, model) == make_key(b, model)) == (one == other)


def test_a_placeholder_is_no_key(tmp_path):
    Recorder(ScriptedModel(["none of it"]), tmp_path, secrets=["none", "x"]).complete(ASK)
    assert len(list(tmp_path.rglob("*.json"))) == 1
