"""Signing in with a second factor: nothing is served before it is shown, and a code is good once (PRODUCT line 7)."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core.cache import cache

from accounts import atrest, staff
from config.limits import FACTOR_BY_ACCOUNT, LOGIN_BY_EMAIL
from tests.accounts.changing import change_password
from tests.base import ENTRY, FACTORS, Cast, Web, code_of, read
from tests.factor import App
from tests.reference.encoding import b64

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_window")]


@pytest.fixture
def app(cast: Cast) -> App:
    """Alice has added an authenticator app at home."""
    return cast.at_home.add_app(cast.alice)


def recovery_codes(web: Web) -> list[str]:
    codes: list[str] = web.ok("GET", f"{FACTORS}/recovery-codes")["data"]["unused_codes"]
    return codes


def test_before_the_factor_the_session_is_nobodys(cast: Cast, app: App) -> None:
    listed = cast.at_home.ok("GET", "/api/sessions")["sessions"]
    web = Web().await_factor(cast.alice)
    assert web.ok("GET", "/api/session") == {"state": "anonymous"}
    asked = [web.post("/api/challenge", {}), web.get("/api/sessions"), web.get("/api/factors"), web.get("/api/account")]
    assert {(answer.status_code, code_of(answer)) for answer in asked} == {(401, "signed-out")}
    for path in ("totp", "webauthn", "recovery-codes"):
        answer = web.get(f"{FACTORS}/{path}")
        assert (answer.status_code, code_of(answer)) == (401, "signed-out"), path
    assert cast.at_home.ok("GET", "/api/sessions")["sessions"] == listed


def test_a_code_lets_the_session_ask_for_its_challenge(cast: Cast, app: App) -> None:
    web = Web().await_factor(cast.alice)
    assert web.show_code(app.code()).status_code == 200
    web.named = cast.alice
    assert web.state == "unauthorized"
    web.authorize(cast.alice)
    assert web.state == "authorized"


def test_the_session_gets_another_id_when_the_factor_is_shown(cast: Cast, app: App) -> None:
    web = Web().await_factor(cast.alice)
    before = web.session_id
    web.show_code(app.code())
    assert web.session_id != before


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "0" * 500])
def test_what_is_no_code_is_refused(cast: Cast, app: App, code: str) -> None:
    web = Web().await_factor(cast.alice)
    assert web.show_code(code).status_code == 400
    assert web.state == "anonymous"


@pytest.mark.parametrize("body", [{}, {"code": None}, {"code": 123456}, {"code": ["1"]}, []])
def test_what_is_not_even_text_is_refused(cast: Cast, app: App, body: Any) -> None:
    assert Web().await_factor(cast.alice).post(f"{ENTRY}/2fa/authenticate", body).status_code in {400, 422}


def test_a_code_is_good_once(cast: Cast, app: App) -> None:
    code = app.code()
    assert Web().await_factor(cast.alice).show_code(code).status_code == 200
    again = Web().await_factor(cast.alice).show_code(f"{code[:3]} {code[3:]}")
    assert (again.status_code, code_of(again)) == (403, "factor-refused")


def test_a_code_is_good_once_for_as_long_as_it_is_good(cast: Cast, app: App) -> None:
    """allauth's own guard ends after half a minute, and a code is taken for three of them."""
    code = app.code()
    assert Web().await_factor(cast.alice).show_code(code).status_code == 200
    cache.delete(f"allauth.mfa.totp.used?user={cast.alice.account.pk}&code={code}")
    assert Web().await_factor(cast.alice).show_code(code).status_code == 403


def test_the_code_that_set_the_app_up_does_not_sign_in(cast: Cast) -> None:
    cast.at_home.confirm_password(cast.alice)
    app = App(read(cast.at_home.get(f"{FACTORS}/totp"))["meta"]["secret"])
    code = app.code()
    cast.at_home.ok("POST", f"{FACTORS}/totp", {"code": code})
    assert Web().await_factor(cast.alice).show_code(code).status_code == 403


def test_a_wrong_code_may_become_a_right_one(cast: Cast, app: App) -> None:
    wrong = app.wrong()
    web = Web().await_factor(cast.alice)
    assert [web.show_code(wrong).status_code for _ in range(2)] == [400, 400]


def test_a_code_without_a_password_is_nothing(cast: Cast, app: App) -> None:
    assert Web().show_code(app.code()).status_code == 401


def test_each_recovery_code_is_good_once(cast: Cast, app: App) -> None:
    codes = recovery_codes(cast.at_home)
    assert len(set(codes)) == 10
    assert Web().await_factor(cast.alice).show_code(f" {codes[3][:5]}-{codes[3][5:]} ").status_code == 200
    assert Web().await_factor(cast.alice).show_code(codes[3]).status_code == 403
    cache.clear()  # and it is remembered in the database
    assert Web().await_factor(cast.alice).show_code(codes[3]).status_code == 400
    assert cast.at_home.ok("GET", "/api/factors")["codes"] == {"left": 9, "total": 10}


def test_new_recovery_codes_void_those_of_before(cast: Cast, app: App) -> None:
    old = recovery_codes(cast.at_home)
    new = cast.at_home.ok("POST", f"{FACTORS}/recovery-codes")["data"]["unused_codes"]
    assert not set(old) & set(new)
    assert Web().await_factor(cast.alice).show_code(old[0]).status_code == 400
    assert Web().await_factor(cast.alice).show_code(new[0]).status_code == 200


def test_recovery_codes_are_shown_once(cast: Cast, app: App) -> None:
    assert recovery_codes(cast.at_home)
    assert "unused_codes" not in cast.at_home.ok("GET", f"{FACTORS}/recovery-codes")["data"]


def test_codes_are_counted_for_the_account_wherever_they_come_from(cast: Cast, app: App) -> None:
    wrong = app.wrong()
    webs = [Web().await_factor(cast.alice) for _ in range(3)]
    answers = [webs[number % 3].show_code(wrong) for number in range(FACTOR_BY_ACCOUNT.count + 1)]
    assert [answer.status_code for answer in answers] == [400] * FACTOR_BY_ACCOUNT.count + [429]
    assert code_of(answers[-1]) == "slow-down"
    assert webs[0].show_code(app.code()).status_code == 429  # a right one as well


def test_right_codes_are_no_guesses(cast: Cast, app: App) -> None:
    for code in recovery_codes(cast.at_home)[: FACTOR_BY_ACCOUNT.count + 2]:
        assert Web().await_factor(cast.alice).show_code(code).status_code == 200


def test_a_right_password_is_no_guess_though_a_factor_is_awaited(cast: Cast, app: App) -> None:
    for _ in range(LOGIN_BY_EMAIL.count + 1):
        Web().await_factor(cast.alice)


def test_a_session_that_awaits_its_factor_does_not_make_wrong_passwords_good(cast: Cast, app: App) -> None:
    """What allauth keeps of the first password would else give back every guess that follows, at any account."""
    web = Web().await_factor(cast.alice)
    body = {"email": cast.bob.email, "password": b64(bytes(32))}
    answers = [web.post(f"{ENTRY}/login", body).status_code for _ in range(LOGIN_BY_EMAIL.count + 1)]
    assert answers == [400] * LOGIN_BY_EMAIL.count + [429]


def test_a_session_from_before_the_factor_can_ask_for_nothing(cast: Cast) -> None:
    assert cast.elsewhere.state == "unauthorized"
    cast.at_home.add_app(cast.alice)
    assert cast.elsewhere.state == "anonymous"
    answer = cast.elsewhere.post("/api/challenge", {})
    assert (answer.status_code, code_of(answer)) == (401, "signed-out")
    assert cast.at_home.state == "authorized"


def test_a_sign_in_under_way_does_not_survive_a_change_of_password(cast: Cast, app: App) -> None:
    by_code, by_key = (Web().await_factor(cast.alice) for _ in range(2))
    change_password(cast.at_home, cast.alice)
    for answer in (by_code.show_code(app.code()), by_key.get(f"{ENTRY}/webauthn/authenticate")):
        assert answer.status_code == 401
    assert (by_code.state, by_key.state) == ("anonymous", "anonymous")


def test_a_sign_in_under_way_does_not_survive_its_account(cast: Cast, app: App) -> None:
    by_code, by_key = (Web().await_factor(cast.alice) for _ in range(2))
    cast.alice.account.delete()
    assert by_code.show_code(app.code()).status_code == 401
    assert by_key.get(f"{ENTRY}/webauthn/authenticate").status_code == 401


def test_a_sign_in_under_way_does_not_survive_a_suspension(cast: Cast, app: App) -> None:
    """It would else be a session the moment that the account is reactivated."""
    web = Web().await_factor(cast.alice)
    staff.suspend("root@example.org", cast.alice.account)
    assert web.show_code(app.code()).status_code == 401
    staff.reactivate("root@example.org", cast.alice.account)
    assert web.state == "anonymous"


def test_unlocking_asks_for_no_factor(cast: Cast, app: App) -> None:
    body = {"login": cast.alice.login, "copy_id": b64(cast.alice.own.id)}
    assert cast.at_home.post("/api/unlock", body).status_code == 200


def test_secrets_of_factors_are_encrypted_in_the_database(cast: Cast, app: App) -> None:
    codes = recovery_codes(cast.at_home)
    stored = [row.data for row in Authenticator.objects.all()]
    sessions = [row.get_decoded() for row in Session.objects.all()]
    assert not [secret for secret in [app.secret, *codes] if secret in repr([stored, sessions])]
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert atrest.decrypt(kept.encode()).decode() == app.secret


def test_another_accounts_codes_do_not_fit(cast: Cast, app: App) -> None:
    bobs = cast.bobs.add_app(cast.bob)
    assert Web().await_factor(cast.alice).show_code(bobs.code()).status_code == 400
