"""The room that an open vault takes: the tab's process with its worker, pages shared with others counted in part."""

from pathlib import Path

from bench.table import Row

MIB = 1024 * 1024
# A tab with nothing in it takes about 60 MiB.
LIMITS = {1_000: 120, 10_000: 200, 100_000: 700}


def taken(count: int) -> Row:
    """The largest tab of this bench's browser, which is the vault's."""
    most = max(proportional_set(process) for process in tabs()) / MIB
    return Row(f"{count:,} items: memory of the tab", most, "MiB", f"{LIMITS[count]} MiB", LIMITS[count])


def tabs() -> list[Path]:
    """The tabs' processes among those that this one has started."""
    parents = {path: parent_of(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
    mine = {Path("/proc/self").resolve()}
    while more := {path for path, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return [path for path in mine if b"--type=renderer" in read(path / "cmdline")]


def parent_of(process: Path) -> Path:
    lines = read(process / "status").splitlines()
    return Path("/proc") / next((line.split()[1].decode() for line in lines if line.startswith(b"PPid:")), "0")


def proportional_set(process: Path) -> int:
    """Bytes. 0 for a process that has just ended."""
    lines = read(process / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith((b"Pss:", b"SwapPss:")))


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""
