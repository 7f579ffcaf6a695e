"""A new account password: the old one and its sessions end, copies and browsers go on (ATTACKS K5)."""

import os
from typing import Any

import pytest
from django.test import RequestFactory

from accounts import changes, sessions
from accounts.errors import BrowserRevokedError, ProofRefusedError
from accounts.models import Browser, EmailChange, OutboxMessage, Reset
from tests.accounts.changing import (
    act_body,
    anew,
    can_sign_in,
    change_password,
    opened_vault_key,
    password_body,
    renewal,
)
from tests.base import Cast, Copy, Web, code_of, payload
from tests.reference.encoding import b64, sha

pytestmark = pytest.mark.django_db


def refused(web: Web, body: dict[str, Any]) -> tuple[int, str]:
    answer = web.post("/api/password", body)
    return answer.status_code, code_of(answer)


def test_the_new_password_signs_in_and_the_old_one_does_not(cast: Cast) -> None:
    new = change_password(cast.at_home, cast.alice)
    assert (can_sign_in(new), can_sign_in(cast.alice)) == (True, False)
    assert can_sign_in(cast.bob)


def test_this_browser_goes_on_in_the_same_session_under_a_new_id(cast: Cast) -> None:
    before = cast.at_home.session_id
    new = change_password(cast.at_home, cast.alice)
    assert cast.at_home.state == "authorized"
    assert cast.at_home.session_id != before
    assert opened_vault_key(cast.at_home, new) == cast.alice.vault_key
    copy = cast.at_home.take_copy()
    cast.at_home.ok("POST", f"/api/key-copies/{b64(copy.id)}/cancel", cast.at_home.proof(new, "cancel-copy", copy.id))


def test_every_other_session_ends_and_is_told_why(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    former = Web()
    former.client.cookies["sessionid"] = cast.at_home.session_id
    change_password(cast.at_home, cast.alice)
    for web in (cast.elsewhere, former):
        assert web.ok("GET", "/api/session")["why"] == "password"
    assert cast.bobs.state == "authorized"


def test_another_browser_goes_on_by_itself_with_the_new_password(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    new = change_password(cast.at_home, cast.alice)
    cast.elsewhere.sign_in(new)
    answer = cast.elsewhere.post("/api/continue", cast.elsewhere.continue_body(cast.alice))
    assert code_of(answer) == "proof-refused"
    cast.elsewhere.ok("POST", "/api/continue", cast.elsewhere.continue_body(new))
    assert cast.elsewhere.state == "authorized"


def test_an_earlier_copy_authorizes_with_the_new_password(cast: Cast) -> None:
    copy = cast.at_home.take_copy(kind="file")
    new = change_password(cast.at_home, cast.alice)
    web = Web().sign_in(new)
    assert web.challenge(copy)["copy"]["state"] == "good"
    web.authorize(new, released=copy)
    assert opened_vault_key(web, new) == cast.alice.vault_key


def test_copies_named_in_the_act_are_cancelled_with_it_and_no_others(cast: Cast) -> None:
    kept, first, second = (cast.at_home.take_copy() for _ in range(3))
    change_password(cast.at_home, cast.alice, first, second)
    assert [copy.row.share is None for copy in (kept, first, second)] == [False, True, True]


@pytest.mark.parametrize("which", ["unknown", "another account's", "a browser's"])
def test_a_copy_that_cannot_be_cancelled_leaves_everything_as_it_was(cast: Cast, which: str) -> None:
    good = cast.at_home.take_copy()
    bad = {"unknown": Copy(), "another account's": cast.bobs.take_copy(), "a browser's": cast.alice.own}[which]
    answer = refused(cast.at_home, password_body(cast.at_home, cast.alice, anew(cast.alice), good, bad))
    assert answer == ((409, "copy-is-browser") if which == "a browser's" else (404, "not-found"))
    assert good.row.share is not None
    assert can_sign_in(cast.alice)
    assert cast.at_home.state == "authorized"


def test_cancelled_copies_are_part_of_what_is_signed(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    body = password_body(cast.at_home, cast.alice, anew(cast.alice))
    assert refused(cast.at_home, {**body, "cancel": [b64(copy.id)]}) == (403, "proof-refused")
    assert copy.row.share is not None


@pytest.mark.parametrize("member", ["login", "salt", "proof_key", "keyset", "carrier_record"])
def test_every_part_of_the_change_is_signed(cast: Cast, member: str) -> None:
    body = password_body(cast.at_home, cast.alice, anew(cast.alice))
    assert refused(cast.at_home, {**body, member: renewal(anew(cast.alice))[member]}) == (403, "proof-refused")
    assert can_sign_in(cast.alice)


def test_a_change_is_made_once(cast: Cast) -> None:
    new = anew(cast.alice)
    body = password_body(cast.at_home, cast.alice, new)
    cast.at_home.ok("POST", "/api/password", body)
    assert refused(cast.at_home, body) == (403, "proof-refused")


def test_a_signature_of_the_former_proof_key_changes_nothing(cast: Cast) -> None:
    new = change_password(cast.at_home, cast.alice)
    body = password_body(cast.at_home, cast.alice, anew(cast.alice))
    assert refused(cast.at_home, body) == (403, "proof-refused")
    assert can_sign_in(new)


def test_another_accounts_signature_changes_nothing(cast: Cast) -> None:
    body = password_body(cast.bobs, cast.bob, anew(cast.bob))
    assert refused(cast.at_home, body) == (403, "proof-refused")
    assert (can_sign_in(cast.alice), can_sign_in(cast.bob)) == (True, True)


def test_another_acts_signature_changes_nothing(cast: Cast) -> None:
    body = renewal(anew(cast.alice))
    proof = cast.at_home.proof(cast.alice, "cancel-copy", os.urandom(16))
    assert refused(cast.at_home, {**body, **proof, "cancel": []}) == (403, "proof-refused")


def test_of_two_changes_at_once_one_is_made_whole(cast: Cast) -> None:
    """Both were signed while the first proof key was the account's; the second finds another one."""
    stale = cast.alice.account
    new = change_password(cast.at_home, cast.alice)
    other = changes.Secrets("!", bytes(16), bytes(32), bytes(97), bytes(97))
    with pytest.raises(ProofRefusedError):
        changes.install(stale, other)
    assert can_sign_in(new)


def test_what_is_no_login_secret_is_refused(cast: Cast) -> None:
    posted = {**renewal(anew(cast.alice)), "login": "a password of forty-three characters, typed"}
    proof = cast.at_home.proof(cast.alice, "change-password", act_body(posted))
    assert refused(cast.at_home, {**posted, **proof, "cancel": []}) == (422, "bad-request")
    assert can_sign_in(cast.alice)


def test_a_pending_address_and_a_reset_are_void(cast: Cast) -> None:
    account = cast.alice.account
    secrets = {"credential": "!", "salt": bytes(16), "keyset": bytes(97), "carrier_record": bytes(97)}
    proof_keys = {"signed_by": bytes(account.proof_key), "proof_key": bytes(32)}
    EmailChange.objects.create(account=account, email="new@example.org", code_hash=bytes(32), **secrets, **proof_keys)
    Reset.objects.create(account=account, kind="erase", token_hash=bytes(32))
    change_password(cast.at_home, cast.alice)
    assert not EmailChange.objects.exists()
    assert not Reset.objects.exists()


def test_the_owner_is_told(cast: Cast) -> None:
    change_password(cast.at_home, cast.alice)
    notice = OutboxMessage.objects.get(kind="notice")
    assert notice.email == cast.alice.email
    assert payload(notice) == {"event": "password-changed", "browser": "Firefox on Linux"}


def test_a_browser_revoked_at_the_same_moment_stays_revoked(cast: Cast) -> None:
    browser = Browser.objects.get(token_hash=sha(cast.at_home.token))
    request = RequestFactory().post("/api/password")
    request.session = sessions.store(cast.at_home.session_id)
    account = request.user = cast.alice.account
    Browser.objects.filter(pk=browser.pk).delete()
    new = changes.Secrets("!", bytes(16), bytes(32), bytes(97), bytes(97))
    with pytest.raises(BrowserRevokedError):
        changes.change_password(request, account, browser, new, [])
    assert not Browser.objects.filter(pk=browser.pk).exists()
    assert can_sign_in(cast.alice)
