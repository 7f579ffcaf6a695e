"""What an empty shelf teaches, where the generator stands, the code of a network."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.detailed import at_home, detailed
from tests.journeys.person import Person
from tests.journeys.vaultpages import begin, dialog, dismiss, press, save, turn
from tests.scanner import scan
from tests.site import Site

pytestmark = pytest.mark.journey
# Over which fields the generator stands.
GENERATED = """() => [...document.querySelectorAll('.editor .generate')]
  .filter(node => node.checkVisibility())
  .map(node => node.closest('.field').querySelector('label').textContent)"""


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = detailed(site, chromium, "details")
    yield alice
    assert alice.refusals() == []
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    return at_home(alice)


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
