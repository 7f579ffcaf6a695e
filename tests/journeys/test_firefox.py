"""The carriers and the cryptography in Debian's Firefox ESR, with copies that were made in Chromium."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import pictures
from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
TITLE = "Foundry git"
NO_CODE = "No QR code found in this picture. Use the original tessera_key.png, or a sharper photo of the whole code."
WEB = "This QR code is a web address, not a Tessera Account Key."
DAMAGED = "The checksum does not match: the file or picture was changed or cut. Download it again."


def kept(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def copies(alice: Person, folder: Path) -> dict[str, str]:
    """Every kind of file that carries Alice's key, as she has it from Chromium and from her mailbox."""
    mailed = alice.site.key_picture(alice.email)
    changed = pictures.distortions(mailed)
    return {
        "mailed picture": kept(folder, "tessera_key.png", mailed),
        "photo": kept(folder, "photo.jpg", changed["phone photo"][1]),
        "dark screenshot": kept(folder, "screenshot.png", changed["dark mode"][1]),
        "WebP": kept(folder, "picture.webp", changed["webp"][1]),
        "key file": kept(folder, "tessera.tesserakey", alice.key_file().encode("ascii")),
    }


def refused(alice: Person, folder: Path) -> list[dict[str, str]]:
    damaged = alice.key_file().replace("Key: TSRK1:KRJ", "Key: TSRK1:KRK").encode("ascii")
    cases = [
        ("no code", "hills.png", pictures.no_code_picture(), NO_CODE),
        ("a web address", "menu.png", pictures.web_address_qr(), WEB),
        ("damaged", "damaged.tesserakey", damaged, DAMAGED),
    ]
    return [{"name": name, "path": kept(folder, file, content), "says": says} for name, file, content, says in cases]


def test_what_works_in_chromium_works_in_firefox(person: Callable[..., Person], site: Site, tmp_path: Path) -> None:
    alice = person("engines").sign_up().enter_vault()
    alice.new_item(TITLE, username="ada")
    brought = {
        "email": alice.email,
        "password": alice.password,
        "title": TITLE,
        "files": copies(alice, tmp_path),
        "refused": refused(alice, tmp_path),
        "texts": {"words": alice.words(), "key text": alice.key_text()},
    }
    done = subprocess.run(
        ["node", "--test", "tests/firefox/journey.test.js"],
        cwd=ROOT,
        env={
            **os.environ,
            "TESSERA_URL": site.url,
            "TESSERA_MAIL": str(site.folder / "data" / "mail"),
            "TESSERA_BROUGHT": json.dumps(brought),
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for name in (*brought["files"], *brought["texts"]):
        assert f"authorizes Firefox: {name}" in done.stdout or f"authorizes it: {name}" in done.stdout
