"""Every carrier that should open the vault does: as it was made, and after a change of password."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.matrix import CARRIERS, Key, at_the_door, present, whole
from tests.journeys.person import Person
from tests.journeys.test_changes import change_password
from tests.site import Site

pytestmark = pytest.mark.journey
TITLE = "Foundry git"


@pytest.fixture(scope="module")
def enter(site: Site, chromium: Browser) -> Iterator[Callable[[str], tuple[Person, Key]]]:
    """Makes people with an item, and every carrier of their key."""
    made: list[Person] = []

    def make(name: str) -> tuple[Person, Key]:
        person = Person(site, chromium, f"{name}-opens-{site.port}@example.org").sign_up().enter_vault()
        person.new_item(TITLE)
        made.append(person)
        return person, Key.of(person)

    yield make
    for person in made:
        assert person.refusals() == []
        person.context.close()


@pytest.fixture(scope="module")
def alice(enter: Callable[[str], tuple[Person, Key]]) -> tuple[Person, Key]:
    return enter("alice")


@pytest.fixture(scope="module")
def changed(enter: Callable[[str], tuple[Person, Key]]) -> tuple[Person, Key]:
    """Whose carriers are all from before a change of password."""
    person, key = enter("changed")
    change_password(person, "umbrella tinfoil seven cathedral")
    return person, key


@pytest.fixture(scope="module")
def cancelled(enter: Callable[[str], tuple[Person, Key]]) -> tuple[Person, Key]:
    """Whose key copy was cancelled after all the carriers of it were made."""
    person, key = enter("cancelled")
    cancel_copy(person)
    return person, key


def cancel_copy(person: Person) -> None:
    """The newest key file's."""
    person.settings("Account Key")
    row = person.page.get_by_role("listitem").filter(has_text="Key file").first
    row.get_by_role("button", name="Cancel copy").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Cancel copy").click()
    expect(row).to_contain_text("Cancelled")


def opens(person: Person, key: Key, carrier: str) -> None:
    elsewhere = at_the_door(person)
    present(elsewhere, carrier, whole(key, carrier))
    elsewhere.page.wait_for_url("**/vault/")
    expect(elsewhere.item(TITLE)).to_be_visible()
    assert elsewhere.refusals() == []
    elsewhere.context.close()


@pytest.mark.parametrize("carrier", CARRIERS)
def test_the_right_accounts_carrier_opens(alice: tuple[Person, Key], carrier: str) -> None:
    opens(*alice, carrier)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_carrier_from_before_a_change_of_password_opens(changed: tuple[Person, Key], carrier: str) -> None:
    opens(*changed, carrier)


@pytest.mark.parametrize("carrier", ["words", "backup with its password"])
def test_cancelling_does_not_reach_what_needs_no_share(cancelled: tuple[Person, Key], carrier: str) -> None:
    opens(*cancelled, carrier)
