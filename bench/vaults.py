"""Vaults of 1,000, 10,000 and 100,000 items: opening, typing, saving, memory, and KeePassXC beside them."""

from pathlib import Path

from playwright.sync_api import Browser

from bench import finding, looking, memory, opening, peer
from bench.table import Row, show
from tests.journeys.person import Person
from tests.site import Site

COUNTS = (1_000, 10_000, 100_000)
# A vault that costs what an empty one does, and in which the bench's words are found.
FEW = 40


def measure(site: Site, chromium: Browser, folder: Path) -> Person:
    """Prints a table for each; returns whose vault the last one is."""
    _, small = measured(site, chromium, FEW)
    for count in COUNTS:
        person, rows = measured(site, chromium, count)
        show([*rows, *finding.searching(count)], f"A vault of {count:,} items")
        if peer.is_there():
            show(beside(folder, count, rows, small), f"Beside KeePassXC, {count:,} items")
        else:
            print("\nKeePassXC is not here to compare with: apt-get install keepassxc")
    return person


def measured(site: Site, chromium: Browser, count: int) -> tuple[Person, list[Row]]:
    """An account with so many items, and what its vault costs in a browser."""
    person = opening.filled(site, chromium, count)
    person.page.goto("about:blank")
    first, rows = opening.opening(person, count)
    rows += finding.typing(first, count)
    rows += looking.around(first, count)
    rows += opening.saving(first, count)
    if count != FEW:
        rows += memory.taken(first, count)
    first.context.close()
    return person, rows


def beside(folder: Path, count: int, rows: list[Row], small: list[Row]) -> list[Row]:
    def more(what: str) -> float:
        big, few = (next(row.value for row in all_rows if what in row.what) for all_rows in (rows, small))
        return big - few

    found = more("local copy") + more("painted, median")
    return peer.compare(folder, count, max(0, found), max(0, more("click to shown")))
