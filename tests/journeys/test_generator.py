"""The generator: beside a field and at sign-up, its settings, what was made before; by keyboard and without a trace."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.person import Person
from tests.journeys.test_accessibility import fits, violations
from tests.journeys.test_secrets import DUMP
from tests.site import Site

pytestmark = pytest.mark.journey
KINDS = ("Random", "Memorable", "PIN")
# The draft and the values that were made, both.
KEPT = """async () => {
  const opening = indexedDB.open('tessera')
  const database = await new Promise(yes => { opening.onsuccess = () => yes(opening.result) })
  const counting = database.transaction('locals').objectStore('locals').count()
  const count = await new Promise(yes => { counting.onsuccess = () => yes(counting.result) })
  database.close()
  return count === 2
}"""


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-makes-{site.port}@example.org").sign_up().enter_vault()
    yield alice
    alice.context.close()


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Generator")


def value_in(page: Page) -> str:
    """The value on show, once there is one."""
    output = dialog(page).get_by_label("Generated value")
    expect(output).not_to_be_empty()
    return output.inner_text()


@pytest.fixture
def home(alice: Person) -> Iterator[Person]:
    """Alice at a new item, which she gives up afterwards."""
    alice.button("New item").click()
    alice.field("Title").fill("Traceless draft")
    yield alice
    if dialog(alice.page).count():
        alice.page.keyboard.press("Escape")
    if alice.button("Cancel").count() == 0:
        return
    alice.button("Cancel").click()
    alice.button("Give up changes").click()
    expect(alice.button("Save")).to_have_count(0)


def opened(alice: Person) -> Locator:
    """The generator for the password of the item."""
    alice.button("Generate one").first.click()
    expect(dialog(alice.page)).to_be_visible()
    return dialog(alice.page)


def closed(made: Locator) -> None:
    made.get_by_role("button", name="Cancel").click()
    expect(made).to_have_count(0)


def shown_as(alice: Person, form: str) -> None:
    expect(dialog(alice.page).get_by_label("Generated value")).to_have_text(re.compile(form))


def past_values(made: Locator) -> Locator:
    made.get_by_text("Used or copied before").click()
    return made.get_by_role("listitem")


def test_a_password_of_the_length_and_characters_that_were_chosen_goes_into_the_field(home: Person) -> None:
    made = opened(home)
    made.get_by_role("radio", name="Random").check()
    made.get_by_label("Length", exact=True).fill("24")
    made.get_by_label("Symbols").uncheck()
    shown_as(home, "^[A-Za-z0-9]{24}$")
    expect(made.get_by_text(re.compile(r"^Excellent, 14\d\.\d bits$"))).to_be_visible()
    first = value_in(home.page)
    made.get_by_role("button", name="New value").click()
    expect(made.get_by_label("Generated value")).not_to_have_text(first)
    second = value_in(home.page)
    made.get_by_role("button", name="Use this").click()
    expect(made).to_have_count(0)
    expect(home.field("Password")).to_have_value(second)
    home.button("Save").click()
    expect(home.button("Edit")).to_be_visible()
    home.button("Show password").click()
    expect(home.page.get_by_text(second)).to_be_visible()


def test_settings_are_remembered_and_a_last_class_stays(home: Person) -> None:
    made = opened(home)
    made.get_by_role("radio", name="Random").check()
    for label in ("Lower-case letters", "Capital letters"):
        made.get_by_label(label).uncheck()
    made.get_by_label("Symbols").set_checked(False)
    expect(made.get_by_label("Digits")).to_be_disabled()
    made.get_by_label("Length", exact=True).fill("40")
    shown_as(home, r"^\d{40}$")
    made.get_by_label("Length", exact=True).fill("500")
    made.get_by_label("Length", exact=True).blur()
    expect(made.get_by_label("Length", exact=True)).to_have_value("40")
    closed(made)
    made = opened(home)
    shown_as(home, r"^\d{40}$")
    made.get_by_label("Symbols").check()
    made.get_by_label("Capital letters").check()
    made.get_by_label("Lower-case letters").check()
    closed(made)


def test_words_and_pins_are_made_and_what_was_used_is_listed_until_it_is_cleared(home: Person) -> None:
    made = opened(home)
    made.get_by_role("radio", name="Memorable").check()
    made.get_by_label("Words", exact=True).fill("4")
    made.get_by_label("Between words").select_option("Full stops")
    made.get_by_label("Begin words with a capital letter").check()
    made.get_by_label("Add a digit to one of the words").check()
    shown_as(home, r"^(?=\D*\d\D*$)[A-Z][a-z]+\d?(\.[A-Z][a-z]+\d?){3}$")
    words = value_in(home.page)
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    made.get_by_role("button", name="Copy", exact=True).first.click()
    expect(made.get_by_text("Copied.")).to_be_visible()
    assert home.page.evaluate("navigator.clipboard.readText()") == words
    made.get_by_role("radio", name="PIN").check()
    shown_as(home, r"^\d{6}$")
    pin = value_in(home.page)
    made.get_by_role("button", name="Use this").click()
    made = opened(home)
    listed = past_values(made)
    expect(listed.nth(0)).to_contain_text(pin)
    expect(listed.nth(1)).to_contain_text(words)
    expect(listed.nth(0)).to_contain_text("today, ")
    made.get_by_role("button", name="Clear the list").click()
    home.page.get_by_role("dialog", name="Clear the list?").get_by_role("button", name="Clear", exact=True).click()
    expect(made.get_by_text("Nothing yet.")).to_be_visible()
    closed(made)


def test_by_keyboard_alone_and_back_to_where_it_was_opened(home: Person) -> None:
    made = opened(home)
    page = home.page
    made.get_by_role("radio", name="Random").check()
    page.keyboard.press("ArrowRight")
    shown_as(home, "^[A-Za-z]+[^A-Za-z]")
    page.keyboard.press("ArrowRight")
    shown_as(home, r"^\d+$")
    page.keyboard.press("Escape")
    expect(made).to_have_count(0)
    expect(home.button("Generate one").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(made).to_be_visible()
    value = value_in(page)
    made.get_by_role("button", name="Use this").press("Enter")
    expect(home.field("Password")).to_have_value(value)


def test_without_a_violation_of_axes_rules_and_at_320_pixels(home: Person) -> None:
    made = opened(home)
    past_values(made)
    found = {}
    for kind in KINDS:
        made.get_by_role("radio", name=kind).check()
        found[kind] = violations(home)
    assert {kind: said for kind, said in found.items() if said} == {}
    home.page.set_viewport_size({"width": 320, "height": 640})
    for kind in KINDS:
        made.get_by_role("radio", name=kind).check()
        assert fits(home)
        assert made.evaluate("element => element.scrollWidth <= element.clientWidth")
    home.page.set_viewport_size({"width": 1280, "height": 720})
    closed(made)


def test_what_was_made_lies_in_the_browser_sealed_alone(home: Person) -> None:
    made = opened(home)
    made.get_by_role("radio", name="Memorable").check()
    shown_as(home, "^[A-Za-z]+[^A-Za-z]")
    value = value_in(home.page)
    made.get_by_role("button", name="Use this").click()
    expect(home.field("Password")).to_have_value(value)
    made = opened(home)
    expect(past_values(made).first).to_contain_text(value)
    closed(made)
    home.page.wait_for_function(KEPT)
    stored = bytes(home.page.evaluate(DUMP))
    assert b'"separator"' in stored, "the settings, which are no secret, are not in the dump"
    for secret in (value, "Traceless draft"):
        assert secret.encode() not in stored


def test_where_there_is_no_field_it_copies(home: Person) -> None:
    home.button("Cancel").click()
    home.button("Give up changes").click()
    expect(home.button("Save")).to_have_count(0)
    home.page.get_by_role("navigation", name="Vault").get_by_role("button", name="Generator").click()
    made = dialog(home.page)
    expect(made.get_by_role("button", name="Copy", exact=True)).to_be_visible()
    expect(made.get_by_role("button", name="Use this")).to_have_count(0)
    made.get_by_role("button", name="Close").click()
    expect(made).to_have_count(0)
    home.page.keyboard.press("g")
    expect(made).to_be_visible()
    value_in(home.page)
    home.page.keyboard.press("Escape")
    expect(made).to_have_count(0)


def test_an_account_password_is_suggested_and_repeated_by_hand(site: Site, chromium: Browser) -> None:
    visitor = Person(site, chromium, f"suggested-{site.port}@example.org")
    visitor.page.goto("/signup/")
    visitor.field("Email").fill(visitor.email)
    visitor.button("Generate one").click()
    made = dialog(visitor.page)
    expect(made.get_by_role("radio", name="Memorable")).to_be_checked()
    shown_as(visitor, "^([a-z]+-){5}[a-z]+$")
    words = value_in(visitor.page)
    expect(made.get_by_text("Used or copied before")).to_have_count(0)
    made.get_by_role("button", name="Use this").click()
    expect(visitor.field("Account password")).to_have_value(words)
    expect(visitor.field("Repeat password")).to_have_value("")
    visitor.field("Repeat password").fill(words)
    visitor.button("Create account").click()
    visitor.page.wait_for_url("**/verify/")
    visitor.context.close()


def test_what_is_suggested_for_an_account_password_is_in_no_list(alice: Person) -> None:
    alice.settings("Security")
    alice.button("Change password").click()
    alice.button("Generate one").click()
    made = dialog(alice.page)
    words = value_in(alice.page)
    expect(made.get_by_text("Used or copied before")).to_have_count(0)
    made.get_by_role("button", name="Use this").click()
    expect(alice.field("New password")).to_have_value(words)
    alice.page.get_by_role("link", name="Vault").first.click()
    alice.page.get_by_role("navigation", name="Vault").get_by_role("button", name="Generator").click()
    made.get_by_text("Used or copied before").click()
    expect(made.get_by_role("button", name="Clear the list").or_(made.get_by_text("Nothing yet."))).to_be_visible()
    expect(made.get_by_text(words)).to_have_count(0)
    alice.page.keyboard.press("Escape")
