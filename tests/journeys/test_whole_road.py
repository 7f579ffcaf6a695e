"""The outcome: sign up, receive the QR, authorize a second browser with its picture, keep items; staff see both."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.journeys.test_second_factor import add_app, codes
from tests.site import Site

pytestmark = pytest.mark.journey


def test_a_second_browser_opens_the_vault_with_the_picture_from_the_key_email(
    person: Callable[..., Person], site: Site
) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item(
        "Bluestone Bank", username="a.lovelace", password="vJ7q-Tmu4e!xkRw92", website="https://bluestone.example"
    )
    alice.new_item("Cinder hosting", username="root", password="hunter-2-hunter")

    elsewhere = alice.other_browser().authorize_by_picture()
    expect(elsewhere.item("Cinder hosting")).to_be_visible()
    elsewhere.open("Bluestone Bank")
    elsewhere.button("Show password").click()
    expect(elsewhere.page.get_by_text("vJ7q-Tmu4e!xkRw92")).to_be_visible()
    elsewhere.button("Edit").click()
    elsewhere.field("Username").fill("ada")
    elsewhere.button("Save").click()
    expect(elsewhere.page.get_by_text("ada", exact=True).first).to_be_visible()

    alice.page.reload()
    alice.unlock()
    alice.open("Bluestone Bank")
    expect(alice.page.get_by_text("ada", exact=True).first).to_be_visible()
    assert site.mail(alice.email, "browser")
    assert alice.refusals() == elsewhere.refusals() == []
    elsewhere.context.close()


def test_a_known_browser_goes_on_by_itself(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("Harbour library", username="card 2049")
    alice.context.clear_cookies()
    alice.sign_in()
    alice.page.wait_for_url("**/vault/")
    expect(alice.item("Harbour library")).to_be_visible()
    assert not [request for request in alice.requests if request.url.endswith("/authorize/")]


def test_staff_see_both_browsers_in_the_admin(person: Callable[..., Person], site: Site) -> None:
    alice = person().sign_up().enter_vault()
    elsewhere = alice.other_browser().authorize_by_picture()
    staff = person("staff").sign_up().enter_vault()
    site.manage("grant_staff", staff.email)
    add_app(staff)
    codes(staff)
    staff.page.goto("/admin/accounts/browser/")
    rows = staff.page.get_by_role("row").filter(has_text=alice.email)
    expect(rows).to_have_count(2)
    assert staff.refusals() == []
    elsewhere.context.close()
