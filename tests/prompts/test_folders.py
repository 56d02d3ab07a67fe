from __future__ import annotations

from pathlib import Path

import pytest

from briefbot.errors import PromptError, PromptNotFoundError
from briefbot.prompts import diff_prompts, folders, list_prompts, load_prompt, shipped_folder


@pytest.fixture
def own(write_prompt, tmp_path, monkeypatch):
    """The user's folder: ask 1 and 10. Shipped are ask 1, 2 and 11, and summarize 1."""
    for version in (1, 2, 11):
        write_prompt("ask", version, folder="shipped", description=f'"Shipped {version}."')
    write_prompt("summarize", 1, folder="shipped")
    for version in (1, 10):
        write_prompt("ask", version, folder="own", description=f'"Own {version}."')
    monkeypatch.setattr(folders, "shipped_folder", lambda: tmp_path / "shipped")
    return tmp_path / "own"


@pytest.mark.parametrize(
    ("spec", "description"),
    [
        ("ask", "Shipped 11."),
        ("ask@1", "Shipped 1."),
        ("ask@v2", "Shipped 2."),
        (" ask ", "Shipped 11."),
        ("summarize", "Answers a question."),
    ],
)
def test_the_shipped_prompts_are_found_by_name_and_version(own, spec, description):
    assert load_prompt(spec).description == description


@pytest.mark.parametrize(
    ("spec", "description"),
    [
        ("ask", "Own 10."),
        ("ask@1", "Own 1."),
        ("ask@2", "Shipped 2."),
        ("summarize", "Answers a question."),
    ],
)
def test_the_users_folder_comes_first_and_falls_back_to_the_shipped_one(own, spec, description):
    assert load_prompt(spec, folder=own).description == description
    assert load_prompt(spec, folder=str(own)).description == description


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("ask@3", "there is ask@1, ask@2, ask@11"),
        ("ak", "did you mean 'ask'"),
        ("translate", "there are ask, summarize"),
        ("", "write a name like ask, or ask@1"),
        ("ask@", "write a name"),
        ("ask@0", "write a name"),
        ("../ask@1", "write a name"),
        ("ask/v1.toml", "write a name"),
    ],
)
def test_a_prompt_that_is_not_there_names_those_that_are(own, spec, message):
    with pytest.raises(PromptNotFoundError, match=message):
        load_prompt(spec)


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(PromptNotFoundError, match=r"no prompt folder.*create it"):
        load_prompt("ask", folder=tmp_path / "nowhere")


def test_a_broken_file_is_not_passed_over_for_the_shipped_one(own, write_prompt):
    write_prompt("ask", 12, description=None)
    with pytest.raises(PromptError, match="description: is missing"):
        load_prompt("ask", folder=own)


def test_the_list_is_in_order_with_the_users_in_place_of_the_shipped(own):
    assert [(p.spec, p.description) for p in list_prompts(folder=own)] == [
        ("ask@1", "Own 1."),
        ("ask@2", "Shipped 2."),
        ("ask@10", "Own 10."),
        ("ask@11", "Shipped 11."),
        ("summarize@1", "Answers a question."),
    ]
    assert len(list_prompts()) == 4


def test_files_that_are_no_versions_are_left_alone(own):
    for name in ("vnext.toml", "v01.toml", "v3.toml.bak", "README.md"):
        (own / "ask" / name).write_text("no prompt", encoding="utf-8")
    (own / "lock.toml").write_text("", encoding="utf-8")
    assert load_prompt("ask", folder=own).version == 10


def test_a_diff_shows_what_changed(own):
    lines = diff_prompts("ask", 1, 2).splitlines()
    assert lines[:2] == ["--- ask@1", "+++ ask@2"]
    assert '-description = "Shipped 1."' in lines
    assert '+description = "Shipped 2."' in lines
    assert diff_prompts("ask", 1, 1) == ""


def test_a_checkout_has_its_prompts_at_the_top_and_a_wheel_inside(monkeypatch, tmp_path):
    assert shipped_folder() == Path(__file__).parents[2] / "prompts"
    package = tmp_path / "site-packages" / "briefbot"
    (package / "_prompts").mkdir(parents=True)
    monkeypatch.setattr(folders, "__file__", str(package / "prompts" / "folders.py"))
    assert shipped_folder() == package / "_prompts"
