"""KeePassXC's command line on the same items.

It opens the file for each command. Both are given their times over those with next to nothing in the vault: what the
items cost, without password hash, start and first drawing.
"""

import base64
import shutil
import statistics
import subprocess
import time
import uuid
from collections.abc import Callable
from itertools import count as numbers
from pathlib import Path

from bench.table import Row
from tests.journeys.opened import NAMES

PROGRAM = "keepassxc-cli"
PASSWORD = "correct horse\n"  # noqa: S105  # of a file that is thrown away
ROUNDS = 3
_number = numbers(1)


def is_there() -> bool:
    return shutil.which(PROGRAM) is not None


def compare(folder: Path, count: int, opening: float, saving: float) -> list[Row]:
    """Ours, in ms over those of next to nothing: `opening` with a search, `saving` from the click on."""
    full, empty = database(folder, count), database(folder, 0)
    rounds = ROUNDS if count <= 10_000 else 1
    search = over(rounds, full, empty, lambda file: run("search", "-q", str(file), "Site 00007"))
    add = over(rounds, full, empty, lambda file: run("add", "-q", "-u", "ada", str(file), f"Saved {next(_number)}"))
    label = f"{count:,} items"
    return [
        Row(f"{label}: what they cost unlock and search", opening, "ms", f"KeePassXC ({search:,.0f} ms)", search),
        Row(f"{label}: what they cost one save", saving, "ms", f"KeePassXC, which opens first ({add:,.0f} ms)", add),
    ]


def over(rounds: int, full: Path, empty: Path, act: Callable[[Path], None]) -> float:
    return max(1, statistics.median(timed(act, full) - timed(act, empty) for _ in range(rounds)))


def timed(act: Callable[[Path], None], file: Path) -> float:
    started = time.perf_counter()
    act(file)
    return (time.perf_counter() - started) * 1000


def run(*arguments: str, typed: str = PASSWORD) -> None:
    """Raises CalledProcessError for any answer but yes, or that nothing was found."""
    done = subprocess.run([PROGRAM, *arguments], input=typed, capture_output=True, text=True, check=False)
    if done.returncode != 0 and "No results" not in done.stderr:
        raise subprocess.CalledProcessError(done.returncode, arguments, done.stdout, done.stderr)


def database(folder: Path, count: int) -> Path:
    """A file of the same items as the bench's vaults have, with the program's own settings."""
    name = f"{count}-{next(_number)}"
    xml, file = folder / f"{name}.xml", folder / f"{name}.kdbx"
    entries = "".join(entry(number) for number in range(count))
    group = f"<Group><UUID>{identity()}</UUID><Name>Root</Name>{entries}</Group>"
    xml.write_text(f'<?xml version="1.0"?><KeePassFile><Meta/><Root>{group}</Root></KeePassFile>', "utf8")
    run("import", "-q", "-p", str(xml), str(file), typed=PASSWORD * 2)
    return file


def entry(number: int) -> str:
    fields = {
        "Title": f"Site {number:05} {NAMES[number % len(NAMES)]}",
        "UserName": f"user{number}@example.org",
        "Password": identity(),
        "URL": f"https://site{number}.example",
    }
    strings = "".join(f"<String><Key>{key}</Key><Value>{value}</Value></String>" for key, value in fields.items())
    return f"<Entry><UUID>{identity()}</UUID>{strings}</Entry>"


def identity() -> str:
    return base64.b64encode(uuid.uuid4().bytes).decode()
