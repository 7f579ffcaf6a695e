"""A revoked browser is refused at its next request, forgets its key and its items, and starts anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person
from tests.site import wait_for

pytestmark = pytest.mark.journey

STORES = """async () => {
  const db = await new Promise((yes, no) => {
    const request = indexedDB.open('tessera')
    request.onsuccess = () => yes(request.result)
    request.onerror = no
  })
  const count = name => new Promise(yes => {
    const request = db.transaction(name).objectStore(name).count()
    request.onsuccess = () => yes(request.result)
  })
  const found = {keys: await count('keys'), snapshots: await count('snapshots'), pins: await count('pins')}
  db.close()
  return found
}"""


def test_a_revoked_browser_is_refused_wiped_and_must_be_authorized_anew(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("Guest Wi-Fi", password="observatory")
    stolen = alice.other_browser().authorize_by_picture()
    expect(stolen.page.get_by_role("option", name="Guest Wi-Fi")).to_be_visible()
    full = {"keys": 1, "snapshots": 1, "pins": 1}
    wait_for(lambda: stolen.page.evaluate(STORES) == full, "the items to be kept")
    stolen.button("Lock").click()
    expect(stolen.button("Unlock")).to_be_visible()
    assert stolen.page.evaluate(STORES) == full

    alice.settings("Browsers")
    other = alice.page.get_by_role("listitem").filter(has_not_text="This browser").first
    other.get_by_role("button", name="Revoke").click()
    alice.page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(alice.button("Revoke")).to_have_count(1)

    stolen.unlock()
    expect(stolen.page.get_by_text("This browser was revoked")).to_be_visible()
    assert stolen.page.evaluate(STORES) == {"keys": 0, "snapshots": 0, "pins": 1}
    stolen.sign_in()
    stolen.page.wait_for_url("**/authorize/")
    stolen.context.close()


def test_a_browser_can_be_renamed(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.settings("Browsers")
    alice.button("Rename").click()
    alice.field("Name").fill("Desk in the study")
    alice.button("Save").click()
    expect(alice.page.get_by_text("Desk in the study")).to_be_visible()
    alice.page.reload()
    alice.settings("Browsers")
    expect(alice.page.get_by_text("Desk in the study")).to_be_visible()
