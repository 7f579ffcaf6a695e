"""320 px wide, and a window of 1280 px at 200 %: nothing sticks out, is cut off, or lies where it cannot be reached."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys import pages, vaultpages
from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey
# At 200 % a pixel of the page is two of the window.
SIZES: dict[str, ViewportSize] = {
    "320 px": {"width": 320, "height": 640},
    "1280 px at 200 %": {"width": 640, "height": 400},
}
# What is lost at this width, each with how. Only what is in front counts while a dialog or a list of choices is open;
# the dots of a covered value may be fewer.
LOST = """() => {
  const front = [...document.querySelectorAll('dialog:modal, [role=menu], .offers, .suggest')].at(-1) ?? document.body
  const name = node => `${node.localName}.${node.className} ${(node.ariaLabel ?? node.textContent).trim().slice(0, 40)}`
  const isSeen = node => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.visually-hidden')
  const nodes = [...front.querySelectorAll('*')].filter(isSeen)
  const lost = []
  if (document.documentElement.scrollWidth > innerWidth) lost.push('the page sticks out')
  for (const node of nodes) {
    const { overflowX, textOverflow } = getComputedStyle(node)
    if (node.scrollWidth <= node.clientWidth + 1 || overflowX === 'visible' || node.matches('input, .dots')) continue
    if (overflowX !== 'hidden' && overflowX !== 'clip') lost.push(`scrolls sideways: ${name(node)}`)
    else if (textOverflow !== 'ellipsis' || node.clientWidth < 64) lost.push(`cut off: ${name(node)}`)
  }
  const acts = 'button, a[href], input:not([type=file]), select, textarea, summary, [role=option]'
  for (const node of nodes.filter(node => node.matches(acts) && !node.matches(':disabled'))) {
    node.scrollIntoView({ block: 'center', inline: 'nearest' })
    const { left, right, top, bottom } = node.getClientRects()[0]
    if (left < -1 || right > innerWidth + 1) lost.push(`beside the window: ${name(node)}`)
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    if (hit?.closest('.toasts')) continue // which go by themselves
    if (!hit || !(node.contains(hit) || node.closest('label') === hit || [...node.labels ?? []].includes(hit)))
      lost.push(`out of reach: ${name(node)}, ${hit ? `under ${name(hit)}` : 'off screen'}`)
  }
  return lost
}"""


def walk(person: Person, size: str, states: Iterable[str]) -> None:
    """At each page of a walk at this size; fails with all that is lost on any."""
    person.page.set_viewport_size(SIZES[size])
    person.page.emulate_media(reduced_motion="reduce")
    lost = [f"{state}: {what}" for state in states for what in person.page.evaluate(LOST)]
    assert not lost, "\n".join(lost)


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-narrow-{site.port}@example.org").sign_up().enter_vault()
    alice.skip_tour()
    vaultpages.furnish(alice)
    yield alice
    alice.context.close()


@pytest.mark.parametrize("size", SIZES)
def test_pages_for_everybody(person: Callable[..., Person], size: str) -> None:
    visitor = person("visitor")
    walk(visitor, size, pages.for_everybody(visitor))


@pytest.mark.parametrize("size", SIZES)
def test_from_sign_up_to_an_empty_vault(person: Callable[..., Person], size: str) -> None:
    newcomer = person("newcomer")
    walk(newcomer, size, pages.joining(newcomer))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "states",
    [
        vaultpages.lists,
        vaultpages.items,
        vaultpages.editors,
        vaultpages.over,
        pages.drawer,
        pages.settings,
        pages.locked,
    ],
    ids=lambda states: states.__name__,
)
def test_the_vault_and_all_that_opens_over_it(
    alice: Person, states: Callable[[Person], Iterator[str]], size: str
) -> None:
    walk(alice, size, states(alice))


@pytest.mark.parametrize("size", SIZES)
def test_a_new_browser(alice: Person, size: str) -> None:
    elsewhere = alice.other_browser()
    walk(elsewhere, size, pages.authorizing(elsewhere))
    elsewhere.context.close()


@pytest.mark.parametrize(
    "states",
    [vaultpages.lists, vaultpages.items, vaultpages.editors, vaultpages.over, pages.drawer, pages.settings],
    ids=lambda states: states.__name__,
)
def test_a_language_that_is_written_from_right_to_left(
    alice: Person, states: Callable[[Person], Iterator[str]]
) -> None:
    """No such language is there yet; one that comes finds a page that can be turned."""
    alice.page.evaluate("document.documentElement.dir = 'rtl'")
    walk(alice, "320 px", states(alice))
    alice.page.evaluate("document.documentElement.dir = 'ltr'")
