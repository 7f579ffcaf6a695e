"""The printed kit: one page for paper, whatever the paper; saved as a PDF it lets a browser in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.journeys.person import Person
from tests.journeys.test_accessibility import fits, violations
from tests.site import Site

pytestmark = pytest.mark.journey
PRINTED = "window.print = () => { window.printed = (window.printed ?? 0) + 1 }"
PX_PER_MM = 96 / 25.4


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    """Signed up without e-mail: on the welcome page, without any copy. Printing is counted, not done."""
    alice = Person(site, chromium, f"alice-kit-{site.port}@example.org")
    alice.context.add_init_script(PRINTED)
    yield alice.sign_up(mail_key=False)
    alice.context.close()


def sheet(person: Person) -> Locator:
    return person.page.get_by_role("article", name="Tessera Account Key kit, as it is printed")


def open_kit(person: Person) -> Locator:
    person.button("Print kit").click()
    expect(sheet(person)).to_be_visible()
    person.page.wait_for_function("window.printed > 0")
    return sheet(person)


def words_of(shown: Locator) -> str:
    texts = shown.get_by_role("list", name="Account Key words").get_by_role("listitem").all_inner_texts()
    assert [re.sub(r"\D", "", text) for text in texts] == [str(number) for number in range(1, 25)]
    return " ".join(re.sub(r"[^a-z]", "", text) for text in texts)


def kits(person: Person) -> int:
    where = "kind = 'kit' and account_id = (select id from accounts_account where email = ?)"
    return len(person.site.rows(f"select 1 from accounts_keycopy where {where}", person.email))  # noqa: S608


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_a_printed_kit_is_a_first_copy_and_opens_the_vault(alice: Person) -> None:
    onward = alice.page.get_by_role("link", name="Continue to my vault")
    expect(onward).to_have_attribute("aria-disabled", "true")
    shown = open_kit(alice)
    for text in (alice.email, alice.site.url, "Account Key kit", "Use camera", "Type the key", "Keep it apart"):
        expect(shown.get_by_text(text).first).to_be_visible()
    words = words_of(shown)
    assert violations(alice) == []
    alice.page.set_viewport_size({"width": 320, "height": 640})
    assert fits(alice)
    alice.page.set_viewport_size({"width": 1280, "height": 800})
    alice.button("Close").click()
    expect(alice.page.get_by_text(words.split()[0], exact=True)).to_have_count(0)
    expect(onward).not_to_have_attribute("aria-disabled", "true")
    alice.enter_vault()
    elsewhere = alice.other_browser().sign_in()
    elsewhere.type_key(words)
    elsewhere.page.wait_for_url("**/vault/")
    elsewhere.context.close()


def test_the_kit_is_one_page_on_a4_and_on_letter_and_saved_as_a_pdf_it_lets_a_browser_in(alice: Person) -> None:
    alice.settings("Account Key")
    open_kit(alice)
    alice.page.emulate_media(media="print")
    code = alice.page.get_by_role("img", name="QR code of your Account Key").bounding_box()
    assert code
    assert code["width"] * 61 / 69 >= 40 * PX_PER_MM
    expect(alice.button("Print")).to_be_hidden()
    pdfs = {paper: alice.page.pdf(format=paper) for paper in ("A4", "Letter")}
    assert {paper: pages_of(pdf) for paper, pdf in pdfs.items()} == {"A4": 1, "Letter": 1}
    alice.page.emulate_media(media="screen")
    alice.page.keyboard.press("Escape")
    expect(sheet(alice)).to_have_count(0)
    for pdf in pdfs.values():
        elsewhere = alice.other_browser().sign_in()
        elsewhere.import_bytes("Tessera Account Key kit.pdf", pdf, "application/pdf")
        elsewhere.page.wait_for_url("**/vault/")
        elsewhere.context.close()


def test_one_kit_is_recorded_for_each_unlock_however_often_it_is_printed(alice: Person) -> None:
    alice.settings("Account Key")
    before = kits(alice)
    open_kit(alice)
    alice.button("Print").click()
    alice.page.wait_for_function("window.printed > 1")
    alice.button("Close").click()
    open_kit(alice)
    alice.button("Close").click()
    assert kits(alice) == before + 1


def test_the_words_leave_the_screen_when_the_page_is_left(alice: Person) -> None:
    alice.page.goto("/vault/")
    alice.unlock()
    alice.page.get_by_role("link", name="Settings").click()
    words = words_of(open_kit(alice)).split()
    alice.page.go_back()
    expect(sheet(alice)).to_have_count(0)
    expect(alice.page.get_by_text(words[0], exact=True)).to_have_count(0)
    assert alice.refusals() == []
