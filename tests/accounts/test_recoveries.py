"""Recovery that keeps the data: only what its owner set up, only with the recovery key, only after the 72 hours."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponseBase
from django.utils import timezone

from accounts import recoveries
from accounts.errors import ProofRefusedError
from accounts.models import Account, EmailChange, KeyCopy, OutboxMessage, Recovery, Reset
from tests.accounts.resetting import (
    Clock,
    RecoveryKey,
    ask,
    begin,
    cancel,
    letters,
    make_ready,
    notices,
    refused,
    renewed,
    stage,
)
from tests.base import Cast, Copy, Person, Web, code_of, payload
from tests.reference import keys
from tests.reference.encoding import b64, unb64
from tests.reference.errors import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def recover(key: RecoveryKey, link: str, person: Person) -> tuple[Person, Web, HttpResponseBase]:
    """The recovery key opens the vault key, and new secrets are posted from a new browser."""
    _, _, vault_key = key.open(link)
    new, web = renewed(person, vault_key), Web()
    return new, web, web.post("/api/recovery/use", key.body(link, new, new.own))


def remove(web: Web, person: Person) -> HttpResponseBase:
    return web.post("/api/recovery/remove", web.proof(person, "remove-recovery", b""))


def test_setting_up_is_told_and_shown(cast: Cast) -> None:
    assert cast.at_home.ok("GET", "/api/account")["recovery"] is None
    RecoveryKey().set_up(cast.at_home, cast.alice)
    shown = cast.at_home.ok("GET", "/api/account")["recovery"]
    assert shown["used_at"] is None
    assert shown["made_at"]
    assert notices(cast.alice.email) == ["recovery-set"]


def test_nothing_is_set_up_under_a_key_replaced_at_the_same_moment(cast: Cast) -> None:
    """It would open nothing, and its owner would rely on it."""
    asked = cast.alice.account
    Account.objects.filter(pk=asked.pk).update(generation=2)
    with pytest.raises(ProofRefusedError):
        recoveries.set_up(asked, "Firefox", record=bytes(97), proof_key=bytes(32))
    assert not Recovery.objects.exists()


def test_setting_up_is_signed_with_both_secrets(cast: Cast) -> None:
    body = {"record": b64(bytes(97)), "proof_key": b64(bytes(32))}
    for proof in (
        cast.at_home.proof(cast.bob, "set-recovery", bytes(129)),
        cast.at_home.proof(cast.alice, "set-recovery", bytes(128) + b"\1"),
        cast.at_home.proof(cast.alice, "recover", bytes(333)),
    ):
        answer = cast.at_home.post("/api/recovery", {**proof, **body})
        assert (answer.status_code, code_of(answer)) == (403, "proof-refused")
    assert not Recovery.objects.exists()


def test_a_second_key_takes_the_firsts_place(cast: Cast, clock: Clock) -> None:
    first = RecoveryKey().set_up(cast.at_home, cast.alice)
    second = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    with pytest.raises(Refused, match="cannot-open"):
        first.open(link)
    assert second.open(link) == (cast.alice.id, 1, cast.alice.vault_key)


def test_removing_ends_a_reset_that_waits_for_the_key(cast: Cast) -> None:
    RecoveryKey().set_up(cast.at_home, cast.alice)
    link = begin(cast.alice, "recover")
    assert remove(cast.at_home, cast.alice).status_code == 200
    refused(Web().post("/api/reset/read", {"token": link}))
    assert cast.at_home.ok("GET", "/api/account")["recovery"] is None
    assert notices(cast.alice.email) == ["recovery-set", "reset-begun", "recovery-removed"]
    assert remove(cast.at_home, cast.alice).status_code == 404


def test_without_a_recovery_key_the_message_says_so_and_nothing_can_begin(cast: Cast) -> None:
    ask(cast.alice.email, "recover")
    message = letters(cast.alice.email)[-1]
    assert payload(message)["step"] == "no-recovery"
    refused(Web().post("/api/reset/begin", {"token": payload(message)["token"]}))


def test_the_record_is_given_out_with_the_second_link_and_not_before(cast: Cast, clock: Clock) -> None:
    RecoveryKey().set_up(cast.at_home, cast.alice)
    assert stage(begin(cast.alice, "recover"))["recovery"] is None
    clock.forward(hours=71)
    assert Reset.objects.get().ready_at is None
    clock.forward(hours=2)
    sealed = stage(payload(letters(cast.alice.email)[-1])["token"])["recovery"]
    assert unb64(sealed["record"]) == bytes(Recovery.objects.get().record)


def test_the_recovery_key_opens_the_account_under_new_secrets(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    before = cast.alice.account
    new, web, answer = recover(key, make_ready(cast.alice, clock, "recover"), cast.alice)
    assert answer.status_code == 200
    web.sign_in(new)
    web.authorize(new, new.own)
    after = web.ok("GET", "/api/account")
    unlock = keys.unlock_key(new.m, new.account_key, new.id)
    assert keys.open_keyset(unlock, new.id, 1, unb64(after["keyset"])) == cast.alice.vault_key
    assert (after["generation"], after["account_id"]) == (before.generation, b64(cast.alice.id))
    assert after["recovery"]["used_at"]
    assert notices(new.email)[-1] == "recovery-used"
    # The browser that recovers is told of by that notice: no second one for it.
    assert not OutboxMessage.objects.filter(email=new.email, kind="browser").exists()


def test_a_copy_of_the_new_key_has_to_be_taken(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    new, web, _ = recover(key, make_ready(cast.alice, clock, "recover"), cast.alice)
    web.sign_in(new).authorize(new, new.own)
    assert web.ok("GET", "/api/account")["key_taken"] is False
    assert code_of(web.get("/api/vault/pull?since=0")) == "key-not-taken"
    web.take_copy()
    assert web.ok("GET", "/api/vault/pull?since=0")["version"] == 1


def test_whatever_opened_the_account_before_is_void(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    picture = cast.at_home.take_copy()
    cast.at_home.ok("POST", "/api/key-copies/mail", _mailed(cast.alice, mailed := Copy()))
    Authenticator.objects.create(user=cast.alice.account, type="totp", data={})
    EmailChange.objects.create(account=cast.alice.account, email="new@example.org", **_pending())
    new, _, answer = recover(key, make_ready(cast.alice, clock, "recover"), cast.alice)
    assert answer.status_code == 200
    ended = cast.at_home.ok("GET", "/api/session")
    assert (ended["state"], ended["why"]) == ("ended", "recovered")
    assert cast.elsewhere.ok("GET", "/api/session")["why"] == "recovered"
    assert not new.account.browsers.exists()
    assert not Authenticator.objects.exists()
    assert not EmailChange.objects.exists()
    assert not Reset.objects.exists()
    standing = KeyCopy.objects.filter(account=new.account, share__isnull=False)
    assert [copy.copy_id.bytes for copy in standing] == [new.own.id]
    assert OutboxMessage.objects.get(key_copy=mailed.row).payload is None
    assert Web().post("/_allauth/browser/v1/auth/login", _login(cast.alice)).status_code == 400
    assert Web().sign_in(new).challenge(picture)["copy"]["state"] == "cancelled"


def test_a_link_recovers_once(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    _, _, vault_key = key.open(link)
    first, second = (renewed(cast.alice, vault_key) for _ in range(2))
    bodies = [key.body(link, one, one.own) for one in (first, second)]
    assert Web().post("/api/recovery/use", bodies[0]).status_code == 200
    refused(Web().post("/api/recovery/use", bodies[1]))
    refused(Web().post("/api/recovery/use", bodies[0]))
    Web().sign_in(first)


def test_a_link_by_itself_changes_nothing(cast: Cast, clock: Clock) -> None:
    """The mailbox alone: every signature but the recovery key's is refused, and the link stays good."""
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    mallory = renewed(cast.alice, bytes(32))
    answer = Web().post("/api/recovery/use", RecoveryKey().body(link, mallory, mallory.own))
    assert (answer.status_code, code_of(answer)) == (403, "proof-refused")
    assert cast.at_home.state == "authorized"
    assert recover(key, link, cast.alice)[2].status_code == 200


@pytest.mark.parametrize("member", ["login", "salt", "proof_key", "keyset", "carrier_record", "own"])
def test_what_was_signed_is_what_is_taken(cast: Cast, clock: Clock, member: str) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    new = renewed(cast.alice, cast.alice.vault_key)
    body: dict[str, Any] = key.body(link, new, new.own)
    other: dict[str, Any] = key.body(link, renewed(cast.alice, bytes(32)), Copy())
    answer = Web().post("/api/recovery/use", body | {member: other[member]})
    assert code_of(answer) == "proof-refused"
    assert Account.objects.get(pk=new.account.pk).check_password(cast.alice.login)


def test_the_recovery_key_without_the_wait_changes_nothing(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = begin(cast.alice, "recover")
    new = renewed(cast.alice, cast.alice.vault_key)
    refused(Web().post("/api/recovery/use", key.body(link, new, new.own)))
    clock.forward(hours=71)
    refused(Web().post("/api/recovery/use", key.body(link, new, new.own)))
    assert cast.at_home.state == "authorized"


def test_any_authorized_browser_cancels_a_recovery(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    new = renewed(cast.alice, cast.alice.vault_key)
    assert cancel(cast.at_home, cast.alice).status_code == 200
    refused(Web().post("/api/recovery/use", key.body(link, new, new.own)))
    assert cast.at_home.state == "authorized"


def test_who_finds_the_key_after_asking_to_erase_keeps_the_data(cast: Cast, clock: Clock) -> None:
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    assert recover(key, make_ready(cast.alice, clock, "erase"), cast.alice)[2].status_code == 200


def test_a_link_for_the_recovery_key_erases_nothing(cast: Cast, clock: Clock) -> None:
    RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    body = {**Person(cast.alice.email).sign_up_body(), "reset": link}
    assert Web().post("/_allauth/browser/v1/auth/signup", body).status_code == 400
    assert cast.at_home.state == "authorized"


def test_the_server_cannot_start_or_finish_a_recovery(cast: Cast, clock: Clock) -> None:
    """All that the server holds, and every row that it could write, opens nothing without the recovery key."""
    key = RecoveryKey().set_up(cast.at_home, cast.alice)
    link = make_ready(cast.alice, clock, "recover")
    kept = Recovery.objects.get()
    held = [bytes(kept.proof_key), bytes(kept.record)[:32], bytes(cast.alice.account.keyset)[:32], bytes(32)]
    for guess in held:
        with pytest.raises(Refused, match="cannot-open"):
            RecoveryKey(guess).open(link)
    # A server that puts a key of its own in place of the owner's gets a new account key to no vault key at all.
    forged = RecoveryKey()
    Recovery.objects.update(record=bytes(97), proof_key=keys.proof_public_key(bytes(32)))
    with pytest.raises(Refused, match="cannot-open"):
        forged.open(link)
    with pytest.raises(Refused, match="cannot-open"):
        key.open(link)


def _mailed(person: Person, copy: Copy) -> dict[str, str]:
    return {**copy.posted, "key_string": person.key_string(copy)}


def _login(person: Person) -> dict[str, str]:
    return {"email": person.email, "password": person.login}


def _pending() -> dict[str, Any]:
    empty = dict.fromkeys(["code_hash", "signed_by", "salt", "proof_key", "keyset", "carrier_record"], b"")
    return {**empty, "credential": "", "made_at": timezone.now()}
