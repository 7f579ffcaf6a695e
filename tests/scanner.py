"""zxing-cpp as the browsers run it: an independent reader of the QR codes that are drawn here."""

import base64
import json
import subprocess
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
READ = """
import { readFileSync } from "node:fs";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
const wasmBinary = readFileSync("node_modules/zxing-wasm/dist/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary } });
const picture = Buffer.from(readFileSync(0, "utf8"), "base64");
const [code] = await readBarcodes(new Uint8Array(picture), { formats: ["QRCode"] });
console.log(JSON.stringify({ text: code.text, level: code.ecLevel, version: Number(code.version) }));
"""


class Scanned(TypedDict):
    text: str
    level: str
    version: int


def scan(picture: bytes) -> Scanned:
    """What a scanner reads in a picture, PNG or JPEG. Fails where there is no code in it."""
    done = subprocess.run(
        ["node", "--input-type=module", "-e", READ],
        cwd=ROOT,
        input=base64.b64encode(picture).decode(),
        capture_output=True,
        text=True,
        check=True,
    )
    scanned: Scanned = json.loads(done.stdout)
    return scanned
