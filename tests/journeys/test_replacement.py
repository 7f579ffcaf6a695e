"""Another Account Key: other browsers are cut off, the former QR and words are refused, the new QR opens everything."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey
SWAP = "**/api/vault/replacement/swap"
ITEMS = {"Guest Wi-Fi": "observatory", "Library": "turnstile"}


def lived_in(alice: Person) -> Person:
    alice.sign_up().enter_vault()
    for title, password in ITEMS.items():
        alice.new_item(title, password=password)
    return alice


def begin(alice: Person) -> None:
    """From Settings to the vault sealed anew."""
    alice.settings("Security")
    alice.button("Replace the Account Key").click()
    expect(alice.button("Make a new key")).to_be_disabled()
    alice.page.get_by_role("textbox", name="Account password").fill(alice.password)
    alice.button("Make a new key").click()
    expect(alice.page.get_by_text(re.compile(r"\d+ items? sealed anew\."))).to_be_focused()


def take_picture(alice: Person) -> bytes:
    with alice.page.expect_download() as download:
        alice.button("Download picture").click()
    return Path(download.value.path()).read_bytes()


def finish(alice: Person) -> None:
    alice.button("Replace the key now").click()
    expect(alice.page.get_by_text("The Account Key was replaced.")).to_be_focused()


def replace_key(person: Person) -> bytes:
    """From Settings to the end; answers the picture of the new key."""
    begin(person)
    picture = take_picture(person)
    finish(person)
    return picture


def key_mails(site: Site, alice: Person) -> int:
    return sum("QR code" in str(message["Subject"]) for message in site.mails(alice.email))


def expect_items(person: Person) -> None:
    for title in ITEMS:
        expect(person.item(title)).to_be_visible()


def generation(site: Site, alice: Person) -> object:
    return site.rows("SELECT generation FROM accounts_account WHERE email = ?", alice.email)[0][0]


def test_every_other_browser_is_cut_off_and_only_the_new_key_brings_it_back(
    person: Callable[..., Person], site: Site
) -> None:
    alice = lived_in(person("replacing"))
    former, sent = site.key_picture(alice.email), key_mails(site, alice)
    former_words = alice.words()
    other = alice.other_browser().authorize_by_picture()
    expect_items(other)

    begin(alice)
    expect(alice.button("Replace the key now")).to_be_disabled()
    take_picture(alice)
    finish(alice)
    expect(alice.page.get_by_text("The new QR is on its way to your mailbox.")).to_be_visible()

    other.page.reload()
    expect(other.page.get_by_text("The Account Key was replaced")).to_be_visible()
    other.sign_in()
    other.page.wait_for_url("**/authorize/")
    other.import_bytes("tessera_key.png", former, "image/png")
    assert "This key was replaced on " in other.alert()
    other.type_key(former_words)
    expect(other.page.get_by_role("alert").filter(has_text="These words do not open this account")).to_be_visible()
    other.import_bytes("tessera_key.png", site.key_picture(alice.email, sent), "image/png")
    other.page.wait_for_url("**/vault/")
    expect_items(other)
    site.mail(alice.email, "the Account Key was replaced")

    alice.page.goto("/vault/")
    alice.unlock()
    expect_items(alice)
    alice.new_item("Orchard", password="gate")
    assert alice.refusals() + other.refusals() == []
    other.context.close()


def test_a_page_that_is_closed_in_the_middle_goes_on_where_the_server_stands(
    person: Callable[..., Person], site: Site
) -> None:
    alice = lived_in(person("closing"))
    begin(alice)
    take_picture(alice)
    reopen(alice)  # before the swap: nothing has changed
    expect_items(alice)
    assert generation(site, alice) == 1

    begin(alice)
    picture = take_picture(alice)
    alice.page.route(SWAP, answer_lost)
    with alice.page.expect_event("requestfailed", lambda request: request.url.endswith("/swap")):
        alice.button("Replace the key now").click()
    assert generation(site, alice) == 2
    reopen(alice)  # after it, and before this browser heard of it
    expect_items(alice)
    alice.new_item("Orchard", password="gate")

    other = alice.other_browser()
    other.sign_in()
    other.import_bytes("tessera_key.png", picture, "image/png")
    other.page.wait_for_url("**/vault/")
    expect_items(other)
    expect(other.item("Orchard")).to_be_visible()
    other.context.close()


def test_it_can_be_given_up_until_the_last_step(person: Callable[..., Person], site: Site) -> None:
    alice = lived_in(person("stopping"))
    begin(alice)
    abandoned = take_picture(alice)
    alice.page.get_by_role("tab", name="Account Key", exact=True).click()
    alice.page.get_by_role("tab", name="Security", exact=True).click()
    alice.button("Replace the Account Key").click()
    expect(alice.button("Replace the key now")).to_be_enabled()  # it comes back to where it was left
    alice.button("Keep the present one").click()
    expect(alice.button("Replace the Account Key")).to_be_visible()
    assert generation(site, alice) == 1
    other = alice.other_browser()
    other.sign_in()
    other.import_bytes("tessera_key.png", abandoned, "image/png")
    assert "its replacement was stopped before the end" in other.alert()
    other.import_bytes("tessera_key.png", site.key_picture(alice.email), "image/png")
    other.page.wait_for_url("**/vault/")
    other.context.close()


def answer_lost(route: Route) -> None:
    """The server gets the request; the page never hears of it."""
    route.fetch()
    route.abort()


def reopen(alice: Person) -> None:
    """Close the tab and open another one: the keys are gone, what the browser keeps is there."""
    alice.page.close()
    alice.page = alice.context.new_page()
    alice.page.goto("/vault/")
    alice.unlock()
