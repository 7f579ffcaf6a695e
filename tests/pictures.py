"""What happens to a mailed QR before it comes back: pictures for the decoder's trips, the same bytes in every run.

Everything is drawn from the PNG itself with Pillow; no picture is stored.
"""

import io
import random

import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont, ImageOps
from PIL.Image import Resampling

Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]

WHITE = (255, 255, 255)
TABLE = (139, 110, 82)
PAGE = (1280, 960)
PICTURE_AT = (300, 330)


def distortions(png: bytes) -> dict[str, tuple[str, bytes]]:
    """Every distortion of a square QR picture: name → (file name, bytes of a PNG, JPEG, WebP or GIF)."""
    code = opened(png)
    side = code.width
    return {
        "jpeg, quality 40": ("tessera_key.jpg", _jpeg(code, 40)),
        "webp": ("tessera_key.webp", _saved(code, "WEBP", quality=60)),
        "gif": ("tessera_key.gif", _saved(code, "GIF")),
        "scaled to 40 %": ("small.png", _png(_scaled(code, 0.4))),
        "scaled to 250 %": ("large.png", _png(_scaled(code, 2.5))),
        "rotated by 7°": ("scan.png", _png(code.rotate(7, Resampling.BICUBIC, expand=True, fillcolor=WHITE))),
        "rotated by 90°": ("sideways.png", _png(code.rotate(90, expand=True))),
        "rotated by 180°": ("upside-down.png", _png(code.rotate(180))),
        "perspective": ("slanted.png", _png(_slanted(code, (side, side), _slant(side), WHITE))),
        "phone photo": ("IMG_2041.JPG", _jpeg(_photo(code), 70)),
        "screenshot": ("Screenshot.png", _png(mail_page(code))),
        "dark mode": ("Screenshot dark.png", _png(ImageOps.invert(mail_page(code)))),
    }


def web_address_qr() -> bytes:
    """A PNG of a QR code that holds a web address."""
    return qr("https://example.org/menu")


def otp_qr() -> bytes:
    """A PNG of a QR code that sets up one-time codes elsewhere."""
    return qr("otpauth://totp/Example:ada@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Example")


def no_code_picture() -> bytes:
    """A PNG of hills under a sun: no code in it."""
    picture = Image.merge("RGB", [_light((640, 480), low, 255) for low in (120, 160, 215)])
    draw = ImageDraw.Draw(picture)
    draw.ellipse((450, 60, 540, 150), fill=(255, 214, 102))
    draw.ellipse((-200, 280, 420, 900), fill=(84, 130, 83))
    draw.ellipse((220, 320, 900, 980), fill=(62, 104, 70))
    return _png(picture)


def qr(text: str) -> bytes:
    """A PNG of any text as a QR code: 10 pixels a module, margin 4, correction Q."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, box_size=10, border=4)
    code.add_data(text, optimize=0)
    return _png(code.make_image().get_image().convert("RGB"))


def opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as image:
        return image.convert("RGB")


def _saved(image: Image.Image, kind: str, **how: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def _png(image: Image.Image) -> bytes:
    return _saved(image, "PNG")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    return _saved(image, "JPEG", quality=quality)


def _scaled(image: Image.Image, factor: float) -> Image.Image:
    size = round(image.width * factor), round(image.height * factor)
    return image.resize(size, Resampling.BICUBIC)


def _slant(side: int) -> Corners:
    """Where the corners of the new picture look in a square one: as seen from the lower left."""
    return (
        (-0.10 * side, -0.16 * side),
        (1.24 * side, -0.06 * side),
        (1.08 * side, 1.20 * side),
        (-0.06 * side, 1.06 * side),
    )


def _slanted(image: Image.Image, size: tuple[int, int], corners: Corners, fill: tuple[int, int, int]) -> Image.Image:
    """The picture in perspective; `corners` clockwise from the upper left, in pixels of the old picture."""
    coefficients = _projection(size, corners)
    return image.transform(size, Image.Transform.PERSPECTIVE, coefficients, resample=Resampling.BICUBIC, fillcolor=fill)


def _projection(size: tuple[int, int], corners: Corners) -> tuple[float, ...]:
    """The eight numbers that take a rectangle to a quadrilateral (Heckbert, Fundamentals of Texture Mapping, 1989)."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    scale = dx1 * dy2 - dx2 * dy1
    g, h = (dx3 * dy2 - dx2 * dy3) / scale, (dx1 * dy3 - dx3 * dy1) / scale
    width, height = size
    across = (x1 - x0 + g * x1) / width, (x3 - x0 + h * x3) / height, x0
    down = (y1 - y0 + g * y1) / width, (y3 - y0 + h * y3) / height, y0
    return *across, *down, g / width, h / height


def _photo(code: Image.Image) -> Image.Image:
    """The printed code on a table, taken by hand with a phone in the evening."""
    paper = ImageOps.expand(code, round(0.08 * code.width), WHITE)
    size = 1200, 1600
    side = paper.width
    corners = (
        (-0.30 * side, -0.52 * side),
        (1.34 * side, -0.44 * side),
        (1.20 * side, 1.46 * side),
        (-0.22 * side, 1.38 * side),
    )
    seen = _slanted(paper, size, corners, TABLE).filter(ImageFilter.GaussianBlur(1.4))
    return _noisy(_lit(seen), amount=0.10)


def _lit(image: Image.Image) -> Image.Image:
    """Light from the upper right, a warm lamp."""
    shade = _light(image.size, 95, 250).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    warm = [shade.point([round(value * tint) for value in range(256)]) for tint in (1.0, 0.95, 0.84)]
    return ImageChops.multiply(image, Image.merge("RGB", warm))


def _light(size: tuple[int, int], low: int, high: int) -> Image.Image:
    """Grey that goes from `high` in the upper left to `low` in the lower right."""
    down = Image.linear_gradient("L").resize(size)
    across = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90).resize(size)
    both = Image.blend(down, across, 0.5)
    return both.point([round(high - (high - low) * value / 255) for value in range(256)])


def _noisy(image: Image.Image, amount: float) -> Image.Image:
    grain = random.Random(2026).randbytes(image.width * image.height)
    noise = Image.frombytes("L", image.size, grain).convert("RGB")
    return Image.blend(image, noise, amount)


def mail_page(code: Image.Image) -> Image.Image:
    """A mail client's window with the key message open, the picture shown at two thirds of its size."""
    page = Image.new("RGB", PAGE, WHITE)
    draw = ImageDraw.Draw(page)
    _mail_frame(draw)
    draw.text((300, 90), "IMPORTANT: Tessera Account Key QR code - (3 May 2026)", (20, 20, 20), _font(24))
    draw.text((300, 132), "Tessera <tessera@example.org>   to ada@example.org", (95, 95, 95), _font(15))
    for line, text in enumerate(_MESSAGE):
        draw.text((300, 184 + 28 * line), text, (40, 40, 40), _font(16))
    page.paste(_scaled(code, 2 / 3), PICTURE_AT)
    draw.rectangle((300, 890, 420, 926), outline=(120, 120, 120))
    draw.text((332, 897), "Reply", (60, 60, 60), _font(16))
    return page


_MESSAGE = (
    "This picture is your Account Key, sealed. Keep it: a new browser asks for it.",
    "1. Save the picture, or print this message.",
    "2. When a browser asks for your Account Key, choose Import file.",
    "3. Do not forward it.",
)


def _mail_frame(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((0, 0, PAGE[0], 56), fill=(236, 239, 244))
    draw.rounded_rectangle((300, 12, 900, 44), 8, fill=WHITE)
    draw.text((320, 18), "Search mail", (140, 140, 140), _font(16))
    draw.rectangle((0, 56, 260, PAGE[1]), fill=(246, 247, 250))
    draw.rectangle((12, 80, 248, 116), fill=(214, 226, 248))
    for line, folder in enumerate(("Inbox", "Starred", "Sent", "Drafts", "Archive", "Spam", "Trash")):
        draw.text((32, 87 + 44 * line), folder, (50, 50, 50), _font(17))


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
