from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefbot.errors import PromptError, PromptVariablesError
from briefbot.prompts import load_prompt, read_prompt
from briefbot.prompts.prompt import fingerprint_of

DOCS = Path(__file__).parents[2] / "docs" / "prompts.md"


def test_a_prompt_renders_system_examples_and_user_in_order(write_prompt):
    path = write_prompt(
        system='"Today is $day. Prices in $$."',
        variables='["question", "day"]',
        examples='[{user = "costs $5?", assistant = "$5"}]',
    )
    prompt = read_prompt(path)
    assert prompt.render(question="Who?", day="Wednesday") == (
        ("system", "Today is Wednesday. Prices in $."),
        ("user", "costs $5?"),
        ("assistant", "$5"),
        ("user", "Version 1: Who?"),
    )


def test_an_empty_system_text_gives_no_system_message(write_prompt):
    prompt = read_prompt(write_prompt(system='"  "'))
    assert [role for role, _ in prompt.render(question="Who?")] == ["user"]


@given(question=st.text(), day=st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_values_are_put_in_as_they_are(write_prompt, question, day):
    path = write_prompt(variables='["question", "day"]', user='"<${day}>$question|"')
    assert read_prompt(path).render(question=question, day=day) == (
        ("user", f"<{day}>{question}|"),
    )


def test_a_value_that_looks_like_a_variable_is_not_filled_in(write_prompt):
    path = write_prompt(variables='["question", "day"]', user='"$day: $question"')
    rendered = read_prompt(path).render(question="$day ${day} $$", day="$question")
    assert rendered == (("user", "$question: $day ${day} $$"),)


def test_wrong_variables_are_named(write_prompt):
    prompt = read_prompt(write_prompt(variables='["question", "day"]', user='"$day $question"'))
    with pytest.raises(
        PromptVariablesError, match="missing day and unknown brief, evidence"
    ) as info:
        prompt.render(question="Who?", evidence="", brief="")
    assert (info.value.missing, info.value.unknown) == (("day",), ("brief", "evidence"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ({"description": None}, "description: is missing"),
        ({"description": '" "'}, "description: is empty"),
        ({"user": None}, "user: is missing"),
        ({"notes": '"x"'}, "notes: is not a key of a prompt file"),
        ({"fingerprint": '"x"'}, "fingerprint: is not a key of a prompt file"),
        ({"user": '"$question $day"'}, "not in variables, but used: day"),
        ({"variables": '["question", "day"]'}, "in variables, but never used: day"),
        ({"variables": '["question", "question"]'}, "variables names one twice"),
        ({"user": '"$question costs $5"'}, r"user has a \$ that starts no variable: write \$\$"),
        ({"system": '"100$"'}, r"system has a \$ that starts no variable"),
        ({"max_output_tokens": "0"}, "max_output_tokens: "),
        ({"max_output_tokens": '"many"'}, "max_output_tokens: "),
        ({"temperature": "3.0"}, "temperature: "),
        ({"examples": '[{user = "x"}]'}, "examples.0.assistant: is missing"),
        ({"version": "true"}, "version: "),
        ({"version": "2"}, r"says it is ask@2: it belongs in ask/v2\.toml"),
        ({"name": '"Ask Me"'}, "name: "),
        ({"name": '"other"'}, r"it belongs in other/v1\.toml"),
        ({"user": "unquoted"}, "not valid TOML"),
        ({"description": None, "user": None}, r"description: is missing \(and 1 more\)"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_a_file_that_is_no_prompt_says_why_in_one_line(write_prompt, lines, message):
    path = write_prompt(**lines)
    with pytest.raises(PromptError, match=message) as info:
        read_prompt(path)
    assert "\n" not in str(info.value)
    assert str(path) in str(info.value)


def test_files_that_cannot_be_read_say_so(tmp_path):
    with pytest.raises(PromptError, match="can't be read"):
        read_prompt(tmp_path / "ask" / "v1.toml")
    path = tmp_path / "v1.toml"
    path.write_bytes(b'name = "\xff"')
    with pytest.raises(PromptError, match="save it as UTF-8"):
        read_prompt(path)


def test_line_endings_and_a_byte_order_mark_do_not_change_a_prompt(write_prompt):
    path = write_prompt(user='"""\nOne\n$question\n"""')
    first = read_prompt(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    second = read_prompt(path)
    assert (first.fingerprint, first.user, first.text) == (
        second.fingerprint,
        second.user,
        second.text,
    )
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_prompt(path).user == first.user


@given(st.binary(min_size=1, max_size=60), st.integers(0), st.integers(1, 255))
def test_one_changed_byte_changes_the_fingerprint(content, at, flip):
    changed = bytearray(content)
    changed[at % len(content)] ^= flip
    same_lines = content.replace(b"\r", b"\n") == bytes(changed).replace(b"\r", b"\n")
    if b"\r" not in content + bytes(changed) and not same_lines:
        assert fingerprint_of(bytes(changed)) != fingerprint_of(content)


def test_the_fingerprint_is_the_sha256_of_the_file(write_prompt):
    prompt = read_prompt(write_prompt())
    assert fingerprint_of(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert prompt.fingerprint == fingerprint_of(Path(prompt.path).read_bytes())
    assert prompt.fingerprint.startswith(prompt.short_fingerprint)
    assert prompt.spec == "ask@1"


def test_the_example_in_the_docs_is_a_prompt(tmp_path):
    example = DOCS.read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    path = tmp_path / "ask" / "v1.toml"
    path.parent.mkdir()
    path.write_text(example, encoding="utf-8")
    prompt = load_prompt("ask", folder=tmp_path)
    assert set(prompt.variables) == set(load_prompt("ask").variables)  # it must work as it stands
    filled = prompt.render(question="Who?", evidence="1.1 He did.", as_of="2022-02-02")
    roles = [role for role, _ in filled]
    assert roles == ["system", "user", "assistant", "user"]
    for key in type(prompt).model_fields.keys() - {"fingerprint", "path", "text"}:
        assert f"`{key}`" in DOCS.read_text(encoding="utf-8")
