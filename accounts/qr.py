"""The QR picture of a key string (docs/formats.md §5, "QR"): `tessera_key.png`, the same bytes for the same text."""

import io
import re
from typing import Literal

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.image.pil import PilImage
from qrcode.util import QRData

# 142 bytes in base32: of the last character only one bit is data, the other four are zero.
KEY_STRING = re.compile(r"TSRK1:[A-Z2-7]{227}[AQ]", re.ASCII)
ALPHANUMERIC: Literal[2] = 2  # qrcode.util.MODE_ALPHA_NUM, typed as narrowly as QRData asks for
VERSION, BOX, BORDER = 11, 10, 4


def picture(key_string: str) -> bytes:
    """A PNG of 690 by 690 pixels, pure black on white. Raises ValueError for text that has not a key string's shape."""
    if not KEY_STRING.fullmatch(key_string):
        raise ValueError("expected TSRK1: and 228 characters of base32")
    code = qrcode.QRCode(
        version=VERSION, error_correction=ERROR_CORRECT_Q, box_size=BOX, border=BORDER, image_factory=PilImage
    )
    code.add_data(QRData(key_string.encode("ascii"), mode=ALPHANUMERIC), optimize=0)
    code.make(fit=False)
    out = io.BytesIO()
    code.make_image(fill_color="black", back_color="white").save(out, format="PNG")
    return out.getvalue()
