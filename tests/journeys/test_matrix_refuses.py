"""Every carrier that should not open the vault says why: each cell of the matrix has its own sentence."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.matrix import BACKUPS, CARRIERS, Key, at_the_door, damaged, newer, present, whole
from tests.journeys.person import Person
from tests.journeys.test_matrix_opens import cancel_copy
from tests.journeys.test_replacement import finish, take_picture
from tests.reference.encoding import ends_in
from tests.site import Site

pytestmark = pytest.mark.journey

DATE = r"\d{1,2} \w+ \d{4}"
REPLACED = rf"This key was replaced on {DATE} and no longer opens the account\."
CANCELLED = rf"This copy was cancelled on {DATE}\. Use a newer one, or an authorized browser's Settings > Account Key\."
WORDS = re.escape(
    "These words do not open this account: they are another account's, were replaced, or one is mistyped."
)
DAMAGED = re.escape("The checksum does not match: the file or picture was changed or cut. Download it again.")
DAMAGED_BACKUP = re.escape("This backup has been changed or damaged since it was made. Nothing was taken from it.")
NEWER = re.escape("Made by a newer version of Tessera than this server runs.")
TOO_MANY = re.escape("This is 25 words; the Account Key has 24. Type all 24 in their order.")


@pytest.fixture(scope="module")
def make(site: Site, chromium: Browser) -> Iterator[Callable[[str], tuple[Person, Key]]]:
    """Makes people and every carrier of their key."""
    made: list[Person] = []

    def person(name: str) -> tuple[Person, Key]:
        one = Person(site, chromium, f"{name}-refused-{site.port}@example.org").sign_up().enter_vault()
        made.append(one)
        return one, Key.of(one)

    yield person
    for one in made:
        one.context.close()


@pytest.fixture(scope="module")
def alice(make: Callable[[str], tuple[Person, Key]]) -> tuple[Person, Key]:
    return make("alice")


@pytest.fixture(scope="module")
def door(alice: tuple[Person, Key]) -> Iterator[Person]:
    """Alice before the authorize page, which none of these carriers gets her past."""
    door = at_the_door(alice[0])
    yield door
    assert door.refusals() == []
    door.context.close()


@pytest.fixture(scope="module")
def bobs(make: Callable[[str], tuple[Person, Key]]) -> Key:
    return make("bob")[1]


@pytest.fixture(scope="module")
def cancelled(make: Callable[[str], tuple[Person, Key]]) -> Iterator[tuple[Person, Key]]:
    """At the door, with carriers whose copy was cancelled."""
    person, key = make("cancelled")
    cancel_copy(person)
    door = at_the_door(person)
    yield door, key
    door.context.close()


@pytest.fixture(scope="module")
def replaced(make: Callable[[str], tuple[Person, Key]]) -> Iterator[tuple[Person, Key]]:
    """At the door, with carriers of an Account Key that was replaced since."""
    person, key = make("replaced")
    replace_key(person)
    door = at_the_door(person)
    yield door, key
    door.context.close()


def replace_key(person: Person) -> None:
    person.settings("Security")
    person.button("Replace the Account Key").click()
    person.page.get_by_role("textbox", name="Account password").fill(person.password)
    person.button("Make a new key").click()
    take_picture(person)
    finish(person)


def is_told(door: Person, carrier: str, content: bytes, sentence: str) -> None:
    present(door, carrier, content)
    expect(door.page.get_by_role("alert").filter(has_text=re.compile(rf"^{sentence}"))).to_be_visible(timeout=60_000)
    if carrier == "camera" and door.button("Stop camera").is_visible():
        door.button("Stop camera").click()


@pytest.mark.parametrize("carrier", CARRIERS)
def test_another_accounts_is_told_with_whose_it_is(
    door: Person, alice: tuple[Person, Key], bobs: Key, carrier: str
) -> None:
    other = rf"This key belongs to another account \(ends in {ends_in(bobs.opened.account_id)}\)\. "
    signing_in = rf"You are signing in as {re.escape(alice[1].email)}\. Look for the message of {DATE}\."
    is_told(door, carrier, whole(bobs, carrier), WORDS if carrier == "words" else other + signing_in)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_damaged_one_is_told_apart_from_a_wrong_one(door: Person, alice: tuple[Person, Key], carrier: str) -> None:
    sentence = WORDS if carrier == "words" else DAMAGED_BACKUP if carrier in BACKUPS else DAMAGED
    is_told(door, carrier, damaged(alice[1], carrier), sentence)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_one_of_a_newer_format_is_told(door: Person, alice: tuple[Person, Key], carrier: str) -> None:
    is_told(door, carrier, newer(alice[1], carrier), TOO_MANY if carrier == "words" else NEWER)


@pytest.mark.parametrize("carrier", [name for name in CARRIERS if name not in {"words", "backup with its password"}])
def test_a_cancelled_copy_is_told_with_the_date(cancelled: tuple[Person, Key], carrier: str) -> None:
    door, key = cancelled
    is_told(door, carrier, whole(key, carrier), CANCELLED)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_replaced_key_is_told_with_the_date(replaced: tuple[Person, Key], carrier: str) -> None:
    door, key = replaced
    is_told(door, carrier, whole(key, carrier), WORDS if carrier == "words" else REPLACED)
