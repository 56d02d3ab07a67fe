"""Where prompts are: the user's own folder first, then the shipped one."""

from __future__ import annotations

import re
from difflib import get_close_matches, unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from briefbot.errors import PromptNotFoundError
from briefbot.prompts.prompt import NAME, Prompt, read_prompt

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION_FILE = re.compile(r"v([1-9][0-9]{0,8})\.toml")
_SPEC = re.compile(rf"({NAME.pattern})(?:@v?([1-9][0-9]{{0,8}}))?")


def shipped_folder() -> Path:
    """The prompts that come with briefbot: inside an installed wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def versions_in(folder: Path) -> dict[str, dict[int, Path]]:
    """The prompt files of a folder by name and version, both in order; other files are no prompts."""
    found: dict[str, dict[int, Path]] = {}
    for path in folder.glob("*/v*.toml"):
        if NAME.fullmatch(path.parent.name) and (match := _VERSION_FILE.fullmatch(path.name)):
            found.setdefault(path.parent.name, {})[int(match[1])] = path
    return {name: dict(sorted(found[name].items())) for name in sorted(found)}


def load_prompt(spec: str, *, folder: Path | str | None = None) -> Prompt:
    """The prompt called "ask@1", or for "ask" its newest version.

    Args:
        spec: a name, with `@` and a version or without.
        folder: the user's own prompts. A name it has is taken from it, and its newest version is the
            newest; names and versions it doesn't have come from the shipped prompts.

    Raises:
        PromptNotFoundError: there is no such name or version; lists those there are.
        PromptError: the file is not a valid prompt.
    """
    match = _SPEC.fullmatch(spec.strip())
    if match is None:
        raise PromptNotFoundError(f"no prompt {spec!r}: write a name like ask, or ask@1")
    name, version = match[1], match[2]
    folders = _folders(folder)
    for versions in (versions_in(place).get(name, {}) for place in folders):
        wanted = int(version) if version else max(versions, default=0)
        if wanted in versions:
            return read_prompt(versions[wanted])
    raise PromptNotFoundError(_not_found(spec, name, [versions_in(place) for place in folders]))


def list_prompts(*, folder: Path | str | None = None) -> list[Prompt]:
    """Every prompt that can be loaded, by name and version; the user's stand for shipped ones.

    Raises:
        PromptError: a file is not a valid prompt.
    """
    found: dict[tuple[str, int], Path] = {}
    for place in reversed(_folders(folder)):
        for name, versions in versions_in(place).items():
            found.update({(name, version): path for version, path in versions.items()})
    return [read_prompt(path) for _, path in sorted(found.items())]


def diff_prompts(name: str, one: int, two: int, *, folder: Path | str | None = None) -> str:
    """How version `two` of a prompt differs from version `one`, as a unified diff; "" if it doesn't.

    Raises:
        PromptNotFoundError: there is no such name or version.
        PromptError: a file is not a valid prompt.
    """
    old = load_prompt(f"{name}@{one}", folder=folder)
    new = load_prompt(f"{name}@{two}", folder=folder)
    lines = unified_diff(
        old.text.splitlines(), new.text.splitlines(), old.spec, new.spec, lineterm=""
    )
    return "".join(f"{line}\n" for line in lines)


def _folders(folder: Path | str | None) -> list[Path]:
    """The folders to look in, the user's first.

    Raises:
        PromptNotFoundError: the user's folder isn't there, which is a typing mistake.
    """
    if folder is None:
        return [shipped_folder()]
    own = Path(folder).expanduser()
    if not own.is_dir():
        raise PromptNotFoundError(f"no prompt folder {str(own)!r}: create it or correct the path")
    return [own, shipped_folder()]


def _not_found(spec: str, name: str, folders: list[Mapping[str, Mapping[int, Path]]]) -> str:
    versions = sorted({version for found in folders for version in found.get(name, {})})
    if versions:
        return f"no prompt {spec!r}: there is {', '.join(f'{name}@{v}' for v in versions)}"
    names = sorted({other for found in folders for other in found})
    close = get_close_matches(name, names, n=1)
    if close:
        return f"no prompt {spec!r}: did you mean {close[0]!r}?"
    return f"no prompt {spec!r}: there are {', '.join(names) or 'none'}"
