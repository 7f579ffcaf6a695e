"""Sign-in by address and L, and what sessions and salts tell (PROTOCOL "Sign-in", ATTACKS W4 and W5)."""

import os
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.http import HttpResponseBase
from django.test import override_settings
from django.utils import timezone

from accounts import credentials, sessions
from accounts.models import Account
from config.limits import LOGIN_BY_EMAIL, UNLOCK_BY_BROWSER
from tests.base import ENTRY, Cast, Person, Web, code_of, content, enroll, read, sign_up
from tests.reference.encoding import b64, unb64

pytestmark = pytest.mark.django_db
# As shipped: the tests' own sign-ins cost less.
SHIPPED = credentials.PepperedArgon2Hasher
COST = (SHIPPED.memory_cost, SHIPPED.time_cost, SHIPPED.parallelism)


def login(email: str, secret: str) -> HttpResponseBase:
    return Web().post(f"{ENTRY}/login", {"email": email, "password": secret})


def test_the_right_secret_signs_in_without_authorizing(cast: Cast) -> None:
    web = Web().sign_in(cast.alice)
    assert web.state == "unauthorized"
    session = web.ok("GET", "/api/session")
    assert session == {
        "state": "unauthorized",
        "email": "alice@example.org",
        "account_id": b64(cast.alice.id),
        "suite": 1,
        "salt": b64(cast.alice.salt),
    }


def test_the_anonymous_are_told_only_that_they_are(cast: Cast) -> None:
    assert cast.anonymous.ok("GET", "/api/session") == {"state": "anonymous"}


def test_unknown_unconfirmed_suspended_and_wrong_get_the_same_bytes(cast: Cast) -> None:
    new = sign_up(Web(), Person("new@example.org"))
    Account.objects.filter(pk=cast.bob.account.pk).update(is_active=False)
    wrong = b64(os.urandom(32))
    answers = [
        login("alice@example.org", wrong),
        login("nobody@example.org", wrong),
        login(new.email, new.login),
        login(cast.bob.email, cast.bob.login),
        login("alice@example.org", "not a login secret"),
    ]
    assert {(answer.status_code, content(answer)) for answer in answers} == {(400, content(answers[0]))}


@pytest.mark.parametrize("who", ["alice@example.org", "nobody@example.org", "new@example.org", "bob@example.org"])
def test_every_refusal_costs_one_password_hash(cast: Cast, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_up(Web(), Person("new@example.org"))
    Account.objects.filter(pk=cast.bob.account.pk).update(is_active=False)
    login("warm@example.org", b64(os.urandom(32)))  # makes the hash that nobody's secret fits
    done: list[str] = []
    hashed = credentials.PepperedArgon2Hasher.verify

    def counted(self: credentials.PepperedArgon2Hasher, password: str, encoded: str) -> bool:
        done.append(encoded)
        return hashed(self, password, encoded)

    def made(*args: Any) -> str:
        raise AssertionError("a refusal makes no new hash")

    monkeypatch.setattr(credentials.PepperedArgon2Hasher, "verify", counted)
    monkeypatch.setattr(credentials.PepperedArgon2Hasher, "encode", made)
    login(who, b64(os.urandom(32)))
    assert len(done) == 1


def test_session_ids_change_at_the_password_and_at_authorization(cast: Cast) -> None:
    web = Web()
    web.post(f"{ENTRY}/signup", {**Person("x@example.org").sign_up_body()})  # gives an anonymous session an id
    before = web.session_id
    web.sign_in(cast.alice)
    password_only = web.session_id
    web.authorize(cast.alice)
    assert len({before, password_only, web.session_id}) == 3
    for old in (before, password_only):
        thief = Web()
        thief.client.cookies["sessionid"] = old
        assert thief.state == "anonymous"


def test_signing_out_ends_the_session(cast: Cast) -> None:
    stolen = cast.at_home.session_id
    assert cast.at_home.ask("DELETE", f"{ENTRY}/session").status_code == 401
    thief = Web()
    thief.client.cookies["sessionid"] = stolen
    assert thief.state == "anonymous"


def test_sessions_that_expired_are_swept(cast: Cast) -> None:
    cast.elsewhere.client.session.save()
    old = Session.objects.filter(session_key=cast.elsewhere.session_id)
    old.update(expire_date=timezone.now() - timedelta(seconds=1))
    sessions.sweep()
    assert not old.exists()
    assert not UserSession.objects.filter(session_key=cast.elsewhere.session_id).exists()
    assert cast.at_home.state == "authorized"
    assert UserSession.objects.filter(session_key=cast.at_home.session_id).exists()


def test_a_second_login_on_a_signed_in_session_is_refused(cast: Cast) -> None:
    body = {"email": cast.bob.email, "password": cast.bob.login}
    assert cast.elsewhere.post(f"{ENTRY}/login", body).status_code == 409


def test_suspension_ends_what_the_session_may_do(cast: Cast) -> None:
    Account.objects.filter(pk=cast.alice.account.pk).update(is_active=False)
    assert cast.at_home.get("/api/account").status_code == 401


def test_salts_are_stable_and_of_one_shape(cast: Cast) -> None:
    def salt(email: str) -> Any:
        return Web().ok("POST", "/api/salt", {"email": email})

    assert salt("alice@example.org") == salt("ALICE@example.org") == {"suite": 1, "salt": b64(cast.alice.salt)}
    made_up = salt("nobody@example.org")
    assert made_up == salt("nobody@example.org")
    assert made_up.keys() == {"suite", "salt"}
    assert len(unb64(made_up["salt"])) == 16
    assert made_up != salt("somebody@example.org")


def test_an_unconfirmed_sign_up_does_not_change_the_false_salt() -> None:
    before = content(Web().post("/api/salt", {"email": "new@example.org"}))
    new = sign_up(Web(), Person("new@example.org"))
    after = content(Web().post("/api/salt", {"email": "new@example.org"}))
    assert before == after
    assert read(Web().post("/api/salt", {"email": "new@example.org"}))["salt"] != b64(new.salt)


@pytest.mark.parametrize("email", ["", "no-at", "a@b@c", "a b@example.org", "ä@example.org", "\u212a@example.org"])
def test_salts_are_refused_to_what_is_no_address(email: str) -> None:
    assert Web().post("/api/salt", {"email": email}).status_code == 422


def test_the_stored_hash_depends_on_the_pepper_and_holds_no_login_secret() -> None:
    secret = b64(os.urandom(32))
    backend = credentials.LoginSecretBackend()
    alice = enroll(Web(), Person("alice@example.org"))
    account = alice.account
    assert account.password.startswith("peppered_argon2$argon2id$")
    assert alice.login not in account.password
    assert backend.authenticate(None, email=alice.email, password=alice.login) == account
    with override_settings(PEPPER="another pepper, thirty-two characters"):
        assert backend.authenticate(None, email=alice.email, password=alice.login) is None
        assert not account.check_password(alice.login)
        elsewhere = make_password(secret, salt="0123456789abcdefghijkl")
    assert make_password(secret, salt="0123456789abcdefghijkl") != elsewhere


def test_a_stored_hash_costs_what_the_documents_say() -> None:
    assert COST == (19 * 1024, 2, 1)


def test_spellings_of_an_address_are_refused_and_open_no_count_of_their_own(cast: Cast) -> None:
    """allauth strips and lowers: each spelling would be ten more guesses."""
    wrong = b64(os.urandom(32))
    with override_settings(ACCOUNT_RATE_LIMITS={"login_failed": None, "confirm_email": None, "login": None}):
        for _ in range(10):
            login("alice@example.org", wrong)
        at = "alice@example.org"
        spelled = [f" {at}", f"{at}\t", f"{at}\n", f"\u00a0{at}", f"{at}\u2003", at.upper(), f"{at}\0"]
        answers = [login(spelling, cast.alice.login) for spelling in spelled]
        assert {(answer.status_code, code_of(answer)) for answer in answers} == {(400, "bad-email")}
        assert login(at, cast.alice.login).status_code == 429


def test_logins_are_counted_for_each_address_and_told_when_to_come_back() -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login_failed": None, "confirm_email": None}):
        answers = [login("alice@example.org", b64(os.urandom(32))) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
    error = read(answers[-1])["error"]
    assert error["code"] == "slow-down"
    assert 0 < error["detail"]["retry_after"] <= 300
    assert login("bob@example.org", b64(os.urandom(32))).status_code == 400


def test_right_passwords_are_no_guesses(cast: Cast) -> None:
    """Signing in again and again is what people with many browsers do; only wrong secrets count."""
    wrong = b64(os.urandom(32))
    alice = cast.alice
    for _ in range(LOGIN_BY_EMAIL.count + 2):
        assert login(alice.email, alice.login).status_code == 200
    assert login(alice.email, wrong).status_code == 400


def test_an_unlock_that_succeeds_is_no_guess(cast: Cast) -> None:
    at_home = cast.at_home
    body = {"login": cast.alice.login, "copy_id": b64(cast.alice.own.id)}
    for _ in range(UNLOCK_BY_BROWSER.count + 2):
        assert at_home.post("/api/unlock", body).status_code == 200
