"""From sign-up to the export of one item without a mouse: the focus is always seen, and where one expects it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, expect

from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey
# What the focus is called; and whether it is to be seen: within the window, and with a line around it.
FOCUSED = """() => {
  const { labels, ariaLabel, textContent } = document.activeElement
  return (ariaLabel || labels?.[0]?.textContent || textContent || '').trim()
}"""
SEEN = """() => {
  const node = document.activeElement
  const { left, top, right, bottom } = node.getBoundingClientRect()
  const { outlineStyle, outlineWidth } = getComputedStyle(node)
  const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
  return within && node.matches(':focus-visible') && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
}"""


class Keyboard:
    """Somebody who has nothing else."""

    def __init__(self, person: Person) -> None:
        self.person, self.page, self.keys = person, person.page, person.page.keyboard

    def to(self, name: str) -> None:
        """Tabs until the focus is on what is called so."""
        for _ in range(60):
            self.keys.press("Tab")
            if self.page.evaluate(FOCUSED) == name:
                assert self.page.evaluate(SEEN), f"the focus on {name!r} is not seen"
                return
        raise AssertionError(f"the keyboard does not reach {name!r}")

    def fill(self, name: str, text: str) -> None:
        self.to(name)
        self.keys.type(text)

    def push(self, name: str, key: str = "Enter") -> None:
        self.to(name)
        self.keys.press(key)

    def download(self, name: str) -> Download:
        with self.page.expect_download() as download:
            self.push(name)
        return download.value

    def arrive(self, path: str) -> None:
        """Where a screen reader would begin: a page that has come takes the focus to its heading."""
        self.page.wait_for_url(f"**{path}")
        expect(self.page.locator("h1")).to_be_focused()

    def open_dialog(self, key: str) -> None:
        """The focus goes into a dialog, and by Escape back to where it was."""
        before = self.page.evaluate_handle("document.activeElement")
        self.keys.press(key)
        dialog = self.page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
        self.keys.press("Escape")
        # Not only out of sight: keys mean something again once the page has taken it away.
        expect(self.page.locator("dialog")).to_have_count(0)
        self.page.wait_for_function("before => before === document.activeElement", arg=before)


@pytest.fixture
def ada(person: Callable[..., Person]) -> Keyboard:
    return Keyboard(person("keys"))


def join(ada: Keyboard, site: Site) -> None:
    """Signs up and takes a key file."""
    alice = ada.person
    ada.page.goto("/signup/")
    expect(alice.field("Email")).to_be_focused()
    ada.keys.type(alice.email)
    ada.fill("Account password", alice.password)
    ada.fill("Repeat password", alice.password)
    ada.push("Email me my Account Key", "Space")
    expect(alice.field("Email me my Account Key")).not_to_be_checked()
    ada.push("Create account")
    ada.arrive("/verify/")
    ada.fill("Code", site.code(alice.email))
    ada.keys.press("Enter")
    ada.arrive("/welcome/")
    key = ada.download("Download key file")
    assert key.suggested_filename == "tessera.tesserakey"
    expect(ada.page.get_by_text("tessera.tesserakey was downloaded.")).to_be_visible()
    ada.push("Continue to my vault")
    ada.arrive("/vault/")


def keep(ada: Keyboard, title: str, password: str) -> None:
    expect(ada.person.field("Title")).to_be_focused()
    ada.keys.type(title)
    ada.fill("Password", password)


def saved(ada: Keyboard, title: str) -> None:
    """The focus goes on to what was saved."""
    expect(ada.page.get_by_role("heading", name=title, exact=True)).to_be_focused()
    expect(ada.person.item(title)).to_be_visible()


def test_from_sign_up_to_the_export_of_one_item(ada: Keyboard, site: Site) -> None:
    join(ada, site)
    alice = ada.person
    ada.push("New item")
    keep(ada, "By keyboard", "typed without a mouse")
    ada.push("Save")
    saved(ada, "By keyboard")
    ada.keys.press("n")
    keep(ada, "Another", "stays where it is")
    ada.keys.press("ControlOrMeta+s")
    saved(ada, "Another")

    ada.keys.press("/")
    expect(alice.field("Search")).to_be_focused()
    ada.keys.type("keybaord")  # as it happens
    expect(ada.page.get_by_role("option")).to_have_count(1)
    ada.keys.press("ArrowDown")
    expect(ada.page.get_by_role("listbox", name="All items")).to_be_focused()
    ada.keys.press("ArrowDown")
    ada.keys.press("Space")
    expect(ada.page.get_by_text("1 selected")).to_be_visible()
    ada.push("Export")
    expect(ada.page.get_by_role("dialog", name="Export 1 item?")).to_be_visible()
    export = ada.download("Export unencrypted")
    [account] = json.loads(Path(export.path()).read_text("utf8"))["accounts"]
    [item] = account["items"]
    assert item["title"] == "By keyboard"
    assert "typed without a mouse" in json.dumps(item["credentials"])


def test_dialogs_give_the_focus_back_and_arrows_walk_menus_and_tabs(ada: Keyboard, site: Site) -> None:
    join(ada, site)
    alice = ada.person
    ada.push("Skip")
    ada.to("New item")
    for key in ("ControlOrMeta+k", "?", "g"):
        ada.open_dialog(key)
    ada.push("Sort")
    expect(ada.page.get_by_role("menuitemradio", name="By title")).to_be_focused()
    ada.keys.press("ArrowDown")
    ada.keys.press("Enter")
    expect(alice.button("Sort")).to_be_focused()
    ada.keys.press(",")
    ada.arrive("/settings/")
    ada.to("Account Key")
    ada.keys.press("ArrowDown")
    expect(ada.page.get_by_role("tab", name="Browsers")).to_be_focused()
    expect(ada.page.get_by_role("tabpanel", name="Browsers")).to_be_visible()
