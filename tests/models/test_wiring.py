"""What is wrapped around the chosen model: the budget inside, recordings outside, secrets never on disk."""

from __future__ import annotations

import pytest

from briefbot.errors import BudgetExceededError, RecordingError, SettingsError
from briefbot.models.base import Completion, Message, Request
from briefbot.models.testing import ScriptedModel
from briefbot.models.wiring import wire
from briefbot.results import Usage

ASK = Request((Message("user", "How many legs has an ant?"),), max_output_tokens=50)
OTHER = Request((Message("user", "And a bee?"),), max_output_tokens=50)
SECRET = "hunter2-hunter2-hunter2"


def done(text: str = "six") -> Completion:
    return Completion(text, "ant-1", Usage(input_tokens=10, output_tokens=5, calls=1))


def test_what_is_recorded_is_not_paid_for_again(tmp_path):
    first = wire(ScriptedModel([done()]), {}, recordings=tmp_path).model
    recorded = first.complete(ASK)
    scripted = ScriptedModel([])
    tight = wire(scripted, {}, recordings=tmp_path, max_tokens=1).model
    assert tight.complete(ASK) == recorded
    with pytest.raises(BudgetExceededError):
        tight.complete(OTHER)
    assert scripted.requests == []


@pytest.mark.parametrize("mode", ["record", "recordings"])
def test_the_keys_of_the_choice_are_kept_out_of_recordings(tmp_path, monkeypatch, mode):
    from briefbot.models import wiring
    from briefbot.models.choose import Choice

    model = ScriptedModel([done(f"it is {SECRET}")])
    monkeypatch.setattr(wiring, "choose", lambda *_: Choice("m", "", model, secrets=(SECRET,)))
    with pytest.raises(RecordingError):
        wire("m", {}, **{mode: tmp_path}).model.complete(ASK)
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and SECRET in p.read_text()]


@pytest.mark.parametrize("limit", [{"max_tokens": 1}, {"max_cost_usd": 0.000001}])
def test_every_limit_is_passed_on(limit):
    model = ScriptedModel([done()], name="gpt-4o")
    with pytest.raises(BudgetExceededError):
        wire(model, {}, **limit).model.complete(ASK)
    assert model.requests == []


def test_a_price_is_that_of_the_server(monkeypatch):
    from briefbot.models import wiring
    from briefbot.models.choose import Choice

    here = Choice("gpt-4o", "", ScriptedModel([], name="gpt-4o"), base_url="http://localhost:1/v1")
    monkeypatch.setattr(wiring, "choose", lambda *_: here)
    with pytest.raises(SettingsError, match="use --max-tokens instead"):
        wire("gpt-4o", {}, max_cost_usd=1)


@pytest.mark.parametrize(
    "modes",
    [("record", "replay"), ("record", "recordings"), ("replay", "recordings")],
    ids="+".join,
)
def test_one_mode_at_a_time(tmp_path, modes):
    with pytest.raises(SettingsError, match="one of"):
        wire(ScriptedModel([]), {}, **dict.fromkeys(modes, tmp_path))


@pytest.fixture
def two(tmp_path):
    """A folder with the recordings of two models."""
    for name in ("ant-1", "bee-1"):
        wire(ScriptedModel([done(name)], name=name), {}, record=tmp_path).model.complete(ASK)
    return tmp_path


@pytest.mark.parametrize(
    ("spec", "environ"),
    [
        pytest.param("bee-1", {}, id="asked-for"),
        pytest.param("bee-1", {"BRIEFBOT_MODEL": "ant-1"}, id="asked-for-beats-variable"),
        pytest.param(None, {"BRIEFBOT_MODEL": " bee-1 "}, id="variable"),
        pytest.param(ScriptedModel([], name="bee-1"), {}, id="model"),
    ],
)
def test_the_recordings_of_the_model_that_was_named_are_replayed(two, spec, environ):
    choice = wire(spec, environ, replay=two)
    assert choice.spec == choice.model.name == "bee-1"
    assert choice.model.complete(ASK).text == "bee-1"


def test_extractive_has_nothing_to_replay(tmp_path):
    wire(ScriptedModel([done()], name="ant-1"), {}, record=tmp_path).model.complete(ASK)
    with pytest.raises(SettingsError, match="nothing to replay"):
        wire("extractive", {}, replay=tmp_path)
    # A default for everything else does not keep from replaying what there is.
    assert wire(None, {"BRIEFBOT_MODEL": "extractive"}, replay=tmp_path).spec == "ant-1"


def test_without_a_model_nothing_is_wrapped(tmp_path):
    assert wire("extractive", {}, recordings=tmp_path, max_tokens=5).model is None
