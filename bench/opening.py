"""A vault of many items: opened for the first time and from the local copy, and one item saved in it."""

import itertools
from contextlib import AbstractContextManager
from statistics import median
from typing import Any

from playwright.sync_api import Browser

from bench.load import rate
from bench.table import Row
from bench.undisturbed import rest, undisturbed
from tests.journeys.opened import Opened
from tests.journeys.person import Person
from tests.journeys.test_revoke import STORES
from tests.site import Site, wait_for

_number = itertools.count(1)
SAVES = 5
OPENINGS = 3

# When the first row was there, and how long the page thread was ever held; on the clock that workers share.
WATCH = """
globalThis.watched = { rows: 0, longest: 0 }
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) watched.longest = Math.max(watched.longest, entry.duration)
}).observe({ type: 'longtask', buffered: true })
const look = () => {
  if (!watched.rows && document.querySelector('[role=option]'))
    watched.rows = performance.timeOrigin + performance.now()
  if (watched.rows && document.querySelector('.vault[data-settled=true]')) console.info('the vault is open')
  else requestAnimationFrame(look)
}
requestAnimationFrame(look)
"""
# From the click on Save to the first frame whose heading is the new item's.
SAVING = """title => {
  watched.longest = 0
  watched.saved = 0
  addEventListener('click', () => {
    const started = performance.now()
    const look = () => {
      if ([...document.querySelectorAll('h1, h2')].some(heading => heading.textContent === title))
        watched.saved = performance.now() - started
      else requestAnimationFrame(look)
    }
    look()
  }, { capture: true, once: true })
}"""
DERIVED = """() => performance.timeOrigin + performance.getEntriesByName('tessera:derived').at(-1).startTime"""


def watch(person: Person) -> Person:
    person.context.add_init_script(WATCH)
    return person


def after_derivation(person: Person) -> tuple[float, float]:
    """Milliseconds from M to the first row on screen; the longest block of the page thread, 0 when under 50 ms."""
    seen: dict[str, Any] = person.page.evaluate("watched")
    derived = max(float(worker.evaluate(DERIVED)) for worker in person.page.workers if "worker" in worker.url)
    return float(seen["rows"]) - derived, float(seen["longest"])


def filled(site: Site, chromium: Browser, count: int) -> Person:
    """An account with so many items, in its vault's page."""
    person = Person(site, chromium, f"bench-{next(_number)}@example.org").sign_up().enter_vault()
    opened = Opened.of(person, person.words())
    opened.commits(person, count)
    return person


def opening(person: Person, count: int) -> tuple[Person, list[Row]]:
    """The last of some other browsers of the person, with the vault open from its local copy; and what that took."""
    colds = []
    for left in reversed(range(OPENINGS)):
        first = watch(person.other_browser())
        colds.append(authorized(first))
        if left:
            first.context.close()
    # The local copy is what is measured next: it is written some seconds after the first opening.
    wait_for(lambda: first.page.evaluate(STORES)["snapshots"] == 1, "the local copy", 300)
    warms = [reopened(first) for _ in range(OPENINGS)]
    label, tenfold = f"{count:,} items", max(1, count // 10_000)
    # What every item has to be opened for takes ten times as long for ten times as many; showing some rows does not.
    first_limit, local_limit = 1500 * tenfold, 150 if tenfold == 1 else 500
    return first, [
        Row(f"{label}: M to rows, first time", median_of(colds), "ms", f"{first_limit:,} ms", first_limit),
        Row(f"{label}: M to rows, local copy", median_of(warms), "ms", f"{local_limit} ms", local_limit),
        Row(f"{label}: longest block of the page", max(block for _, block in colds + warms), "ms", "50 ms", 50),
    ]


def authorized(person: Person) -> tuple[float, float]:
    """`Person.authorize_by_picture`, with rests."""
    page = person.page
    page.goto("/signin/")
    rest(person)
    person.field("Email").fill(person.email)
    person.field("Account password").fill(person.password)
    person.button("Sign in").click()
    page.wait_for_url("**/authorize/")
    picture = person.site.key_picture(person.email)
    with is_open(person):
        person.import_bytes("tessera_key.png", picture, "image/png")
    return after_derivation(person)


def reopened(person: Person) -> tuple[float, float]:
    person.button("Lock").click()
    person.page.goto("/vault/")
    rest(person)
    with is_open(person):
        person.unlock()
    return after_derivation(person)


def is_open(person: Person) -> AbstractContextManager[object]:
    """Until the page says so: nobody asks it meanwhile."""
    return person.page.expect_console_message(lambda said: said.text == "the vault is open", timeout=300_000)


def median_of(seen: list[tuple[float, float]]) -> float:
    return median(took for took, _ in seen)


def saving(person: Person, count: int) -> list[Row]:
    saved = [one_saved(person, f"Saved in the bench {number}") for number in range(SAVES)]
    label, limit = f"{count:,} items", 50 if count <= 10_000 else 250
    return [
        Row(f"{label}: one item saved, bytes up", max(size for size, _, _ in saved), "B", "4,096 B", 4096),
        Row(f"{label}: one item saved, click to shown", median(ms for _, ms, _ in saved), "ms", f"{limit} ms", limit),
        Row(f"{label}: page blocked while saving", max(block for _, _, block in saved), "ms", "50 ms", 50),
    ]


def one_saved(person: Person, title: str) -> tuple[int, float, float]:
    """Bytes sent; ms from the click to the new item's heading on screen; the longest block of the page, in ms."""
    person.button("New item").click()
    person.field("Title").fill(title)
    person.field("Password").fill("a long enough password 99")
    person.page.evaluate(SAVING, title)
    with person.page.expect_response("**/api/vault/commit") as answer:
        seen = undisturbed(person, person.button("Save").click, "watched.saved && watched", "the saved item")
    size = len(answer.value.request.post_data_buffer or b"")
    return size, float(seen["saved"]), float(seen["longest"])


def pulling(person: Person) -> list[Row]:
    newest = person.page.request.get(f"{person.site.url}/api/vault/pull?since=0").json()["version"]
    url = f"{person.site.url}/api/vault/pull?since={newest}&heads_after={newest}"
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in person.context.cookies())
    return [Row("pull with nothing new, authenticated", rate(url, cookies), "requests/s", "1,000/s", 1000, more=True)]


def first_load(site: Site, chromium: Browser) -> list[Row]:
    """What the sign-in page brings over the wire for somebody who comes for the first time."""
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    sizes: list[int] = []
    # The length on the wire, as the server says it: the browser's own count leaves workers out.
    context.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", 0))))
    page.goto("/signin/")
    page.get_by_role("button", name="Sign in").wait_for()
    page.wait_for_load_state("networkidle")
    context.close()
    return [
        Row("sign-in page, bytes over the wire", sum(sizes), "B", "120,000 B", 120_000),
        Row("sign-in page, requests", len(sizes), "", "26 of plain modules", 26),
    ]
