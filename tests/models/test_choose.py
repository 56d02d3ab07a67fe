from __future__ import annotations

import subprocess
import sys

import pytest

from briefbot.errors import SettingsError
from briefbot.models import local
from briefbot.models.choose import DEFAULT_OPENAI_MODEL, choose

KEY = {"OPENAI_API_KEY": "sk-test-1234567890"}
URL = {"OPENAI_BASE_URL": "http://localhost:8080/v1"}


@pytest.mark.parametrize(
    ("spec", "env", "chosen", "why"),
    [
        pytest.param(None, {}, "extractive", "set OPENAI_API_KEY", id="nothing set"),
        pytest.param(
            None, {"BRIEFBOT_MODEL": " "}, "extractive", "set OPENAI", id="blank variable"
        ),
        pytest.param(None, {"OPENAI_API_KEY": ""}, "extractive", "set OPENAI", id="blank key"),
        pytest.param(None, URL, "extractive", "name a model of that server", id="only a server"),
        pytest.param(None, KEY, DEFAULT_OPENAI_MODEL, "OPENAI_API_KEY is set", id="key"),
        pytest.param(None, KEY | {"BRIEFBOT_MODEL": "m1"}, "m1", "BRIEFBOT_MODEL", id="variable"),
        pytest.param(
            None,
            KEY | {"BRIEFBOT_MODEL": "extractive"},
            "extractive",
            "BRIEFBOT_MODEL",
            id="variable none",
        ),
        pytest.param("extractive", KEY, "extractive", "asked for", id="asked for none"),
        pytest.param(" m1 ", KEY, "m1", "at OpenAI", id="asked for"),
        pytest.param("m1", URL, "m1", "at http://localhost:8080/v1", id="server without key"),
        pytest.param("llama3:8b", URL, "llama3:8b", "localhost", id="colon on own server"),
        pytest.param("org/model-7b:free", KEY | URL, "org/model-7b:free", "localhost", id="slash"),
        pytest.param(
            "ft:gpt-4o-mini:org::id", KEY, "ft:gpt-4o-mini:org::id", "OpenAI", id="fine-tuned"
        ),
    ],
)
def test_what_is_chosen_and_why(spec, env, chosen, why):
    choice = choose(spec, env)
    assert choice.spec == chosen
    assert why in choice.why
    assert "\n" not in choice.why
    assert choice.why.endswith(".")
    assert (choice.model is None) == (chosen == "extractive")
    if choice.model:
        assert choice.model.name == chosen


@pytest.mark.parametrize(
    ("spec", "env", "says"),
    [
        pytest.param("", KEY, "--model is empty", id="empty"),
        pytest.param("  ", KEY, "--model is empty", id="spaces"),
        pytest.param("gguf:", KEY, "without a path", id="gguf without path"),
        pytest.param("gguf:  ", {}, "without a path", id="gguf with spaces"),
        pytest.param("gguf:/no/such.gguf", {}, "can't read the model", id="no such file"),
        pytest.param("model.gguf", KEY, "gguf:model.gguf", id="forgot gguf:"),
        pytest.param("foo:bar", KEY, "no kind 'foo'.*OPENAI_BASE_URL", id="unknown kind"),
        pytest.param("gpt 5", KEY, "is no model", id="space inside"),
        pytest.param("https://x.org/v1", KEY | URL, "is no model", id="address"),
        pytest.param("--help", KEY, "is no model", id="option"),
        pytest.param("m\x1b[31m\nx", KEY, "is no model", id="control characters"),
        pytest.param("m1", {}, "OPENAI_API_KEY", id="no key"),
        pytest.param("m1", {"OPENAI_API_KEY": " "}, "OPENAI_API_KEY", id="blank key"),
        pytest.param("m1", {"OPENAI_BASE_URL": "localhost"}, "no http address", id="bad address"),
        pytest.param(
            None, {"BRIEFBOT_MODEL": "foo:bar"}, "BRIEFBOT_MODEL is 'foo:bar'", id="variable"
        ),
    ],
)
def test_senseless_specs_say_what_to_do(spec, env, says):
    with pytest.raises(SettingsError, match=says) as caught:
        choose(spec, env)
    assert str(caught.value).isprintable()


def test_the_key_is_kept_for_recordings_and_not_shown():
    choice = choose("m1", KEY)
    assert [secret.reveal() for secret in choice.secrets] == ["sk-test-1234567890"]
    assert "1234567890" not in repr(choice)


def test_a_missing_extra_names_what_to_install(tmp_path, monkeypatch):
    path = tmp_path / "small.gguf"
    path.write_bytes(b"GGUF....")
    monkeypatch.setattr(local, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"pip install 'briefbot\[local\]'"):
        choose(f"gguf:{path}", {})


def test_choosing_loads_nothing_heavy():
    code = (
        "import sys; from briefbot.models.choose import choose; choose('m1', {'OPENAI_API_KEY': 'sk-1'});"
        "print([m for m in ('openai', 'httpx2', 'tiktoken', 'numpy', 'genai_prices') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
