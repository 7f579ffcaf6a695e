"""A vault of two items: a login with everything in it, and a tagged note."""

from playwright.sync_api import Browser, expect

from tests.journeys.person import Person
from tests.journeys.vaultpages import CODE, begin, save, turn
from tests.site import Site

PASSWORD = "aB7# first-of-two"
# What `w` would open, and no window is.
OPENING = "window.open = (...args) => { window.opened = args; return null }"


def detailed(site: Site, chromium: Browser, name: str) -> Person:
    alice = Person(site, chromium, f"{name}-{site.port}@example.org").sign_up().enter_vault()
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alice.skip_tour()
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
    return alice


def at_home(alice: Person) -> Person:
    """With both items in the list."""
    turn(alice, "1", "All items")
    expect(alice.page.get_by_role("option")).to_have_count(2)
    return alice
