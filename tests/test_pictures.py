"""The pictures of tests/pictures.py are what they claim to be, and the same in every run."""

import io

import pytest
from PIL import Image, ImageStat

from tests import pictures

CODE = pictures.qr("TSRK1:" + "A" * 228)
SIDE = 690
SIZES = {
    "jpeg, quality 40": ("JPEG", (SIDE, SIDE)),
    "webp": ("WEBP", (SIDE, SIDE)),
    "gif": ("GIF", (SIDE, SIDE)),
    "scaled to 40 %": ("PNG", (276, 276)),
    "scaled to 250 %": ("PNG", (1725, 1725)),
    "rotated by 7°": ("PNG", (770, 770)),
    "rotated by 90°": ("PNG", (SIDE, SIDE)),
    "rotated by 180°": ("PNG", (SIDE, SIDE)),
    "perspective": ("PNG", (SIDE, SIDE)),
    "phone photo": ("JPEG", (1200, 1600)),
    "screenshot": ("PNG", (1280, 960)),
    "dark mode": ("PNG", (1280, 960)),
}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[str, bytes]]:
    return pictures.distortions(CODE)


def test_every_picture_has_its_kind_and_size(made: dict[str, tuple[str, bytes]]) -> None:
    images = {name: opened(data) for name, (_, data) in made.items()}
    assert {name: (image.format, image.size) for name, image in images.items()} == SIZES


def test_pictures_are_the_same_in_every_run(made: dict[str, tuple[str, bytes]]) -> None:
    assert pictures.distortions(CODE) == made


def test_every_picture_differs(made: dict[str, tuple[str, bytes]]) -> None:
    assert len({data for _, data in made.values()} | {CODE}) == len(SIZES) + 1


def test_dark_mode_is_dark_and_the_screenshot_is_not(made: dict[str, tuple[str, bytes]]) -> None:
    def grey(name: str) -> float:
        return ImageStat.Stat(opened(made[name][1]).convert("L")).mean[0]

    assert grey("dark mode") < 64 < 192 < grey("screenshot")


def test_refusal_pictures_are_png_and_the_same_in_every_run() -> None:
    for draw in (pictures.web_address_qr, pictures.otp_qr, pictures.no_code_picture):
        assert opened(draw()).format == "PNG"
        assert draw() == draw()
