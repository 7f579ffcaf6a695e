"""Every dependency is pinned exactly, and says beside its pin what it is for."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = json.loads((ROOT / "package.json").read_text("utf8"))
NPM = {**PACKAGE["dependencies"], **PACKAGE["devDependencies"]}
PYTHON = [
    (path.name, line)
    for path in sorted(ROOT.glob("requirements*.txt"))
    for line in path.read_text("utf8").splitlines()
    if line and not line.startswith(("#", "-r "))
]


def test_browser_libraries_are_pinned_exactly() -> None:
    assert not {name: version for name, version in NPM.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)}


def test_browser_libraries_say_what_they_are_for() -> None:
    assert list(PACKAGE["//"]) == list(NPM)
    assert all(len(reason) >= 10 for reason in PACKAGE["//"].values())


def test_the_lockfile_holds_the_same_versions() -> None:
    locked = json.loads((ROOT / "package-lock.json").read_text("utf8"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in NPM} == NPM


@pytest.mark.parametrize(("file", "line"), PYTHON, ids=lambda value: value.split("==")[0])
def test_python_packages_are_pinned_exactly_with_a_reason(file: str, line: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9-]+(\[[a-z0-9,-]+\])?==[0-9a-z.]+ +# \S.{7,}", line), f"{file}: {line}"


def test_the_rest_of_the_tree_agrees_with_the_pins() -> None:
    pinned = dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", (ROOT / "constraints.txt").read_text("utf8"), re.M))
    pinned = {name.lower().replace("_", "-"): version for name, version in pinned.items()}
    for _, line in PYTHON:
        name, version = re.match(r"([A-Za-z0-9-]+)(?:\[.*\])?==(\S+)", line).groups()  # type: ignore[union-attr]
        assert pinned.get(name.lower(), version) == version, name


def test_the_lockfile_leaves_out_what_pdf_js_would_draw_with_in_node() -> None:
    """Nothing here draws PDFs in Node, and its programs for other systems are not in every registry: `npm ci` fails."""
    packages = json.loads((ROOT / "package-lock.json").read_text("utf8"))["packages"]
    assert not [name for name in packages if "@napi-rs" in name]
    assert "optionalDependencies" not in packages["node_modules/pdfjs-dist"]


def test_what_only_the_bench_needs_is_pinned_as_exactly() -> None:
    package = json.loads((ROOT / "bench" / "lighthouse" / "package.json").read_text("utf8"))
    locked = json.loads((ROOT / "bench" / "lighthouse" / "package-lock.json").read_text("utf8"))["packages"]
    assert list(package["//"]) == list(package["dependencies"])
    for name, version in package["dependencies"].items():
        assert locked[f"node_modules/{name}"]["version"] == version
