"""What lenses, light, sensors and screens do to a picture. Pictures are grey, 0 to 255, as floats; nothing is random
but what is drawn from the generator that is handed in."""

import io
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Picture: TypeAlias = NDArray[np.float32]
Random: TypeAlias = np.random.Generator
Corner: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[Corner, Corner, Corner, Corner]


def image(picture: Picture) -> Image.Image:
    return Image.fromarray(np.clip(np.rint(picture), 0, 255).astype(np.uint8))


def picture(image: Image.Image) -> Picture:
    return np.asarray(image.convert("L"), dtype=np.float32)


def jpeg(of: Picture, quality: int) -> bytes:
    file = io.BytesIO()
    image(of).save(file, "JPEG", quality=quality)
    return file.getvalue()


def png(of: Picture) -> bytes:
    file = io.BytesIO()
    image(of).save(file, "PNG", compress_level=1)
    return file.getvalue()


def resized(of: Picture, width: int, height: int) -> Picture:
    """Larger by cubic interpolation, smaller by means of what is covered."""
    return picture(image(of).resize((width, height), Image.Resampling.BICUBIC))


def laid(code: Picture, corners: Corners, on: Picture) -> Picture:
    """`code` with its corners, clockwise from the upper left, where they are said to be on the other picture."""
    fine = 3  # drawn larger and made small again, as a lens would
    height, width = on.shape
    size = width * fine, height * fine
    how = _homography([(x * fine, y * fine) for x, y in corners], code.shape[1])
    drawn = image(code).transform(size, Image.Transform.PERSPECTIVE, how, Image.Resampling.BILINEAR)
    mask = Image.new("L", (code.shape[1],) * 2, 255)
    mask = mask.transform(size, Image.Transform.PERSPECTIVE, how, Image.Resampling.BILINEAR)
    share = picture(mask.reduce(fine)) / 255
    return np.asarray(picture(drawn.reduce(fine)) + on * (1 - share), dtype=np.float32)


def _homography(corners: list[Corner], side: int) -> list[float]:
    """The eight numbers that take a point between these corners to one of a square (Heckbert 1989)."""
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, [(0, 0), (side, 0), (side, side), (0, side)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(number) for number in np.linalg.solve(np.array(rows, float), np.array(values, float))]


def bent(of: Picture, arc: float, bow: float, ground: float) -> Picture:
    """Around an upright can: `arc` radians to either side of the middle, rows bowed by `bow` of the height."""
    height, width = of.shape
    x = np.linspace(-1, 1, width)
    across = np.arcsin(x * np.sin(arc)) / arc
    sink = bow * height * (1 - x**2)
    columns = (across + 1) / 2 * (width - 1)
    y = np.arange(height + round(bow * height))[:, None] - sink[None, :]
    return _sampled(of, np.broadcast_to(columns, y.shape), y, ground)


def _sampled(of: Picture, x: NDArray[np.float64], y: NDArray[np.float64], ground: float) -> Picture:
    height, width = of.shape
    left = np.clip(np.floor(x).astype(int), 0, width - 2)
    top = np.clip(np.floor(y).astype(int), 0, height - 2)
    dx, dy = np.clip(x - left, 0, 1), np.clip(y - top, 0, 1)
    above = of[top, left] * (1 - dx) + of[top, left + 1] * dx
    below = of[top + 1, left] * (1 - dx) + of[top + 1, left + 1] * dx
    inside = (y >= 0) & (y <= height - 1)
    return np.where(inside, above * (1 - dy) + below * dy, ground).astype(np.float32)


def turned(of: Picture, degrees: float, ground: int) -> Picture:
    return picture(image(of).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=ground))


def blurred(of: Picture, deviation: float) -> Picture:
    """Out of focus; the deviation in pixels."""
    return picture(image(of).filter(ImageFilter.GaussianBlur(deviation)))


def smeared(of: Picture, length: int) -> Picture:
    """The hand moved sideways while the picture was taken."""
    shifted = [np.roll(of, shift - length // 2, axis=1) for shift in range(length)]
    return np.asarray(np.mean(shifted, axis=0), dtype=np.float32)


def noisy(of: Picture, deviation: float, random: Random) -> Picture:
    return of + random.normal(0, deviation, of.shape).astype(np.float32)


def shaded(of: Picture, darkest: float, random: Random) -> Picture:
    """Light that falls off towards one side, down to a share of itself."""
    height, width = of.shape
    angle = random.uniform(0, 2 * np.pi)
    down, across = np.mgrid[-0.5 : 0.5 : height * 1j, -0.5 : 0.5 : width * 1j]
    way = down * np.sin(angle) + across * np.cos(angle)
    fall = (way - way.min()) / (way.max() - way.min())
    return np.asarray(of * (darkest + (1 - darkest) * fall), dtype=np.float32)


def glaring(of: Picture, at: Corner, radius: float, strength: float) -> Picture:
    """A lamp mirrored in the paper: what it adds at its middle, falling off like a bell, is cut off at white."""
    down, across = np.ogrid[: of.shape[0], : of.shape[1]]
    away = (across - at[0]) ** 2 + (down - at[1]) ** 2
    return np.clip(of + strength * np.exp(-away / (2 * radius**2)), 0, 255).astype(np.float32)


def on_a_screen(of: Picture, period: float, depth: float, degrees: float) -> Picture:
    """Through the grid of a screen, whose lines lie `period` camera pixels apart and beat with the camera's own."""
    angle = np.radians(degrees)
    down, across = np.mgrid[: of.shape[0], : of.shape[1]]
    u = across * np.cos(angle) + down * np.sin(angle)
    v = down * np.cos(angle) - across * np.sin(angle)
    grid = (1 + np.cos(2 * np.pi * u / period)) * (1 + np.cos(2 * np.pi * v / period)) / 4
    return np.asarray(of * (1 - depth * grid), dtype=np.float32)


def texture(width: int, height: int, random: Random, *, low: float = 60, high: float = 200) -> Picture:
    """A desk, a wall, a garden: spots of every size."""
    total = np.zeros((height, width), np.float32)
    for share, cells in ((0.6, 5), (0.25, 23), (0.15, 90)):
        coarse = random.uniform(low, high, (cells, cells)).astype(np.float32)
        total += share * resized(coarse, width, height)
    return total
