"""A vault of a few items: each key, what an empty shelf teaches, where the generator stands, the code of a network."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.person import Person
from tests.journeys.vaultpages import CODE, begin, dialog, dismiss, press, save, turn
from tests.scanner import scan
from tests.site import Site

pytestmark = pytest.mark.journey
PASSWORD = "aB7# first-of-two"
# What `w` would open, and no window is.
OPENING = "window.open = (...args) => { window.opened = args; return null }"
# Over which fields the generator stands.
GENERATED = """() => [...document.querySelectorAll('.editor .generate')]
  .filter(node => node.checkVisibility())
  .map(node => node.closest('.field').querySelector('label').textContent)"""


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    """In her vault, with a login and a tagged note."""
    alice = Person(site, chromium, f"alice-details-{site.port}@example.org").sign_up().enter_vault()
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alice.button("Skip").click()
    alice.page.evaluate(OPENING)
    begin(alice, "Login", "Harbour")
    alice.field("Username").fill("ada@harbour.example")
    alice.field("Password").fill(PASSWORD)
    alice.field("Website").fill("https://harbour.example/in")
    alice.button("Paste set-up text").click()
    alice.field("Set-up text").fill(CODE)
    alice.button("Use this text").click()
    save(alice)
    begin(alice, "Secure note", "Locker")
    alice.field("Tags").press_sequentially("family,")
    save(alice)
    yield alice
    assert alice.refusals() == []
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    """Alice with both items in the list."""
    turn(alice, "1", "All items")
    expect(alice.page.get_by_role("option")).to_have_count(2)
    return alice


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
    options = page.get_by_role("option")
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
    press(home, "d")
    said(home, "“Harbour” has a copy.")
    expect(options).to_have_count(3)
    press(home, "Delete")
    expect(options).to_have_count(2)
    turn(home, "3", "Trash")
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


def trashed(alice: Person, name: str) -> None:
    """Goes to the shelf of a kind or tag, and moves all that is there to the trash."""
    press(alice, "j")
    dialog(alice).get_by_role("combobox").fill(name)
    alice.page.keyboard.press("Enter")
    expect(alice.page.locator(".rowtitle")).to_have_text(["Locker"])
    emptied(alice)


def emptied(alice: Person) -> None:
    alice.page.get_by_role("listbox").press("ControlOrMeta+a")
    alice.button("Move to trash").click()


EMPTY: dict[str, tuple[Callable[[Person], None], str]] = {
    "trash": (lambda alice: turn(alice, "3", "Trash"), "What you delete waits here for 30 days"),
    "favourites": (lambda alice: turn(alice, "2", "Favourites"), "Open an item and press F, or choose Favourite."),
    "kind": (lambda alice: trashed(alice, "secure"), "choose Secure note there, and it is listed here."),
    "tag": (lambda alice: trashed(alice, "family"), "Edit an item to give it one, or several."),
    "search": (
        lambda alice: alice.page.get_by_role("searchbox", name="Search").fill("nowhere"),
        "No item has “nowhere” in it.",
    ),
    "vault": (emptied, "Start with the account that you would miss most: your mail."),
}


@pytest.mark.parametrize("shelf", EMPTY)
def test_an_empty_shelf_says_how_it_is_filled(home: Person, shelf: str) -> None:
    go, sentence = EMPTY[shelf]
    go(home)
    said_there = home.page.locator(".listpane .empty")
    expect(said_there).to_be_visible()
    found = said_there.inner_text()
    if shelf == "search":
        home.button("Clear the search").click()
    elif shelf in ("kind", "tag", "vault"):
        press(home, "ControlOrMeta+z")
        expect(said_there).to_have_count(0)
    assert sentence in " ".join(found.split()).replace(" ,", ",")


SECRETS = {
    "Login": ["Password"],
    "Wi-Fi router": ["Network password", "Router password", "Storage password"],
    "Server": ["Password", "Console password"],
    "E-mail account": ["Password", "Outgoing password"],
    # Numbers and keys that somebody else gives out are not for us to make.
    "Credit card": ["PIN"],
    "Crypto wallet": ["Password", "PIN"],
    "SSH key": ["Passphrase"],
    "API credential": [],
    "Software licence": [],
    "Secure note": [],
}


def test_the_generator_stands_beside_each_secret_that_is_ones_own_to_choose(home: Person) -> None:
    page = home.page
    press(home, "n")
    found = {}
    for kind in SECRETS:
        home.field("Kind").select_option(kind)
        expect(home.field("Kind").locator("option:checked")).to_have_text(kind)
        found[kind] = page.evaluate(GENERATED)
    assert found == SECRETS
    home.button("Add field").click()
    group = page.get_by_role("group", name="new field")
    expect(group.get_by_role("button", name="Generate one")).to_have_count(0)
    group.get_by_label("Type", exact=True).select_option("Hidden")
    group.get_by_role("button", name="Generate one").click()
    value = dialog(home).get_by_label("Generated value")
    expect(value).not_to_be_empty()
    made = value.inner_text()
    dialog(home).get_by_role("button", name="Use this").click()
    expect(group.get_by_label("Value", exact=True)).to_have_value(made)
    page.keyboard.press("Escape")
    home.button("Give up changes").click()
    expect(home.button("Save")).to_have_count(0)


def test_a_phone_reads_the_login_of_a_network_off_the_screen(home: Person) -> None:
    begin(home, "Wi-Fi router", "Guest network")
    home.field("Network name").fill("Café; Guest")
    home.field("Network password").fill('pass:word,"1" \\o/')
    home.field("Security").select_option("WPA2 Personal")
    home.field("Hidden network").select_option("Yes")
    save(home)
    press(home, "q")
    expect(dialog(home)).to_contain_text("Join “Café; Guest”")
    text = scan(dialog(home).get_by_role("img", name="QR code with the login of this network").screenshot())["text"]
    assert text.startswith("WIFI:")
    # Each field ends with a semicolon that no backslash stands before; docs: WPA3 specification §7.1.
    fields = re.findall(r"([A-Z]+):((?:\\.|[^\\;])*);", text.removeprefix("WIFI:"))
    assert {name: re.sub(r"\\(.)", r"\1", value) for name, value in fields} == {
        "T": "WPA",
        "S": "Café; Guest",
        "P": 'pass:word,"1" \\o/',
        "H": "true",
    }
    dismiss(home)
    press(home, "Delete")
    expect(home.item("Guest network")).to_have_count(0)
