"""Another Account Key: the whole vault under it by one act and nothing of the former left; or nothing has changed."""

import dataclasses
import os
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.errors import ProofRefusedError
from accounts.models import EmailChange, OutboxMessage, Recovery, Reset
from accounts.replacement import Successor
from tests.base import Cast, Copy, Web, code_of, payload
from tests.reference.encoding import b64, sha, unb64
from vault import replacement, sync
from vault.models import Head, Item, Replacement, StagedItem
from vault.replacement import Swap
from vault.sync import Sealed
from vault.tasks import sweep_replacements

from .replacing import BEGIN, ITEMS, Replacing
from .vaults import head_of, next_of, sealed

pytestmark = pytest.mark.django_db
Vault = tuple[Cast, list[Sealed]]


@pytest.fixture
def vault(cast: Cast) -> Vault:
    """Alice's vault of two items, at version 2."""
    items = [sealed(), sealed()]
    commit(cast.at_home, 1, *items)
    return cast, items


def commit(web: Web, base: int, *items: Sealed) -> None:
    rows = [{"id": b64(item.id.bytes), "revision": item.revision, "blob": b64(item.blob)} for item in items]
    web.ok("POST", "/api/vault/commit", {"base": base, "head": b64(head_of(base + 1)), "items": rows})


def ready(vault: Vault) -> Replacing:
    """All that comes before the swap."""
    cast, items = vault
    attempt = Replacing(cast.at_home, cast.alice).begin().stage(*[next_of(item) for item in items])
    attempt.take()
    return attempt


def replaced(vault: Vault) -> Replacing:
    attempt = ready(vault)
    assert attempt.swap().status_code == 200
    return attempt


def refused(attempt: Replacing, answer: Any, code: str) -> None:
    """The swap is refused, and nothing of it has happened."""
    assert code_of(answer) == code
    account = attempt.old.account
    assert (account.generation, account.replaced_at) == (1, None)
    assert not Item.objects.owned_by(account).exclude(revision=1).exists()
    assert not Head.objects.owned_by(account).exclude(generation=1).exists()
    assert attempt.web.state == "authorized"


def test_the_vault_is_what_was_staged_one_version_on(vault: Vault) -> None:
    cast, _ = vault
    attempt = replaced(vault)
    page = cast.at_home.ok("GET", "/api/vault/pull?heads_after=1")
    assert (page["generation"], page["version"]) == (2, 3)
    found = {unb64(item["id"]): (item["revision"], unb64(item["blob"])) for item in page["items"]}
    assert found == {item.id.bytes: (2, item.blob) for item in attempt.items.values()}
    assert [head["version"] for head in page["heads"]] == [2, 3]
    assert [("former" in head) for head in page["heads"]] == [False, True]
    newest = Head.objects.owned_by(cast.alice.account).get(version=3)
    assert (newest.generation, newest.size) == (2, sum(len(item.blob) for item in attempt.items.values()))
    assert not Replacement.objects.exists()
    assert not StagedItem.objects.exists()


def test_this_browser_goes_on_with_the_new_key_and_no_other_does(vault: Vault) -> None:
    cast, _ = vault
    other = Web().sign_in(cast.alice)
    other.authorize(cast.alice)
    attempt = replaced(vault)
    assert cast.at_home.ok("GET", "/api/account")["generation"] == 2
    body = {"login": attempt.new.login, "copy_id": b64(attempt.new.own.id)}
    assert cast.at_home.ok("POST", "/api/unlock", body)["share"] == b64(attempt.new.own.share)
    assert len(cast.at_home.ok("GET", "/api/browsers")["browsers"]) == 1
    for web in (other, cast.elsewhere):
        told = web.ok("GET", "/api/session")
        assert (told["state"], told["why"], told["account_id"]) == ("ended", "replaced", b64(cast.alice.id))
        assert code_of(web.post("/api/challenge", {})) == "session-ended"
    assert cast.bobs.state == "authorized"


def test_the_former_key_proves_nothing_any_more(vault: Vault) -> None:
    cast, _ = vault
    attempt = replaced(vault)
    web = Web().sign_in(cast.alice)
    assert code_of(web.post("/api/authorize", web.authorize_body(cast.alice, Copy()))) == "proof-refused"
    assert code_of(web.post("/api/authorize", web.authorize_body(attempt.new, Copy()))) == "proof-refused"
    own, nonce = Copy(), web.nonce()
    proof = attempt.new.signed("authorize", nonce, sha(web.token), generation=2)
    body = {**proof, "token": b64(web.token), "name": "Firefox", "own": own.posted}
    assert web.ok("POST", "/api/authorize", body)["browser_id"]
    assert own.row.generation == 2


def test_every_former_copy_is_void_and_the_staged_ones_are_good(vault: Vault) -> None:
    cast, _ = vault
    former = cast.at_home.take_copy()
    attempt = ready(vault)
    taken = attempt.take("kit")
    assert attempt.swap().status_code == 200
    web = Web().sign_in(cast.alice)
    for old in (former, cast.alice.own):
        answer = web.challenge(old)
        assert answer["copy"]["state"] == "cancelled"
        assert answer["replaced_at"]
        assert old.row.share is None
    assert web.challenge(taken)["copy"] == {"state": "good", "share": b64(taken.share)}
    listed = cast.at_home.ok("GET", "/api/key-copies")["copies"]
    assert {copy["id"] for copy in listed if not copy["cancelled_at"]} >= {b64(taken.id), b64(attempt.new.own.id)}


def test_until_the_swap_a_staged_copy_is_no_copy(vault: Vault) -> None:
    cast, _ = vault
    attempt = ready(vault)
    taken = attempt.take("file")
    web = Web().sign_in(cast.alice)
    for copy in (taken, attempt.new.own):
        assert web.challenge(copy)["copy"] == {"state": "unknown"}
        assert b64(copy.id) not in {listed["id"] for listed in cast.at_home.ok("GET", "/api/key-copies")["copies"]}
        proof = cast.at_home.proof(cast.alice, "cancel-copy", copy.id)
        assert code_of(cast.at_home.post(f"/api/key-copies/{b64(copy.id)}/cancel", proof)) == "not-found"
    mine = web.authorize_body(cast.alice, attempt.new.own)
    assert code_of(web.post("/api/authorize", mine)) == "bad-request"


def test_a_staged_copy_does_not_open_an_account_whose_key_nobody_has_taken(vault: Vault) -> None:
    cast, _ = vault
    account = cast.alice.account
    account.key_copies.exclude(kind="browser").delete()
    account.key_copies.create(copy_id=uuid.uuid4(), kind="picture", share=bytes(32), generation=2)
    assert not account.key_taken


def test_what_was_set_up_under_the_former_key_is_gone(vault: Vault) -> None:
    cast, _ = vault
    account = cast.alice.account
    sealed_parts = {"salt": bytes(16), "proof_key": bytes(32), "keyset": bytes(97), "carrier_record": b"x"}
    pending = {"email": "new@example.org", "code_hash": bytes(32), "signed_by": bytes(32), "credential": "!"}
    EmailChange.objects.create(account=account, **pending, **sealed_parts)
    Recovery.objects.create(account=account, record=bytes(97), proof_key=bytes(32))
    Reset.objects.create(account=account, kind="erase", token_hash=bytes(32))
    account.proved_at = timezone.now()
    account.save()
    replaced(vault)
    assert not any(model.objects.exists() for model in (EmailChange, Recovery, Reset))
    assert cast.alice.account.proved_at is None


def test_a_key_that_waits_to_be_mailed_is_not_mailed_any_more(vault: Vault) -> None:
    cast, _ = vault
    copy = Copy()
    cast.at_home.ok("POST", "/api/key-copies/mail", {**copy.posted, "key_string": cast.alice.key_string(copy)})
    replaced(vault)
    message = OutboxMessage.objects.get(key_copy=copy.row)
    assert (message.state, message.payload) == ("expired", None)


def test_the_new_key_is_mailed_after_the_swap_and_not_before(vault: Vault) -> None:
    cast, _ = vault
    attempt, copy = ready(vault), Copy()
    mail = {**copy.posted, "key_string": attempt.new.key_string(copy, 2)}
    assert code_of(cast.at_home.post("/api/key-copies/mail", mail)) == "key-string-refused"
    attempt.swap()
    cast.at_home.ok("POST", "/api/key-copies/mail", mail)
    assert copy.row.generation == 2


def test_the_owner_is_told_by_e_mail(vault: Vault) -> None:
    cast, _ = vault
    replaced(vault)
    message = OutboxMessage.objects.get(kind="notice", email=cast.alice.email)
    assert payload(message) == {"event": "key-replaced", "browser": "Firefox on Linux"}


# Refusals


def test_a_vault_that_has_moved_on_is_not_swapped_until_the_change_is_staged_too(vault: Vault) -> None:
    cast, (item, _) = vault
    attempt, changed = ready(vault), next_of(item)
    commit(cast.at_home, 2, changed)
    answer = attempt.swap()
    assert (answer.status_code, code_of(answer)) == (409, "conflict")
    assert cast.alice.account.generation == 1
    attempt.base = 3
    attempt.stage(next_of(changed))
    assert attempt.swap().status_code == 200
    assert cast.at_home.ok("GET", "/api/vault/pull")["version"] == 4


@pytest.mark.parametrize("base", [0, 1, 3])
def test_it_does_not_begin_with_a_stale_vault(vault: Vault, base: int) -> None:
    cast, _ = vault
    answer = cast.at_home.post(BEGIN, {**Copy().posted, "base": base})
    assert (answer.status_code, code_of(answer)) == (409, "conflict")


@pytest.mark.parametrize("what", ["missing", "stranger", "revision", "earlier revision", "blob"])
def test_it_swaps_nothing_but_the_whole_vault_as_it_was_signed(vault: Vault, what: str) -> None:
    cast, (one, two) = vault
    staged = {
        "missing": [next_of(one)],
        "stranger": [next_of(one), next_of(two), sealed()],
        "revision": [next_of(one), next_of(next_of(two))],
        "earlier revision": [next_of(one), two],
        "blob": [next_of(one), next_of(two)],
    }
    attempt = Replacing(cast.at_home, cast.alice).begin().stage(*staged[what])
    attempt.take()
    if what == "blob":  # put again, with another content than is signed
        cast.at_home.ok("POST", ITEMS, attempt.page(next_of(one)))
    refused(attempt, attempt.swap(), "item-refused")


@pytest.mark.parametrize("name", ["root", "head", "former", "proof_key", "keyset", "carrier_record", "copy_id"])
def test_every_part_is_signed(vault: Vault, name: str) -> None:
    attempt = ready(vault)
    changed = bytearray(unb64(attempt.signed()[name]))
    changed[-1] ^= 1
    refused(attempt, attempt.swap(**{name: b64(bytes(changed))}), "proof-refused")


def test_only_the_present_key_may_hand_over_to_the_next(vault: Vault) -> None:
    cast, _ = vault
    attempt = ready(vault)
    for signer in (attempt.new, dataclasses.replace(cast.alice, m=os.urandom(32)), cast.bob):
        answer = attempt.web.post(f"{BEGIN}/swap", attempt.signed(signer))
        refused(attempt, answer, "proof-refused")


def test_a_swap_is_made_once(vault: Vault) -> None:
    attempt = ready(vault)
    body = attempt.signed()
    assert attempt.web.post(f"{BEGIN}/swap", body).status_code == 200
    assert code_of(attempt.web.post(f"{BEGIN}/swap", body)) == "proof-refused"
    assert attempt.old.account.generation == 2


def test_without_a_copy_outside_the_browsers_nothing_is_replaced(vault: Vault) -> None:
    cast, items = vault
    attempt = Replacing(cast.at_home, cast.alice).begin().stage(*[next_of(item) for item in items])
    cast.at_home.take_copy()  # of the present key
    refused(attempt, attempt.swap(), "key-not-taken")


def test_a_password_changed_at_the_same_moment_wins(vault: Vault) -> None:
    attempt = ready(vault)
    asked, account = attempt.old.account, attempt.old.account
    account.proof_key = os.urandom(32)
    account.save()
    copy_id = uuid.UUID(bytes=attempt.new.own.id)
    successor = Successor(bytes(32), bytes(97), bytes(97))
    with pytest.raises(ProofRefusedError):
        replacement.swap(asked, account.browsers.get(), Swap(2, bytes(32), bytes(141), bytes(97), copy_id, successor))


# Beginnings and ends


def test_whoever_begins_anew_clears_away_what_was_staged(vault: Vault) -> None:
    cast, items = vault
    first = ready(vault)
    second = Replacing(cast.at_home, cast.alice).begin()
    assert not StagedItem.objects.exists()
    assert [copy.copy_id.bytes for copy in cast.alice.account.key_copies.filter(generation=2)] == [second.new.own.id]
    lost = cast.at_home.post(ITEMS, first.page(next_of(items[0])))
    assert (lost.status_code, code_of(lost)) == (409, "replacement-lost")
    refused(first, first.swap(), "replacement-lost")


def test_another_browser_that_begins_takes_over(vault: Vault) -> None:
    cast, items = vault
    first = ready(vault)
    other = Web().sign_in(cast.alice)
    other.authorize(cast.alice)
    Replacing(other, cast.alice).begin()
    refused(first, first.swap(), "replacement-lost")
    assert code_of(other.post(ITEMS, first.page(next_of(items[0])))) == "replacement-lost"


def test_given_up_it_leaves_nothing(vault: Vault) -> None:
    cast, _ = vault
    attempt = ready(vault)
    cast.at_home.ok("DELETE", BEGIN)
    assert not StagedItem.objects.exists()
    assert not Replacement.objects.exists()
    assert not cast.alice.account.key_copies.filter(generation=2).exists()
    refused(attempt, attempt.swap(), "replacement-lost")
    late = cast.at_home.post("/api/key-copies", {**Copy().posted, "kind": "kit", "generation": 2})
    assert (late.status_code, code_of(late)) == (409, "replacement-lost")


def test_one_that_lay_for_a_day_is_swept_and_a_fresh_one_is_not(vault: Vault) -> None:
    cast, _ = vault
    ready(vault)
    sweep_replacements()
    assert Replacement.objects.count() == 1
    Replacement.objects.update(made_at=timezone.now() - timedelta(hours=25))
    sweep_replacements()
    assert not StagedItem.objects.exists()
    assert not cast.alice.account.key_copies.filter(generation=2).exists()


def test_a_tab_with_the_former_key_issues_no_copy_of_it(vault: Vault) -> None:
    cast, _ = vault
    replaced(vault)
    answer = cast.at_home.post("/api/key-copies", {**Copy().posted, "kind": "picture", "generation": 1})
    assert (answer.status_code, code_of(answer)) == (409, "key-replaced")


def test_the_key_can_be_replaced_again(vault: Vault) -> None:
    first = replaced(vault)
    second = Replacing(first.web, first.new, generation=3).begin()
    second.stage(*[next_of(item) for item in first.items.values()])
    second.take()
    assert second.swap().status_code == 200
    heads = first.web.ok("GET", "/api/vault/pull?heads_after=0")["heads"]
    assert [("former" in head) for head in heads] == [False, False, True, True]


def test_a_page_is_as_large_as_a_commit_and_an_item_as_a_commits(vault: Vault) -> None:
    cast, (item, _) = vault
    attempt = Replacing(cast.at_home, cast.alice).begin()
    many = [sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT + 1)]
    assert code_of(cast.at_home.post(ITEMS, attempt.page(*many))) == "too-large"
    odd = [Sealed(item.id, 2, bytes(300)), Sealed(item.id, 2**31, item.blob)]
    for page in ([odd[0]], [odd[1]], [item, item]):
        assert code_of(cast.at_home.post(ITEMS, attempt.page(*page))) == "item-refused"


def test_a_staged_vault_is_bounded_as_a_vault_is(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, items = vault
    attempt = Replacing(cast.at_home, cast.alice).begin().stage(next_of(items[0]))
    monkeypatch.setattr(sync, "ITEMS_AN_ACCOUNT", 1)
    assert code_of(cast.at_home.post(ITEMS, attempt.page(next_of(items[1])))) == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(sync, "BYTES_AN_ACCOUNT", 1000)
    assert code_of(cast.at_home.post(ITEMS, attempt.page(next_of(items[1])))) == "too-large"


def test_two_thousand_items_are_swapped_in_a_few_queries(
    cast: Cast,
    django_assert_max_num_queries: Any,
) -> None:
    items = [sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT)]
    commit(cast.at_home, 1, *items)
    attempt = ready((cast, items))
    with django_assert_max_num_queries(60):
        assert attempt.swap().status_code == 200
    assert Item.objects.owned_by(cast.alice.account).filter(revision=2, version=3).count() == len(items)
