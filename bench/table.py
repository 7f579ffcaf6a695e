"""The table that `make bench` prints."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One measured figure beside its limit, in the same unit; smaller is better unless `more`."""

    what: str
    value: float
    unit: str
    against: str
    limit: float
    more: bool = False

    @property
    def ratio(self) -> float:
        return self.value / self.limit

    @property
    def holds(self) -> bool:
        return self.ratio >= 1 if self.more else self.ratio <= 1


def machine() -> str:
    """The machine, as figures have to name it."""
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text("utf8").splitlines()
        if line.startswith("model name")
    ]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


_shown: list[Row] = []


def show(rows: list[Row], title: str) -> None:
    _shown.extend(rows)
    print(f"\n{title}")
    width = max(len(row.what) for row in rows)
    for row in rows:
        mark = "ok  " if row.holds else "MISS"
        print(f"  {mark} {row.what:<{width}}  {row.value:>10,.1f} {row.unit:<10} {row.ratio:>6.2f} × {row.against}")


def verdict() -> int:
    """Says how many of the figures shown hold; returns the exit code."""
    missed = [row.what for row in _shown if not row.holds]
    print(
        f"\n{len(_shown) - len(missed)} of {len(_shown)} figures hold." + "".join(f"\n  MISS {what}" for what in missed)
    )
    return 1 if missed else 0
