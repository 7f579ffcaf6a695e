"""Typing into the search: what one keystroke costs the search by itself, and until its answer stands on the screen."""

import json
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path

from bench.table import Row
from tests.journeys.person import Person
from tests.site import wait_for

KEYSTROKES = Path(__file__).with_name("keystrokes.js")
# Each letter changes how many items are found.
TYPED = ("123", "904", "57", "3108")
MISSPELT = "garnite"
# From the event of the key to after the frame in which the list says another number of items.
LISTEN = """() => {
  watched.keys = []
  watched.longest = 0
  const shown = () => document.querySelector('[role=option]')?.getAttribute('aria-setsize') ?? ''
  addEventListener('input', event => {
    const before = shown()
    const look = () => {
      if (shown() === before) requestAnimationFrame(look)
      else setTimeout(() => watched.keys.push(performance.now() - event.timeStamp))
    }
    requestAnimationFrame(look)
  }, { capture: true })
}"""


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
    for text in TYPED:
        for letter in text:
            keystroke(person, lambda letter=letter: search.press(letter))  # type: ignore[misc]  # bound while it is called
        keystroke(person, lambda: search.fill(""))
    keystroke(person, lambda: search.fill(MISSPELT))
    times: list[float] = page.evaluate("watched.keys")
    longest: float = page.evaluate("watched.longest")
    search.fill("")
    label, against, limit = f"{count:,} items: keystroke to painted", *keystroke_limit(count)
    return [
        Row(f"{label}, median", statistics.median(times), "ms", against, limit),
        Row(f"{label}, longest", max(times), "ms", against, limit),
        Row(f"{count:,} items: page blocked while typing", longest, "ms", "50 ms", 50),
    ]


def keystroke(person: Person, act: Callable[[], None]) -> None:
    before: int = person.page.evaluate("watched.keys.length")
    act()
    wait_for(lambda: person.page.evaluate("watched.keys.length") > before, "the answer to a keystroke")


def keystroke_limit(count: int) -> tuple[str, float]:
    return ("a frame of 16 ms", 16) if count <= 10_000 else ("50 ms", 50)
