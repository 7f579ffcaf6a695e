"""Looking around in an open vault: an item opened, the list scrolled and selected, the palette asked."""

from statistics import median

from playwright.sync_api import expect

from bench.table import Row
from bench.undisturbed import undisturbed
from tests.journeys.person import Person

OPENED = 7
# From the click on a row to after the frame whose heading is that item's.
OPENING = """title => {
  watched.opened = 0
  addEventListener('click', event => {
    const look = () => {
      const there = [...document.querySelectorAll('.detailpane h2')].some(heading => heading.textContent === title)
      if (!there) requestAnimationFrame(look)
      else setTimeout(() => (watched.opened = performance.now() - event.timeStamp))
    }
    requestAnimationFrame(look)
  }, { capture: true, once: true })
}"""


def around(person: Person, count: int) -> list[Row]:
    person.settle()
    # What was typed before is cleared: until the whole list is back, its rows change under the click.
    expect(person.page.get_by_role("option").first).to_have_attribute("aria-setsize", str(count))
    person.page.evaluate("watched.longest = 0")
    took = [opened(person, place) for place in range(1, OPENED + 1)]
    scrolled(person)
    selected(person, count)
    asked(person)
    longest: float = person.page.evaluate("watched.longest")
    return [
        Row(f"{count:,} items: an item opened, click to shown", median(took), "ms", "50 ms", 50),
        Row(f"{count:,} items: page blocked while scrolling, selecting all, asking", longest, "ms", "50 ms", 50),
    ]


def opened(person: Person, place: int) -> float:
    row = person.page.get_by_role("option").nth(place)
    person.page.evaluate(OPENING, row.inner_text())
    return float(undisturbed(person, row.click, "watched.opened", "the opened item"))


def scrolled(person: Person) -> None:
    """By the wheel, then to the end and back."""
    rows = person.page.get_by_role("listbox")
    rows.hover()
    for _ in range(20):
        person.page.mouse.wheel(0, 400)
        expect(person.page.get_by_role("option").first).to_be_visible()
    for key in ("End", "PageUp", "Home"):
        rows.press(key)
        expect(person.page.locator("[role=option][aria-selected=true]")).to_be_visible()


def selected(person: Person, count: int) -> None:
    """All of them, and none again."""
    person.page.get_by_role("listbox").press("ControlOrMeta+a")
    expect(person.page.get_by_text("selected").first).to_be_visible(timeout=60_000)
    person.page.get_by_role("listbox").press("Escape")
    expect(person.page.get_by_text("selected")).to_have_count(0)


def asked(person: Person) -> None:
    """The palette, with a few letters of an item's title."""
    person.page.keyboard.press("ControlOrMeta+k")
    box = person.page.get_by_role("dialog").get_by_role("combobox")
    box.press_sequentially("site 0")
    expect(person.page.get_by_role("dialog").get_by_role("option").first).to_be_visible()
    person.page.keyboard.press("Escape")
    expect(person.page.locator("dialog")).to_have_count(0)
