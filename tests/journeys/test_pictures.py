"""Import file with pictures of every kind and size: read here, given up at will, the key among other codes."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests import pictures
from tests.journeys.alerts import listening, said_of
from tests.journeys.person import Person
from tests.reference import encoding, keystring
from tests.site import Site

pytestmark = pytest.mark.journey
OTHERS = "belongs to another account"
FORTY_EIGHT_MEGAPIXELS = 8000, 6000


@pytest.fixture(scope="module")
def key(site: Site, chromium: Browser) -> Iterator[bytes]:
    """Bob's key picture: when Alice is told whose it is, it has been read to the letter."""
    bob = Person(site, chromium, f"bob-pictures-{site.port}@example.org").sign_up()
    yield site.key_picture(bob.email)
    bob.context.close()


@pytest.fixture(scope="module")
def elsewhere(site: Site, chromium: Browser) -> Iterator[Person]:
    """Alice on the authorize page of another browser."""
    alice = Person(site, chromium, f"alice-pictures-{site.port}@example.org").sign_up()
    elsewhere = listening(alice.other_browser())
    yield elsewhere
    assert elsewhere.refusals() == []
    elsewhere.context.close()
    alice.context.close()


def saved(image: Image.Image, kind: str, **how: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def beside(*pngs: bytes) -> Image.Image:
    """Codes side by side, as on a printed page or a crowded screen."""
    codes = [pictures.opened(png).resize((480, 480)) for png in pngs]
    sheet = Image.new("RGB", (520 * len(codes) + 40, 560), (255, 255, 255))
    for place, code in enumerate(codes):
        sheet.paste(code, (40 + 520 * place, 40))
    return sheet


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_a_picture_is_read_whatever_its_kind_and_name(elsewhere: Person, key: bytes, kind: str) -> None:
    assert OTHERS in said_of(elsewhere, "notes.txt", saved(pictures.opened(key), kind))


def test_a_picture_that_this_browser_cannot_read_is_told_what_to_do(elsewhere: Person) -> None:
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x14ispe\0\0\0\0" + encoding.u32(4032) + encoding.u32(3024)
    assert said_of(elsewhere, "IMG_2041.HEIC", heic) == (
        "This browser cannot read this picture. Save it as PNG or JPEG, or take a screenshot of it, and try that."
    )


def test_the_key_is_found_among_other_codes(elsewhere: Person, key: bytes) -> None:
    crowd = beside(pictures.web_address_qr(), pictures.otp_qr(), key)
    assert OTHERS in said_of(elsewhere, "fridge.png", saved(crowd, "PNG"))


def test_a_key_of_a_newer_version_says_more_than_a_foreign_code_beside_it(elsewhere: Person) -> None:
    newer = keystring.write_text(keystring.with_checksum(b"TSRK\2" + bytes(133)))
    crowd = beside(pictures.web_address_qr(), pictures.qr(newer))
    assert said_of(elsewhere, "fridge.png", saved(crowd, "PNG")) == (
        "Made by a newer version of Tessera than this server runs."
    )


@pytest.fixture(scope="module")
def wall() -> Image.Image:
    return pictures.opened(pictures.no_code_picture()).resize(FORTY_EIGHT_MEGAPIXELS)


def test_a_small_code_is_found_in_48_megapixels(elsewhere: Person, key: bytes, wall: Image.Image) -> None:
    photo = wall.copy()
    photo.paste(pictures.opened(key).resize((300, 300)), (5100, 900))
    assert OTHERS in said_of(elsewhere, "IMG_9000.JPG", saved(photo, "JPEG", quality=80))


def test_a_picture_that_declares_too_many_pixels_is_not_opened(elsewhere: Person) -> None:
    bomb = bytearray(saved(Image.new("1", (8, 8)), "PNG"))
    bomb[16:24] = encoding.u32(60_000) + encoding.u32(60_000)
    assert said_of(elsewhere, "bomb.png", bytes(bomb)).startswith("This is too large to be read here.")


def test_a_long_search_shows_how_far_it_is_and_can_be_given_up(
    elsewhere: Person, key: bytes, wall: Image.Image
) -> None:
    elsewhere.import_bytes("wall.jpg", saved(wall, "JPEG", quality=80))
    progress = elsewhere.page.get_by_role("progressbar", name="Looking closer at the picture")
    expect(progress).to_be_visible()
    expect(elsewhere.page.get_by_text(re.compile(r"^[1-5] of 6$"))).to_be_visible()
    elsewhere.button("Cancel").click()
    expect(progress).to_be_hidden()
    expect(elsewhere.page.get_by_role("alert")).to_have_count(0)
    assert OTHERS in said_of(elsewhere, "tessera_key.png", key)


FLICKER = """() => {
  globalThis.shown = []
  let started = 0
  document.addEventListener('change', () => { started = performance.now() }, { capture: true })
  new MutationObserver(() => {
    if (document.querySelector('main .busy svg, main progress')) shown.push(performance.now() - started)
  }).observe(document.querySelector('main'), { childList: true, subtree: true })
}"""


def test_no_sign_of_work_flickers_over_quick_work(elsewhere: Person, key: bytes) -> None:
    elsewhere.page.evaluate(FLICKER)
    said_of(elsewhere, "tessera_key.png", key)
    assert min(elsewhere.page.evaluate("shown"), default=150) >= 145
