"""Pages and dialogs around the vault, one after the other, at any width: who walks along looks at each.

A walk yields the name of what is on screen, and goes on to the next when it is asked for it.
"""

from collections.abc import Iterator

from playwright.sync_api import Locator, expect

from tests.journeys.person import Person
from tests.journeys.vaultpages import dialog, dismiss, press, turn

# Each section of the settings, with something that it shows once the server has answered.
SECTIONS = {
    "Account Key": "QR by e-mail",
    "Browsers": "This browser",
    "Security": "this session",
    "Backups": "Kept files",
    "Appearance": "Theme",
    "Account": "Change address",
}


def for_everybody(visitor: Person) -> Iterator[str]:
    """What is open to those who have not signed in."""
    page = visitor.page
    page.goto("/")
    yield "landing"
    page.goto("/help/")
    expect(page.get_by_role("heading", name="What is the Account Key?")).to_be_visible()
    yield "help"
    page.goto("/help/nothing/here/")
    expect(page.get_by_role("heading", name="Nothing at this address")).to_be_visible()
    yield "nothing at this address"
    page.goto("/signin/")
    expect(visitor.button("Sign in")).to_be_visible()
    yield "sign-in"
    page.goto("/reset/")
    expect(visitor.button("Begin anew")).to_be_visible()
    yield "reset"
    for way in ("I have my recovery key", "Begin anew"):
        visitor.button(way).click()
        expect(visitor.button("Send me the link")).to_be_visible()
        yield way
        visitor.button("Back").click()
    page.goto("/signup/")
    visitor.field("Email").fill("nobody")
    visitor.button("Generate one").click()
    expect(dialog(visitor).get_by_label("Generated value")).not_to_be_empty()
    yield "generator at sign-up"
    dismiss(visitor)
    visitor.field("Account password").fill("aaaaaaaaaaaa")
    visitor.button("Create account").click()
    expect(page.get_by_text("guessed").first).to_be_visible()
    yield "sign-up, refused"


def joining(alice: Person) -> Iterator[str]:
    """From the sign-up page to a vault that is still empty; then to the admin, for want of a second factor in vain."""
    page = alice.page
    alice.ask_for_account()
    page.wait_for_url("**/verify/")
    expect(alice.button("Confirm")).to_be_visible()
    yield "verify"
    alice.field("Code").fill(alice.site.code(alice.email))
    alice.button("Confirm").click()
    page.wait_for_url("**/welcome/")
    alice.button("Show words").click()
    expect(page.get_by_role("list", name="Account Key words")).to_be_visible()
    expect(page.get_by_text("Prove one copy")).to_be_visible()
    yield "welcome"
    alice.enter_vault()
    tour = page.get_by_role("complementary", name="First steps")
    for step in ("1 of 3", "2 of 3", "3 of 3"):
        expect(tour).to_contain_text(step)
        yield f"empty vault, tour {step}"
        tour.get_by_role("button").first.click()
    # The focus goes on to the search box: a key that is pressed before would be typed there.
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    for key, shelf in (("2", "Favourites"), ("3", "Trash"), ("4", "Health")):
        turn(alice, key, shelf)
        yield f"{shelf}, empty"
    alice.site.manage("grant_staff", alice.email)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="A second factor is needed")).to_be_visible()
    yield "admin without a second factor"


def drawer(alice: Person) -> Iterator[str]:
    """The shelves, where there is no room for them beside the list."""
    alice.button("Shelves").click()
    expect(dialog(alice).get_by_role("link", name="Settings")).to_be_visible()
    yield "drawer"
    dismiss(alice)


def section_of_settings(alice: Person, section: str) -> Locator:
    """Its panel, once the server has answered."""
    alice.page.get_by_role("tab", name=section, exact=True).click()
    panel = alice.page.get_by_role("tabpanel", name=section)
    expect(panel.get_by_text(SECTIONS[section]).first).to_be_visible()
    return panel


def to_settings(alice: Person, section: str) -> Locator:
    press(alice, ",")
    alice.page.wait_for_url("**/settings/**")
    return section_of_settings(alice, section)


def back_to_the_vault(alice: Person) -> None:
    alice.page.get_by_role("link", name="Back to the vault").click()
    alice.page.wait_for_url("**/vault/")
    expect(alice.page.get_by_role("option").first).to_be_visible()


def settings(alice: Person) -> Iterator[str]:
    """Each section as it comes, then with everything in it that opens."""
    to_settings(alice, "Account Key")
    for section in SECTIONS:
        panel = section_of_settings(alice, section)
        yield f"settings: {section}"
        closed = panel.locator(".disclosed > p > button")
        while closed.count():
            names = closed.all_inner_texts()
            closed.first.click()
            expect(closed).to_have_count(len(names) - 1)
        yield f"settings: {section}, opened"
    back_to_the_vault(alice)


def questions(alice: Person) -> Iterator[str]:
    """What Settings asks before a copy, a browser or a kept file goes, and what differs in a backup."""
    to_settings(alice, "Account Key")
    for section, act in (("Account Key", "Cancel copy"), ("Browsers", "Revoke"), ("Backups", "Delete")):
        section_of_settings(alice, section).get_by_role("button", name=act, exact=True).first.click()
        expect(dialog(alice).get_by_role("button", name="Keep it")).to_be_focused()
        yield f"settings: {section}, {act}?"
        dismiss(alice)
    with alice.page.expect_download() as download:
        alice.page.get_by_role("listitem").filter(has_text="Backup of").get_by_role("button", name="Download").click()
    back_to_the_vault(alice)
    turn_favourite(alice, "Blue card")
    to_settings(alice, "Backups")
    alice.field("Backup to restore").set_input_files(download.value.path())
    alice.page.get_by_role("region", name="Changed since").get_by_role("checkbox", name="Blue card").check()
    expect(alice.button("Restore 1 item")).to_be_enabled()
    yield "settings: what differs in a backup"
    back_to_the_vault(alice)
    turn_favourite(alice, "Blue card")


def turn_favourite(alice: Person, title: str) -> None:
    alice.open(title)
    was = alice.button("Favourite").get_attribute("aria-pressed") == "true"
    alice.button("Favourite").click()
    expect(alice.button("Favourite")).to_have_attribute("aria-pressed", str(not was).lower())
    turn(alice, "1", "All items")


def replacing(alice: Person) -> Iterator[str]:
    """The two steps of another Account Key after the password. Copies and browsers of before are void at the end."""
    panel = to_settings(alice, "Security")
    alice.button("Replace the Account Key").click()
    panel.get_by_role("textbox", name="Account password").fill(alice.password)
    alice.button("Make a new key").click()
    expect(panel.get_by_text("sealed anew.")).to_be_focused()
    alice.button("Show words").click()
    expect(panel.get_by_role("list", name="Account Key words")).to_be_visible()
    yield "another key: to be taken"
    alice.button("Replace the key now").click()
    expect(panel.get_by_text("The Account Key was replaced.")).to_be_focused()
    yield "another key: replaced"


def locked(alice: Person) -> Iterator[str]:
    press(alice, "l")
    alice.unlock("not the password at all")
    alice.alert()
    yield "locked"
    alice.unlock()
    expect(alice.page.get_by_role("option").first).to_be_visible()


def authorizing(elsewhere: Person) -> Iterator[str]:
    """The page in a new browser with each way open, then the vault that this browser sees for the first time."""
    page = elsewhere.page
    elsewhere.sign_in()
    expect(elsewhere.button("Type the key")).to_be_visible()
    page.get_by_text("Where it can be found").click()
    yield "authorize"
    elsewhere.button("Use camera").click()
    elsewhere.alert()
    yield "authorize: camera"
    elsewhere.button("Type the key").click()
    words = page.get_by_role("textbox", name="Key words or key text")
    words.press_sequentially("aban")
    expect(page.get_by_role("listbox")).to_be_visible()
    yield "authorize: typing"
    words.fill("abandon abandon")
    elsewhere.button("Authorize").click()
    elsewhere.alert()
    yield "authorize: refused"
    elsewhere.import_bytes("tessera_key.png", elsewhere.site.key_picture(elsewhere.email), "image/png")
    page.wait_for_url("**/vault/")
    expect(elsewhere.button("That is right")).to_be_visible()
    yield "vault at first sight"
