"""A life with two secrets: a new password, a new address, the end of an account, and what other browsers meet then."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.test_revoke import STORES
from tests.site import text_of

pytestmark = pytest.mark.journey

NEXT = "umbrella tinfoil seven cathedral"


def change_password(person: Person, new: str) -> None:
    """In Settings > Security; the person knows the new one from then on."""
    person.settings("Security")
    person.button("Change password").click()
    person.field("Present password").fill(person.password)
    person.field("New password").fill(new)
    person.field("Repeat password").fill(new)
    person.button("Change password").click()
    expect(person.page.get_by_text("The account password was changed.")).to_be_visible()
    person.password = new


def see(person: Person, title: str) -> None:
    expect(person.item(title)).to_be_visible()


def test_a_new_password_breaks_no_browser_no_qr_and_no_key_file(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("Harbour office", password="tide table")
    laptop = alice.other_browser().authorize_by_picture()
    key_file = alice.key_file()
    change_password(alice, NEXT)
    assert "password was changed" in text_of(alice.site.mail(alice.email, "the account password was changed"))
    alice.page.goto("/vault/")
    alice.unlock()
    see(alice, "Harbour office")

    laptop.page.reload()
    expect(laptop.page.get_by_text("Sign in with the new one.")).to_be_visible()
    laptop.field("Email").fill(laptop.email)
    laptop.field("Account password").fill(laptop.password)
    laptop.button("Sign in").click()
    expect(laptop.page.get_by_text("The e-mail address or the account password is wrong.")).to_be_visible()
    laptop.password = NEXT
    laptop.sign_in()
    laptop.page.wait_for_url("**/vault/")
    see(laptop, "Harbour office")

    by_picture = alice.other_browser().authorize_by_picture()
    see(by_picture, "Harbour office")
    by_file = alice.other_browser().sign_in()
    by_file.import_bytes("tessera.tesserakey", key_file.encode())
    by_file.page.wait_for_url("**/vault/")
    see(by_file, "Harbour office")
    for someone in (laptop, by_picture, by_file):
        someone.context.close()


def test_a_wrong_present_password_is_told_and_copies_can_go_in_the_same_act(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.settings("Security")
    alice.button("Change password").click()
    alice.field("Present password").fill("not the one I have")
    alice.field("New password").fill(NEXT)
    alice.field("Repeat password").fill(NEXT)
    alice.page.get_by_role("checkbox", name=re.compile("QR by e-mail")).check()
    alice.button("Change password").click()
    assert "This is not the account password." in alice.alert()
    alice.field("Present password").fill(alice.password)
    alice.button("Change password").click()
    expect(alice.page.get_by_text("The account password was changed.")).to_be_visible()
    alice.password = NEXT
    alice.button("Download key file").click()
    stranger = alice.other_browser().sign_in()
    stranger.import_bytes("tessera_key.png", alice.site.key_picture(alice.email), "image/png")
    assert "This copy was cancelled on" in stranger.alert()
    stranger.context.close()


def test_a_new_address_is_confirmed_by_its_code_and_typed_once_in_each_browser(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("Lighthouse", password="fog horn")
    laptop = alice.other_browser().authorize_by_picture()
    former, new = alice.email, f"new-{alice.email}"
    alice.settings("Account")
    alice.button("Change address").click()
    alice.field("New address").fill(new)
    alice.field("Account password").fill(alice.password)
    alice.button("Send the code").click()
    expect(alice.button("Confirm")).to_be_visible()
    assert "asked for" in str(alice.site.mail(former, "new e-mail address")["Subject"])
    alice.page.reload()
    alice.settings("Account")
    alice.field("Code").fill("000000")
    alice.button("Confirm").click()
    assert "This code is wrong" in alice.alert()
    alice.field("Code").fill(alice.site.code(new))
    alice.button("Confirm").click()
    alice.page.wait_for_url("**/signin/")
    expect(alice.page.get_by_text("Sign in with the new address.")).to_be_visible()
    for address in (former, new):
        alice.site.mail(address, "address of your account was changed")

    laptop.page.reload()
    expect(laptop.page.get_by_text("Sign in with the new address.")).to_be_visible()
    for someone in (alice, laptop):
        someone.email = new
        someone.sign_in()
        someone.page.wait_for_url("**/vault/")
        see(someone, "Lighthouse")
        someone.button("Lock").click()
        someone.unlock()
        see(someone, "Lighthouse")
    laptop.context.close()


def test_a_deleted_account_is_gone_here_and_in_every_browser(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    laptop = alice.other_browser().authorize_by_picture()
    alice.settings("Account")
    alice.button("Delete account").click()
    expect(alice.button("Delete for ever")).to_be_disabled()
    alice.field("Type the address of this account").fill(alice.email)
    alice.field("Account password").fill(alice.password)
    alice.button("Delete for ever").click()
    alice.page.wait_for_url("**/signin/")
    laptop.page.reload()
    for someone in (alice, laptop):
        expect(someone.page.get_by_text("This account was deleted")).to_be_visible()
        assert someone.page.evaluate(STORES) | {"pins": 1} == {"keys": 0, "snapshots": 0, "pins": 1}
    assert not alice.site.rows("select 1 from accounts_account where email = ?", alice.email)
    alice.site.mail(alice.email, "your account was deleted")
    laptop.context.close()
