"""A server that lies about the vault: rows V of the attacks. What goes into keys is in `test_malicious_keys.py`.

It passes when the browser stops with the named refusal and sends nothing further.
"""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.lies import FORKED, MISMATCH, ROLLED_BACK, Answer, lock, rewrite, show_picture
from tests.journeys.person import Person
from tests.reference.encoding import b64, unb64
from tests.site import Site

pytestmark = pytest.mark.journey
Make = Callable[..., Person]


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


def blocked(person: Person, sentence: str) -> None:
    """The page says this refusal and offers what verifies, and nothing else."""
    expect(person.page.get_by_text(sentence).first).to_be_visible()
    expect(person.button("Export what verifies")).to_be_visible()
    expect(person.button("New item")).to_have_count(0)
    assert person.refusals() == []


def enter_by_picture(person: Person) -> None:
    """As `authorize_by_picture`, before a vault that is blocked."""
    show_picture(person)
    person.page.wait_for_url("**/vault/")


def commits(person: Person) -> int:
    return sum(request.url.endswith("/api/vault/commit") for request in person.requests)


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


def with_head_flipped(answer: Answer, at: int) -> Answer:
    blob = bytearray(unb64(answer["heads"][at]["blob"]))
    blob[40] ^= 1
    answer["heads"][at]["blob"] = b64(bytes(blob))
    return answer


def head_flipped(answer: Answer) -> Answer:
    return with_head_flipped(answer, -1)


def pinned_head_flipped(answer: Answer) -> Answer:
    """The first of the heads that a known browser asks for is the one that it knows."""
    return with_head_flipped(answer, 0)


LIES = [(swapped, MISMATCH), (dropped, MISMATCH), (doubled, MISMATCH), (flipped, MISMATCH), (head_flipped, MISMATCH)]


@pytest.mark.parametrize(("lie", "sentence"), LIES)
def test_v1_v3_a_fresh_browser_takes_no_altered_vault(
    person: Make, lie: Callable[[Answer], Answer], sentence: str
) -> None:
    alice = filled(person())
    fresh = alice.other_browser()
    rewrite(fresh, "api/vault/pull?*", lie)
    enter_by_picture(fresh)
    blocked(fresh, sentence)
    assert commits(fresh) == 0
    fresh.context.close()


@pytest.mark.parametrize(("lie", "sentence"), [*LIES, (pinned_head_flipped, FORKED)])
def test_v1_v3_a_known_browser_takes_no_altered_changes(
    person: Make, lie: Callable[[Answer], Answer], sentence: str
) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("Here before")
    couch = alice.other_browser().authorize_by_picture()
    lock(alice)
    couch.new_item("First")
    couch.new_item("Second")
    rewrite(alice, "api/vault/pull?*", lie)
    before = commits(alice)
    alice.unlock()
    blocked(alice, sentence)
    assert commits(alice) == before
    couch.context.close()


@pytest.mark.parametrize("known", [False, True], ids=["fresh browser", "known browser"])
def test_v2_an_old_revision_of_one_item_is_refused(person: Make, known: bool) -> None:
    alice = filled(person())
    old = {item["id"]: item for item in pulled(alice)["items"]}
    client = alice.other_browser()
    if known:
        lock(client.authorize_by_picture())
    alice.open("First")
    alice.button("Edit").click()
    alice.field("Password").fill("a newer password")
    alice.button("Save").click()
    expect(alice.button("Edit")).to_be_visible()
    rewrite(client, "api/vault/pull?*", lambda answer: {**answer, "items": [old[i["id"]] for i in answer["items"]]})
    if known:
        client.unlock()
    else:
        enter_by_picture(client)
    blocked(client, MISMATCH)
    assert commits(client) == 0
    client.context.close()


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
    session = alice.page.request.get(f"{alice.site.url}/api/session").json()
    lie = json.dumps({"state": "ended", "why": "revoked", "account_id": session["account_id"]})
    alice.context.route(
        "**/api/session",
        lambda route: route.fulfill(status=200, content_type="application/json", body=lie),
        times=1,
    )
    alice.page.goto("/vault/")
    expect(alice.page.get_by_text("This browser was revoked").first).to_be_visible()
    alice.context.clear_cookies()
    rewrite(alice, "api/vault/pull?*", lambda _: {**old, "heads": old["heads"][-1:]})
    enter_by_picture(alice)
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


def test_v8_the_browser_talks_to_this_server_alone(person: Make) -> None:
    alice = filled(person())
    assert len(alice.requests) > 10
    assert {request.url.split("/")[2] for request in alice.requests if not request.url.startswith("blob:")} == {
        f"localhost:{alice.site.port}"
    }
