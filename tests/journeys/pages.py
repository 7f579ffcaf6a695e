"""Pages and dialogs around the vault, one after the other, at any width: who walks along looks at each.

A walk yields the name of what is on screen, and goes on to the next when it is asked for it.
"""

from collections.abc import Iterator

from playwright.sync_api import expect

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


def settings(alice: Person) -> Iterator[str]:
    """Each section as it comes, then with everything in it that opens."""
    page = alice.page
    press(alice, ",")
    page.wait_for_url("**/settings/**")
    for section, content in SECTIONS.items():
        page.get_by_role("tab", name=section, exact=True).click()
        panel = page.get_by_role("tabpanel", name=section)
        expect(panel.get_by_text(content).first).to_be_visible()
        yield f"settings: {section}"
        closed = panel.locator(".disclosed > p > button")
        while closed.count():
            names = closed.all_inner_texts()
            closed.first.click()
            expect(closed).to_have_count(len(names) - 1)
        yield f"settings: {section}, opened"
    page.get_by_role("link", name="Back to the vault").click()
    page.wait_for_url("**/vault/")
    expect(page.get_by_role("option").first).to_be_visible()


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
