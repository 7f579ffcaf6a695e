"""Another Account Key: the whole vault under it by one act and nothing of the former left; or nothing has changed."""

import dataclasses
import os
import uuid

import pytest
from django.utils import timezone

from accounts.errors import ProofRefusedError
from accounts.models import EmailChange, OutboxMessage, Recovery, Reset
from accounts.replacement import Successor
from tests.base import Copy, Web, code_of, payload
from tests.reference.encoding import b64, sha, unb64
from vault import replacement
from vault.models import Head, Replacement, StagedItem
from vault.replacement import Swap

from .replacing import BEGIN, ITEMS, Replacing, Vault, commit, ready, refused, replaced
from .vaults import next_of, sealed

pytestmark = pytest.mark.django_db


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
