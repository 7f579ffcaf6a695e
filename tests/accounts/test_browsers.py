"""Authorized browsers: one row, one live session, one own copy; looked at again at every request (ATTACKS W8)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import RequestFactory
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts import browsers, sessions
from accounts.errors import ProofRefusedError
from accounts.models import Account, Browser, KeyCopy, OutboxMessage
from tests.base import ENTRY, Cast, Copy, Person, Web, code_of, enroll, payload
from tests.reference.encoding import b64, sha, unb64

pytestmark = pytest.mark.django_db


def row_of(web: Web) -> Browser:
    return Browser.objects.get(token_hash=sha(web.token))


def revoke(web: Web, person: Person, browser: Browser) -> None:
    proof = web.proof(person, "revoke-browser", browser.pk.bytes)
    web.ok("POST", f"/api/browsers/{b64(browser.pk.bytes)}/revoke", proof)


def test_the_creating_browser_is_authorized_without_a_notice() -> None:
    web = Web()
    alice = enroll(web, Person("alice@example.org"))
    browser = row_of(web)
    assert browser.own_copy.copy_id.bytes == alice.own.id
    assert alice.account.key_copies.filter(kind="browser").count() == 1
    assert not OutboxMessage.objects.filter(kind="browser").exists()


def test_the_server_keeps_the_tokens_hash_alone(cast: Cast) -> None:
    assert bytes(row_of(cast.at_home).token_hash) == sha(cast.at_home.token)


def test_a_new_browser_is_announced_to_the_owner(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    message = OutboxMessage.objects.get(kind="browser")
    assert (message.email, payload(message)) == (cast.alice.email, {"browser": "Firefox on Linux"})


def test_a_new_browser_says_which_copy_let_it_in(cast: Cast) -> None:
    copy = cast.at_home.take_copy(kind="file")
    cast.elsewhere.authorize(cast.alice, released=copy)
    listed = {row["current"]: row for row in cast.elsewhere.ok("GET", "/api/browsers")["browsers"]}
    assert listed[True]["authorized_by"]["kind"] == "file"
    made_at = parse_datetime(listed[True]["authorized_by"]["made_at"])
    assert made_at is not None
    assert abs(made_at - copy.row.made_at) < timedelta(milliseconds=1)
    assert listed[True]["name"] == "Firefox on Linux"
    assert listed[False]["authorized_by"] is None
    copies = {row["id"]: row for row in cast.elsewhere.ok("GET", "/api/key-copies")["copies"]}
    assert copies[b64(copy.id)]["last_used_at"] is not None
    assert copies[b64(copy.id)]["authorized"] == ["Firefox on Linux"]
    assert copies[b64(cast.alice.own.id)]["authorized"] == []


def test_a_known_browser_continues_in_a_new_session(cast: Cast) -> None:
    before = row_of(cast.at_home)
    cast.at_home.client.cookies.pop("sessionid")
    cast.at_home.sign_in(cast.alice)
    assert cast.at_home.state == "unauthorized"
    answer = cast.at_home.ok("POST", "/api/continue", cast.at_home.continue_body(cast.alice))
    assert unb64(answer["browser_id"]) == before.pk.bytes
    assert cast.at_home.state == "authorized"
    assert not OutboxMessage.objects.filter(kind="browser").exists()


def test_continuing_ends_the_browsers_former_session(cast: Cast) -> None:
    former = Web()
    former.client.cookies["sessionid"] = cast.at_home.session_id
    assert former.state == "authorized"
    cast.at_home.client.cookies.pop("sessionid")
    cast.at_home.sign_in(cast.alice)
    cast.at_home.ok("POST", "/api/continue", cast.at_home.continue_body(cast.alice))
    assert former.state == "anonymous"


def test_an_unknown_token_goes_the_authorize_road(cast: Cast) -> None:
    answer = cast.elsewhere.post("/api/continue", cast.elsewhere.continue_body(cast.alice))
    assert (answer.status_code, code_of(answer)) == (409, "browser-unknown")


def test_another_accounts_token_is_unknown(cast: Cast) -> None:
    cast.elsewhere.token = cast.bobs.token
    answer = cast.elsewhere.post("/api/continue", cast.elsewhere.continue_body(cast.alice))
    assert code_of(answer) == "browser-unknown"
    answer = cast.elsewhere.post("/api/authorize", cast.elsewhere.authorize_body(cast.alice, Copy()))
    assert code_of(answer) == "proof-refused"
    assert row_of(cast.bobs).account == cast.bob.account


def test_authorizing_again_keeps_the_row_and_replaces_the_own_copy(cast: Cast) -> None:
    first = row_of(cast.at_home)
    new = Copy()
    cast.at_home.authorize(cast.alice, new)
    again = row_of(cast.at_home)
    assert again.pk == first.pk
    assert again.own_copy.copy_id.bytes == new.id
    assert KeyCopy.objects.get(pk=first.own_copy_id).share is None


@pytest.mark.parametrize("whose", ["another browser's", "another kind's", "a wrong share"])
def test_an_own_copy_that_is_not_its_own_is_refused(cast: Cast, whose: str) -> None:
    own = {
        "another browser's": cast.alice.own,
        "another kind's": cast.at_home.take_copy(),
        "a wrong share": Copy(id=cast.alice.own.id),
    }[whose]
    answer = cast.elsewhere.post("/api/authorize", cast.elsewhere.authorize_body(cast.alice, own))
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")
    assert cast.elsewhere.state == "unauthorized"


def test_every_live_session_is_in_allauths_list(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    known = set(UserSession.objects.values_list("session_key", flat=True))
    assert known == {web.session_id for web in (cast.at_home, cast.elsewhere, cast.bobs)}


def test_a_revoked_browser_is_told_so_at_its_next_request(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    revoke(cast.at_home, cast.alice, row_of(cast.elsewhere))
    answer = cast.elsewhere.get("/api/account")
    assert (answer.status_code, code_of(answer)) == (401, "browser-revoked")
    told = cast.elsewhere.ok("GET", "/api/session")
    assert parse_datetime(told.pop("at"))
    assert told == {"state": "ended", "why": "revoked", "account_id": b64(cast.alice.id)}
    assert cast.elsewhere.get("/api/vault/pull?since=0").status_code == 401
    assert cast.at_home.state == "authorized"


def test_revocation_leaves_nothing_but_one_word_in_the_session(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    revoke(cast.at_home, cast.alice, row_of(cast.elsewhere))
    assert set(cast.elsewhere.client.session.keys()) == {"ended"}


def test_revocation_erases_the_share_of_the_own_copy(cast: Cast) -> None:
    own = Copy()
    cast.elsewhere.authorize(cast.alice, own)
    revoke(cast.at_home, cast.alice, row_of(cast.elsewhere))
    assert own.row.share is None
    assert Web().sign_in(cast.alice).challenge(own)["copy"]["state"] == "cancelled"


def test_a_session_saved_by_a_request_in_flight_does_not_survive_revocation(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    in_flight = cast.elsewhere.client.session
    in_flight["loaded"] = "before the revocation"
    revoke(cast.at_home, cast.alice, row_of(cast.elsewhere))
    in_flight.save()
    answer = cast.elsewhere.get("/api/account")
    assert (answer.status_code, code_of(answer)) == (401, "browser-revoked")


def test_the_owner_is_told_of_a_revocation(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    revoke(cast.at_home, cast.alice, row_of(cast.elsewhere))
    message = OutboxMessage.objects.get(kind="notice")
    assert message.email == cast.alice.email
    assert payload(message) == {"event": "browser-revoked", "browser": "Firefox on Linux"}


@pytest.mark.parametrize("secret", [{"proof_key": bytes(32)}, {"generation": 2}], ids=["password", "Account Key"])
def test_secrets_that_change_at_the_same_moment_keep_a_browser_out(cast: Cast, secret: dict[str, Any]) -> None:
    """Its proof was verified with those of before."""
    known = Web().sign_in(cast.alice)
    known.authorize(cast.alice)
    asked, request = cast.alice.account, RequestFactory().get("/")
    request.user, request.session = asked, sessions.store()
    Account.objects.filter(pk=asked.pk).update(**secret)
    with pytest.raises(ProofRefusedError):
        browsers.authorize(
            request, asked, token=bytes(32), name="Firefox", own=(uuid.uuid4(), bytes(32)), with_copy=None
        )
    with pytest.raises(ProofRefusedError):
        browsers.resume(request, asked, known.token)
    assert Browser.objects.filter(account=asked).count() == 2


def test_a_revoked_browser_may_sign_in_and_be_authorized_anew(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    revoke(cast.at_home, cast.alice, row_of(cast.elsewhere))
    cast.elsewhere.sign_in(cast.alice)
    assert cast.elsewhere.state == "unauthorized"
    answer = cast.elsewhere.post("/api/continue", cast.elsewhere.continue_body(cast.alice))
    assert code_of(answer) == "browser-unknown"
    cast.elsewhere.authorize(cast.alice)
    assert cast.elsewhere.state == "authorized"


def test_a_revoked_session_can_be_ended(cast: Cast) -> None:
    revoke(cast.at_home, cast.alice, row_of(cast.at_home))
    cast.at_home.ask("DELETE", f"{ENTRY}/session")
    assert cast.at_home.state == "anonymous"


def test_a_browser_may_revoke_itself(cast: Cast) -> None:
    revoke(cast.at_home, cast.alice, row_of(cast.at_home))
    assert cast.at_home.state == "ended"


def test_revoking_needs_the_browsers_own_signature(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    target = row_of(cast.elsewhere)
    other = cast.at_home.proof(cast.alice, "revoke-browser", row_of(cast.at_home).pk.bytes)
    assert cast.at_home.post(f"/api/browsers/{b64(target.pk.bytes)}/revoke", other).status_code == 403
    assert cast.elsewhere.state == "authorized"


def test_bob_neither_renames_nor_revokes_alices_browser(cast: Cast) -> None:
    target = row_of(cast.at_home)
    path = f"/api/browsers/{b64(target.pk.bytes)}"
    renamed = cast.bobs.ask("PATCH", path, {"name": "mine"})
    revoked = cast.bobs.post(f"{path}/revoke", cast.bobs.proof(cast.bob, "revoke-browser", target.pk.bytes))
    assert [(a.status_code, code_of(a)) for a in (renamed, revoked)] == [(404, "not-found")] * 2
    assert cast.at_home.state == "authorized"
    assert row_of(cast.at_home).name != "mine"


def test_bob_sees_his_own_browser_alone(cast: Cast) -> None:
    rows = cast.bobs.ok("GET", "/api/browsers")["browsers"]
    assert [row["id"] for row in rows] == [b64(row_of(cast.bobs).pk.bytes)]


def test_names_become_one_line(cast: Cast) -> None:
    path = f"/api/browsers/{b64(row_of(cast.at_home).pk.bytes)}"
    cast.at_home.ok("PATCH", path, {"name": "  Alice's\r\nlaptop\x00 \u202e "})
    assert row_of(cast.at_home).name == "Alice's laptop"
    assert cast.at_home.ask("PATCH", path, {"name": " \n\t"}).status_code == 422
    assert cast.at_home.ask("PATCH", path, {"name": "x" * 101}).status_code == 422


def test_the_last_use_is_noted_once_a_minute(cast: Cast) -> None:
    browser = row_of(cast.at_home)
    cast.at_home.get("/api/account")
    assert row_of(cast.at_home).last_used_at == browser.last_used_at
    Browser.objects.filter(pk=browser.pk).update(last_used_at=timezone.now() - timedelta(minutes=2))
    cast.at_home.get("/api/account")
    assert row_of(cast.at_home).last_used_at > timezone.now() - timedelta(seconds=30)


def test_a_password_alone_is_given_no_keyset_and_no_vault(cast: Cast) -> None:
    for path in ("/api/account", "/api/vault/pull?since=0", "/api/key-copies", "/api/browsers"):
        answer = cast.elsewhere.get(path)
        assert (answer.status_code, code_of(answer)) == (403, "browser-not-authorized")
