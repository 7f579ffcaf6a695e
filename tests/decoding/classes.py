"""The set: for each class of distortion how many pictures, the share that has to be read, and how one is made.

The shares were measured with other pictures of the same kinds. Strengths here reach to where reading fails: where a
share is below one, the worst pictures of the class are beyond every attempt.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from accounts import qr
from tests.decoding import optics
from tests.decoding.optics import Corners, Picture, Random
from tests.pictures import mail_page
from tests.reference import keystring

# Modules a side, of them the margin on either side (docs/formats.md §5, "QR").
MODULES, MARGIN = 69, 4
TWELVE_MEGAPIXELS = 4000, 3000
Make = Callable[[Picture, Random], bytes]


@dataclass(frozen=True)
class Class:
    """`make` is given the picture of a key string, 10 pixels a module, and draws everything else from the generator."""

    count: int
    least: float
    make: Make


@dataclass(frozen=True)
class Case:
    """One picture file and the key string that it shows."""

    name: str
    kind: str
    text: str
    content: bytes


def cases() -> Iterator[Case]:
    """Every picture of the set, the same in every run."""
    for number, (kind, each) in enumerate(CLASSES.items()):
        for index in range(each.count):
            random = np.random.default_rng([2026, number, index])
            text = _key_string(random)
            code = optics.picture(Image.open(io.BytesIO(qr.picture(text))))
            yield Case(f"{kind} {index}", kind, text, each.make(code, random))


def _key_string(random: Random) -> str:
    """One that nobody's keys open: what is sealed in it is noise."""
    head = keystring.header(random.bytes(16), 1, random.bytes(16))
    return keystring.write_text(keystring.with_checksum(head + b"\1" + random.bytes(96)))


def _sized(code: Picture, low: float, high: float, random: Random) -> Picture:
    """At a size between these, in pixels a module."""
    side = round(random.uniform(low, high) * MODULES)
    return optics.resized(code, side, side)


def _framed(of: Picture, ground: float = 255, share: float = 0.15) -> Picture:
    return np.pad(of, round(share * of.shape[0]), constant_values=ground)


def _quality(random: Random, low: int, high: int) -> int:
    return int(random.integers(low, high + 1))


def _corners(side: float, centre: tuple[float, float], slant: float, random: Random) -> Corners:
    """Of a square that lies at any angle, each corner off by up to `slant` of its side."""
    angle = random.uniform(0, 2 * np.pi)
    ways = [angle + np.pi * (quarter / 2 + 1.25) for quarter in range(4)]
    off = random.uniform(-slant * side, slant * side, (4, 2))
    reach = side / np.sqrt(2)
    points = [
        (centre[0] + reach * np.cos(way) + dx, centre[1] + reach * np.sin(way) + dy)
        for way, (dx, dy) in zip(ways, off, strict=True)
    ]
    return points[0], points[1], points[2], points[3]


def _photo(code: Picture, low: float, high: float, slant: float, random: Random) -> Picture:
    """A printed code on a table, from somewhere above."""
    side = random.uniform(low, high) * MODULES
    size = round(1.75 * side)
    paper = 40 + code * (190 / 255)  # ink is not black, nor paper white
    return optics.laid(paper, _corners(side, (size / 2, size / 2), slant, random), optics.texture(size, size, random))


def _clean(code: Picture, random: Random) -> bytes:
    return optics.png(_sized(code, 2.6, 9, random))


def _rotation(code: Picture, random: Random) -> bytes:
    return optics.jpeg(optics.turned(_sized(code, 3, 6, random), random.uniform(0, 360), 255), 90)


def _perspective(code: Picture, random: Random) -> bytes:
    return optics.jpeg(_photo(code, 4, 7, 0.12, random), 85)


def _jpeg(code: Picture, random: Random) -> bytes:
    return optics.jpeg(_sized(code, 2.7, 7, random), _quality(random, 20, 60))


def _low_contrast(code: Picture, random: Random) -> bytes:
    faint = random.uniform(60, 190) + _framed(_sized(code, 4, 6, random)) * (random.uniform(8, 16) / 255)
    return optics.jpeg(optics.noisy(faint, random.uniform(2, 3), random), 90)


def _inverted(code: Picture, random: Random) -> bytes:
    dark = _framed(255 - _sized(code, 2.7, 6, random), 0)
    return optics.jpeg(optics.noisy(20 + dark * 0.85, 3, random), 80)


def _screenshot(code: Picture, random: Random) -> bytes:
    page = optics.picture(mail_page(optics.image(code).convert("RGB")))
    if random.random() < 0.5:
        page = 255 - page
    factor = random.uniform(0.42, 1.4)
    return optics.png(optics.resized(page, round(page.shape[1] * factor), round(page.shape[0] * factor)))


def _small(code: Picture, random: Random) -> bytes:
    width, height = TWELVE_MEGAPIXELS
    garden = optics.texture(width, height, random)
    side = random.uniform(2.7, 4.2) * MODULES
    room = round(1.6 * side)
    x, y = int(random.integers(0, width - room)), int(random.integers(0, height - room))
    corners = _corners(side, (room / 2, room / 2), 0.03, random)
    garden[y : y + room, x : x + room] = optics.laid(code, corners, garden[y : y + room, x : x + room])
    return optics.jpeg(garden, 80)


def _moire(code: Picture, random: Random) -> bytes:
    screen = _framed(_sized(code, 3, 6, random), 120)
    seen = optics.on_a_screen(
        screen, period=random.uniform(2.05, 4), depth=random.uniform(0.5, 0.9), degrees=random.uniform(-8, 8)
    )
    return optics.jpeg(optics.blurred(seen, 0.5), 75)


def _low_resolution(code: Picture, random: Random) -> bytes:
    return optics.jpeg(_framed(_sized(code, 1.55, 2.2, random)), 92)


def _low_light(code: Picture, random: Random) -> bytes:
    dim = 8 + _photo(code, 3.5, 6, 0.06, random) * random.uniform(0.1, 0.25)
    return optics.jpeg(optics.noisy(optics.blurred(dim, 0.5), random.uniform(3, 8), random), 85)


def _camera_mix(code: Picture, random: Random) -> bytes:
    seen = optics.shaded(_photo(code, 2.8, 5, 0.1, random), random.uniform(0.3, 0.8), random)
    seen = optics.noisy(optics.blurred(seen, random.uniform(0.5, 1.5)), random.uniform(4, 14), random)
    return optics.jpeg(seen, _quality(random, 50, 90))


def _extreme_noise(code: Picture, random: Random) -> bytes:
    return optics.jpeg(optics.noisy(_framed(_sized(code, 5, 8, random)), random.uniform(70, 190), random), 85)


def _glare(code: Picture, random: Random) -> bytes:
    lit = 50 + _framed(_sized(code, 4, 7, random)) * 0.6
    side = lit.shape[0]
    for _ in range(int(random.integers(1, 3))):
        at = random.uniform(0.25 * side, 0.75 * side), random.uniform(0.25 * side, 0.75 * side)
        lit = optics.glaring(lit, at, side * random.uniform(0.06, 0.16), random.uniform(120, 380))
    return optics.jpeg(optics.noisy(lit, 2, random), 85)


def _blur(code: Picture, random: Random) -> bytes:
    sharp = _framed(_sized(code, 4, 8, random))
    module = sharp.shape[0] / MODULES / 1.3
    if random.random() < 0.5:
        soft = optics.blurred(sharp, module * random.uniform(0.38, 0.54))
    else:
        soft = optics.smeared(optics.blurred(sharp, 0.8), max(2, round(module * random.uniform(1, 1.9))))
    return optics.jpeg(optics.noisy(soft, 1.5, random), 90)


def _cropped_margins(code: Picture, random: Random) -> bytes:
    """Cut out with scissors or the frame of a screenshot: less than one module of the margin is left."""
    module = 10
    left, top, right, bottom = (round((MARGIN - random.uniform(0.05, 0.8)) * module) for _ in range(4))
    cut = code[top : code.shape[0] - bottom, left : code.shape[1] - right]
    desk = optics.texture(900, 900, random, low=0, high=120)
    desk[100 : 100 + cut.shape[0], 100 : 100 + cut.shape[1]] = cut
    side = round(900 * random.uniform(0.35, 0.7))
    return optics.jpeg(optics.resized(desk, side, side), 85)


def _curved(code: Picture, random: Random) -> bytes:
    flat = _framed(_sized(code, 5, 8, random), 235, 0.05)
    return optics.jpeg(optics.bent(flat, random.uniform(0.2, 0.95), random.uniform(0, 0.055), 90), 85)


CLASSES = {
    "clean": Class(20, 1.0, _clean),
    "rotation": Class(20, 1.0, _rotation),
    "perspective": Class(20, 1.0, _perspective),
    "jpeg": Class(20, 1.0, _jpeg),
    "low contrast": Class(20, 1.0, _low_contrast),
    "inverted": Class(20, 1.0, _inverted),
    "screenshot": Class(20, 1.0, _screenshot),
    "small": Class(12, 1.0, _small),
    "moiré": Class(20, 0.98, _moire),
    "low resolution": Class(20, 0.98, _low_resolution),
    "low light": Class(20, 0.90, _low_light),
    "camera mix": Class(40, 0.90, _camera_mix),
    "extreme noise": Class(20, 0.79, _extreme_noise),
    "glare": Class(20, 0.75, _glare),
    "blur": Class(20, 0.69, _blur),
    "cropped margins": Class(20, 0.71, _cropped_margins),
    "curved": Class(20, 0.67, _curved),
}
