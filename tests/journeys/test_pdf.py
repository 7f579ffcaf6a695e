"""Import file with a PDF: every page is searched in the browser, and what is wrong with a PDF is said."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests import papers, pictures
from tests.journeys.alerts import listening, said_of
from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def bobs_key(site: Site, chromium: Browser) -> Iterator[bytes]:
    """A key picture of somebody else: being told whose it is not proves that it was read to the letter."""
    bob = Person(site, chromium, f"bob-pdf-{site.port}@example.org").sign_up()
    yield site.key_picture(bob.email)
    bob.context.close()


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-pdf-{site.port}@example.org").sign_up()
    yield alice
    alice.context.close()


@pytest.fixture(scope="module")
def elsewhere(alice: Person) -> Iterator[Person]:
    """Alice on the authorize page of another browser."""
    elsewhere = listening(alice.other_browser())
    yield elsewhere
    assert elsewhere.refusals() == []
    elsewhere.context.close()


@pytest.mark.parametrize("mode", ["RGB", "1", "RGBA"], ids=["jpeg", "fax", "jpeg 2000"])
def test_a_scanned_page_is_read_however_it_is_packed(elsewhere: Person, bobs_key: bytes, mode: str) -> None:
    assert "belongs to another account" in said_of(elsewhere, "scan.pdf", papers.pdf(papers.page(bobs_key, mode=mode)))


def test_a_small_code_on_the_last_page_is_found(elsewhere: Person, bobs_key: bytes) -> None:
    menu = papers.page(pictures.web_address_qr())
    last = papers.page(bobs_key, side=190)
    assert "belongs to another account" in said_of(elsewhere, "scan.pdf", papers.pdf(menu, papers.page(None), last))


def test_a_pdf_of_something_else_says_so(elsewhere: Person) -> None:
    assert said_of(elsewhere, "scan.pdf", papers.pdf(papers.page(pictures.web_address_qr()))) == (
        "This QR code is a web address, not a Tessera Account Key."
    )
    assert said_of(elsewhere, "scan.pdf", papers.pdf(papers.page(None))).startswith(
        "No QR code found in this PDF (1 page)."
    )


def test_a_pdf_behind_a_password_and_a_broken_one_say_so(elsewhere: Person, bobs_key: bytes) -> None:
    whole = papers.pdf(papers.page(bobs_key))
    assert said_of(elsewhere, "scan.pdf", papers.locked(whole)).startswith("This PDF is protected by a password.")
    for broken in (whole[: len(whole) // 2], whole[:400], b"%PDF-1.7\n" + b"\0" * 4000):
        assert said_of(elsewhere, "scan.pdf", broken).startswith("This PDF is damaged or was cut.")


def test_a_long_pdf_shows_how_far_the_search_is_and_can_be_given_up(elsewhere: Person, alice: Person) -> None:
    elsewhere.import_bytes("book.pdf", papers.pdf(*[papers.page(None)] * 60), "application/pdf")
    progress = elsewhere.page.get_by_role("progressbar", name="Searching the pages")
    expect(progress).to_be_visible()
    expect(elsewhere.page.get_by_text(re.compile(r"^\d+ of 50$"))).to_be_visible()
    elsewhere.button("Cancel").click()
    expect(progress).to_be_hidden()
    expect(elsewhere.page.get_by_role("alert")).to_have_count(0)


def test_a_pdf_with_the_key_authorizes_and_pdf_js_is_fetched_only_then(alice: Person, site: Site) -> None:
    elsewhere = alice.other_browser().sign_in()
    elsewhere.page.wait_for_url("**/authorize/")

    def fetched() -> list[str]:
        return [request.url for request in elsewhere.requests if "/build/pdf" in request.url]

    elsewhere.import_bytes("menu.png", pictures.web_address_qr())
    elsewhere.alert()
    assert fetched() == []
    elsewhere.import_bytes("kit.pdf", papers.pdf(papers.page(site.key_picture(alice.email))))
    elsewhere.page.wait_for_url("**/vault/")
    assert len(fetched()) == 2
    assert {url.startswith(site.url) for url in fetched()} == {True}
    elsewhere.context.close()
