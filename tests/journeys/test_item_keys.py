"""Each key of the vault's page does its act, and nothing where there is none."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.detailed import PASSWORD, at_home, detailed
from tests.journeys.person import Person
from tests.journeys.vaultpages import dialog, dismiss, press, turn
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = detailed(site, chromium, "keys")
    yield alice
    assert alice.refusals() == []
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    return at_home(alice)


def copies(alice: Person, key: str, text: str) -> None:
    """The key puts what looks like this into the clipboard."""
    press(alice, key)
    alice.page.wait_for_function(
        "async form => new RegExp(form).test(await navigator.clipboard.readText())", arg=f"^{text}$"
    )


def opens(alice: Person, key: str, title: str) -> None:
    """The key opens a dialog that is called so."""
    press(alice, key)
    expect(alice.page.get_by_role("dialog", name=title)).to_be_visible()
    dismiss(alice)


def said(alice: Person, text: str) -> None:
    expect(alice.page.locator(".toast").filter(has_text=text).first).to_be_visible()


def gone(alice: Person, what: Locator) -> None:
    """Not now, and not a moment later: what a key does is done before the next one is heard."""
    press(alice, "?")
    expect(alice.page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    dismiss(alice)
    expect(what).to_have_count(0)


def test_each_key_of_an_item_does_its_act(home: Person) -> None:
    page = home.page
    home.open("Harbour")
    copies(home, "c", re.escape(PASSWORD))
    copies(home, "u", r"ada@harbour\.example")
    copies(home, "o", r"\d{6}")
    press(home, "w")
    page.wait_for_function("() => window.opened?.[0] === 'https://harbour.example/in'")
    shown = page.get_by_text(PASSWORD, exact=True)
    press(home, "p")
    expect(shown).to_be_visible()
    press(home, "p")
    expect(shown).to_have_count(0)
    press(home, "z")
    expect(dialog(home).get_by_role("list", name="Password, one character at a time")).to_be_visible()
    dismiss(home)
    opens(home, "t", "Tag 1 item")
    opens(home, "x", "Export 1 item?")
    opens(home, "y", "History of “Harbour”")
    for told in ("“Harbour” is a favourite.", "“Harbour” is no favourite any more."):
        press(home, "f")
        said(home, told)


def test_each_key_that_adds_or_takes_away_does_its_act(home: Person) -> None:
    options = home.page.get_by_role("option")
    home.open("Harbour")
    press(home, "d")
    said(home, "“Harbour” has a copy.")
    expect(options).to_have_count(3)
    press(home, "Delete")
    expect(options).to_have_count(2)
    turn(home, "3", "Trash")
    expect(options).to_have_count(1)
    options.click()
    expect(home.button("Restore")).to_be_visible()
    opens(home, "Delete", "Delete 1 item for good?")
    press(home, "r")
    said(home, "is back among your items.")
    for left in (1, 0):  # the restoring and the deletion are taken back
        press(home, "ControlOrMeta+z")
        expect(options).to_have_count(left)
    turn(home, "1", "All items")
    expect(options).to_have_count(3)
    press(home, "ControlOrMeta+z")  # and the copy, which goes to the trash
    expect(options).to_have_count(2)
    turn(home, "3", "Trash")
    press(home, "Shift+Delete")
    dialog(home).get_by_role("button", name="Delete for good").click()
    expect(options).to_have_count(0)


def test_each_key_of_the_list_does_its_act(home: Person) -> None:
    page = home.page
    press(home, "b")
    home.button("Sort").click()
    expect(page.get_by_role("menuitemradio", name="Last changed first")).to_be_checked()
    page.get_by_role("menuitemradio", name="By title").click()
    press(home, "s")
    expect(home.button("Done")).to_be_visible()
    page.keyboard.press("Escape")
    expect(home.button("Done")).to_have_count(0)
    press(home, "h")
    page.wait_for_url("**/help/")
    page.go_back()
    expect(page.get_by_role("option")).to_have_count(2)


def test_a_kind_and_a_tag_are_reached_by_their_names(home: Person) -> None:
    for name, shelf in (("secure", "Secure notes"), ("family", "family")):
        press(home, "j")
        line = dialog(home).get_by_role("combobox", name="Shelf, kind, tag or setting")
        line.fill(name)
        expect(dialog(home).get_by_role("option")).to_have_count(1)
        line.press("Enter")
        expect(home.page.get_by_role("region", name=shelf, exact=True)).to_be_visible()
        expect(home.page.locator(".rowtitle")).to_have_text(["Locker"])


def test_the_editor_is_left_by_escape_where_nothing_else_takes_it(home: Person) -> None:
    page = home.page
    home.open("Harbour")
    press(home, "e")
    expect(home.field("Title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(home.button("Save")).to_have_count(0)

    press(home, "e")
    expect(home.field("Title")).to_be_focused()
    page.keyboard.press("ControlOrMeta+i")
    expect(home.field("Field name")).to_be_focused()
    page.keyboard.type("Hint")
    home.field("Tags").press_sequentially("fam")
    page.keyboard.press("Escape")  # takes back what was typed there
    expect(home.field("Tags")).to_have_value("")
    expect(dialogs := page.locator("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(dialog(home)).to_contain_text("Give up the changes to “Harbour”?")
    page.keyboard.press("Escape")
    expect(dialogs).to_have_count(0)
    expect(home.field("Field name")).to_have_value("Hint")
    page.keyboard.press("Escape")
    home.button("Give up changes").click()
    expect(home.button("Save")).to_have_count(0)


def test_keys_without_an_effect_leave_everything_as_it_is_and_all_are_listed(home: Person) -> None:
    home.open("Locker")
    for key in ("p", "z", "q", "ControlOrMeta+i", "r"):
        press(home, key)
    gone(home, home.page.locator(".toast").filter(has_text="is back among"))
    expect(home.item("Locker")).to_have_count(1)
    press(home, "?")
    for what, key in {
        "Show password, or hide it": "P",
        "Password in large type": "Z",
        "Show QR code to join": "Q",
        "Go to a shelf, kind or tag": "J",
        "Cancel": "Esc",
        "Add field": "Ctrl I",
    }.items():
        row = dialog(home).locator("dl > div").filter(has=home.page.get_by_text(what, exact=True))
        expect(row.locator("kbd")).to_have_text(key.split())
    dismiss(home)
