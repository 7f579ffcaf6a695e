"""Every page by keyboard alone, without a violation of axe's rules, at 320 px and at twice the size, light and dark."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import Person
from tests.site import ROOT, Site

pytestmark = pytest.mark.journey
AXE = (Path(ROOT) / "node_modules" / "axe-core" / "axe.min.js").read_text("utf8")
RUN = """async () => (await axe.run(document)).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)"""
# Each with something that it shows once the server has answered.
SECTIONS = {
    "Account Key": "QR by e-mail",
    "Browsers": "This browser",
    "Security": "this session",
    "Backups": "Kept files",
    "Account": "Change address",
}
OPEN_TO_ALL = ["/", "/signup/", "/signin/", "/help/", "/reset/"]


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-access-{site.port}@example.org").sign_up()
    yield alice
    alice.context.close()


def violations(person: Person) -> list[str]:
    """In both themes. The rules are run from outside: the page's own policy lets nobody add a script."""
    found = []
    for theme in ("light", "dark"):
        person.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        person.page.evaluate(AXE)
        found += [f"{theme}: {line}" for line in person.page.evaluate(RUN)]
    return found


def fits(person: Person) -> bool:
    """Nothing sticks out sideways."""
    return bool(person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_pages_for_everybody(person: Callable[..., Person], path: str) -> None:
    visitor = person("visitor")
    visitor.page.goto(path)
    visitor.page.wait_for_load_state("networkidle")
    assert violations(visitor) == []
    visitor.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(visitor)
    assert visitor.refusals() == []


def test_welcome_vault_and_settings(alice: Person) -> None:
    expect(alice.page.get_by_text("Prove one copy")).to_be_visible()
    found = {"welcome": violations(alice)}
    alice.enter_vault()
    found["empty vault"] = violations(alice)
    alice.button("New item").click()
    expect(alice.field("Title")).to_be_visible()
    found["editor"] = violations(alice)
    alice.field("Title").fill("Driving licence")
    alice.field("Password").fill("a password 7 with! symbols")
    alice.button("Save").click()
    expect(alice.button("Edit")).to_be_visible()
    found["item"] = violations(alice)
    alice.page.get_by_role("link", name="Settings").click()
    for section, content in SECTIONS.items():
        alice.page.get_by_role("tab", name=section, exact=True).click()
        expect(alice.page.get_by_role("tabpanel", name=section).get_by_text(content).first).to_be_visible()
        found[section] = violations(alice)
    assert {page: said for page, said in found.items() if said} == {}


def test_authorize_and_its_failures(alice: Person) -> None:
    elsewhere = alice.other_browser().sign_in()
    expect(elsewhere.button("Type the key")).to_be_visible()
    found = {"authorize": violations(elsewhere)}
    elsewhere.type_key("abandon abandon")
    elsewhere.alert()
    found["refused words"] = violations(elsewhere)
    assert {page: said for page, said in found.items() if said} == {}
    elsewhere.context.close()


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (640, 400)], ids=["320 px", "phone", "1280 px at 200 %"])
def test_nothing_sticks_out(alice: Person, size: tuple[int, int]) -> None:
    alice.page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in ("/vault/", "/settings/"):
        alice.page.goto(path)
        alice.unlock()
        expect(alice.item("Driving licence").or_(alice.page.get_by_text("QR by e-mail")).first).to_be_visible()
        assert fits(alice), path
    alice.page.set_viewport_size({"width": 1280, "height": 800})


def tab_to(person: Person, name: str) -> None:
    """Tabs until the focus is on what is labelled so."""
    for _ in range(60):
        person.page.keyboard.press("Tab")
        focused = person.page.evaluate(
            "(document.activeElement.labels?.[0]?.textContent || document.activeElement.textContent || '').trim()"
        )
        if focused == name:
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def arrive(person: Person, path: str) -> None:
    """Where a screen reader would begin: a page that has come takes the focus to its heading."""
    person.page.wait_for_url(f"**{path}")
    expect(person.page.locator("h1")).to_be_focused()


def test_sign_up_to_a_saved_item_by_keyboard_alone(person: Callable[..., Person], site: Site) -> None:
    alice = person("keys")
    page, keys = alice.page, alice.page.keyboard
    page.goto("/signup/")
    expect(alice.field("Email")).to_be_focused()
    keys.type(alice.email)
    for label in ("Account password", "Repeat password"):
        tab_to(alice, label)
        keys.type(alice.password)
    keys.press("Enter")
    arrive(alice, "/verify/")
    tab_to(alice, "Code")
    keys.type(site.code(alice.email))
    keys.press("Enter")
    arrive(alice, "/welcome/")
    tab_to(alice, "Continue to my vault")
    keys.press("Enter")
    arrive(alice, "/vault/")
    tab_to(alice, "New item")
    keys.press("Enter")
    expect(alice.field("Title")).to_be_focused()
    keys.type("By keyboard")
    tab_to(alice, "Password")
    keys.type("typed without a mouse")
    tab_to(alice, "Save")
    keys.press("Enter")
    expect(alice.item("By keyboard")).to_be_visible()
