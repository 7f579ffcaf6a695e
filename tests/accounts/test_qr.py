"""docs/formats.md §5, "QR": what a scanner reads in the picture, and what the picture is made of."""

import base64
import io
import json
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from accounts import qr
from tests.accounts.post import key_string

ROOT = Path(__file__).resolve().parents[2]
# zxing-cpp as the browsers run it: an independent reader of what `qrcode` drew.
READ = """
import { readFileSync } from "node:fs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
const wasmBinary = readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary } });
const picture = Buffer.from(readFileSync(0, "utf8"), "base64");
const [code] = await readBarcodes(new Uint8Array(picture), { formats: ["QRCode"] });
console.log(JSON.stringify({ text: code.text, level: code.ecLevel, version: Number(code.version) }));
"""


def test_a_scanner_reads_the_key_string_at_level_q_in_version_11() -> None:
    """Version 11 holds 234 characters at Q only in one alphanumeric segment: 177 in bytes, 259 like this."""
    text = key_string()
    done = subprocess.run(
        ["node", "--input-type=module", "-e", READ],
        cwd=ROOT,
        input=base64.b64encode(qr.picture(text)).decode(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == {"text": text, "level": "Q", "version": 11}


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
