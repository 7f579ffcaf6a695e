"""What the documents point to exists, and their table of routes is the API's."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from config.api import api
from tests.test_routes import GATES

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FORMATS = (ROOT / "docs" / "formats.md").read_text("utf8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_and_picture_exists(document: Path) -> None:
    text = re.sub(r"(?s)```.*?```", "", document.read_text("utf8"))
    targets = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:|#", link)]
    missing = [link for link in targets if not (document.parent / unquote(link.partition("#")[0])).exists()]
    assert not missing


def test_the_documents_do_link() -> None:
    assert sum(len(LINK.findall(document.read_text("utf8"))) for document in DOCUMENTS) >= 5


def test_the_table_of_routes_is_the_apis() -> None:
    rows = re.findall(r"^\| (GET|POST|PATCH|PUT|DELETE) `([^`]+)`(?: \*)? \| (.+?) \|", FORMATS, re.M)
    listed = {f"{method} {path}" for method, path, _ in rows}
    assert listed == {re.sub(r"\{\w+\}", "{id}", route) for route in GATES}
    assert api.docs_url is None
