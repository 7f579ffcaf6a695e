"""A new e-mail address: asked for with both secrets, applied by the code that went there, void at anything else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts import emailchange, mail, tasks
from accounts.models import Account, EmailChange, OutboxMessage, Reset
from tests.accounts.changing import anew, can_sign_in, change_password, email_body, opened_vault_key
from tests.base import Cast, Person, Web, code_of, content, enroll, mailed_code, payload, sign_up

pytestmark = pytest.mark.django_db
NEW = "alice@new.example"


def ask(cast: Cast, email: str = NEW) -> Person:
    """Alice asks for a new address; who she will be."""
    new = anew(cast.alice, email)
    cast.at_home.ok("POST", "/api/email-change", email_body(cast.at_home, cast.alice, new))
    return new


def confirm(cast: Cast, code: str) -> tuple[int, str]:
    answer = cast.at_home.post("/api/email-change/confirm", {"code": code})
    return answer.status_code, "" if answer.status_code == 200 else code_of(answer)


def pending(cast: Cast) -> Any:
    return cast.at_home.ok("GET", "/api/account")["pending_email"]


def age(by: timedelta) -> None:
    EmailChange.objects.update(made_at=timezone.now() - by)


def test_nothing_changes_before_the_code_is_typed(cast: Cast) -> None:
    new = ask(cast)
    assert pending(cast) == NEW
    assert (can_sign_in(cast.alice), can_sign_in(new)) == (True, False)
    assert cast.at_home.state == "authorized"


def test_the_code_makes_the_new_address_the_accounts(cast: Cast) -> None:
    new = ask(cast)
    assert confirm(cast, mailed_code(NEW)) == (200, "")
    assert (can_sign_in(cast.alice), can_sign_in(new)) == (False, True)
    known = EmailAddress.objects.get(user=new.account)
    assert (known.email, known.verified, known.primary) == (NEW, True, True)


def test_every_session_ends_and_every_browser_goes_on_with_the_new_address(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    copy = cast.at_home.take_copy()
    new = ask(cast)
    confirm(cast, mailed_code(NEW))
    for web in (cast.at_home, cast.elsewhere):
        assert web.ok("GET", "/api/session")["why"] == "email"
        web.sign_in(new)
        web.ok("POST", "/api/continue", web.continue_body(new))
        assert opened_vault_key(web, new) == cast.alice.vault_key
    third = Web().sign_in(new)
    assert third.challenge(copy)["copy"]["state"] == "good"


def test_both_addresses_are_told_and_the_present_one_beforehand(cast: Cast) -> None:
    ask(cast)
    notices = OutboxMessage.objects.filter(kind="notice")
    assert [(n.email, payload(n)["event"]) for n in notices] == [(cast.alice.email, "email-change-asked")]
    confirm(cast, mailed_code(NEW))
    told = {(n.email, payload(n)["event"]) for n in notices.all()} - {(cast.alice.email, "email-change-asked")}
    assert told == {(cast.alice.email, "email-changed"), (NEW, "email-changed")}
    assert NEW not in "".join(str(payload(n)) for n in notices.filter(email=cast.alice.email))


def test_the_message_says_what_the_code_is_for(cast: Cast) -> None:
    ask(cast)
    message = OutboxMessage.objects.get(email=NEW)
    letter = mail.compose(message, payload(message))
    words = str(letter.body) + str(letter.alternatives[0][0])
    assert len(re.findall(r"^\d{6}$", str(letter.body), re.M)) == 1
    assert words.count("Settings") == 2
    assert "signing up" not in words


@pytest.mark.parametrize("code", ["", "000000", "not a code"])
def test_a_wrong_code_is_refused(cast: Cast, code: str) -> None:
    ask(cast)
    if code == mailed_code(NEW):
        code = "111111"
    assert confirm(cast, code) == (403, "wrong-code")
    assert can_sign_in(cast.alice)


def test_ten_guesses_an_hour_and_no_more(cast: Cast) -> None:
    ask(cast)
    right = mailed_code(NEW)
    wrong = [f"{number:06}" for number in range(20) if f"{number:06}" != right][:10]
    assert {confirm(cast, code) for code in wrong} == {(403, "wrong-code")}
    assert confirm(cast, right) == (429, "slow-down")


def test_after_a_day_it_is_void_and_swept(cast: Cast) -> None:
    ask(cast)
    age(timedelta(hours=24, seconds=1))
    assert pending(cast) is None
    assert confirm(cast, mailed_code(NEW)) == (403, "wrong-code")
    tasks.sweep_unconfirmed()
    assert not EmailChange.objects.exists()


def test_the_sweep_leaves_what_is_young(cast: Cast) -> None:
    ask(cast)
    age(timedelta(hours=23))
    tasks.sweep_unconfirmed()
    assert pending(cast) == NEW


def test_a_change_of_password_voids_it(cast: Cast) -> None:
    ask(cast)
    code = mailed_code(NEW)
    change_password(cast.at_home, cast.alice)
    assert pending(cast) is None
    assert confirm(cast, code) == (403, "wrong-code")


def test_it_is_void_once_another_proof_key_is_the_accounts(cast: Cast) -> None:
    """Whatever changed that: the row alone does not say that it was swept with it."""
    new = ask(cast)
    Account.objects.filter(pk=cast.alice.account.pk).update(proof_key=bytes(32))
    assert pending(cast) is None
    assert confirm(cast, mailed_code(NEW)) == (403, "wrong-code")
    assert not can_sign_in(new)


def test_the_owner_may_think_better_of_it(cast: Cast) -> None:
    ask(cast)
    cast.at_home.ok("DELETE", "/api/email-change")
    assert pending(cast) is None
    assert confirm(cast, mailed_code(NEW)) == (403, "wrong-code")


def test_another_code_can_be_sent_and_voids_the_one_before(cast: Cast) -> None:
    new = ask(cast)
    first = mailed_code(NEW)
    age(timedelta(hours=5))
    cast.at_home.ok("POST", "/api/email-change/resend")
    assert EmailChange.objects.get().made_at < timezone.now() - timedelta(hours=4)
    second = mailed_code(NEW)
    if first != second:  # once in a million they are the same
        assert confirm(cast, first) == (403, "wrong-code")
    assert confirm(cast, second) == (200, "")
    assert can_sign_in(new)


def test_nothing_is_sent_again_when_nothing_is_pending(cast: Cast) -> None:
    answer = cast.at_home.post("/api/email-change/resend", {})
    assert (answer.status_code, code_of(answer)) == (404, "not-found")


def test_a_stranger_is_not_mailed_without_end(cast: Cast) -> None:
    for _ in range(6):
        ask(cast)
    body = email_body(cast.at_home, cast.alice, anew(cast.alice, NEW))
    assert code_of(cast.at_home.post("/api/email-change", body)) == "slow-down"
    assert code_of(cast.at_home.post("/api/email-change/resend", {})) == "slow-down"


def test_an_address_with_an_account_is_answered_like_any_other_until_its_code_is_typed(cast: Cast) -> None:
    answers = []
    for email in (NEW, cast.bob.email):
        body = email_body(cast.at_home, cast.alice, anew(cast.alice, email))
        answer = cast.at_home.post("/api/email-change", body)
        mailed = OutboxMessage.objects.filter(email=email).latest("made_at")
        answers.append((answer.status_code, content(answer), pending(cast) == email, mailed.kind))
    assert len(set(answers)) == 1
    assert confirm(cast, mailed_code(cast.bob.email)) == (409, "email-taken")
    assert (can_sign_in(cast.alice), can_sign_in(cast.bob)) == (True, True)


def test_a_sign_up_that_was_not_confirmed_gives_way(cast: Cast) -> None:
    web = Web()
    stranger = sign_up(web, Person(NEW)).account
    new = ask(cast)
    code = payload(OutboxMessage.objects.filter(email=NEW, account=cast.alice.account).get())["code"]
    assert confirm(cast, code) == (200, "")
    assert can_sign_in(new)
    assert not Account.objects.filter(pk=stranger.pk).exists()


def test_the_former_address_is_free_again(cast: Cast) -> None:
    ask(cast)
    confirm(cast, mailed_code(NEW))
    assert can_sign_in(enroll(Web(), Person(cast.alice.email)))


def test_a_reset_mailed_to_the_former_address_is_void(cast: Cast) -> None:
    ask(cast)
    Reset.objects.create(account=cast.alice.account, kind="erase", token_hash=bytes(32))
    confirm(cast, mailed_code(NEW))
    assert not Reset.objects.exists()


def test_only_this_accounts_browser_types_the_code(cast: Cast) -> None:
    ask(cast)
    code = mailed_code(NEW)
    answer = cast.bobs.post("/api/email-change/confirm", {"code": code})
    assert (answer.status_code, code_of(answer)) == (403, "wrong-code")
    assert confirm(cast, code) == (200, "")


@pytest.mark.parametrize("member", ["email", "login", "salt", "proof_key", "keyset", "carrier_record"])
def test_every_part_is_signed(cast: Cast, member: str) -> None:
    one, other = (email_body(cast.at_home, cast.alice, anew(cast.alice, email)) for email in (NEW, "eve@example.org"))
    answer = cast.at_home.post("/api/email-change", {**one, member: other[member]})
    assert (answer.status_code, code_of(answer)) == (403, "proof-refused")
    assert not EmailChange.objects.exists()


def test_another_accounts_signature_asks_for_nothing(cast: Cast) -> None:
    body = email_body(cast.bobs, cast.bob, anew(cast.bob, NEW))
    assert code_of(cast.at_home.post("/api/email-change", body)) == "proof-refused"


@pytest.mark.parametrize(("email", "code"), [("<x>@new.example", "bad-email"), ("alice@example.org", "bad-request")])
def test_an_address_that_cannot_be_is_refused(cast: Cast, email: str, code: str) -> None:
    answer = cast.at_home.post("/api/email-change", email_body(cast.at_home, cast.alice, anew(cast.alice, email)))
    assert code_of(answer) == code
    assert not EmailChange.objects.exists()
    assert not OutboxMessage.objects.filter(kind="notice").exists()


def test_the_code_is_kept_as_a_hash_alone(cast: Cast) -> None:
    ask(cast)
    row = EmailChange.objects.get()
    assert mailed_code(NEW).encode() not in bytes(row.code_hash)
    assert emailchange._hash(row.account, mailed_code(NEW)) == bytes(row.code_hash)


def test_allauths_own_change_of_address_is_not_there(client: Client) -> None:
    """ATTACKS W9."""
    for path in (
        "/_allauth/browser/v1/account/email",
        "/accounts/email/",
        "/_allauth/browser/v1/account/password/change",
    ):
        assert client.post(path, {}, "application/json").status_code == 404
