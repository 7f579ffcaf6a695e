"""Receipts and drills: proving a copy at once or later, being reminded, and trying both secrets every 90 days."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Playwright, expect

from tests import scenes
from tests.journeys.conftest import ARGUMENTS
from tests.journeys.person import PATIENCE, Person
from tests.journeys.test_accessibility import fits, violations
from tests.site import Site

pytestmark = pytest.mark.journey
DAYS = timedelta(days=1)


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-receipt-{site.port}@example.org")
    yield alice.sign_up()
    alice.context.close()


@pytest.fixture(scope="module")
def tried(site: Site, chromium: Browser) -> Iterator[Person]:
    """Somebody whose drill is due whenever a test moves the clock."""
    tried = Person(site, chromium, f"tried-{site.port}@example.org").sign_up().enter_vault()
    yield tried
    tried.context.close()


def proved_at(person: Person) -> object:
    return person.site.rows("select proved_at from accounts_account where email = ?", person.email)[0][0]


def last_use(person: Person, kind: str) -> object:
    query = """select last_used_at from accounts_keycopy copy join accounts_account account
        on copy.account_id = account.id where account.email = ? and copy.kind = ?"""
    return person.site.rows(query, person.email, kind)[0][0]


def set_proved(person: Person, age: timedelta) -> None:
    """Moves the clock: the last proof is so old."""
    at = (datetime.now(UTC) - age).replace(tzinfo=None).isoformat(" ")
    with closing(sqlite3.connect(person.site.folder / "data" / "tessera.sqlite3", timeout=20)) as database, database:
        database.execute("update accounts_account set proved_at = ? where email = ?", (at, person.email))


def present(person: Person, content: bytes, name: str = "tessera_key.png") -> None:
    """Chooses a file where a copy is asked for."""
    kind = "image/png" if name.endswith("png") else "application/octet-stream"
    person.field("Copy of your Account Key").set_input_files({"name": name, "mimeType": kind, "buffer": content})


def says(person: Person, text: str) -> None:
    expect(person.page.get_by_text(text).first).to_be_visible()


def open_vault(person: Person) -> None:
    """Until the vault knows what to remind of: what is not offered then, is not."""
    person.page.goto("/vault/")
    person.unlock()
    expect(person.page.locator(".vault[data-settled=true]")).to_be_visible()


def offer(person: Person) -> Locator:
    return person.button("Start the drill")


def start_drill(person: Person) -> Locator:
    """In a vault that was just opened, with the last proof 91 days ago."""
    set_proved(person, 91 * DAYS)
    open_vault(person)
    offer(person).click()
    return person.page.get_by_role("dialog", name="Would you get back in?")


def test_the_mailed_picture_is_proved_on_the_welcome_page(alice: Person, site: Site) -> None:
    says(alice, "Prove one copy")
    assert proved_at(alice) is None
    present(alice, b"\x89PNG\r\n\x1a\n nothing of the kind")
    assert "picture" in alice.alert()
    assert violations(alice) == []
    alice.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(alice)
    alice.page.set_viewport_size({"width": 1280, "height": 800})
    present(alice, site.key_picture(alice.email))
    says(alice, "This copy is good.")
    says(alice, "QR by e-mail of")
    assert proved_at(alice) is not None
    alice.enter_vault()
    expect(alice.page.get_by_role("link", name="Prove a copy")).to_have_count(0)
    assert last_use(alice, "email") is not None


def test_put_off_it_is_reminded_of_in_the_vault_until_it_is_done(person: Callable[..., Person], site: Site) -> None:
    bob = person("bob").sign_up()
    bob.button("Later").click()
    expect(bob.page.get_by_text("Prove one copy")).to_have_count(0)
    bob.enter_vault()
    says(bob, "No copy of your Account Key has been tried yet.")
    bob.button("Not now").click()
    open_vault(bob)
    expect(bob.page.get_by_text("No copy of your Account Key has been tried yet.")).to_have_count(0)
    later = bob.context.new_page()
    bob.page.close()
    bob.page = later
    open_vault(bob)
    bob.page.get_by_role("link", name="Prove a copy").click()
    says(bob, "No copy has been proved yet.")
    bob.button("Prove a copy").click()
    present(bob, site.key_picture(bob.email))
    says(bob, "This copy is good.")
    says(bob, "Last proved on")
    open_vault(bob)
    expect(bob.page.get_by_role("link", name="Prove a copy")).to_have_count(0)


def test_a_copy_that_would_open_nothing_proves_nothing_and_says_why(alice: Person, tried: Person, site: Site) -> None:
    set_proved(alice, 3 * DAYS)
    before = proved_at(alice)
    alice.settings("Account Key")
    alice.button("Prove a copy").click()
    present(alice, site.key_picture(tried.email))
    assert "belongs to another account" in alice.alert()
    with alice.page.expect_download() as download:
        alice.button("Download key file").click()
    content = download.value.path().read_bytes()
    present(alice, content.replace(b"Key: TSRK1:", b"Key: TSRK1:A"), "tessera.tesserakey")
    expect(alice.page.get_by_role("alert").filter(has_text="checksum")).to_be_visible()
    copy = alice.page.get_by_role("listitem").filter(has_text="Key file")
    copy.get_by_role("button", name="Cancel copy").click()
    alice.page.get_by_role("dialog").get_by_role("button", name="Cancel copy").click()
    expect(copy.get_by_text("Cancelled on")).to_be_visible()
    present(alice, content, "tessera.tesserakey")
    expect(alice.page.get_by_role("alert").filter(has_text="This copy was cancelled on")).to_be_visible()
    assert proved_at(alice) == before


def test_the_words_prove_as_well(alice: Person) -> None:
    words = alice.words()
    set_proved(alice, 3 * DAYS)
    before = proved_at(alice)
    alice.button("Prove a copy").click()
    alice.button("Type the words").click()
    alice.page.get_by_role("textbox", name="Key words or key text").fill(words)
    alice.button("Prove").click()
    says(alice, "These 24 words are your Account Key.")
    assert proved_at(alice) != before


def test_a_copy_on_another_screen_is_proved_with_the_camera(
    alice: Person, playwright: Playwright, site: Site, tmp_path: Path
) -> None:
    set_proved(alice, 3 * DAYS)
    before = proved_at(alice)
    film = tmp_path / "screen.mjpeg"
    film.write_bytes(scenes.film([site.key_picture(alice.email)]))
    fake = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *fake], timeout=PATIENCE
    )
    phone = Person(site, browser, alice.email).authorize_by_picture()
    phone.page.get_by_role("link", name="Settings").click()
    phone.button("Prove a copy").click()
    phone.button("Use camera").click()
    says(phone, "This copy is good.")
    assert proved_at(alice) != before
    browser.close()


def test_after_90_days_a_drill_with_both_secrets_is_offered_and_noted(tried: Person, site: Site) -> None:
    set_proved(tried, 89 * DAYS)
    open_vault(tried)
    expect(offer(tried)).to_have_count(0)
    drill = start_drill(tried)
    old = proved_at(tried)
    drill.get_by_label("Account password", exact=True).fill(tried.password)
    present(tried, site.key_picture(tried.email))
    says(tried, "A copy was read.")
    tried.button("Check both").click()
    says(tried, "Both are right.")
    assert proved_at(tried) != old
    tried.button("Close").click()
    expect(offer(tried)).to_have_count(0)
    expect(tried.button("New item")).to_be_enabled()


def test_a_failed_drill_says_which_half_failed_and_what_to_do(tried: Person, alice: Person, site: Site) -> None:
    drill = start_drill(tried)
    assert violations(tried) == []
    old = proved_at(tried)
    drill.get_by_label("Account password", exact=True).fill("not my password at all")
    present(tried, site.key_picture(tried.email))
    tried.button("Check both").click()
    says(tried, "Password: not right.")
    says(tried, "Copy: good.")
    assert violations(tried) == []
    expect(drill.get_by_role("link", name="change it")).to_have_attribute("href", "/settings/#security")
    drill.get_by_label("Account password", exact=True).fill(tried.password)
    tried.button("Present another").click()
    present(tried, site.key_picture(alice.email))
    tried.button("Check both").click()
    says(tried, "Password: right.")
    says(tried, "Copy: not good.")
    says(tried, "belongs to another account")
    assert proved_at(tried) == old
    drill.get_by_role("link", name="Make a new copy now").click()
    tried.page.wait_for_url("**/settings/#key")
    expect(tried.button("Print kit")).to_be_visible()


def test_a_drill_is_put_off_for_a_week(tried: Person) -> None:
    set_proved(tried, 91 * DAYS)
    open_vault(tried)
    tried.button("Not now").click()
    expect(offer(tried)).to_have_count(0)
    open_vault(tried)
    expect(offer(tried)).to_have_count(0)
    tried.page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('tessera.drill.'))"
        ".forEach(key => localStorage.setItem(key, String(Date.now() - 1)))"
    )
    open_vault(tried)
    expect(offer(tried)).to_be_visible()


def test_drills_are_declined_for_good_and_switched_on_again_in_settings(tried: Person) -> None:
    set_proved(tried, 91 * DAYS)
    open_vault(tried)
    with tried.page.expect_response(re.compile(r"/api/drills$")):
        tried.button("Never ask again").click()
    expect(offer(tried)).to_have_count(0)
    tried.settings("Account Key")
    wanted = tried.field("Offer a drill every 90 days")
    expect(wanted).not_to_be_checked()
    with tried.page.expect_response(re.compile(r"/api/drills$")):
        wanted.check()
    open_vault(tried)
    expect(offer(tried)).to_be_visible()
    assert tried.refusals() == []
