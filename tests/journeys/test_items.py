"""Working with one item: every kind of field, tags, websites, history, copies, undo, and what survives a lock."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-items-{site.port}@example.org").sign_up().enter_vault()
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield alice
    assert alice.refusals() == []
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    """Alice with her vault open and no editor on screen."""
    alice.page.goto("/vault/")
    alice.unlock()
    expect(alice.button("New item")).to_be_visible()
    return alice


def detail(person: Person) -> Locator:
    return person.page.get_by_role("region", name="Item", exact=True)


def begin(person: Person, kind: str, title: str) -> None:
    person.button("New item").click()
    person.field("Kind").select_option(kind)
    person.field("Title").fill(title)


def save(person: Person) -> None:
    person.button("Save").click()
    expect(person.button("Edit")).to_be_visible()


def said(person: Person, text: str) -> None:
    """A toast says so."""
    expect(person.page.locator(".toast").filter(has_text=text).first).to_be_visible()


def test_a_card_has_the_fields_of_a_card_and_its_number_is_covered(home: Person) -> None:
    begin(home, "Credit card", "Blue card")
    expect(home.field("Password")).to_have_count(0)
    home.field("Cardholder").fill("Ada Lovelace")
    home.field("Card number").fill("4242424242424242")
    home.field("Expires").fill("2031-04")
    home.field("Phone of the bank").fill("+44 20 7946 0000")
    home.field("Favourite").check()
    save(home)
    for shown in ("Ada Lovelace", "April 2031", "+44 20 7946 0000", "Credit card"):
        expect(detail(home).get_by_text(shown).first).to_be_visible()
    expect(detail(home).get_by_text("4242424242424242")).to_have_count(0)
    home.button("Show card number").click()
    expect(detail(home).get_by_text("4242424242424242")).to_be_visible()
    expect(home.button("Favourite")).to_have_attribute("aria-pressed", "true")


def add_field(person: Person, name: str, kind: str, value: str) -> None:
    person.button("Add field").click()
    group = person.page.get_by_role("group", name="new field")
    group.get_by_label("Type", exact=True).select_option(kind)
    group.get_by_label("Value", exact=True).fill(value)
    group.get_by_label("Field name", exact=True).fill(name)


def names(person: Person) -> list[str]:
    return detail(person).locator("dt").all_inner_texts()


def test_own_fields_are_added_renamed_moved_and_removed(home: Person) -> None:
    begin(home, "Login", "Foundry")
    add_field(home, "Recovery hint", "Hidden", "blue door")
    add_field(home, "Renewal", "Date", "2027-01-31")
    add_field(home, "Memo", "Several lines", "one\ntwo")
    add_field(home, "Seats", "Number", "12")
    save(home)
    expect(detail(home).get_by_text("31 January 2027")).to_be_visible()
    assert names(home) == ["Recovery hint", "Renewal", "Memo", "Seats"]
    home.button("Show Recovery hint").click()
    expect(detail(home).get_by_text("blue door")).to_be_visible()

    home.button("Edit").click()
    home.button("Move Seats up").click()
    home.button("Remove Renewal").click()
    home.page.get_by_role("group", name="Memo").get_by_label("Field name", exact=True).fill("Remark")
    save(home)
    expect(detail(home).get_by_text("Remark")).to_be_visible()
    assert names(home) == ["Recovery hint", "Seats", "Remark"]


def test_an_own_field_with_a_value_needs_a_name(home: Person) -> None:
    begin(home, "Login", "Nameless")
    home.button("Add field").click()
    home.field("Value").fill("something")
    home.button("Save").click()
    expect(home.page.get_by_role("alert").filter(has_text="Give the field a name.")).to_be_visible()
    expect(home.field("Field name")).to_be_focused()
    home.button("Cancel").click()
    home.button("Give up changes").click()


def test_several_websites_each_open(home: Person) -> None:
    begin(home, "Login", "Harbour")
    home.field("Website").fill("harbour.example")
    home.button("Add website").click()
    home.field("Website 2").fill("https://login.harbour.example/in")
    save(home)
    first = detail(home).get_by_role("link", name="Open site", exact=True)
    expect(first).to_have_attribute("href", "https://harbour.example/")
    expect(first).to_have_attribute("rel", "noopener noreferrer")
    second = detail(home).get_by_role("link", name="Open site 2", exact=True)
    expect(second).to_have_attribute("href", "https://login.harbour.example/in")


def test_what_is_typed_right_after_a_field_is_added_lands_in_it(home: Person) -> None:
    begin(home, "Login", "In a hurry")
    home.page.evaluate("window.requestAnimationFrame = () => 0")  # a machine that is busy draws late
    home.button("Add website").click()
    home.page.keyboard.insert_text("second.example")
    expect(home.field("Website 2")).to_have_value("second.example")
    home.button("Remove Website 2").click()
    expect(home.button("Add website")).to_be_focused()
    home.button("Add field").click()
    home.page.keyboard.insert_text("Hint")
    expect(home.field("Field name")).to_have_value("Hint")
    home.button("Cancel").click()
    home.button("Give up changes").click()


def test_tags_that_are_known_are_offered_while_one_types(home: Person) -> None:
    begin(home, "Login", "Cinder")
    home.field("Tags").press_sequentially("work / clients,")
    expect(home.button("Remove tag work/clients")).to_be_visible()
    save(home)
    begin(home, "Login", "Alder")
    home.field("Tags").press_sequentially("cli")
    expect(home.page.get_by_role("listbox", name="Known tags").get_by_role("option")).to_have_text(["work/clients"])
    home.field("Tags").press("ArrowDown")
    home.field("Tags").press("Enter")
    expect(home.button("Remove tag work/clients")).to_be_visible()
    home.field("Tags").press_sequentially("family")
    save(home)
    expect(detail(home).get_by_role("list", name="Kind and tags")).to_contain_text("family")
    expect(detail(home).get_by_role("list", name="Kind and tags")).to_contain_text("work/clients")


def test_a_kind_of_ones_own_is_made_used_changed_and_removed(home: Person) -> None:
    home.button("New item").click()
    home.field("Kind").select_option("New kind…")
    dialog = home.page.get_by_role("dialog", name="New kind")
    dialog.get_by_label("Name of the kind").fill("Bicycle")
    dialog.get_by_label("Field name", exact=True).fill("Frame number")
    dialog.get_by_label("Type", exact=True).select_option("Hidden")
    dialog.get_by_role("button", name="Save kind").click()
    expect(dialog).to_have_count(0)
    home.field("Title").fill("Red bicycle")
    home.field("Frame number").fill("WTU-123")
    save(home)
    expect(detail(home).get_by_role("list", name="Kind and tags")).to_have_text("Bicycle")

    home.button("Edit").click()
    home.button("Change kind…").click()
    dialog = home.page.get_by_role("dialog", name="Change kind")
    dialog.get_by_role("button", name="Add field").click()
    dialog.get_by_label("Field name", exact=True).last.fill("Colour")
    dialog.get_by_role("button", name="Save kind").click()
    expect(dialog).to_have_count(0)
    home.field("Colour").fill("red")
    save(home)
    assert names(home) == ["Frame number", "Colour"]

    home.button("Edit").click()
    home.button("Change kind…").click()
    home.page.get_by_role("dialog").get_by_role("button", name="Remove kind").click()
    said(home, "The kind “Bicycle” is removed.")
    home.button("Cancel").click()
    expect(detail(home).get_by_text("Colour")).to_be_visible()
    home.page.locator(".toast").filter(has_text="is removed").get_by_role("button", name="Undo").click()
    expect(detail(home).get_by_role("list", name="Kind and tags")).to_have_text("Bicycle")


def test_a_password_is_shown_large_with_every_character_in_its_place(home: Person) -> None:
    home.new_item("Large", password="aB7# ")
    home.button("Show password in large type").click()
    dialog = home.page.get_by_role("dialog", name="Password")
    cells = dialog.get_by_role("listitem")
    expect(cells).to_have_count(5)
    assert cells.first.inner_text().split() == ["a", "a", "1"]
    expect(cells.nth(1)).to_contain_text("capital B")
    expect(cells.nth(2)).to_contain_text("digit 7")
    borders = cells.evaluate_all("nodes => nodes.map(n => getComputedStyle(n).borderBottomStyle)")
    assert borders[2] == "double"
    home.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_network_is_joined_by_its_code(home: Person) -> None:
    begin(home, "Wi-Fi router", "Guest Wi-Fi")
    home.field("Network name").fill("Observatory; guest")
    home.field("Network password").fill("telescope")
    save(home)
    home.button("Show QR code to join").click()
    dialog = home.page.get_by_role("dialog", name="Join “Observatory; guest”")
    expect(dialog.get_by_role("img", name="QR code with the login of this network")).to_be_visible()
    dialog.get_by_role("button", name="Close").click()


def test_a_private_key_keeps_its_lines_when_it_is_pasted_into_a_hidden_field(home: Person) -> None:
    home.page.evaluate("navigator.clipboard.writeText('-----BEGIN-----\\nabc\\n-----END-----\\n')")
    begin(home, "Login", "Pasted key")
    home.field("Password").press("ControlOrMeta+v")
    expect(home.field("Password")).to_have_value("-----BEGIN-----\nabc\n-----END-----")
    save(home)
    home.button("Show password").click()
    expect(detail(home).get_by_text("-----END-----")).to_be_visible()


def test_notes_of_100_000_characters_are_typed_into_and_shown_quickly(home: Person) -> None:
    begin(home, "Secure note", "Long note")
    home.field("Notes").fill("word " * 19_999)
    home.field("Notes").press("End")
    took = home.page.evaluate(
        """async () => {
          const area = document.activeElement
          const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set
          const began = performance.now()
          for (const letter of 'quick') {
            setter.call(area, area.value + letter)
            area.dispatchEvent(new InputEvent('input', { bubbles: true }))
          }
          return (performance.now() - began) / 5
        }"""
    )
    assert took < 50, f"a key press took {took:.0f} ms"
    save(home)
    expect(home.button("Show all of the notes")).to_be_visible()
    home.button("Show all of the notes").click()
    expect(detail(home).locator(".prose")).to_contain_text("word quick")
