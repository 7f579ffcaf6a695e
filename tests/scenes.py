"""What a camera sees: films for Chromium's fake one, which takes an MJPEG file (JPEGs one after another)."""

import io

from PIL import Image

from tests.pictures import opened

SIZE = (1280, 720)
SIDE = 460
# Three seconds of each picture, at the 20 frames a second that Chromium plays: the first is still there once the camera
# is on.
FRAMES = 60


def film(pngs: list[bytes]) -> bytes:
    """Each picture held before the camera in turn, not quite straight, before a grey wall. Chromium repeats it."""
    return b"".join(_frame(png) * FRAMES for png in pngs)


def _frame(png: bytes) -> bytes:
    wall = Image.new("RGB", SIZE, (96, 100, 106))
    code = opened(png).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    code = code.rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=(96, 100, 106))
    wall.paste(code, ((SIZE[0] - code.width) // 2, (SIZE[1] - code.height) // 2))
    file = io.BytesIO()
    wall.save(file, "JPEG", quality=85)
    return file.getvalue()
