"""Typing into the search: what one keystroke costs the search by itself, and until its answer stands on the screen."""

import json
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.table import Row
from bench.undisturbed import undisturbed
from tests.journeys.person import Person

KEYSTROKES = Path(__file__).with_name("keystrokes.js")
# Each letter changes how many items are found.
TYPED = ("123", "904", "57", "3108")
# The same for a vault of some items.
TYPED_IN_FEW = ("1", "2", "3")
FEW = 100
MISSPELT = "garnite"
# From the event of the key until the list says another number of items, and to after the frame that shows it.
LISTEN = """() => {
  Object.assign(watched, { placed: [], painted: [], longest: 0 })
  const shown = () => document.querySelector('[role=option]')?.getAttribute('aria-setsize') ?? ''
  addEventListener('input', event => {
    const before = shown()
    const since = () => performance.now() - event.timeStamp
    const observer = new MutationObserver(() => {
      if (shown() === before) return
      observer.disconnect()
      watched.placed.push(since())
      requestAnimationFrame(() => setTimeout(() => watched.painted.push(since())))
    })
    observer.observe(document.querySelector('.listpane'), { subtree: true, childList: true, attributes: true })
  }, { capture: true })
}"""
# Chromium draws the letter before it takes a worker's answer, and the answer in the frame after that: so not below two
# frames of 60 a second, however quick the search is.
TWO_FRAMES = 1000 / 60 * 2


def searching(count: int) -> list[Row]:
    done = subprocess.run(["node", str(KEYSTROKES), str(count)], capture_output=True, text=True, check=True)
    times: list[float] = json.loads(done.stdout)
    label, against, limit = f"{count:,} items: search by itself", *keystroke_limit(count)
    return [
        Row(f"{label}, median keystroke", statistics.median(times), "ms", against, limit),
        Row(f"{label}, longest keystroke", max(times), "ms", against, limit),
    ]


def typing(person: Person, count: int) -> list[Row]:
    """In the vault's page, with the whole way from the key to the screen."""
    page, search = person.page, person.page.get_by_role("searchbox", name="Search")
    page.evaluate(LISTEN)
    for text in TYPED if count > FEW else TYPED_IN_FEW:
        for letter in text:
            keystroke(person, lambda letter=letter: search.press(letter))  # type: ignore[misc]  # bound while it is called
        keystroke(person, lambda: search.fill(""))
    keystroke(person, lambda: search.fill(MISSPELT))
    seen: dict[str, Any] = page.evaluate("watched")
    search.fill("")
    label, against, limit = f"{count:,} items: keystroke", *keystroke_limit(count)
    return [
        Row(f"{label} to result in place, median", statistics.median(seen["placed"]), "ms", against, limit),
        Row(f"{label} to painted, median", statistics.median(seen["painted"]), "ms", "two frames", TWO_FRAMES),
        Row(f"{label} to painted, longest", max(seen["painted"]), "ms", "50 ms", 50),
        Row(f"{count:,} items: page blocked while typing", float(seen["longest"]), "ms", "50 ms", 50),
    ]


def keystroke(person: Person, act: Callable[[], None]) -> None:
    before: int = person.page.evaluate("watched.painted.length")
    undisturbed(person, act, f"watched.painted.length > {before}", "the answer to a keystroke")


def keystroke_limit(count: int) -> tuple[str, float]:
    return ("a frame of 16 ms", 16) if count <= 10_000 else ("50 ms", 50)
