"""Three hundred items: only rows in sight exist, the order stays, and the page is as still and stark as one asks."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.opened import Opened
from tests.journeys.person import Person
from tests.journeys.vaultpages import dialog, dismiss, press, turn
from tests.reference import items
from tests.site import Site

pytestmark = pytest.mark.journey
COUNT = 300
# Titles and places of the rows that there are.
ROWS = """() => [...document.querySelectorAll('[role=option]')].map(option => {
  const title = document.getElementById(option.getAttribute('aria-labelledby')).textContent
  return [title, +option.ariaPosInSet, +option.ariaSetSize]
})"""
# The longest that anything moves in what the selector finds, in seconds.
MOVING = """selector => {
  const found = document.querySelector(selector)
  const seconds = text => text.split(',').map(time => parseFloat(time) * (time.trim().endsWith('ms') ? 0.001 : 1))
  const styles = [found, ...found.querySelectorAll('*')].flatMap(node =>
    [null, '::before', '::after', '::backdrop'].map(part => getComputedStyle(node, part)))
  return Math.max(...styles.flatMap(style =>
    [...seconds(style.transitionDuration), ...seconds(style.animationDuration)].filter(time => time >= 0)))
}"""
# How a row stands out without its colours: the line around it, where that is not of the colour behind it.
LINE = """row => {
  const { outlineStyle, outlineWidth, outlineColor, backgroundColor } = getComputedStyle(row)
  return outlineStyle === 'none' || outlineColor === backgroundColor ? 0 : parseFloat(outlineWidth)
}"""


def aged(number: int) -> dict[str, items.Json]:
    """Each is newer than the one before."""
    then = int(time.time()) - COUNT + number
    return {"creationAt": then, "modifiedAt": then}


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-long-{site.port}@example.org").sign_up().enter_vault()
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    Opened.of(alice, alice.words()).commits(alice, COUNT, given=aged)
    alice.page.goto("/vault/")
    alice.unlock()
    alice.settle()
    alice.button("Not now").click()
    yield alice
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    turn(alice, "1", "All items")
    expect(alice.page.get_by_role("option").first).to_be_visible()
    return alice


def selected(alice: Person) -> Locator:
    return alice.page.get_by_role("option", selected=True)


def rows_are_right(alice: Person) -> None:
    """Some rows and not nearly all exist, each in its place."""
    rows = alice.page.evaluate(ROWS)
    assert 5 < len(rows) < 100
    for title, place, total in rows:
        assert (title[:10], total) == (f"Site {place - 1:05}", COUNT)


def test_of_three_hundred_rows_those_in_sight_exist(home: Person) -> None:
    page = home.page
    box = page.get_by_role("listbox", name="All items")
    box.focus()
    rows_are_right(home)
    page.keyboard.press("End")
    expect(selected(home)).to_have_attribute("aria-posinset", str(COUNT))
    expect(selected(home)).to_be_in_viewport()
    rows_are_right(home)
    box.evaluate("box => { box.scrollTop = box.scrollHeight / 2 }")
    middle = page.locator(f"[role=option][aria-posinset='{COUNT // 2 + 2}']")
    expect(middle).to_be_in_viewport()
    rows_are_right(home)
    middle.click()
    expect(page.get_by_role("heading", name=f"Site {COUNT // 2 + 1:05} Bluestone")).to_be_visible()
    box.focus()
    page.keyboard.press("Home")
    expect(selected(home)).to_have_accessible_name("Site 00000 Alder")
    expect(selected(home)).to_be_in_viewport()
    rows_are_right(home)


def test_the_order_stays_over_a_reload_and_a_copied_secret_does_not(home: Person) -> None:
    page = home.page
    home.button("Sort").click()
    page.get_by_role("menuitemradio", name="Newest first").click()
    first = page.locator("[role=option][aria-posinset='1']")
    expect(first).to_have_accessible_name("Site 00299 Juniper")
    first.click()
    expect(page.get_by_role("heading", name="Site 00299 Juniper")).to_be_visible()
    press(home, "c")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length > 10")
    page.reload()
    expect(home.button("Unlock")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == ""
    home.unlock()
    expect(first).to_have_accessible_name("Site 00299 Juniper")
    home.settle()
    home.button("Sort").click()
    expect(page.get_by_role("menuitemradio", name="Newest first")).to_be_checked()
    page.get_by_role("menuitemradio", name="By title").click()
    expect(first).to_have_accessible_name("Site 00000 Alder")


def moving(alice: Person) -> dict[str, float]:
    """How long what comes and goes on the page takes to, in seconds."""
    page = alice.page
    page.get_by_role("option").first.click()
    expect(alice.button("Copy username")).to_be_visible()
    press(alice, "u")
    expect(page.locator(".toast").first).to_be_visible()
    found = {what: page.evaluate(MOVING, what) for what in (".toast", ".row[data-on=true]", "button")}
    press(alice, "?")
    dialog(alice)
    found["dialog"] = page.evaluate(MOVING, "dialog")
    dismiss(alice)
    page.set_viewport_size({"width": 320, "height": 640})
    turn(alice, "1", "All items")
    alice.button("Shelves").click()
    dialog(alice)
    found["drawer"] = page.evaluate(MOVING, "dialog.drawer")
    dismiss(alice)
    page.set_viewport_size({"width": 1280, "height": 720})
    return found


def test_nothing_moves_for_those_who_asked_for_that(home: Person) -> None:
    page = home.page
    page.emulate_media(reduced_motion="no-preference")
    assert max(moving(home).values()) > 0.1, "nothing moves at all: this would not notice"
    page.emulate_media(reduced_motion="reduce")
    assert {what: time for what, time in moving(home).items() if time > 0.01} == {}
    page.emulate_media(reduced_motion="no-preference")


def test_what_is_selected_shows_where_the_system_chooses_the_colours(home: Person) -> None:
    page = home.page
    page.emulate_media(forced_colors="active")
    page.get_by_role("option").nth(1).click()
    expect(selected(home)).to_have_count(1)
    rows = page.locator(".row")
    assert rows.nth(0).evaluate(LINE) == 0
    assert rows.nth(1).evaluate(LINE) >= 2
    page.get_by_role("listbox").press("Shift+ArrowDown")
    expect(selected(home)).to_have_count(2)
    assert [rows.nth(at).evaluate(LINE) >= 2 for at in range(4)] == [False, True, True, False]
    page.keyboard.press("Escape")
    page.emulate_media(forced_colors="none")
