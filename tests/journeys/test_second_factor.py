"""The second factor and the sessions, on the pages: app, recovery codes, security key, staff (PRODUCT 7, 18, 23)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.factor import App
from tests.journeys.person import Person
from tests.journeys.test_accessibility import violations

pytestmark = pytest.mark.journey
CODE = re.compile(r"\d{5} \d{5}")


def type_password(person: Person, button: str, password: str | None = None) -> None:
    person.page.get_by_role("textbox", name="Account password").fill(password or person.password)
    person.button(button).click()


def no_violations(person: Person) -> None:
    assert violations(person) == []


def add_app(person: Person, look: Callable[[Person], None] = lambda _: None) -> App:
    """Adds an authenticator app in Settings: ends on the recovery codes when it is the first factor."""
    person.settings("Security")
    person.button("Add an authenticator app").click()
    type_password(person, "Continue")
    secret = person.page.get_by_label("Key for your authenticator app").inner_text()
    expect(person.page.get_by_role("img", name="QR code for your authenticator app")).to_be_visible()
    look(person)
    app = App(secret.replace(" ", ""))
    person.field("Code").fill(app.code())
    person.button("Add the app").click()
    return app


def codes(person: Person) -> list[str]:
    """The recovery codes on screen."""
    shown = person.page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(shown).to_have_count(10)
    return [CODE.search(text)[0] for text in shown.all_inner_texts()]  # type: ignore[index]


def password_step(person: Person) -> None:
    """The sign-in page up to its second step."""
    person.page.goto("/signin/")
    person.field("Email").fill(person.email)
    person.field("Account password").fill(person.password)
    person.button("Sign in").click()
    expect(person.page.get_by_role("heading", name="Second factor")).to_be_visible()


def show(person: Person, code: str, label: str = "Code") -> None:
    person.field(label).fill(code)
    person.page.keyboard.press("Enter")


def add_authenticator(person: Person) -> None:
    """A security key that Chromium pretends to have plugged in; touching it is not needed."""
    devtools = person.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_app_is_asked_for_before_anything_else(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    app = add_app(alice, no_violations)
    kept = codes(alice)
    no_violations(alice)
    with alice.page.expect_download() as download:
        alice.button("Download codes").click()
    assert CODE.findall(Path(download.value.path()).read_text("utf8")) == kept
    alice.button("I have kept them").click()
    expect(alice.page.get_by_text("10 of 10 left")).to_be_visible()

    new = alice.other_browser()
    password_step(new)
    expect(new.field("Code")).to_be_focused()
    no_violations(new)
    asked = {request.url.rpartition("/api/")[2] for request in new.requests if "/api/" in request.url}
    assert asked <= {"session", "salt"}
    show(new, app.wrong())
    assert new.alert().startswith("This was not accepted.")
    show(new, app.code())
    new.page.wait_for_url("**/authorize/")
    assert not alice.refusals() + new.refusals()
    new.context.close()


def test_recovery_codes_stand_in_once_and_the_factor_can_go(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    add_app(alice)
    code = codes(alice)[0]
    alice.button("I have kept them").click()

    new = alice.other_browser()
    password_step(new)
    new.page.reload()  # begins with the password again
    expect(new.field("Account password")).to_be_visible()
    password_step(new)
    new.button("Use a recovery code").click()
    show(new, code, "Recovery code")
    new.page.wait_for_url("**/authorize/")
    third = alice.other_browser()
    password_step(third)
    third.button("Use a recovery code").click()
    show(third, code, "Recovery code")
    assert third.alert().startswith("This was not accepted.")

    # At home the password alone unlocks, and the factor goes with the password typed again.
    alice.settings("Security")
    expect(alice.page.get_by_text("9 of 10 left")).to_be_visible()
    alice.button("Remove").click()
    type_password(alice, "Remove", "not the account password")
    assert alice.alert().startswith("This is not the account password.")
    type_password(alice, "Remove")
    expect(alice.page.get_by_text("Off: signing in asks for the password alone.")).to_be_visible()
    third.sign_in()
    for subject in ("second factor was added", "second factor was removed"):
        alice.site.mail(alice.email, subject)
    for someone in (new, third):
        someone.context.close()


def test_a_security_key_is_added_named_and_signs_in(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    add_authenticator(alice)
    alice.settings("Security")
    alice.button("Add a security key").click()
    alice.field("Name of the key").fill("Blue key")
    type_password(alice, "Continue")
    assert len(codes(alice)) == 10
    alice.button("I have kept them").click()
    expect(alice.page.get_by_text("Blue key")).to_be_visible()
    alice.button("Rename").click()
    alice.field("Name of the key").fill("Key ring")
    type_password(alice, "Save")
    expect(alice.page.get_by_text("Key ring")).to_be_visible()

    # Its session over, the same browser shows the same key: by keyboard alone.
    alice.context.clear_cookies()
    password_step(alice)
    login = next(request for request in reversed(alice.requests) if request.url.endswith("/auth/login"))
    assert login.headers["x-tessera-browser"]  # so that guesses from elsewhere do not keep the owner out
    expect(alice.button("Use a security key")).to_be_focused()
    alice.page.keyboard.press("Enter")
    alice.page.wait_for_url("**/vault/")
    expect(alice.button("New item")).to_be_visible()

    # A browser with another key is told so, and may use a code.
    new = alice.other_browser()
    add_authenticator(new)
    password_step(new)
    new.button("Use a security key").click()
    assert new.alert().startswith("The security key was not used")
    expect(new.button("Use a recovery code")).to_be_visible()
    assert not alice.refusals()
    new.context.close()


def test_staff_need_a_second_factor(person: Callable[..., Person]) -> None:
    root = person("root").sign_up().enter_vault()
    root.site.manage("grant_staff", root.email)
    root.page.goto("/admin/")
    expect(root.page.get_by_role("heading", name="A second factor is needed")).to_be_visible()
    root.page.get_by_role("link", name="Open Settings > Security").click()
    root.unlock()
    expect(root.page.get_by_role("tab", name="Security")).to_have_attribute("aria-selected", "true")
    add_app(root)
    root.button("I have kept them").click()
    root.page.goto("/admin/")
    expect(root.page.get_by_role("heading", name="What staff may see")).to_be_visible()


def test_sessions_are_listed_and_ended(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    laptop = alice.other_browser().authorize_by_picture()
    phone = alice.other_browser().sign_in()
    alice.settings("Security")
    sessions = alice.page.get_by_role("region", name="Sessions").get_by_role("listitem")
    expect(sessions).to_have_count(3)
    expect(sessions.filter(has_text="this session")).to_have_count(1)
    expect(sessions.filter(has_text="it has seen nothing of the vault")).to_have_count(1)
    sessions.filter(has_text="it has seen nothing of the vault").get_by_role("button", name="End session").click()
    expect(sessions).to_have_count(2)
    alice.button("End all other sessions").click()
    expect(sessions).to_have_count(1)
    laptop.page.reload()
    laptop.page.wait_for_url("**/signin/")
    laptop.sign_in()  # still authorized: no key is asked for
    laptop.page.wait_for_url("**/vault/")
    phone.page.reload()
    phone.page.wait_for_url("**/signin/")
    alice.site.mail(alice.email, "other sessions of your account were ended")
    for someone in (laptop, phone):
        someone.context.close()


@pytest.mark.parametrize("kind", ["Browsers", "Account Key"])
def test_browsers_and_copies_name_each_other(person: Callable[..., Person], kind: str) -> None:
    alice = person().sign_up().enter_vault()
    laptop = alice.other_browser().authorize_by_picture()
    alice.settings(kind)
    wanted = "authorized by the e-mailed QR of" if kind == "Browsers" else "Authorized Chrome on Linux"
    expect(alice.page.get_by_text(wanted)).to_have_count(1)
    laptop.context.close()
