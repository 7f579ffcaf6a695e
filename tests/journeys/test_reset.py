"""Locked out everywhere: beginning anew erases the old account, any authorized browser cancels, a recovery key keeps
the items. The 72 hours are moved back in the site's database.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.person import Person
from tests.journeys.test_accessibility import fits, violations
from tests.site import Site, text_of

pytestmark = pytest.mark.journey
NEW_PASSWORD = "lantern gravel tuesday 91 orchard"
FIRST, SECOND = "reset your account", "your reset can go on"
LATER = """
from datetime import timedelta
from accounts import resets
from accounts.models import Reset
for reset in Reset.objects.filter(account__email={email!r}, begun_at__isnull=False):
    Reset.objects.filter(pk=reset.pk).update(begun_at=reset.begun_at - timedelta(hours=73))
resets.sweep()
"""


def link(site: Site, email: str, subject: str) -> str:
    """The link of the newest message, to be opened as people do: in whatever browser is at hand."""
    found = re.search(r"^(http\S+/reset/#\S+)\s*$", text_of(site.mail(email, subject)), re.M)
    assert found, "the message holds no link on a line of its own"
    assert found[1].startswith(f"{site.url}/reset/#")
    return found[1]


def ask(stranger: Person, way: str) -> None:
    """From the sign-in page to the mailed link, and on to the 72 hours."""
    page = stranger.page
    page.goto("/signin/")
    page.get_by_role("link", name="See what still helps").click()
    expect(page.get_by_text("A copy of your Account Key?")).to_be_visible()
    stranger.button(way).click()
    stranger.field("Email").fill(stranger.email)
    stranger.button("Send me the link").click()
    expect(page.get_by_text(f"Look into the mailbox of {stranger.email}.")).to_be_visible()
    page.goto(link(stranger.site, stranger.email, FIRST))
    stranger.button("Begin the 72 hours").click()
    expect(page.get_by_role("heading", name="The reset has begun")).to_be_visible()
    assert "#" not in page.url


def pass_the_time(person: Person) -> None:
    person.site.manage("shell", "--verbosity", "0", "-c", LATER.format(email=person.email))


def look_again(page: Page) -> None:
    """Somebody comes back to this window."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def with_items(person: Callable[..., Person], name: str) -> Person:
    alice = person(name).sign_up().enter_vault()
    alice.new_item("Bicycle insurance", password="observatory")
    return alice


def choose_password(someone: Person, label: str) -> None:
    someone.password = NEW_PASSWORD
    someone.field("Email").fill(someone.email)
    someone.field(label).fill(NEW_PASSWORD)
    someone.field("Repeat password").fill(NEW_PASSWORD)


def sign_up_anew(stranger: Person) -> None:
    """From the second link's page into the new, empty vault."""
    codes = sum("confirm" in str(message["Subject"]) for message in stranger.site.mails(stranger.email))
    choose_password(stranger, "Account password")
    stranger.button("Erase and begin anew").click()
    stranger.page.wait_for_url("**/verify/")
    stranger.field("Code").fill(stranger.site.code(stranger.email, codes))
    stranger.button("Confirm").click()
    stranger.page.wait_for_url("**/welcome/")
    stranger.enter_vault()
    expect(stranger.item("Bicycle insurance")).to_have_count(0)


def test_beginning_anew_erases_the_old_account_with_the_new_sign_up_and_not_before(
    person: Callable[..., Person], site: Site
) -> None:
    alice = with_items(person, "anew")
    stranger = alice.other_browser()
    ask(stranger, "Begin anew")
    look_again(alice.page)
    expect(alice.page.get_by_text("Somebody is resetting this account.")).to_be_visible()
    assert violations(alice) + violations(stranger) == []

    pass_the_time(stranger)
    forgetful = alice.other_browser().authorize_by_picture()  # whose owner has lost the password since
    forgetful.page.goto(link(site, alice.email, SECOND))
    expect(forgetful.page.get_by_role("heading", name="Sign up anew")).to_be_visible()
    expect(alice.item("Bicycle insurance")).to_be_visible()
    old = site.rows("select id from accounts_account where email = ?", alice.email)
    sign_up_anew(forgetful)
    new = site.rows("select id from accounts_account where email = ?", alice.email)
    assert (len(old), len(new), len({*old, *new})) == (1, 1, 2)
    assert not site.rows("select 1 from vault_item where account_id = ?", *old[0])

    alice.page.reload()
    expect(alice.page.get_by_text(re.compile("deleted"))).to_be_visible()
    assert site.mail(alice.email, "the account was reset")
    stranger.context.close()
    forgetful.context.close()


def test_any_authorized_browser_cancels(person: Callable[..., Person], site: Site) -> None:
    alice = with_items(person, "cancel")
    stranger = alice.other_browser()
    ask(stranger, "Begin anew")
    alice.button("Lock").click()
    look_again(alice.page)
    expect(alice.page.get_by_text("Unlock to cancel it.")).to_be_visible()
    alice.unlock()
    alice.button("Cancel the reset").click()
    expect(alice.page.get_by_text("The reset was cancelled.")).to_be_visible()
    expect(alice.page.get_by_text("Somebody is resetting this account.")).to_have_count(0)
    assert site.mail(alice.email, "was cancelled")

    pass_the_time(stranger)
    assert not [message for message in site.mails(alice.email) if SECOND in str(message["Subject"])]
    stranger.page.goto("about:blank")
    stranger.page.goto(link(site, alice.email, FIRST))
    assert "no longer good" in stranger.alert()
    stranger.button("What may still help").click()
    expect(stranger.page.get_by_role("heading", name="Get back in")).to_be_visible()
    assert not alice.refusals() + stranger.refusals()
    stranger.context.close()


def set_up(alice: Person, way: str, button: str) -> list[str]:
    """Makes a recovery key in the settings. Returns the printed texts."""
    alice.settings("Security")
    alice.button(way).click()
    block = alice.page.get_by_role("region", name="Recovery key")
    block.get_by_label("Account password").fill(alice.password)
    block.get_by_role("button", name=button).click()
    printed = alice.page.locator(".recoverytext")
    expect(printed.first).to_be_visible()
    texts = printed.all_inner_texts()
    assert violations(alice) == []
    alice.button("Close").click()
    expect(alice.page.get_by_text(re.compile("^Set up on"))).to_be_visible()
    return texts


def open_with(stranger: Person, texts: list[str]) -> None:
    """From the second link's page, with the key or two shares, to the welcome page; mistyped at first."""
    stranger.page.goto(link(stranger.site, stranger.email, SECOND))
    first = stranger.field("Recovery key, or the first share")
    first.fill(texts[0][:-1])
    choose_password(stranger, "New account password")
    stranger.button("Open my vault").click()
    assert "mistyped" in stranger.alert()
    first.fill(texts[0])
    if len(texts) > 1:
        stranger.field("Second share").fill(texts[1])
    assert violations(stranger) == []
    stranger.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(stranger)
    stranger.page.set_viewport_size({"width": 1280, "height": 720})
    stranger.button("Open my vault").click()
    stranger.page.wait_for_url("**/welcome/")


def an_earlier_copy_is_void(someone: Person, picture: bytes) -> None:
    """The new password with the old Account Key."""
    again = someone.other_browser()
    again.password = NEW_PASSWORD
    again.sign_in()
    again.import_bytes("tessera_key.png", picture, "image/png")
    assert "This copy was cancelled" in again.alert()
    again.context.close()


@pytest.mark.parametrize("shared", [False, True], ids=["the whole key", "two of three shares"])
def test_recovery_keeps_the_items(person: Callable[..., Person], site: Site, shared: bool) -> None:
    alice = with_items(person, "recover")
    picture = site.key_picture(alice.email)
    if shared:
        printed = set_up(alice, "Set up 2-of-3 shares", "Make the three shares")
        assert len(printed) == 3
        texts = [printed[2], printed[0].lower()]
    else:
        texts = set_up(alice, "Set up a recovery key", "Make the recovery key")
        assert len(texts) == 1
    stranger = alice.other_browser()
    ask(stranger, "I have my recovery key")
    pass_the_time(stranger)
    open_with(stranger, texts)
    with stranger.page.expect_download():
        stranger.button("Download picture").click()
    stranger.enter_vault()
    stranger.open("Bicycle insurance")
    expect(stranger.page.get_by_text("Replace the Account Key next.")).to_be_visible()
    assert site.mail(alice.email, "recovered with its recovery key")
    alice.page.reload()
    expect(alice.page.get_by_text("This account was recovered")).to_be_visible()
    posted = b"\n".join(request.post_data_buffer or b"" for request in stranger.requests)
    for text in texts:
        assert re.sub(r"\s", "", text).partition(":")[2].encode() not in posted
    assert not stranger.refusals()
    an_earlier_copy_is_void(stranger, picture)
    stranger.context.close()
