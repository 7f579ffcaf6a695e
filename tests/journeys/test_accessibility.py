"""Every page and dialog without a violation of axe's rules: light, dark, and with high contrast."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import pages, vaultpages
from tests.journeys.person import Person
from tests.site import ROOT, Site

pytestmark = pytest.mark.journey
AXE = (Path(ROOT) / "node_modules" / "axe-core" / "axe.min.js").read_text("utf8")
RUN = """async options => (await axe.run(document, options)).violations.map(
  ({ id, nodes }) => `${id}: ${nodes.map(node => node.target.join(' ')).join(', ')}`)"""
EVERY_RULE: dict[str, object] = {"resultTypes": ["violations"]}
# A theme changes nothing but colours: what is not about them was looked at before.
COLOURS = {**EVERY_RULE, "runOnly": ["cat.color"]}


def violations(person: Person) -> list[str]:
    """In both themes, and in both with high contrast. The rules are run from outside: the page's own policy lets nobody
    add a script."""
    page = person.page
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme, contrast="no-preference", reduced_motion="reduce")
        found += [f"{theme}: {line}" for line in page.evaluate(RUN, EVERY_RULE)]
        page.emulate_media(contrast="more")
        found += [f"{theme}, high contrast: {line}" for line in page.evaluate(RUN, COLOURS)]
    page.emulate_media(contrast="no-preference")
    return found


def fits(person: Person) -> bool:
    """Nothing sticks out sideways."""
    return bool(person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def look_at(person: Person, walk: Iterable[str]) -> None:
    """At each page of a walk; fails with all that is broken on any."""
    found = [f"{name}, {broken}" for name in walk for broken in violations(person)]
    assert not found, "\n".join(found)
    assert person.refusals() == []


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-access-{site.port}@example.org").sign_up().enter_vault()
    alice.skip_tour()
    vaultpages.furnish(alice)
    yield alice
    alice.context.close()


def test_pages_for_everybody(person: Callable[..., Person]) -> None:
    visitor = person("visitor")
    look_at(visitor, pages.for_everybody(visitor))


def test_from_sign_up_to_an_empty_vault(person: Callable[..., Person]) -> None:
    newcomer = person("newcomer")
    look_at(newcomer, pages.joining(newcomer))


@pytest.mark.parametrize(
    "walk",
    [
        vaultpages.lists,
        vaultpages.items,
        vaultpages.editors,
        vaultpages.over,
        pages.settings,
        pages.questions,
        pages.locked,
    ],
    ids=lambda walk: walk.__name__,
)
def test_the_vault_and_all_that_opens_over_it(alice: Person, walk: Callable[[Person], Iterator[str]]) -> None:
    look_at(alice, walk(alice))


def test_the_drawer_of_a_phone(alice: Person) -> None:
    alice.page.set_viewport_size({"width": 390, "height": 844})
    look_at(alice, pages.drawer(alice))
    alice.page.set_viewport_size({"width": 1280, "height": 800})
    expect(alice.button("Shelves")).to_have_count(0)


def test_a_new_browser_and_what_two_of_them_change(alice: Person) -> None:
    elsewhere = alice.other_browser()
    look_at(elsewhere, pages.authorizing(elsewhere))
    look_at(alice, vaultpages.conflict(alice, elsewhere))
    elsewhere.context.close()


def test_another_account_key(alice: Person) -> None:
    look_at(alice, pages.replacing(alice))
