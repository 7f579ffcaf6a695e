"""Vaults of 1,000, 10,000 and 100,000 items: opening, typing, saving, memory, and KeePassXC beside them."""

from pathlib import Path

from playwright.sync_api import Browser

from bench import finding, memory, opening, peer
from bench.table import Row, show
from tests.journeys.person import Person
from tests.site import Site

COUNTS = (1_000, 10_000, 100_000)


def measure(site: Site, chromium: Browser, folder: Path) -> Person:
    """Prints a table for each; returns whose vault the last one is."""
    for count in COUNTS:
        person = opening.filled(site, chromium, count)
        person.page.goto("about:blank")
        first, rows = opening.opening(person, count)
        rows += finding.typing(first, count)
        rows += opening.saving(first, count)
        show([*rows, memory.taken(count), *finding.searching(count)], f"A vault of {count:,} items")
        first.context.close()
        if peer.is_there():
            show(beside(folder, count, rows), f"Beside KeePassXC, {count:,} items")
        else:
            print("\nKeePassXC is not here to compare with: apt-get install keepassxc")
    return person


def beside(folder: Path, count: int, rows: list[Row]) -> list[Row]:
    def value(what: str) -> float:
        return next(row.value for row in rows if what in row.what)

    found = value("local copy") + value("painted, median")
    return peer.compare(folder, count, found, value("click to shown"))
