"""The arrows of the architecture, checked on the source: who may import whom, and how long things may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ["config", "accounts", "vault", "tools", "bench", "tests"]
JS = ROOT / "static" / "js"

# What a layer may import besides itself and errors.js. Workers and pages are where things are put together.
MAY_IMPORT = {
    "crypto": set(),
    "carriers": {"crypto"},
    "account": {"carriers", "crypto", "api"},
    "vault": {"account", "carriers", "crypto", "api"},
    "api": set(),
    "ui": set(),
    "worker": {"vault", "account", "carriers", "crypto", "api"},
    "pages": {"vault", "account", "carriers", "crypto", "ui", "worker", "languages"},
}
# Code that runs inside the key worker, where no page exists, and code that must stay pure.
NO_DOM = re.compile(r"(?<!-)\b(document|window|localStorage|sessionStorage)\s*[.\[]")
NO_NETWORK = re.compile(r"\b(fetch|XMLHttpRequest|WebSocket|indexedDB|navigator)\b\s*[.(]")


def python_files() -> list[Path]:
    return [p for folder in PYTHON for p in sorted((ROOT / folder).rglob("*.py")) if "migrations" not in p.parts]


def js_files() -> list[Path]:
    return [p for p in sorted(JS.rglob("*")) if p.suffix in {".js", ".jsx"}]


def js_imports(path: Path) -> Iterator[str]:
    text = re.sub(r"/\*.*?\*/", "", path.read_text("utf8"), flags=re.S)
    yield from re.findall(r"""(?:^|\s)(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]""", text)
    yield from re.findall(r"""(?:^|\W)import\s*\(?\s*['"]([^'"]+)['"]""", text)


def python_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from ([f"{node.module}.{name.name}" for name in node.names])


@pytest.mark.parametrize("path", js_files(), ids=lambda p: str(p.relative_to(JS)))
def test_browser_code_imports_only_to_the_right(path: Path) -> None:
    inside = path.relative_to(JS).parts
    if len(inside) == 1:
        assert not [name for name in js_imports(path) if name.startswith(".")]
        return
    layer = inside[0]
    for name in js_imports(path):
        if not name.startswith("."):
            continue
        target = (path.parent / name).resolve().relative_to(JS).parts
        if target == ("errors.js",) or target[0] == layer:
            continue
        assert target[0] in MAY_IMPORT[layer], f"{layer} may not import {'/'.join(target)}"


@pytest.mark.parametrize("path", js_files(), ids=lambda p: str(p.relative_to(JS)))
def test_browser_code_below_the_pages_knows_no_document(path: Path) -> None:
    layer = path.relative_to(JS).parts[0]
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf8"), flags=re.S)
    if layer in {"crypto", "carriers", "account", "vault", "api"}:
        assert not NO_DOM.search(code)
    if layer == "crypto":
        assert not NO_NETWORK.search(code)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(", code
    )


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_accounts_know_no_vault_and_nothing_imports_config_but_its_three_doors(path: Path) -> None:
    app = path.relative_to(ROOT).parts[0]
    for name in python_imports(path):
        if app == "accounts":
            assert not name.startswith("vault")
        if app in {"accounts", "vault"} and name.startswith("config"):
            assert name.startswith(("config.api", "config.limits"))
        if app == "config" and path.name != "urls.py":
            assert not name.startswith(("accounts", "vault"))


@pytest.mark.parametrize("path", [*python_files(), *js_files()], ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_passes_300_lines(path: Path) -> None:
    assert len(path.read_text("utf8").splitlines()) <= 300


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_function_passes_40_lines(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, f"{node.name} is too long"


def test_both_languages_know_the_same_refusals() -> None:
    from config.api import ProblemError

    def family(kind: type[ProblemError]) -> Iterator[type[ProblemError]]:
        for child in kind.__subclasses__():
            yield child
            yield from family(child)

    text = (JS / "errors.js").read_text("utf8")
    known = set(re.findall(r"'([a-z][a-z-]+)'", text))
    assert {kind.code for kind in family(ProblemError)} <= known
