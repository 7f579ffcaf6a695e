"""The room that an open vault takes: the tab's process with its worker, pages shared with others counted in part.

And what of it the program itself holds on to, which is what other products are known by.
"""

import itertools
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession

from bench.table import Row
from tests.journeys.person import Person
from tests.site import wait_for

MIB = 1024 * 1024
# A tab with a page of text in it takes about 75 MiB.
LIMITS = {1_000: 120, 10_000: 150, 100_000: 400}
_number = itertools.count(1)


def taken(person: Person, count: int) -> list[Row]:
    """Of the largest tab of this bench's browser, which is the vault's; then of its page and its key worker.

    After a collection of garbage: what Chromium puts off collecting, half as much again, differs from run to run.
    """
    heap, limit = heaps(person) / 1e6, 25 * max(1, count // 10_000)
    most = max(proportional_set(process) for process in tabs()) / MIB
    return [
        Row(f"{count:,} items: memory of the tab", most, "MiB", f"{LIMITS[count]} MiB", LIMITS[count]),
        Row(f"{count:,} items: heap of page and key worker", heap, "MB", f"{limit} MB", limit),
    ]


def heaps(person: Person) -> int:
    """Bytes of objects and buffers in use after a collection of garbage, on the page and in its key worker."""
    session = person.context.new_cdp_session(person.page)
    workers: list[str] = []
    answers: dict[int, Any] = {}
    session.on("Target.attachedToTarget", lambda event: workers.append(event["sessionId"]))
    session.on("Target.receivedMessageFromTarget", lambda event: note(answers, event["message"]))
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    session.send("HeapProfiler.collectGarbage")
    used = in_use(session.send("Runtime.getHeapUsage"))
    for worker in workers:
        ask(person, session, worker, "HeapProfiler.collectGarbage", answers)
        used += in_use(ask(person, session, worker, "Runtime.getHeapUsage", answers))
    return used


def note(answers: dict[int, Any], message: str) -> None:
    told = json.loads(message)
    if "id" in told:
        answers[told["id"]] = told["result"]


def ask(person: Person, session: CDPSession, worker: str, method: str, answers: dict[int, Any]) -> Any:
    number = next(_number)
    message = json.dumps({"id": number, "method": method})
    session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
    # Playwright hands events on while it is asked something.
    wait_for(lambda: person.page.evaluate("true") and number in answers, method)
    return answers[number]


def in_use(heap: dict[str, float]) -> int:
    return int(heap["usedSize"] + heap["backingStorageSize"])


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
