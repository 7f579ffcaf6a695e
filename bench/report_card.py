"""Lighthouse's scores of landing, sign-in and vault, on Debian's Chromium, as it throttles a page for a phone."""

import json
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, Playwright

from bench.table import Row
from tests.journeys.conftest import ARGUMENTS
from tests.journeys.person import Person
from tests.site import Site

HERE = Path(__file__).parent / "lighthouse"
LEAST = 98
ITEMS = 20


class Profile:
    """One browser profile in the place of a browser that makes contexts: Lighthouse sees no other."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context

    def new_context(self, **_: Any) -> BrowserContext:
        return self.context


def measure(site: Site, playwright: Playwright) -> list[Row]:
    """Scores from 0 to 100 as rows. Raises CalledProcessError when Lighthouse itself fails."""
    subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE, check=True
    )
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path="/usr/bin/chromium",
            args=[*ARGUMENTS, f"--remote-debugging-port={port}"],
            base_url=site.url,
        )
        _open_vault(site, context)
        run = ["node", "run.mjs", str(port), site.url]
        told = subprocess.run(run, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout
        context.close()
    found: dict[str, dict[str, int]] = json.loads(told.splitlines()[-1])
    return [
        Row(f"{page}: {category}", score, "of 100", f"{LEAST}", LEAST, more=True)
        for page, categories in found.items()
        for category, score in categories.items()
    ]


def _open_vault(site: Site, context: BrowserContext) -> None:
    person = Person(site, cast("Browser", Profile(context)), "lighthouse@example.org").sign_up().enter_vault()
    for number in range(ITEMS):
        person.new_item(f"Item {number}", username="somebody", password=f"a password of its own {number}")
    person.item("Item 3").click()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
