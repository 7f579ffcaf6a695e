"""The vault in all its states, one after the other, at any width: who walks along looks at each.

A walk yields the name of what is on screen, and goes on to the next when it is asked for it. It begins and ends with
the list of all items, as `furnish` leaves it.
"""

from collections.abc import Iterator

from playwright.sync_api import Locator, expect

from tests.journeys.person import Person

KINDS = ("Random", "Memorable", "PIN")
CODE = "otpauth://totp/Harbour:ada?secret=JBSWY3DPEHPK3PXP"


def furnish(alice: Person) -> None:
    """A login with every sort of line and a history, a card, a network, and something in the trash."""
    for title, kind in (("Blue card", "Credit card"), ("Guest network", "Wi-Fi router"), ("Old forum", "Login")):
        begin(alice, kind, title)
        if kind == "Credit card":
            alice.field("Card number").fill("4242424242424242")
            alice.field("Expires").fill("2031-04")
        if kind == "Wi-Fi router":
            alice.field("Network name").fill("A network with a name that is rather long")
            alice.field("Network password").fill("password1")
        save(alice)
    alice.button("Delete").click()
    expect(alice.item("Old forum")).to_have_count(0)
    alice.new_item(
        "Harbour", username="ada@harbour.example", password="aB7# first-of-two", website="http://harbour.example"
    )
    alice.button("Edit").click()
    alice.field("Password").fill("aB7# second, with a good many characters more")
    alice.field("Notes").fill("averylongwordwithoutanyplacetobreakit" * 3)
    alice.field("Tags").press_sequentially("work/clients,")
    alice.button("Paste set-up text").click()
    alice.field("Set-up text").fill(CODE)
    alice.button("Use this text").click()
    expect(alice.page.locator(".setup")).to_contain_text("Harbour")
    save(alice)
    expect(alice.button("Copy code")).to_be_visible()


def press(alice: Person, key: str) -> None:
    """A key of the vault page. In a field it would be typed."""
    alice.page.evaluate("document.activeElement.blur()")
    alice.page.keyboard.press(key)


def begin(alice: Person, kind: str, title: str) -> None:
    press(alice, "n")
    expect(alice.field("Title")).to_be_focused()
    alice.field("Kind").select_option(kind)
    alice.field("Title").fill(title)


def save(alice: Person) -> None:
    alice.button("Save").click()
    expect(alice.button("Edit")).to_be_visible()


def turn(alice: Person, key: str, shelf: str) -> None:
    """Goes to a shelf by its key, which also leaves the item where that is a screen of its own."""
    press(alice, key)
    expect(alice.page.get_by_role("region", name=shelf, exact=True)).to_be_visible()


def dialog(alice: Person) -> Locator:
    expect(alice.page.get_by_role("dialog")).to_be_visible()
    return alice.page.get_by_role("dialog")


def dismiss(alice: Person) -> None:
    """Until nothing of it is left: a dialog that has closed says so a moment later."""
    alice.page.keyboard.press("Escape")
    expect(alice.page.locator("dialog")).to_have_count(0)


def lists(alice: Person) -> Iterator[str]:
    """The list, what is done to several items at once, and the trash."""
    page = alice.page
    turn(alice, "1", "All items")
    expect(page.get_by_role("option")).to_have_count(3)
    yield "list"
    alice.button("Sort").click()
    expect(page.get_by_role("menu")).to_be_visible()
    yield "sort menu"
    page.keyboard.press("Escape")
    page.get_by_role("searchbox", name="Search").fill("nowhere at all")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    yield "nothing found"
    alice.button("Clear the search").click()
    expect(page.get_by_role("option")).to_have_count(3)
    page.get_by_role("listbox", name="All items").press("ControlOrMeta+a")
    expect(page.get_by_text("3 selected")).to_be_visible()
    yield "selection"
    for act in ("Tag", "Export"):
        alice.button(act).click()
        dialog(alice)
        yield f"{act} several"
        dismiss(alice)
    alice.button("Done").click()
    yield from trash(alice)


def trash(alice: Person) -> Iterator[str]:
    page = alice.page
    turn(alice, "3", "Trash")
    alice.button("Empty trash").click()
    expect(dialog(alice)).to_contain_text("Old forum")
    yield "emptying the trash"
    dismiss(alice)
    page.get_by_role("listbox", name="Trash").press("ControlOrMeta+a")
    expect(alice.button("Delete for good")).to_be_visible()
    yield "selection in the trash"
    alice.button("Delete for good").click()
    dialog(alice)
    yield "deleting for good"
    dismiss(alice)
    alice.button("Done").click()
    alice.open("Old forum")
    yield "item in the trash"
    turn(alice, "1", "All items")


def items(alice: Person) -> Iterator[str]:
    """One item at a time, with its dialogs, and what is said when it is changed."""
    page = alice.page
    alice.open("Harbour")
    expect(page.locator(".codetext")).to_be_visible()
    alice.button("Show password").click()
    yield "login"
    alice.button("Show password in large type").click()
    dialog(alice)
    yield "large type"
    dismiss(alice)
    alice.button("1 earlier state").click()
    dialog(alice).get_by_role("button", name="Show hidden values").click()
    yield "history"
    dismiss(alice)
    for said in ("is a favourite.", "is no favourite any more."):
        alice.button("Favourite").click()
        toast = page.locator(".toast").filter(has_text=said)
        toast.get_by_role("button", name="Undo").focus()
        yield f"toast: {said}"
        toast.get_by_role("button", name="Undo").blur()
    turn(alice, "1", "All items")
    alice.open("Blue card")
    yield "card"
    turn(alice, "1", "All items")
    alice.open("Guest network")
    alice.button("Show QR code to join").click()
    dialog(alice)
    yield "network"
    dismiss(alice)
    turn(alice, "1", "All items")


def editors(alice: Person) -> Iterator[str]:
    """The editor of a login with a code, of a new card, and of a kind of one's own."""
    page = alice.page
    alice.open("Harbour")
    alice.button("Edit").click()
    expect(alice.field("Title")).to_be_focused()
    page.get_by_text("Advanced", exact=True).click()
    alice.button("Set up anew").click()
    alice.button("Paste set-up text").click()
    for act in ("Add website", "Add field"):
        alice.button(act).click()
    alice.field("Value").last.fill("needs a name")
    alice.button("Save").click()
    expect(page.get_by_text("Give the field a name.")).to_be_visible()
    yield "editor of a login"
    alice.button("Cancel").click()
    expect(alice.button("Give up changes")).to_be_visible()
    yield "giving changes up"
    alice.button("Give up changes").click()
    expect(alice.button("Save")).to_have_count(0)
    begin(alice, "Credit card", "")
    alice.button("Save").click()
    expect(page.get_by_text("Give it a title")).to_be_visible()
    yield "editor of a new card"
    alice.field("Tags").press_sequentially("cli")
    expect(page.get_by_role("listbox", name="Known tags")).to_be_visible()
    yield "tags that are known"
    alice.field("Kind").select_option("New kind…")
    dialog(alice)
    yield "new kind"
    dismiss(alice)
    alice.button("Cancel").click()
    alice.button("Give up changes").click()
    expect(alice.button("Save")).to_have_count(0)
    turn(alice, "1", "All items")


def over(alice: Person) -> Iterator[str]:
    """What is opened over the vault from anywhere, and the report on its health."""
    page = alice.page
    press(alice, "ControlOrMeta+k")
    expect(dialog(alice).get_by_role("option").first).to_be_visible()
    yield "palette"
    page.keyboard.type("nowhere at all")
    expect(dialog(alice).get_by_role("option")).to_have_text(["Nothing found"])
    yield "palette without a find"
    dismiss(alice)
    press(alice, "?")
    dialog(alice)
    yield "shortcuts"
    dismiss(alice)
    press(alice, "g")
    for kind in KINDS:
        dialog(alice).get_by_role("radio", name=kind).check()
        expect(dialog(alice).get_by_label("Generated value")).not_to_be_empty()
        yield f"generator: {kind}"
    dismiss(alice)
    turn(alice, "4", "Health")
    expect(page.get_by_text("Of 2 items with a password.")).to_be_visible()
    yield "health"
    turn(alice, "1", "All items")


def conflict(alice: Person, elsewhere: Person) -> Iterator[str]:
    """Two browsers change one field: the later is told of the earlier."""
    for someone in (alice, elsewhere):
        someone.open("Blue card")
        someone.button("Edit").click()
        expect(someone.field("Title")).to_be_focused()
    for someone, holder in ((elsewhere, "Ada"), (alice, "Ada Lovelace")):
        someone.field("Cardholder").fill(holder)
        save(someone)
    expect(alice.page.get_by_role("alert").filter(has_text="Another browser changed this as well")).to_be_visible()
    yield "conflict"
