"""The encoder's files are the ones everything was fitted with, come with their notices, and stay out of briefbot's own package."""

from __future__ import annotations

import ast
import hashlib
import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MINILM = ROOT / "packages" / "briefbot-minilm"
FILES = MINILM / "briefbot_minilm"
# A changed file is another encoder: it needs another version here, and everything that was fitted fitted again.
RELEASED = {
    "1.0.0": {
        "model.int8.onnx": "b2d2eadc2004bdf613673e519df8d976ac82505a1298d5957931dcc76130ea15",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    }
}
ROW = re.compile(r"^\| `([\w.]+)` \| ([\d,]+) \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def config(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def words(path: Path) -> str:
    """The text of a file with every run of white space as one space, so that line breaks don't matter."""
    return " ".join(path.read_text(encoding="utf-8").split())


def test_the_files_are_those_of_the_version() -> None:
    assert {name: sha256(FILES / name) for name in ("model.int8.onnx", "tokenizer.json")} == (
        RELEASED[config(MINILM)["project"]["version"]]
    )


def test_nothing_else_travels_with_them() -> None:
    kept = {path.name for path in FILES.iterdir()} - {"__pycache__"}
    assert kept == {"__init__.py", "py.typed", "model.int8.onnx", "tokenizer.json"}


def test_the_readme_says_what_the_files_are() -> None:
    rows = ROW.findall((MINILM / "README.md").read_text(encoding="utf-8"))
    said = {name: (int(size.replace(",", "")), digest) for name, size, digest in rows}
    names = RELEASED["1.0.0"]
    assert said == {n: ((FILES / n).stat().st_size, sha256(FILES / n)) for n in names}


@pytest.mark.parametrize("name", sorted(RELEASED["1.0.0"]))
def test_git_changes_no_byte_of_them(name: str) -> None:
    lines = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()
    rules = [line.split() for line in lines if line.startswith(f"packages/{MINILM.name}/")]
    [attributes] = [rest for path, *rest in rules if path.endswith(f"/{name}")]
    assert {"binary", "-text"} & set(attributes)


def test_the_package_imports_nothing_but_paths() -> None:
    tree = ast.parse((FILES / "__init__.py").read_text(encoding="utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert {getattr(node, "module", None) for node in found} == {"__future__", "pathlib"}


def test_it_is_installed_where_the_tests_run() -> None:
    from briefbot_minilm import FOLDER

    assert version("briefbot-minilm") == config(MINILM)["project"]["version"]
    assert (FOLDER / "tokenizer.json").is_file()
    assert (FOLDER / "model.int8.onnx").stat().st_size == 22_861_036


@pytest.mark.parametrize(
    "named",
    [
        "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        "Apache License 2.0",
        "Changed: exported to ONNX with pooling and normalisation inside the graph",
        "quantized to 8-bit integers",
        "nreimers/MiniLM-L6-H384-uncased",
        "microsoft/MiniLM-L12-H384-uncased",
        "Copyright (c) Microsoft Corporation, MIT License",
        "The above copyright notice and this permission notice shall be included in all copies",
    ],
)
def test_the_notice_names_whose_work_it_is(named: str) -> None:
    assert named in words(MINILM / "NOTICE")


def test_licences_go_with_the_files() -> None:
    project = config(MINILM)["project"]
    assert project["license-files"] == ["LICENSE", "NOTICE"]
    assert project["license"] == "Apache-2.0 AND MIT"
    assert (MINILM / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_repositorys_notice_speaks_of_them() -> None:
    notice = words(ROOT / "NOTICE")
    assert f"packages/{MINILM.name}" in notice
    assert "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2" in notice


def test_briefbots_own_package_has_none_of_it() -> None:
    targets = config(ROOT)["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["packages"] == ["briefbot"]
    assert set(targets["wheel"]["force-include"]) == {"prompts"}
    assert "/packages" in targets["sdist"]["exclude"]
    assert not list((ROOT / "briefbot").rglob("*.onnx"))


def test_the_extra_names_only_what_can_be_installed() -> None:
    extras = config(ROOT)["project"]["optional-dependencies"]
    names = {re.split(r"[^\w-]", wanted)[0] for wanted in extras["neural"]}
    # The files' package is on no index yet: CONTRIBUTING.md, "Releasing".
    assert names == {"onnxruntime", "tokenizers"}


@pytest.mark.parametrize("extra", ["calendar", "neural"])
def test_the_tests_run_with_what_the_extra_asks_for(extra: str) -> None:
    extras = config(ROOT)["project"]["optional-dependencies"]
    assert set(extras[extra]) <= set(extras["dev"])
