"""A server that lies about what goes into keys: rows K1, K2 and V5 of the attacks.

It passes when the browser stops with the named refusal and sends nothing further.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.journeys.lies import MISMATCH, Answer, lock, rewrite, show_picture
from tests.journeys.person import Person
from tests.reference.encoding import b64

pytestmark = pytest.mark.journey
Make = Callable[..., Person]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"suite": 0}, "a way of deriving keys that this version of Tessera does not know"),
        ({"suite": 2}, "a way of deriving keys that this version of Tessera does not know"),
        ({"salt": b64(bytes(15))}, "a malformed salt"),
        ({"salt": b64(bytes(17))}, "a malformed salt"),
    ],
    ids=["suite 0", "suite 2", "15 bytes", "17 bytes"],
)
@pytest.mark.parametrize("known", [True, False], ids=["known browser", "fresh browser"])
def test_k1_k2_no_login_is_sent_under_another_suite_or_salt(
    person: Make, change: Answer, sentence: str, known: bool
) -> None:
    alice = person().sign_up()
    client = alice if known else alice.other_browser()
    alice.context.clear_cookies()
    rewrite(client, "api/salt", lambda answer: {**answer, **change})
    before = len(client.requests)
    client.page.goto("/signin/")
    client.field("Email").fill(client.email)
    client.field("Account password").fill(client.password)
    client.button("Sign in").click()
    assert sentence in client.alert()
    assert not [request for request in client.requests[before:] if "auth/login" in request.url]
    if not known:
        client.context.close()


def test_k1_a_locked_browser_sends_no_login_secret_either(person: Make) -> None:
    alice = lock(person().sign_up().enter_vault())
    rewrite(alice, "api/session", lambda answer: {**answer, "suite": 2})
    alice.unlock()
    assert "a way of deriving keys" in alice.alert()
    assert not [request for request in alice.requests if request.url.endswith("/api/unlock")]


def asked(person: Person, since: int) -> set[str]:
    """What the browser has asked for since, but for what a locked page asks by itself: whether a reset has begun."""
    made = {f"{request.method} {urlsplit(request.url).path}" for request in person.requests[since:]}
    return made - {"GET /api/account"}


def test_k2_an_address_that_the_server_made_up_is_not_hashed(person: Make) -> None:
    """One address and one salt for everybody would let a server hash the likely passwords beforehand."""
    alice = lock(person().sign_up().enter_vault())
    rewrite(alice, "api/session", lambda answer: {**answer, "email": "everybody@example.org", "salt": b64(bytes(16))})
    before = len(alice.requests)
    alice.unlock()
    assert MISMATCH in alice.alert()
    # Not even the script that hashes passwords was fetched. A locked page looks for a reset, too.
    assert asked(alice, before) == {"GET /api/session"}


def test_k2_a_browser_without_a_record_has_the_address_typed(person: Make) -> None:
    alice = lock(person().sign_up().enter_vault())
    alice.page.evaluate(
        """() => new Promise((resolve, reject) => {
            const opening = indexedDB.open("tessera")
            opening.onerror = reject
            opening.onsuccess = () => {
                const clearing = opening.result.transaction("keys", "readwrite").objectStore("keys").clear()
                clearing.onerror = reject
                clearing.onsuccess = () => { opening.result.close(); resolve() }
            }
        })"""
    )
    before = len(alice.requests)
    alice.unlock()
    alice.page.wait_for_url("**/signin/")
    assert {line for line in asked(alice, before) if "api/" in line or "_allauth/" in line} == {"GET /api/session"}
    alice.sign_in()
    alice.page.wait_for_url("**/authorize/")


def login_secret(person: Person, salt: bytes) -> str:
    """What a browser sends instead of the password when the server names this salt."""
    rewrite(person, "api/salt", lambda answer: {**answer, "salt": b64(salt)})
    person.page.goto("/signin/")
    person.field("Email").fill(person.email)
    person.field("Account password").fill(person.password)
    with person.page.context.expect_event("request", lambda request: request.url.endswith("/auth/login")) as sent:
        person.button("Sign in").click()
    assert isinstance(sent.value.post_data_json, dict)
    return str(sent.value.post_data_json["password"])


def test_k2_one_salt_and_one_password_give_two_people_different_login_secrets(person: Make) -> None:
    alice, bob = person(), person("bob")
    again = alice.other_browser()
    secret = login_secret(alice, bytes(16))
    assert secret == login_secret(again, bytes(16))
    assert secret != login_secret(bob, bytes(16))
    again.context.close()


@pytest.mark.parametrize("fresh", [True, False], ids=["fresh browser", "known browser"])
def test_v5_a_forged_keyset_opens_nothing(person: Make, fresh: bool) -> None:
    alice = person().sign_up().enter_vault()
    bob = person("bob").sign_up().enter_vault()
    foreign = bob.page.request.get(f"{bob.site.url}/api/account").json()["keyset"]
    client = alice.other_browser() if fresh else lock(alice)
    rewrite(client, "api/account", lambda answer: {**answer, "keyset": foreign})
    before = len(client.requests)
    if fresh:
        show_picture(client)
    else:
        client.unlock()
    assert MISMATCH in client.alert()
    expect(client.button("New item")).to_have_count(0)
    assert not [request for request in client.requests[before:] if "/api/vault/" in request.url]
    if fresh:
        client.context.close()
