"""One-time codes: set up from a picture, the camera, pasted text or another app's export; right when they are shown."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests import pictures, scenes
from tests.journeys.conftest import ARGUMENTS
from tests.journeys.person import Person
from tests.journeys.test_accessibility import fits, violations
from tests.onetime import Account, exported
from tests.site import Site

pytestmark = pytest.mark.journey

MAIL = Account("ada@example.org", "Mail & More", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", algorithm="sha256", digits=8)
BANK = Account("ada", "Bank", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", algorithm="sha512", digits=7, period=60)
FORUM = Account("ada@forum", "Forum", "KRUGS4ZANFZSAYJAONSWG4TFOQ")
COUNTER = Account("ada", "Old", "KRUGS4ZANFZSAYJAONSWG4TFOQ", kind=1)
STEAM = Account("", "Steam", "HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ", steam=True)
DROP = """(zone, [name, bytes]) => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([new Uint8Array(bytes)], name))
  zone.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
}"""
PASTE = """bytes => {
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }))
  document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""


@pytest.fixture(scope="module")
def alice(site: Site, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    """In her vault, before a camera that sees a web address and then how the code of her bank is set up."""
    film = Path(tmp_path_factory.mktemp("film")) / "codes.mjpeg"
    film.write_bytes(scenes.film([pictures.web_address_qr(), pictures.qr(BANK.uri())]))
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser: Browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *camera, f"--use-file-for-fake-video-capture={film}"]
    )
    alice = Person(site, browser, f"alice-codes-{site.port}@example.org").sign_up().enter_vault()
    alice.context.grant_permissions(["clipboard-read", "clipboard-write", "camera"])
    yield alice
    browser.close()


def begin(alice: Person, title: str) -> None:
    alice.button("New item").click()
    alice.field("Title").fill(title)
    expect(alice.button("Scan with camera")).to_be_visible()


def save(alice: Person) -> None:
    title = alice.field("Title").input_value()
    alice.button("Save").click()
    expect(alice.page.locator(".detailpane h2")).to_have_text(title)
    expect(alice.button("Copy code")).to_be_visible()


def choose(alice: Person, png: bytes) -> None:
    picture = {"name": "qr.png", "mimeType": "image/png", "buffer": png}
    alice.field("Picture with the QR code").set_input_files(picture)  # type: ignore[arg-type]  # FilePayload


def paste(alice: Person, text: str) -> None:
    if not alice.field("Set-up text").is_visible():
        alice.button("Paste set-up text").click()
    alice.field("Set-up text").fill(text)
    alice.button("Use this text").click()


def copied(alice: Person) -> str:
    alice.page.evaluate("navigator.clipboard.writeText('')")
    alice.button("Copy code").click()
    alice.page.wait_for_function("async () => await navigator.clipboard.readText() !== ''")
    return str(alice.page.evaluate("navigator.clipboard.readText()"))


def expect_code(alice: Person, account: Account) -> None:
    """The code on screen and the one that is copied are right, or were a moment ago: the machine is shared."""
    begun = time.time() - 1
    shown = re.sub(r"\s", "", alice.page.locator(".detailpane .codetext").inner_text())
    assert shown in account.codes_since(begun)
    assert copied(alice) in account.codes_since(begun)
    assert 0 < int(alice.page.locator(".codering .nums").inner_text()) <= account.period


def test_a_picture_sets_a_code_up_and_it_stays_right(alice: Person) -> None:
    begin(alice, "Mail")
    choose(alice, pictures.qr(MAIL.uri()))
    summary = alice.page.locator(".setup")
    expect(summary).to_contain_text("Mail & Moreada@example.org")
    expect(summary).to_contain_text("8 digits, every 30 seconds, SHA-256")
    expect(summary.locator(".codetext")).to_have_text(re.compile(r"^\d{8}$"))
    save(alice)
    expect_code(alice, MAIL)
    sent = [request.post_data_buffer or b"" for request in alice.requests]
    assert not [body for body in sent if MAIL.secret.encode() in body or b"otpauth" in body]


def test_a_code_gives_way_to_the_next_by_itself(alice: Person) -> None:
    begin(alice, "Quick")
    paste(alice, "otpauth://totp/Quick:ada?secret=JBSWY3DPEHPK3PXP&period=5")
    save(alice)
    first = copied(alice)
    expect(alice.page.locator(".codetext")).not_to_have_text(first)
    expect_code(alice, Account("ada", "Quick", "JBSWY3DPEHPK3PXP", period=5))


def test_dropped_and_pasted_pictures_are_read_as_well(alice: Person) -> None:
    for how in ("drop", "paste"):
        begin(alice, f"By {how}")
        if how == "drop":
            alice.page.locator(".codesetup .drop").evaluate(DROP, ["qr.gif", [*pictures.qr(FORUM.uri())]])
        else:
            alice.page.evaluate(PASTE, [*pictures.qr(FORUM.uri())])
        expect(alice.page.locator(".setup")).to_contain_text("Forumada@forum")
        save(alice)
        expect_code(alice, FORUM)


def test_the_camera_sets_a_code_up_and_a_foreign_one_does_not_stop_it(alice: Person) -> None:
    begin(alice, "Bank")
    alice.button("Scan with camera").click()
    expect(alice.page.get_by_text("This QR code is a web address, not a one-time-code set-up.")).to_be_visible()
    expect(alice.page.locator(".setup")).to_contain_text("7 digits, every 60 seconds, SHA-512")
    expect(alice.page.locator("video")).to_have_count(0)
    save(alice)
    expect_code(alice, BANK)
    assert alice.refusals() == []


def test_secrets_and_steam_are_pasted_as_text(alice: Person) -> None:
    begin(alice, "Forum")
    paste(alice, "krug s4za nfzs-ayja onsw g4tf oq")
    save(alice)
    expect_code(alice, FORUM)
    begin(alice, "Games")
    alice.page.evaluate("text => navigator.clipboard.writeText(text)", f"steam://{STEAM.secret}")
    alice.button("Paste set-up text").click()
    alice.field("Set-up text").press("Control+V")
    expect(alice.page.locator(".setup")).to_contain_text("5 characters as Steam makes them")
    save(alice)
    expect_code(alice, STEAM)


def test_parts_of_a_set_up_are_changed_by_hand_and_a_mistake_is_said(alice: Person) -> None:
    begin(alice, "By hand")
    paste(alice, FORUM.secret)
    alice.page.get_by_text("Advanced", exact=True).click()
    alice.field("Length").select_option("8 digits")
    alice.field("Hash").select_option("SHA-256")
    alice.field("Seconds").fill("0")
    assert "86,400 seconds" in alice.alert()
    alice.field("Seconds").fill("45")
    alice.field("Issuer").fill("Forum")
    expect(alice.page.get_by_text("8 digits, every 45 seconds, SHA-256")).to_be_visible()
    save(alice)
    expect_code(alice, Account("", "Forum", FORUM.secret, algorithm="sha256", digits=8, period=45))
    alice.button("Edit").click()
    alice.button("Remove code").click()
    alice.button("Save").click()
    expect(alice.button("Edit")).to_be_visible()
    expect(alice.button("Copy code")).to_have_count(0)


def refusal(alice: Person) -> str:
    said = alice.page.locator(".codesetup").get_by_role("alert").inner_text()
    alice.button("Paste set-up text").click()
    alice.button("Paste set-up text").click()
    return said


def test_what_is_no_time_based_code_is_refused_by_its_reason(alice: Person, site: Site) -> None:
    begin(alice, "Refused")
    paste(alice, "otpauth://hotp/Old:ada?secret=JBSWY3DPEHPK3PXP&counter=3")
    assert "counts its codes instead of using the time" in refusal(alice)
    paste(alice, "JBSWY3DPEHPK3PX0")
    assert "0, 1 or 8 is O, I or B" in refusal(alice)
    choose(alice, pictures.no_code_picture())
    expect(alice.page.get_by_role("alert")).to_contain_text("No QR code found in this picture.")
    choose(alice, site.key_picture(alice.email))
    expect(alice.page.get_by_role("alert")).to_contain_text(
        "This QR code is a Tessera Account Key, not a one-time-code set-up."
    )
    alice.button("Cancel").click()
    alice.button("Give up changes").click()


def test_an_export_of_several_codes_gives_one_to_this_item_or_one_to_each(alice: Person) -> None:
    begin(alice, "Chosen")
    choose(alice, pictures.qr(exported([FORUM, COUNTER], 1, 2)))
    found = alice.page.locator(".found")
    expect(found).to_contain_text("1 of 2 QR codes read. Show the next one.")
    expect(found).to_contain_text("Old: ada: This set-up counts its codes")
    choose(alice, pictures.qr(exported([Account("ada@post", "Post", MAIL.secret)], 0, 2)))
    expect(found.get_by_role("listitem").filter(has=alice.page.get_by_role("button"))).to_have_count(2)
    assert violations(alice) == []
    alice.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(alice)
    alice.page.set_viewport_size({"width": 1280, "height": 800})
    alice.button("Make 2 items").click()
    expect(alice.page.get_by_text("2 items were made.")).to_be_visible()
    choose(alice, pictures.qr(exported([FORUM, STEAM])))
    alice.button("Use Forum, ada@forum").click()
    save(alice)
    expect_code(alice, FORUM)
    alice.item("Post").click()
    expect(alice.page.locator(".detailpane h2")).to_have_text("Post")
    expect_code(alice, Account("ada@post", "Post", MAIL.secret))


def test_a_code_on_screen_and_its_set_up_are_for_everybody(alice: Person) -> None:
    alice.item("Post").click()
    expect(alice.button("Copy code")).to_be_visible()
    found = {"item": violations(alice)}
    alice.button("Edit").click()
    alice.page.get_by_text("Advanced", exact=True).click()
    alice.button("Set up anew").click()
    alice.button("Paste set-up text").click()
    expect(alice.field("Set-up text")).to_be_visible()
    found["editor"] = violations(alice)
    assert {page: said for page, said in found.items() if said} == {}
    alice.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(alice)
