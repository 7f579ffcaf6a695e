"""docs/formats.md §5, "QR": what a scanner reads in the picture, and what the picture is made of."""

import io

import pytest
from PIL import Image

from accounts import qr
from tests.accounts.post import key_string
from tests.scanner import scan


def test_a_scanner_reads_the_key_string_at_level_q_in_version_11() -> None:
    """Version 11 holds 234 characters at Q only in one alphanumeric segment: 177 in bytes, 259 like this."""
    text = key_string()
    assert scan(qr.picture(text)) == {"text": text, "level": "Q", "version": 11}


def test_the_picture_is_690_pixels_of_pure_black_and_white() -> None:
    with Image.open(io.BytesIO(qr.picture(key_string()))) as image:
        assert (image.format, image.size) == ("PNG", (690, 690))
        colours = {colour for _, colour in image.convert("RGB").getcolors(256) or []}
    assert colours == {(0, 0, 0), (255, 255, 255)}


def test_the_margin_is_four_white_modules() -> None:
    with Image.open(io.BytesIO(qr.picture(key_string()))) as image:
        black = image.convert("L").point([255 if value == 0 else 0 for value in range(256)])
    assert black.getbbox() == (40, 40, 650, 650)


def test_every_module_is_ten_pixels_of_one_colour() -> None:
    with Image.open(io.BytesIO(qr.picture(key_string()))) as image:
        grey = image.convert("L")
    small = grey.resize((69, 69), Image.Resampling.NEAREST)
    assert small.resize((690, 690), Image.Resampling.NEAREST).tobytes() == grey.tobytes()


def test_the_same_text_gives_the_same_bytes() -> None:
    assert qr.picture(key_string()) == qr.picture(key_string())
    assert qr.picture(key_string()) != qr.picture(key_string("another"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/",
        key_string().lower(),
        key_string()[:-1],
        key_string() + "A",
        key_string() + "\n",
        key_string().replace("TSRK1", "TSRK2"),
        key_string()[:-1] + "B",  # a spare bit is set
        key_string()[:-2] + "1A",  # no base32 character
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="expected TSRK1"):
        qr.picture(text)
