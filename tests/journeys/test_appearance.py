"""Languages, themes and first steps, as people meet them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.person import Person
from tests.site import Site, text_of

pytestmark = pytest.mark.journey
# A page that is mirrored and wider than its window has lost something at its other end.
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def german(page: Page, name: str, role: str = "button") -> None:
    page.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]  # any role


def test_a_browser_that_asks_for_german_gets_german_from_sign_up_to_the_first_item(
    person: Callable[..., Person], site: Site
) -> None:
    anna = person("anna", locale="de-DE")
    page = anna.page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zwei Geheimnisse.Der Server hat keines.")
    german(page, "Konto erstellen", "link")
    page.get_by_label("E-Mail", exact=True).fill(anna.email)
    page.get_by_label("Kontopasswort", exact=True).fill(anna.password)
    page.get_by_label("Passwort wiederholen", exact=True).fill(anna.password)
    german(page, "Konto erstellen")
    page.wait_for_url("**/verify/")
    letter = site.mail(anna.email, "Tessera: Bestätigen Sie Ihre E-Mail-Adresse")
    code = re.search(r"^Ihr Code ist (\S+)\s*$", text_of(letter), re.M)
    assert code
    page.get_by_label("Code", exact=True).fill(code[1])
    german(page, "Bestätigen")
    page.wait_for_url("**/welcome/")
    german(page, "Weiter zu meinem Tresor", "link")
    german(page, "Neuer Eintrag")
    page.get_by_label("Titel", exact=True).fill("Bank")
    german(page, "Speichern")
    expect(page.get_by_role("heading", name="Bank")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Geändert \d+\. [A-Z]\w+ \d{4}, \d\d:\d\d\."))).to_be_visible()


def test_the_language_changes_in_place_and_stays(alice: Person) -> None:
    alice.settings("Appearance")
    alice.field("Language").select_option("de")
    expect(alice.page.get_by_role("heading", name="Darstellung")).to_be_visible()
    assert alice.page.locator("html").get_attribute("lang") == "de"
    alice.page.reload()
    expect(alice.page.get_by_role("button", name="Entsperren")).to_be_visible()
    alice.page.get_by_label("Kontopasswort", exact=True).fill(alice.password)
    alice.page.get_by_role("button", name="Entsperren").click()
    alice.page.get_by_label("Sprache", exact=True).select_option("en")
    expect(alice.page.get_by_role("heading", name="Appearance")).to_be_visible()


def test_theme_and_contrast_are_there_from_the_first_byte(alice: Person) -> None:
    alice.settings("Appearance")
    alice.field("Theme").select_option("dark")
    alice.field("Contrast").select_option("more")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert alice.page.evaluate(ground) == "rgb(0, 0, 0)"
    shown = alice.context.request.get("/signin/").text()
    assert 'data-theme="dark" data-contrast="more"' in shown
    alice.field("Theme").select_option("light")
    assert alice.page.evaluate(ground) == "rgb(255, 255, 255)"


def test_three_first_steps_are_shown_once(alice: Person) -> None:
    tour = alice.page.get_by_role("complementary", name="First steps")
    expect(tour).to_contain_text("1 of 3")
    tour.get_by_role("button", name="Next").click()
    tour.get_by_role("button", name="Next").click()
    expect(tour).to_contain_text("Bring your other browsers")
    tour.get_by_role("button", name="Done").click()
    expect(tour).to_have_count(0)
    alice.page.reload()
    alice.unlock()
    expect(alice.button("New item")).to_be_visible()
    expect(tour).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_breaks_when_it_is_mirrored(alice: Person, width: int) -> None:
    alice.new_item("Bank", username="ada", password="a password of its own 7")
    alice.page.set_viewport_size({"width": width, "height": 800})
    for path in ("/vault/", "/settings/", "/help/"):
        alice.page.goto(path)
        if path != "/help/":
            alice.unlock()
        expect(alice.page.get_by_role("heading", level=1).first).to_be_attached()
        alice.page.evaluate("document.documentElement.dir = 'rtl'")
        assert alice.page.evaluate(TOO_WIDE) <= 0, path


@pytest.fixture
def alice(person: Callable[..., Person]) -> Person:
    return person("alice").sign_up().enter_vault()
