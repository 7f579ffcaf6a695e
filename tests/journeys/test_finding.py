"""Finding one's way among items: shelves, tags, filters, order, several at once, palette, keys; on a phone too."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.opened import Opened
from tests.journeys.person import Person
from tests.journeys.shelved import MADE, TITLES, made
from tests.journeys.test_accessibility import fits, violations
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-finding-{site.port}@example.org").sign_up().enter_vault()
    Opened.of(alice, alice.words()).commits(alice, len(MADE), given=made)
    alice.page.goto("/vault/")
    alice.unlock()
    alice.settle()
    alice.button("Not now").click()
    yield alice
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    """Alice with all her items in the list, none of them open or selected."""
    alice.page.set_viewport_size({"width": 1280, "height": 720})
    alice.page.keyboard.press("Escape")  # what an earlier test may have left open
    shelf(alice, "All items").click()
    expect(alice.page.get_by_role("option")).to_have_count(len(MADE))
    return alice


def shelf(person: Person, name: str) -> Locator:
    """Of the sidebar, whatever its count."""
    entry = re.compile(rf"^{re.escape(name)}( [\d,]+)?$")
    return person.page.get_by_role("navigation", name="Vault").get_by_role("button", name=entry)


def listed(person: Person, *titles: str) -> None:
    """The list comes to have just these, in this order."""
    expect(person.page.get_by_role("option")).to_have_count(len(titles))
    expect(person.page.locator(".rowtitle")).to_have_text(list(titles))


def selected(person: Person) -> Locator:
    return person.page.get_by_role("option", selected=True)


def select(person: Person, *titles: str) -> None:
    for title in titles:
        person.item(title).click(modifiers=["Control"])
    expect(selected(person)).to_have_count(len(titles))


def test_a_shelf_holds_what_belongs_on_it_and_says_how_much(home: Person) -> None:
    for name, titles in {
        "Favourites": ["Alder & Finch", "Bluestone Bank"],
        "Credit cards": ["Kestrel Visa"],
        "money": ["Bluestone Bank", "Kestrel Visa"],
        "work": ["Alder & Finch", "Cinder hosting", "Foundry git"],
        "infra": ["Cinder hosting", "Foundry git"],
    }.items():
        shelf(home, name).click()
        expect(shelf(home, name)).to_have_attribute("aria-current", "true")
        expect(shelf(home, name)).to_have_accessible_name(f"{name} {len(titles)}")
        listed(home, *titles)


def test_sections_and_branches_are_put_away_and_brought_back(home: Person) -> None:
    kinds = home.button("Kinds")
    kinds.click()
    expect(shelf(home, "Credit cards")).to_be_hidden()
    kinds.click()
    expect(shelf(home, "Credit cards")).to_be_visible()
    home.button("Tags under work").click()
    expect(shelf(home, "infra")).to_be_hidden()
    home.button("Tags under work").click()
    expect(shelf(home, "infra")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tag:work user2", ["Cinder hosting"]),
        ("kind:card", ["Kestrel Visa"]),
        ("is:favorite", ["Alder & Finch", "Bluestone Bank"]),
        ("url:site3", ["Foundry git"]),
        ('"right, left"', ["Locker"]),
        ("blustone", ["Bluestone Bank"]),
    ],
)
def test_filters_narrow_a_search_and_a_typing_error_spoils_none(home: Person, typed: str, found: list[str]) -> None:
    home.page.get_by_role("searchbox", name="Search").fill(typed)
    listed(home, *found)
    expect(home.page.get_by_text(f"{len(found)} item{'s' if len(found) > 1 else ''} found")).to_be_visible()


def test_the_list_is_sorted_as_one_chooses_and_stays_so(home: Person) -> None:
    listed(home, *TITLES)
    home.button("Sort").press("ArrowDown")
    expect(home.page.get_by_role("menuitemradio", name="By title")).to_be_focused()
    home.page.keyboard.press("End")
    home.page.keyboard.press("Enter")
    expect(home.button("Sort")).to_be_focused()
    shelf(home, "Favourites").click()
    listed(home, "Alder & Finch", "Bluestone Bank")  # the newest of all is the first of these
    shelf(home, "family").click()
    listed(home, "Guest Wi-Fi", "Locker")
    home.button("Sort").click()
    home.page.get_by_role("menuitemradio", name="By title").click()
    shelf(home, "All items").click()
    listed(home, *TITLES)


def test_several_items_are_tagged_at_once_and_the_tag_taken_back(home: Person) -> None:
    select(home, "Guest Wi-Fi", "Locker")
    expect(home.page.get_by_text("2 selected")).to_be_visible()
    home.button("Tag").click()
    dialog = home.page.get_by_role("dialog", name="Tag 2 items")
    expect(dialog.get_by_role("list", name="Tags they have")).to_contain_text("family")
    dialog.get_by_label("Tags", exact=True).fill("summer/house")
    dialog.get_by_role("button", name="Add tags").click()
    expect(shelf(home, "house")).to_have_accessible_name("house 2")
    home.button("Undo").click()
    expect(shelf(home, "summer")).to_have_count(0)


def test_several_items_go_to_the_trash_and_come_back_with_undo(home: Person) -> None:
    home.item("Cinder hosting").click()
    home.item("Guest Wi-Fi").click(modifiers=["Shift"])
    expect(selected(home)).to_have_count(3)
    home.button("Move to trash").click()
    expect(home.page.get_by_role("option")).to_have_count(len(MADE) - 3)
    expect(home.page.get_by_role("listbox")).to_be_focused()
    shelf(home, "Trash").click()
    listed(home, "Cinder hosting", "Foundry git", "Guest Wi-Fi")
    home.button("Undo").click()
    expect(home.page.get_by_text("The trash is empty", exact=True)).to_be_visible()


def test_what_is_selected_is_exported_and_nothing_else(home: Person) -> None:
    select(home, "Locker", "Kestrel Visa")
    home.button("Export").click()
    dialog = home.page.get_by_role("dialog", name="Export 2 items?")
    expect(dialog).to_contain_text("“Locker” and “Kestrel Visa”")
    with home.page.expect_download() as download:
        dialog.get_by_role("button", name="Export unencrypted").click()
    text = Path(download.value.path()).read_text("utf8")
    assert {title for title in TITLES if json.dumps(title) in text} == {"Locker", "Kestrel Visa"}
    home.button("Done").click()


def test_favourites_are_made_and_unmade_for_several_at_once(home: Person) -> None:
    select(home, "Locker", "Kestrel Visa")
    home.button("Favourite").last.click()
    expect(shelf(home, "Favourites")).to_have_accessible_name("Favourites 4")
    home.button("Not a favourite").click()
    expect(shelf(home, "Favourites")).to_have_accessible_name("Favourites 2")


def test_the_list_box_selects_by_keyboard_as_list_boxes_do(home: Person) -> None:
    keys = home.page.keyboard
    box = home.page.get_by_role("listbox", name="All items")
    box.focus()
    keys.press("Home")
    keys.press("Shift+ArrowDown")
    keys.press("Shift+ArrowDown")
    expect(selected(home)).to_have_count(3)
    keys.press("Control+a")
    expect(selected(home)).to_have_count(len(MADE))
    keys.press("Escape")
    expect(home.page.get_by_role("group", name="Selected items")).to_have_count(0)
    expect(box).to_be_focused()
    keys.press("Shift+L")  # jumps; l alone would lock
    expect(selected(home)).to_have_accessible_name("Locker")
    keys.press("Space")
    keys.press("ArrowUp")
    keys.press("Space")
    expect(selected(home)).to_have_count(2)
    keys.press("Escape")


def test_the_palette_finds_items_acts_and_places(home: Person) -> None:
    keys = home.page.keyboard
    keys.press("Control+k")
    line = home.page.get_by_role("combobox", name="Item, act or place")
    expect(line).to_be_focused()
    keys.type("kest")
    found = home.page.get_by_role("dialog").get_by_role("option", name="Kestrel Visa")
    expect(found).to_have_attribute("aria-selected", "true")
    assert violations(home) == []
    keys.press("Enter")
    expect(home.page.get_by_role("heading", name="Kestrel Visa")).to_be_visible()
    keys.press("Control+k")
    line.fill("favourite, or")
    keys.press("Enter")
    expect(home.page.get_by_text("“Kestrel Visa” is a favourite.", exact=True)).to_be_visible()
    keys.press("Control+z")
    expect(home.page.get_by_text("Undone: “Kestrel Visa” is a favourite.")).to_be_visible()
    expect(shelf(home, "Favourites")).to_have_accessible_name("Favourites 2")
    keys.press("Control+k")
    line.fill("infra")
    home.page.get_by_role("dialog").get_by_role("option").filter(has_text=re.compile(r"^work.infra\s*Tag$")).click()
    listed(home, "Cinder hosting", "Foundry git")


# A key in the next moment, before the browser has said that the dialog is closed.
CLOSE_AND_PRESS = """async (button, key) => {
  button.click()
  await null
  document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}"""


def test_keys_copy_and_open_and_the_single_ones_can_be_switched_off(home: Person) -> None:
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keys = home.page.keyboard
    home.item("Cinder hosting").click()
    expect(home.page.get_by_role("heading", name="Cinder hosting")).to_be_visible()
    keys.press("u")
    home.page.wait_for_function("async () => await navigator.clipboard.readText() === 'user2@example.org'")
    keys.press("c")
    expect(home.page.get_by_text("Password copied.")).to_be_visible()
    keys.press("?")
    dialog = home.page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog.get_by_text("Copy password")).to_be_visible()
    assert violations(home) == []
    dialog.get_by_role("button", name="Close").evaluate(CLOSE_AND_PRESS, "?")
    dialog.get_by_label("Keys without Ctrl or Cmd").uncheck()
    keys.press("Escape")
    home.page.get_by_role("listbox").focus()
    keys.press("l")  # jumps now, and locks nothing
    expect(selected(home)).to_have_accessible_name("Locker")
    keys.press("Control+k")
    keys.type("keyboard")
    keys.press("Enter")
    dialog.get_by_label("Keys without Ctrl or Cmd").check()
    keys.press("Escape")
    home.button("Sort").focus()  # in the list, letters typed in one go still belong together
    keys.press("e")
    expect(home.field("Title")).to_have_value("Locker")
    home.button("Cancel").click()


def test_on_a_phone_list_item_and_shelves_are_screens_of_their_own(home: Person) -> None:
    page = home.page
    page.set_viewport_size({"width": 320, "height": 640})
    home.button("Shelves").click()
    drawer = page.get_by_role("dialog", name="Shelves")
    assert violations(home) == []
    drawer.get_by_role("button", name="Favourites 2").click()
    expect(drawer).to_have_count(0)
    listed(home, "Alder & Finch", "Bluestone Bank")
    home.item("Bluestone Bank").click()
    expect(page.get_by_role("heading", name="Bluestone Bank")).to_be_visible()
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert fits(home)
    page.go_back()
    expect(page.get_by_role("listbox")).to_be_visible()
    home.button("Select").click()
    home.item("Alder & Finch").click()
    expect(page.get_by_text("1 selected")).to_be_visible()
    assert fits(home)
    assert violations(home) == []
    home.button("Done").click()


def test_the_trash_is_emptied_once_it_has_said_what_goes(home: Person) -> None:
    select(home, "Old forum", "Old shop")
    home.button("Move to trash").click()
    shelf(home, "Trash").click()
    home.button("Empty trash").click()
    dialog = home.page.get_by_role("dialog", name="Delete 2 items for good?")
    expect(dialog).to_contain_text("“Old forum” and “Old shop”")
    assert violations(home) == []
    dialog.get_by_role("button", name="Keep").click()
    listed(home, "Old forum", "Old shop")
    home.button("Empty trash").click()
    dialog.get_by_role("button", name="Delete for good").click()
    expect(home.page.get_by_text("The trash is empty", exact=True)).to_be_visible()
    toasts = home.page.locator(".toast")
    home.page.keyboard.press("ControlOrMeta+z")
    expect(toasts.filter(has_text="There is nothing to undo.")).to_be_visible()
    home.button("Lock").click()
    expect(home.button("Unlock")).to_be_visible()
    expect(toasts).to_have_count(0)
    home.page.reload()
    home.unlock()
    shelf(home, "Trash").click()
    expect(home.page.get_by_text("The trash is empty", exact=True)).to_be_visible()
