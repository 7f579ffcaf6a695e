"""Sign-up: the key e-mail, declining it, and coming back half-way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.site import Site, text_of

pytestmark = pytest.mark.journey


def test_the_key_email_carries_the_picture_the_steps_and_no_link(person: Callable[..., Person], site: Site) -> None:
    alice = person().sign_up()
    message = site.mail(alice.email, "IMPORTANT: Tessera Account Key QR code - ")
    assert {part.get_content_type() for part in message.walk()} >= {"text/plain", "text/html", "image/png"}
    assert "://" not in text_of(message)
    expect(alice.page.get_by_text(re.compile(r"[Ss]ent (on )?\d")).first).to_be_visible()


def test_without_email_the_vault_stays_closed_until_a_copy_is_taken(person: Callable[..., Person], site: Site) -> None:
    alice = person().sign_up(mail_key=False)
    assert alice.page.request.get(f"{site.url}/api/vault/pull?since=0").json()["error"]["code"] == "key-not-taken"
    with alice.page.expect_download() as download:
        alice.button("Download picture").click()
    assert download.value.suggested_filename == "tessera_key.png"
    alice.enter_vault()
    assert not [mail for mail in site.mails(alice.email) if "IMPORTANT" in str(mail["Subject"])]


def test_a_page_reloaded_before_the_code_is_finished_by_signing_in(person: Callable[..., Person], site: Site) -> None:
    alice = person()
    alice.ask_for_account()
    alice.page.wait_for_url("**/verify/")
    alice.page.reload()
    alice.field("Code").fill(site.code(alice.email))
    alice.button("Confirm").click()
    alice.page.wait_for_url("**/signin/")
    alice.sign_in()
    alice.page.wait_for_url("**/welcome/")
    assert site.key_picture(alice.email)
    alice.enter_vault()


def test_a_wrong_code_says_so(person: Callable[..., Person], site: Site) -> None:
    alice = person()
    alice.ask_for_account()
    alice.page.wait_for_url("**/verify/")
    right = site.code(alice.email)
    alice.field("Code").fill("000000" if right != "000000" else "111111")
    alice.button("Confirm").click()
    assert "wrong or has expired" in alice.alert()
    alice.field("Code").fill(right)
    alice.button("Confirm").click()
    alice.page.wait_for_url("**/welcome/")


@pytest.mark.parametrize(
    ("password", "sentence"), [("short", "at least 12"), ("password1234", "attackers"), ("aaaaaaaaaaaaaaaa", "guessed")]
)
def test_a_weak_password_is_refused_in_the_browser(person: Callable[..., Person], password: str, sentence: str) -> None:
    alice = person(password=password)
    alice.ask_for_account()
    expect(alice.page.get_by_text(sentence).first).to_be_visible()
    assert not [request for request in alice.requests if "auth/signup" in request.url]


def test_an_address_that_has_an_account_learns_so_by_mail_alone(person: Callable[..., Person], site: Site) -> None:
    alice = person().sign_up()
    again = person(email=alice.email, password="another long password 77")
    again.ask_for_account()
    again.page.wait_for_url("**/verify/")
    message = site.mail(alice.email, "already")
    assert "://" not in text_of(message)
    alice.other_browser().sign_in().context.close()
