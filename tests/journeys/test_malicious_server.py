"""A server that lies: the unmodified browser code runs while its answers are rewritten.

It passes when the browser stops with the named refusal and sends nothing further: rows K and V of the attacks.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.person import Person
from tests.reference.encoding import b64, unb64
from tests.site import Site

pytestmark = pytest.mark.journey
Make = Callable[..., Person]
Answer = dict[str, Any]

ROLLED_BACK = "The server showed an older vault than this browser has seen."
FORKED = "The server showed a vault that does not follow from the one this browser has seen."
MISMATCH = "The items from the server do not match the sealed summary of your vault."
DAMAGED = "An item was changed or damaged on the server"


def rewrite(person: Person, path: str, change: Callable[[Answer], Answer]) -> None:
    """From now on the answers of a route are changed before the browser sees them."""

    def handle(route: Route) -> None:
        real = route.fetch()
        body = change(real.json())
        route.fulfill(response=real, body=json.dumps(body))

    person.context.route(f"**/{path}", handle)


def filled(person: Person) -> Person:
    person.sign_up().enter_vault()
    person.new_item("First", password="first password")
    person.new_item("Second", password="second password")
    return person


def pulled(person: Person) -> Answer:
    """The whole vault as the server tells it now, every head with it."""
    answer = person.page.request.get(f"{person.site.url}/api/vault/pull?since=0&heads_after=0").json()
    assert isinstance(answer, dict)
    return answer


def lock(person: Person) -> Person:
    person.button("Lock").click()
    expect(person.button("Unlock")).to_be_visible()
    return person


def blocked(person: Person, *sentences: str) -> None:
    """The page says one of the refusals, offers what verifies, and has committed nothing."""
    refusal = person.page.get_by_text(sentences[0])
    for sentence in sentences[1:]:
        refusal = refusal.or_(person.page.get_by_text(sentence))
    expect(refusal.first).to_be_visible(timeout=15000)
    expect(person.button("Export what verifies")).to_be_visible()
    expect(person.button("New item")).to_have_count(0)
    assert person.refusals() == []


def commits(person: Person) -> int:
    return sum(request.url.endswith("/api/vault/commit") for request in person.requests)


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


def swapped(answer: Answer) -> Answer:
    first, second, *rest = answer["items"]
    first["blob"], second["blob"] = second["blob"], first["blob"]
    return {**answer, "items": [first, second, *rest]}


def dropped(answer: Answer) -> Answer:
    return {**answer, "items": answer["items"][1:]}


def doubled(answer: Answer) -> Answer:
    extra = {**answer["items"][0], "id": b64(bytes(16))}
    return {**answer, "items": [*answer["items"], extra]}


def flipped(answer: Answer) -> Answer:
    blob = bytearray(unb64(answer["items"][0]["blob"]))
    blob[-1] ^= 1
    answer["items"][0]["blob"] = b64(bytes(blob))
    return answer


def head_flipped(answer: Answer) -> Answer:
    blob = bytearray(unb64(answer["heads"][-1]["blob"]))
    blob[40] ^= 1
    answer["heads"][-1]["blob"] = b64(bytes(blob))
    return answer


@pytest.mark.parametrize("lie", [swapped, dropped, doubled, flipped, head_flipped])
def test_v1_v3_a_fresh_browser_takes_no_altered_vault(person: Make, lie: Callable[[Answer], Answer]) -> None:
    alice = filled(person())
    fresh = alice.other_browser()
    rewrite(fresh, "api/vault/pull?*", lie)
    fresh.sign_in()
    fresh.import_bytes("tessera_key.png", fresh.site.key_picture(fresh.email), "image/png")
    fresh.page.wait_for_url("**/vault/")
    blocked(fresh, MISMATCH, DAMAGED)
    assert commits(fresh) == 0
    fresh.context.close()


def test_v2_an_old_revision_of_one_item_is_refused(person: Make) -> None:
    alice = filled(person())
    old = {item["id"]: item for item in pulled(alice)["items"]}
    alice.item("First").click()
    alice.button("Edit").click()
    alice.field("Password").fill("a newer password")
    alice.button("Save").click()
    expect(alice.button("Edit")).to_be_visible()
    fresh = alice.other_browser()
    rewrite(fresh, "api/vault/pull?*", lambda answer: {**answer, "items": [old[i["id"]] for i in answer["items"]]})
    fresh.sign_in()
    fresh.import_bytes("tessera_key.png", fresh.site.key_picture(fresh.email), "image/png")
    fresh.page.wait_for_url("**/vault/")
    blocked(fresh, MISMATCH)
    fresh.context.close()


def test_v4_a_known_browser_refuses_the_whole_vault_as_it_was(person: Make, site: Site) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("First")
    old = pulled(alice)
    alice.new_item("Second")
    lock(alice)
    rewrite(alice, "api/vault/pull?*", lambda _: {**old, "heads": old["heads"][-1:]})
    before = commits(alice)
    alice.unlock()
    blocked(alice, ROLLED_BACK)
    assert commits(alice) == before


def test_v4_revoked_and_then_old_is_refused_too(person: Make) -> None:
    """The memory of how new the vault was outlives a revocation, even a lie about one."""
    alice = person().sign_up().enter_vault()
    alice.new_item("First")
    old = pulled(alice)
    alice.new_item("Second")
    alice.context.route(
        "**/api/session",
        lambda route: route.fulfill(status=200, content_type="application/json", body='{"state": "revoked"}'),
        times=1,
    )
    alice.page.goto("/vault/")
    expect(alice.page.get_by_text("This browser was revoked").first).to_be_visible()
    alice.context.clear_cookies()
    alice.sign_in()
    rewrite(alice, "api/vault/pull?*", lambda _: {**old, "heads": old["heads"][-1:]})
    alice.import_bytes("tessera_key.png", alice.site.key_picture(alice.email), "image/png")
    alice.page.wait_for_url("**/vault/")
    blocked(alice, ROLLED_BACK)


def test_v4_a_vault_that_was_forked_is_refused(person: Make) -> None:
    """The chain of heads after the pin must be whole: one left out is a fork."""
    alice = person().sign_up().enter_vault()
    couch = alice.other_browser().authorize_by_picture()
    lock(couch)
    alice.new_item("First")
    alice.new_item("Second")
    rewrite(couch, "api/vault/pull?*", lambda answer: {**answer, "heads": answer["heads"][-1:]})
    couch.unlock()
    blocked(couch, FORKED)
    couch.context.close()


@pytest.mark.parametrize("fresh", [True, False], ids=["fresh browser", "known browser"])
def test_v5_a_forged_keyset_opens_nothing(person: Make, fresh: bool) -> None:
    alice = person().sign_up().enter_vault()
    bob = person("bob").sign_up().enter_vault()
    foreign = bob.page.request.get(f"{bob.site.url}/api/account").json()["keyset"]
    client = alice.other_browser() if fresh else lock(alice)
    rewrite(client, "api/account", lambda answer: {**answer, "keyset": foreign})
    if fresh:
        client.sign_in()
        client.import_bytes("tessera_key.png", client.site.key_picture(client.email), "image/png")
    else:
        client.unlock()
    assert client.alert()
    expect(client.button("New item")).to_have_count(0)
    assert not [request for request in client.requests if "/vault/commit" in request.url]
    if fresh:
        client.context.close()


def test_v8_the_browser_talks_to_this_server_alone(person: Make) -> None:
    alice = filled(person())
    assert len(alice.requests) > 10
    assert {request.url.split("/")[2] for request in alice.requests if not request.url.startswith("blob:")} == {
        f"localhost:{alice.site.port}"
    }
