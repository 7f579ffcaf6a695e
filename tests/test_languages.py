"""What the server says is complete in every language it speaks: its pages, its e-mails, its notices."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

OTHERS = [code for code, _ in settings.LANGUAGES if code != "en"]
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}|</?\w+>")


def sources() -> Iterator[tuple[Path, bytes]]:
    for path in (settings.BASE_DIR / "templates").rglob("*.*"):
        yield path, templatize(path.read_text()).encode()
    for package in ("accounts", "vault", "config"):
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            yield path, path.read_bytes()


def texts_of(source: bytes) -> set[str]:
    return {str(text) for _, text, _, _ in extract("python", io.BytesIO(source), keywords={"gettext": None, "_": None})}


def texts() -> set[str]:
    return {text for _, source in sources() for text in texts_of(source)}


def catalogue(code: str) -> dict[str, str]:
    path = settings.BASE_DIR / "locale" / code / "LC_MESSAGES" / "django.po"
    return {str(message.id): str(message.string) for message in read_po(path.open("rb")) if message.id}


def test_there_are_texts_and_languages() -> None:
    assert len(texts()) > 100
    assert OTHERS


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated_and_nothing_is_left_over(code: str) -> None:
    said = catalogue(code)
    assert {text for text in texts() if not said.get(text)} == set()
    assert set(said) - texts() == set()


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_places_and_marks_of_its_text(code: str) -> None:
    for text, said in catalogue(code).items():
        assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(said)), text
