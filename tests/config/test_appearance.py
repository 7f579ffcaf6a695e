"""What the owner of a browser chose for its looks is in the first byte, and nothing else is."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page(**cookies: str) -> str:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client.get("/signin/").content.decode()


def test_what_was_chosen_stands_on_the_page() -> None:
    shown = page(tessera_theme="dark", tessera_contrast="more")
    assert 'data-theme="dark"' in shown
    assert 'data-contrast="more"' in shown


def test_nothing_chosen_leaves_it_to_the_system() -> None:
    assert "data-theme" not in page()
    assert "data-contrast" not in page()


@pytest.mark.parametrize("forged", ['dark" onload="x', "DARK", "sepia", ""])
def test_a_cookie_with_another_word_is_not_shown(forged: str) -> None:
    shown = page(tessera_theme=forged)
    assert "data-theme" not in shown
    assert "onload" not in shown


def test_the_page_is_in_the_language_that_was_chosen_or_that_the_browser_asks_for() -> None:
    assert '<html lang="de" dir="ltr"' in page(tessera_language="de")
    asked = Client(headers={"accept-language": "de-AT,de;q=0.9,en;q=0.5"}).get("/signin/").content.decode()
    assert '<html lang="de" dir="ltr"' in asked


def test_a_language_that_is_not_there_is_english() -> None:
    assert '<html lang="en" dir="ltr"' in page(tessera_language="xx")
