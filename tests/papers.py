"""PDFs for the decoder's trips, made with Pillow: what scanners, printers and careful people make of a QR picture."""

import io
import re

from PIL import Image

from tests.pictures import opened

# Pixels of A4 at 200 dots an inch.
PAGE = (1654, 2339)
# A third of a letter's width, as a code is printed.
SIDE = 560


def page(png: bytes | None, *, side: int = SIDE, mode: str = "RGB") -> Image.Image:
    """A page with a code in the middle of its upper half, or an empty one."""
    paper = Image.new("RGB", PAGE, (255, 255, 255))
    if png is not None:
        code = opened(png).resize((side, side), Image.Resampling.BICUBIC)
        paper.paste(code, ((PAGE[0] - side) // 2, 400))
    return paper.convert(mode)


def pdf(*pages: Image.Image) -> bytes:
    """Pages in RGB are packed as JPEG, in "1" as fax (CCITT), in "RGBA" as JPEG 2000: each needs another unpacker."""
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=200)
    return file.getvalue()


def locked(plain: bytes) -> bytes:
    """The PDF as one whose password nobody knows (ISO 32000-1 §7.6.3): readers ask for it before they read anything."""
    handler = b"/Encrypt <</Filter/Standard/V 1/R 2/P -4/O <%s>/U <%s>>> /ID [<%s><%s>]" % (
        b"5a" * 32,
        b"a5" * 32,
        b"01" * 16,
        b"01" * 16,
    )
    return re.sub(rb"(trailer\s*<<)", rb"\1 " + handler + b" ", plain)
