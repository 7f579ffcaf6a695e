"""What happens to an item over time: its history, undo, two browsers at once, drafts over a lock, the clipboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, expect

from tests.journeys.person import Person
from tests.journeys.test_accessibility import fits, violations
from tests.journeys.test_items import begin, detail, said, save
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-changes-{site.port}@example.org").sign_up().enter_vault()
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield alice
    assert alice.refusals() == []
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    """Alice with her vault open and no editor on screen."""
    alice.page.goto("/vault/")
    alice.unlock()
    alice.settle()
    return alice


def change(person: Person, title: str, **fields: str) -> None:
    """Opens an item and saves other values."""
    person.open(title)
    person.button("Edit").click()
    expect(person.field("Title")).to_be_focused()  # or what is typed elsewhere lands there
    for label, value in fields.items():
        person.field(label.capitalize()).fill(value)
    save(person)
    said(person, f"“{title}” is saved.")


def boxes(found: Locator) -> list[FloatRect]:
    """Where each of them is on the page, in px."""
    return [box for one in found.all() if (box := one.bounding_box())]


def test_the_history_compares_two_states_and_brings_one_back(home: Person) -> None:
    home.new_item("Ivory Air", username="ada", password="first secret")
    change(home, "Ivory Air", password="second secret")
    change(home, "Ivory Air", username="ada.lovelace", notes="Seat 12A")
    home.button("2 earlier states").click()
    dialog = home.page.get_by_role("dialog", name="History of “Ivory Air”")
    states = dialog.get_by_role("list", name="States").get_by_role("button")
    expect(states).to_have_count(3)
    expect(states.nth(0)).to_contain_text("Notes, Username")
    expect(states.nth(1)).to_contain_text("Password")
    states.nth(2).click()
    rows = dialog.get_by_role("table").get_by_role("row")
    expect(rows.filter(has_text="Username")).to_contain_text("ada.lovelace")
    expect(dialog.get_by_text("first secret")).to_have_count(0)
    dialog.get_by_role("button", name="Show hidden values").click()
    expect(rows.filter(has_text="Password")).to_contain_text("first secret")
    assert violations(home) == []
    cells = rows.filter(has_text="Password").get_by_role("cell")
    left, right = boxes(cells)
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    home.page.set_viewport_size({"width": 320, "height": 640})
    above, below = boxes(cells)
    assert above["x"] == below["x"]
    assert above["y"] + above["height"] <= below["y"]
    assert violations(home) == []
    home.page.set_viewport_size({"width": 1280, "height": 720})
    dialog.get_by_label("Compare with").select_option(index=1)
    expect(rows.filter(has_text="Username")).to_have_count(0)
    dialog.get_by_role("button", name="Restore this").click()
    expect(dialog).to_have_count(0)
    said(home, "“Ivory Air” is as it was before.")
    home.button("Show password").click()
    expect(detail(home).get_by_text("first secret")).to_be_visible()
    home.page.keyboard.press("ControlOrMeta+z")
    said(home, "Undone")
    expect(detail(home).get_by_text("ada.lovelace")).to_be_visible()


def test_every_change_can_be_undone_from_its_toast_or_with_the_keyboard(home: Person) -> None:
    home.new_item("Harbour library", notes="card 2049")
    change(home, "Harbour library", notes="card 1187")
    expect(detail(home).get_by_text("card 1187")).to_be_visible()
    home.page.locator(".toast").filter(has_text="is saved").get_by_role("button", name="Undo").click()
    expect(detail(home).get_by_text("card 2049")).to_be_visible()
    home.button("Favourite").click()
    expect(home.button("Favourite")).to_have_attribute("aria-pressed", "true")
    said(home, "“Harbour library” is a favourite.")
    home.page.keyboard.press("ControlOrMeta+z")
    expect(home.button("Favourite")).to_have_attribute("aria-pressed", "false")
    home.button("Duplicate").click()
    said(home, "“Harbour library” has a copy.")
    expect(home.page.get_by_role("option", name="Harbour library")).to_have_count(2)
    home.page.get_by_role("link", name="Settings").click()
    home.page.get_by_role("link", name="Back to the vault").click()
    expect(home.page.get_by_role("option", name="Harbour library")).to_have_count(2)
    home.page.keyboard.press("ControlOrMeta+z")
    expect(home.page.get_by_role("option", name="Harbour library")).to_have_count(1)


def test_undo_in_a_field_stays_the_fields_own(home: Person) -> None:
    home.new_item("Field undo")
    home.page.get_by_role("searchbox", name="Search").fill("Field")
    home.page.get_by_role("searchbox", name="Search").press("ControlOrMeta+z")
    home.page.get_by_role("searchbox", name="Search").fill("")
    expect(home.item("Field undo")).to_be_visible()


def test_what_gives_way_to_another_browsers_change_is_told_and_kept(alice: Person, home: Person) -> None:
    home.new_item("Shared login", username="ada", password="common")
    couch = alice.other_browser().authorize_by_picture()
    for someone in (home, couch):
        someone.open("Shared login")
        someone.button("Edit").click()
    couch.field("Password").fill("from the couch")
    save(couch)
    home.field("Password").fill("from the desk")
    home.button("Save").click()
    note = home.page.get_by_role("alert").filter(has_text="Another browser changed this as well: Password.")
    expect(note).to_be_visible()
    note.get_by_role("button", name="Show the history").click()
    dialog = home.page.get_by_role("dialog", name="History of “Shared login”")
    dialog.get_by_role("button", name="Show hidden values").click()
    expect(dialog.get_by_text("from the couch")).to_be_visible()
    couch.context.close()


def test_unsaved_changes_survive_a_lock_and_a_reload_sealed(home: Person) -> None:
    home.new_item("Draft bank", notes="as it was")
    home.open("Draft bank")
    home.button("Edit").click()
    home.field("Notes").fill("typed before the lock")
    home.button("Lock").click()
    home.unlock()
    expect(home.field("Notes")).to_have_value("typed before the lock")
    expect(detail(home).get_by_text("These changes had not been saved")).to_be_visible()
    home.field("Notes").fill("typed before the reload")
    home.page.wait_for_function(STORED)
    home.page.reload()
    home.unlock()
    expect(home.field("Notes")).to_have_value("typed before the reload")
    assert "typed before" not in home.page.evaluate(EVERYTHING)
    save(home)
    expect(detail(home).get_by_text("typed before the reload")).to_be_visible()
    home.page.reload()
    home.unlock()
    expect(home.item("Draft bank")).to_be_visible()
    expect(home.button("Save")).to_have_count(0)


# The page asks before it is left as long as something is not kept.
STORED = "() => window.dispatchEvent(new Event('beforeunload', { cancelable: true }))"
EVERYTHING = """async () => {
  const db = await new Promise((done, failed) => {
    const open = indexedDB.open('tessera')
    open.onsuccess = () => done(open.result)
    open.onerror = () => failed(open.error)
  })
  const text = value => JSON.stringify(value, (_, part) =>
    part instanceof Uint8Array ? new TextDecoder('latin1').decode(part) : part)
  const all = []
  for (const name of db.objectStoreNames) {
    const rows = db.transaction(name).objectStore(name).getAll()
    await new Promise(done => (rows.onsuccess = done))
    all.push(text(rows.result))
  }
  db.close()
  return all.join() + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)
}"""


def test_changes_that_are_given_up_are_gone(home: Person) -> None:
    begin(home, "Login", "Given up")
    home.button("Cancel").click()
    home.button("Give up changes").click()
    expect(home.button("Save")).to_have_count(0)
    home.page.reload()
    home.unlock()
    expect(home.button("New item")).to_be_visible()
    expect(home.button("Save")).to_have_count(0)


def test_the_clipboard_is_cleared_after_the_chosen_time_and_by_locking(home: Person) -> None:
    home.settings("Security")
    home.field("Clear the clipboard after").select_option("10 seconds")
    home.page.goto("/vault/")
    home.unlock()
    home.new_item("Copied", password="for a moment")
    home.open("Copied")
    home.page.clock.install()
    home.button("Copy password").click()
    expect(home.page.get_by_text("cleared in 10 seconds").first).to_be_visible()
    home.page.clock.fast_forward(11_000)
    home.page.wait_for_function(CLEARED)
    home.page.evaluate("localStorage.setItem('tessera.clipboard', '0')")
    home.button("Copy password").click()
    expect(home.page.get_by_text("stays in the clipboard").first).to_be_visible()
    home.button("Lock").click()
    home.page.wait_for_function(CLEARED)


CLEARED = "async () => await navigator.clipboard.readText() !== 'for a moment'"


def test_editor_item_and_dialogs_for_everybody(home: Person) -> None:
    begin(home, "Wi-Fi router", "Guest Wi-Fi")
    home.button("Add field").click()
    home.button("Add website").click()
    home.field("Network name").fill("Observatory")
    home.field("Network password").fill("tele 7 scope!")
    home.field("Tags").fill("home,")
    found = {"editor": violations(home)}
    home.field("Kind").select_option("New kind…")
    expect(home.page.get_by_role("dialog")).to_be_visible()
    found["kind"] = violations(home)
    home.page.keyboard.press("Escape")
    save(home)
    found["item"] = violations(home)
    home.button("Show network password in large type").click()
    found["large type"] = violations(home)
    home.page.keyboard.press("Escape")
    home.button("Show QR code to join").click()
    expect(home.page.get_by_role("dialog")).to_be_visible()
    found["network"] = violations(home)
    home.page.keyboard.press("Escape")
    assert {part: broken for part, broken in found.items() if broken} == {}
    home.button("Edit").click()
    home.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(home)
    home.page.set_viewport_size({"width": 1280, "height": 720})
    home.button("Cancel").click()
