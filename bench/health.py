"""The report on 2,000 items: when it is on screen, when every password has been rated, what the page feels of it."""

from typing import Any

from playwright.sync_api import Browser, expect

from bench.opening import filled, watch
from bench.table import Row
from tests.site import Site, wait_for

COUNT = 2_000
# From the click on the shelf to the first frame with a score, and to the one that speaks of all items.
WATCHING = """() => {
  Object.assign(watched, { longest: 0, shown: 0, rated: 0 })
  addEventListener('click', () => {
    const started = performance.now()
    const look = () => {
      const said = document.querySelector('.healthscore')?.textContent ?? ''
      if (said && !watched.shown) watched.shown = performance.now() - started
      if (/items with a password/.test(said)) watched.rated = performance.now() - started
      else requestAnimationFrame(look)
    }
    look()
  }, { capture: true, once: true })
}"""


def measure(site: Site, chromium: Browser) -> list[Row]:
    person = watch(filled(site, chromium, COUNT))
    person.page.goto("/vault/")
    person.unlock()
    expect(person.page.get_by_role("option").first).to_be_visible(timeout=60_000)
    person.page.evaluate(WATCHING)
    person.page.get_by_role("navigation").get_by_role("button", name="Health").click()
    seen: dict[str, Any] = wait_for(lambda: person.page.evaluate("watched.rated && watched"), "the ratings", 600)
    person.context.close()
    return [
        Row(f"{COUNT:,} items: report on screen", float(seen["shown"]), "ms", "1,000 ms", 1000),
        Row(f"{COUNT:,} items: every password rated", float(seen["rated"]), "ms", "60,000 ms", 60_000),
        Row(f"{COUNT:,} items: longest block of the page", float(seen["longest"]), "ms", "50 ms", 50),
    ]
