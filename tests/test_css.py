"""The style sheets know a start and an end of the line: left and right are wrong where one writes the other way."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / "static" / "css"
SIDES = re.compile(
    r"^\s*(?:(?:[\w-]+-)?(?:left|right)(?:-[\w-]+)?\s*:|(?:float|clear|text-align)\s*:\s*(?:left|right)\b).*$", re.M
)


def test_sides_of_every_sort_are_recognized() -> None:
    for physical in ("margin-left: 1px", "border-right-width: 0", "right: 0", "text-align: left", "float: right"):
        assert SIDES.search(f".a {{\n  {physical};\n}}"), physical
    for logical in ("margin-inline-start: 1px", "text-align: start", "inset-inline: 0 auto"):
        assert not SIDES.search(f".h2.left {{\n  {logical};\n}}"), logical


@pytest.mark.parametrize("sheet", sorted(FOLDER.glob("*.css")), ids=lambda sheet: sheet.name)
def test_no_rule_names_a_side(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf8"), flags=re.S)
    assert [line.strip() for line in SIDES.findall(text)] == []
