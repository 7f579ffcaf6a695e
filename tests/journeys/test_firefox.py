"""The carriers and the cryptography in Debian's Firefox ESR, with copies that were made in Chromium."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import pictures
from tests.journeys.matrix import SCENE, Key, damaged, newer, whole
from tests.journeys.person import Person
from tests.site import Site

pytestmark = [pytest.mark.journey, pytest.mark.alone]
ROOT = Path(__file__).resolve().parents[2]
TITLE = "Foundry git"
NO_CODE = "No QR code found in this picture. Use the original tessera_key.png, or a sharper photo of the whole code."
WEB = "This QR code is a web address, not a Tessera Account Key."
NEWER = "Made by a newer version of Tessera than this server runs."
DAMAGED = "The checksum does not match: the file or picture was changed or cut. Download it again."


def kept(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def copies(key: Key, mailed: bytes, folder: Path) -> dict[str, str]:
    """Every kind of file that carries Alice's key, as she has it from Chromium and from her mailbox."""
    changed = pictures.distortions(mailed)
    return {
        "mailed picture": kept(folder, "tessera_key.png", mailed),
        "photo": kept(folder, "photo.jpg", changed["phone photo"][1]),
        "dark screenshot": kept(folder, "screenshot.png", changed["dark mode"][1]),
        "WebP": kept(folder, "picture.webp", changed["webp"][1]),
        "PDF": kept(folder, "scan.pdf", whole(key, "PDF")),
        "key file": kept(folder, "tessera.tesserakey", whole(key, "key file")),
        "backup": kept(folder, "a.tesserabackup", whole(key, "backup with its password")),
    }


def refused(key: Key, folder: Path) -> list[dict[str, str]]:
    cases = [
        ("no code", "hills.png", pictures.no_code_picture(), NO_CODE),
        ("a web address", "menu.png", pictures.web_address_qr(), WEB),
        ("damaged", "damaged.tesserakey", damaged(key, "key file"), DAMAGED),
        ("newer", "newer.pdf", newer(key, "PDF"), NEWER),
    ]
    return [{"name": name, "path": kept(folder, file, content), "says": says} for name, file, content, says in cases]


def test_what_works_in_chromium_works_in_firefox(person: Callable[..., Person], site: Site, tmp_path: Path) -> None:
    alice = person("engines").sign_up().enter_vault()
    alice.new_item(TITLE, username="ada")
    key, mailed = Key.of(alice), site.key_picture(alice.email)
    brought = {
        "email": alice.email,
        "password": alice.password,
        "title": TITLE,
        "files": copies(key, mailed, tmp_path),
        "refused": refused(key, tmp_path),
        "texts": {"words": key.words, "key text": key.text},
        "scene": {"script": SCENE, "path": kept(tmp_path, "scene.png", mailed)},
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
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the camera in Firefox authorizes it" in done.stdout
    for name in (*brought["files"], *brought["texts"]):
        assert f"authorizes Firefox: {name}" in done.stdout or f"authorizes it: {name}" in done.stdout
