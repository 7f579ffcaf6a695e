"""What is typed and not saved, in several tabs of one browser: each has its own, what a closed one left is found."""

import copy
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.person import Person
from tests.journeys.test_item_changes import STORED
from tests.journeys.test_items import begin, detail, said, save
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-drafts-{site.port}@example.org").sign_up().enter_vault()
    yield alice
    assert alice.refusals() == []
    alice.context.close()


def at(person: Person, page: Page) -> Person:
    """The same person and browser before another of its tabs."""
    other = copy.copy(person)
    other.page = page
    return other


def tab(person: Person) -> Person:
    """A new tab with the vault open."""
    other = at(person, person.context.new_page())
    other.page.goto("/vault/")
    other.unlock()
    expect(other.button("New item")).to_be_visible()
    return other


def type_draft(person: Person, title: str, username: str) -> None:
    """A new item as far as it goes, until it is kept."""
    begin(person, "Login", title)
    person.field("Username").fill(username)
    person.page.wait_for_function(STORED)


def reload(person: Person) -> None:
    person.page.reload()
    person.unlock()
    expect(person.button("New item")).to_be_visible()


def finds(person: Person, title: str, username: str) -> None:
    expect(detail(person).get_by_text("These changes had not been saved")).to_be_visible()
    expect(person.field("Title")).to_have_value(title)
    expect(person.field("Username")).to_have_value(username)


def none_is_kept(person: Person) -> None:
    expect(person.button("Save")).to_have_count(0)
    person.page.wait_for_function(NONE_KEPT)


NONE_KEPT = """async () => {
  const db = await new Promise((done, failed) => {
    const open = indexedDB.open('tessera')
    open.onsuccess = () => done(open.result)
    open.onerror = () => failed(open.error)
  })
  const keys = db.transaction('locals').objectStore('locals').getAllKeys()
  await new Promise((done, failed) => ((keys.onsuccess = done), (keys.onerror = failed)))
  db.close()
  return !keys.result.some(key => key.includes('/draft'))
}"""


def give_up(person: Person) -> None:
    person.button("Cancel").click()
    person.button("Give up changes").click()


def test_two_tabs_keep_two_drafts_over_lock_and_reload(alice: Person) -> None:
    left, right = tab(alice), tab(alice)
    type_draft(left, "Left bank", "typed on the left")
    type_draft(right, "Right bank", "typed on the right")
    left.button("Lock").click()
    left.unlock()
    finds(left, "Left bank", "typed on the left")
    reload(right)
    finds(right, "Right bank", "typed on the right")
    give_up(left)
    expect(left.button("Save")).to_have_count(0)
    reload(right)
    finds(right, "Right bank", "typed on the right")
    save(right)
    said(right, "“Right bank” is new in your vault.")
    for someone in (left, right):
        reload(someone)
        expect(someone.item("Right bank")).to_be_visible()
        none_is_kept(someone)
        someone.page.close()


def test_what_closed_tabs_left_is_offered_one_after_another(alice: Person) -> None:
    for title in ("Oldest", "Middle", "Newest"):
        type_draft(tab(alice), title, f"typed for {title}")
    for page in alice.context.pages[1:]:
        page.close()
    found = tab(alice)
    finds(found, "Newest", "typed for Newest")
    found.button("Save").click()
    said(found, "“Newest” is new in your vault.")
    finds(found, "Middle", "typed for Middle")
    reload(found)
    finds(found, "Middle", "typed for Middle")
    give_up(found)
    finds(found, "Oldest", "typed for Oldest")
    save(found)
    said(found, "“Oldest” is new in your vault.")
    reload(found)
    expect(found.item("Oldest")).to_be_visible()
    expect(found.item("Newest")).to_be_visible()
    expect(found.item("Middle")).to_have_count(0)
    none_is_kept(found)
    found.page.close()


def test_a_duplicated_tab_is_another_tab(alice: Person) -> None:
    first = tab(alice)
    type_draft(first, "Original", "typed first")
    with first.page.expect_popup() as opening:
        first.page.evaluate("() => void window.open('/vault/')")  # as duplicating does, it copies the session storage
    second = at(alice, opening.value)
    assert second.page.evaluate("sessionStorage.getItem('tessera.tab')") == first.page.evaluate(
        "sessionStorage.getItem('tessera.tab')"
    )
    second.unlock()
    expect(second.button("New item")).to_be_visible()
    type_draft(second, "Duplicate", "typed second")
    for someone, title, username in ((first, "Original", "typed first"), (second, "Duplicate", "typed second")):
        reload(someone)
        finds(someone, title, username)
        give_up(someone)
        expect(someone.button("Save")).to_have_count(0)
    none_is_kept(first)
    first.page.close()
    second.page.close()


def test_a_kind_that_is_being_made_survives_with_the_item_it_is_for(alice: Person) -> None:
    maker = tab(alice)
    type_draft(maker, "Old Faithful", "typed beneath")
    maker.field("Kind").select_option("New kind…")
    kind = maker.page.get_by_role("dialog", name="New kind")
    kind.get_by_label("Name of the kind").fill("Geyser")
    kind.get_by_label("Field name").fill("Height")
    kind.get_by_label("Type").select_option("Number")
    maker.page.wait_for_function(STORED)
    for _ in range(2):  # what was found is kept as well
        reload(maker)
        expect(kind.get_by_label("Name of the kind")).to_have_value("Geyser")
        expect(kind.get_by_label("Field name")).to_have_value("Height")
        expect(kind.get_by_label("Type").locator("option:checked")).to_have_text("Number")
    kind.get_by_role("button", name="Save kind").click()
    expect(kind).to_have_count(0)
    expect(maker.field("Title")).to_have_value("Old Faithful")
    expect(maker.field("Kind").locator("option:checked")).to_have_text("Geyser")
    maker.field("Height").fill("56")
    maker.page.wait_for_function(STORED)
    reload(maker)
    expect(maker.field("Height")).to_have_value("56")
    expect(kind).to_have_count(0)
    save(maker)
    expect(detail(maker).get_by_text("Geyser")).to_be_visible()
    none_is_kept(maker)
    maker.page.close()
