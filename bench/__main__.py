"""`make bench`: starts a site as `make run` does, measures, prints one table. No test depends on it."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import argon, decoding, health, opening, report_card, vaults
from bench.table import machine, show, verdict
from tests.journeys.conftest import ARGUMENTS
from tests.site import Site


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder))
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        try:
            print(f"Measured on {machine()}, Chromium {chromium.version}, everything on this one machine.")
            show(argon.measure(site, chromium), "Password hash (median of 7)")
            show(decoding.measure(site, chromium), "Reading pictures")
            show(opening.first_load(site, chromium), "First load")
            show(report_card.measure(site, playwright), "Lighthouse")
            show(health.measure(site, chromium), "Health report of 2,000 items")
            person = vaults.measure(site, chromium, Path(folder))
            show(opening.pulling(person), "Server")
        finally:
            chromium.close()
            site.stop()
    return verdict()


if __name__ == "__main__":
    sys.exit(main())
