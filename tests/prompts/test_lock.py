from __future__ import annotations

import pytest

from briefbot.errors import PromptChangedError, PromptError
from briefbot.prompts import check_prompts, list_prompts, lock, lock_prompts


@pytest.fixture
def folder(write_prompt, tmp_path, monkeypatch):
    """A shipped folder with ask 1 and 2, locked."""
    for version in (1, 2):
        write_prompt("ask", version, folder="shipped")
    monkeypatch.setattr(lock, "shipped_folder", lambda: tmp_path / "shipped")
    lock_prompts()
    return tmp_path / "shipped"


def kinds(*args) -> list[tuple[str, str]]:
    return [(problem.prompt, problem.kind) for problem in check_prompts(*args)]


def test_locked_prompts_have_no_problems(folder):
    assert check_prompts() == []


def test_each_problem_is_found_and_says_what_to_do(folder, write_prompt):
    one, two = folder / "ask" / "v1.toml", folder / "ask" / "v2.toml"
    one.write_bytes(one.read_bytes().replace(b"Answers", b"answers"))
    two.unlink()
    write_prompt("ask", 10, folder="shipped")
    write_prompt("ask", 9, folder="shipped", description=None)
    assert kinds() == [
        ("ask@1", "changed"),
        ("ask@2", "missing"),
        ("ask@9", "invalid"),
        ("ask@10", "unlocked"),
    ]
    advice = [problem.message for problem in check_prompts()]
    for message, words in zip(
        advice, ("write a new version", "restore it", "is missing", "lock it"), strict=True
    ):
        assert words in message
        assert "\n" not in message


def test_a_released_file_that_changed_until_it_broke_has_changed(folder):
    (folder / "ask" / "v1.toml").write_text("broken", encoding="utf-8")
    assert kinds() == [("ask@1", "changed")]


def test_other_line_endings_are_no_change(folder):
    path = folder / "ask" / "v1.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_prompts() == []


def test_locking_adds_new_versions_and_leaves_the_others(folder, write_prompt):
    before = (folder / "lock.toml").read_text(encoding="utf-8")
    write_prompt("ask", 10, folder="shipped")
    write_prompt("answer", 1, folder="shipped")
    assert lock_prompts() == ["answer@1", "ask@10"]
    after = (folder / "lock.toml").read_text(encoding="utf-8")
    assert set(before.splitlines()) < set(after.splitlines())
    assert check_prompts() == []
    assert lock_prompts() == []


def test_locking_never_rewrites_a_released_version(folder, write_prompt):
    path = folder / "ask" / "v1.toml"
    before = (folder / "lock.toml").read_bytes()
    path.write_bytes(path.read_bytes() + b"# one more line\n")
    write_prompt("ask", 3, folder="shipped")
    with pytest.raises(PromptChangedError, match="ask@1 was released as"):
        lock_prompts()
    assert (folder / "lock.toml").read_bytes() == before


def test_an_invalid_prompt_is_not_locked(folder, write_prompt):
    write_prompt("ask", 3, folder="shipped", user=None)
    with pytest.raises(PromptError, match="user: is missing"):
        lock_prompts()


def test_a_version_whose_file_is_gone_stays_locked(folder, write_prompt):
    (folder / "ask" / "v2.toml").unlink()
    write_prompt("ask", 3, folder="shipped")
    assert lock_prompts() == ["ask@3"]
    assert kinds() == [("ask@2", "missing")]


def test_a_folder_of_ones_own_needs_no_lock(write_prompt, tmp_path):
    write_prompt("ask", 1)
    own = tmp_path / "own"
    assert kinds(own) == []
    write_prompt("ask", 2, description=None)
    assert kinds(own) == [("ask@2", "invalid")]
    write_prompt("ask", 2)
    lock_prompts(own)
    write_prompt("ask", 3)
    assert kinds(own) == [("ask@3", "unlocked")]


@pytest.mark.parametrize("text", ["not = toml = at all", "ask = 1", '[ask]\nv1 = "x"'])
def test_a_damaged_lock_file_is_said(folder, text):
    (folder / "lock.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PromptError, match="damaged: restore it"):
        check_prompts()


def test_files_that_cannot_be_read_or_written_are_said(folder, write_prompt):
    (folder / "ask" / "v3.toml").mkdir()
    assert kinds() == [("ask@3", "invalid")]
    (folder / "ask" / "v3.toml").rmdir()
    (folder / "lock.toml").unlink()
    (folder / "lock.toml").mkdir()
    with pytest.raises(PromptError, match="can't be read"):
        check_prompts()


def test_the_shipped_prompts_are_valid_and_locked():
    assert {"ask", "summarize"} <= {prompt.name for prompt in list_prompts()}
    assert check_prompts() == []
