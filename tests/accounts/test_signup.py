"""From a posted sign-up to a confirmed address, without telling who has an account (PROTOCOL "Sign-up", ATTACKS W5)."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import IntegrityError
from django.http import HttpResponseBase
from django.utils import timezone

from accounts import atrest, enrollment, outbox
from accounts.adapter import Adapter
from accounts.models import Account, KeyCopy, OutboxMessage
from tests.base import ENTRY, Person, Web, code_of, enroll, mailed_code, payload, sign_up
from tests.reference.encoding import b64, unb64
from vault.models import Head

pytestmark = pytest.mark.django_db


def post(person: Person, web: Web | None = None, **changed: Any) -> HttpResponseBase:
    return (web or Web()).post(f"{ENTRY}/signup", {**person.sign_up_body(), **changed})


def confirm(web: Web, code: str) -> HttpResponseBase:
    return web.post(f"{ENTRY}/email/verify", {"key": code})


def test_it_keeps_what_the_browser_made_and_nothing_more() -> None:
    alice = Person("alice@example.org")
    body = alice.sign_up_body()
    assert Web().post(f"{ENTRY}/signup", body).status_code == 401
    account = alice.account
    assert account.confirmed_at is None
    assert not account.is_staff
    assert not account.is_superuser
    for name in ("salt", "proof_key", "keyset"):
        assert bytes(getattr(account, name)) == unb64(body[name])
    assert bytes(account.carrier_record) != unb64(body["carrier_record"])
    assert atrest.decrypt(bytes(account.carrier_record)) == unb64(body["carrier_record"])
    head = Head.objects.owned_by(account).get()
    assert (head.version, bytes(head.blob)) == (1, unb64(body["head"]))
    copy = account.key_copies.get()
    assert (copy.kind, copy.copy_id.bytes, bytes(copy.share or b"")) == ("browser", alice.own.id, alice.own.share)


def test_the_code_confirms_and_signs_in() -> None:
    web = Web()
    alice = sign_up(web, Person("alice@example.org"))
    code = mailed_code(alice.email)
    assert len(code) == 6
    assert code.isdigit()
    assert confirm(web, code).status_code == 200
    assert alice.account.confirmed_at is not None
    assert web.state == "unauthorized"


def test_the_code_is_good_in_the_session_of_the_sign_up_alone() -> None:
    alice = sign_up(Web(), Person("alice@example.org"))
    assert confirm(Web(), mailed_code(alice.email)).status_code == 409
    assert alice.account.confirmed_at is None


def test_three_wrong_codes_end_it() -> None:
    web = Web()
    alice = sign_up(web, Person("alice@example.org"))
    code = mailed_code(alice.email)
    wrong = "000000" if code != "000000" else "000001"
    assert [confirm(web, wrong).status_code for _ in range(3)] == [400] * 3
    assert confirm(web, code).status_code == 409


def test_a_later_sign_up_replaces_the_earlier_and_voids_its_code() -> None:
    first, second = Web(), Web()
    squatter = sign_up(first, Person("alice@example.org"))
    old_code = mailed_code("alice@example.org")
    owner = sign_up(second, Person("alice@example.org"))
    assert not Account.objects.filter(pk=squatter.id.hex()).exists()
    assert confirm(first, old_code).status_code == 400
    assert confirm(second, mailed_code("alice@example.org")).status_code == 200
    assert Account.objects.get(email="alice@example.org").pk.bytes == owner.id


def test_the_same_browser_may_post_its_sign_up_again() -> None:
    web, alice = Web(), Person("alice@example.org")
    sign_up(web, alice)
    sign_up(web, alice)
    assert confirm(web, mailed_code(alice.email)).status_code == 200


def test_the_owner_of_a_known_address_is_told_and_nothing_changes() -> None:
    alice = enroll(Web(), Person("alice@example.org"))
    OutboxMessage.objects.all().delete()
    post(Person("alice@example.org"))
    message = OutboxMessage.objects.get()
    assert (message.kind, message.email, payload(message)) == ("exists", "alice@example.org", {})
    assert bytes(alice.account.salt) == alice.salt


def test_no_code_confirms_a_sign_up_for_a_known_address() -> None:
    enroll(Web(), Person("alice@example.org"))
    web = Web()
    post(Person("alice@example.org"), web)
    code = web.client.session["account_email_verification_code"]["code"]
    assert confirm(web, code).status_code == 400
    assert web.state == "anonymous"


def test_somebody_elses_unconfirmed_sign_up_cannot_be_replaced_by_its_id() -> None:
    alice = sign_up(Web(), Person("alice@example.org"))
    assert post(Person("mallory@example.org", id=alice.id)).status_code == 400
    assert alice.account.email == "alice@example.org"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("suite", 2),
        ("suite", 0),
        ("password", "correct horse battery staple"),
        ("password", b64(bytes(31))),
        ("password", b64(bytes(33))),
        ("account_id", b64(bytes(15))),
        ("salt", b64(bytes(17))),
        ("proof_key", b64(bytes(33))),
        ("keyset", b64(bytes(96))),
        ("carrier_record", b64(bytes(98))),
        ("head", b64(bytes(140))),
        ("copy_id", "x"),
        ("share", b64(bytes(32)) + "="),
        ("share", None),
        ("share", ["a list"]),
        ("email", "ä@example.org"),
        ("email", "Alice@example.org"),
        ("email", " alice@example.org"),
        ("email", "\u212aelvin@example.org"),
        ("email", "two@at@example.org"),
        ("email", ["a@example.org"]),
    ],
)
def test_it_refuses_what_suite_1_does_not_know(member: str, value: Any) -> None:
    answer = post(Person("alice@example.org"), **{member: value})
    assert answer.status_code == 400
    assert not Account.objects.exists()


def test_codes_posted_at_once_are_three_tries_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """allauth counts in the session: of parallel posts each sees none of the others' failures."""
    web = Web()
    alice = sign_up(web, Person("alice@example.org"))
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", lambda *_, **__: None)
    answers = [confirm(web, "00000x") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [400] * 3 + [429] * 7
    assert confirm(web, mailed_code(alice.email)).status_code == 429
    assert alice.account.confirmed_at is None


def test_nothing_is_left_when_the_first_head_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**kwargs: object) -> None:
        raise RuntimeError("no room for the head")

    enrollment.enrolled.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            post(Person("alice@example.org"))
    finally:
        enrollment.enrolled.disconnect(broken)
    assert not Account.objects.exists()
    assert not KeyCopy.objects.exists()


def test_of_two_sign_ups_at_the_same_moment_the_later_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first commits between the second's look at what is there and its writing."""
    enroll_alone = enrollment.enroll
    first, second = Person("alice@example.org"), Person("alice@example.org")

    def overtaken(new: enrollment.Enrollment) -> Account:
        monkeypatch.setattr(enrollment, "enroll", enroll_alone)
        sign_up(Web(), first)
        raise IntegrityError

    monkeypatch.setattr(enrollment, "enroll", overtaken)
    assert post(second).status_code == 401
    assert Account.objects.get().pk.bytes == second.id


def test_a_sign_up_that_was_confirmed_meanwhile_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    alice = enroll(Web(), Person("alice@example.org"))
    monkeypatch.setattr(enrollment, "has_account", lambda email: False)  # looked a moment too early
    with pytest.raises(IntegrityError):
        post(Person("alice@example.org"))
    assert alice.account.confirmed_at is not None


def test_a_code_for_a_sign_up_that_is_being_replaced_confirms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    web = Web()
    alice = sign_up(web, Person("alice@example.org"))
    code = mailed_code(alice.email)
    confirm_alone = Adapter.confirm_email

    def overtaken(*args: Any) -> Any:
        sign_up(Web(), Person(alice.email))
        return confirm_alone(*args)

    monkeypatch.setattr(Adapter, "confirm_email", overtaken)
    assert confirm(web, code).status_code == 409
    assert not Account.objects.exclude(confirmed_at=None).exists()
    assert web.state == "anonymous"


def test_an_hour_without_confirmation_ends_a_sign_up() -> None:
    late = sign_up(Web(), Person("late@example.org"))
    sign_up(Web(), Person("fresh@example.org"))
    done = enroll(Web(), Person("done@example.org"))
    Account.objects.filter(pk__in=[late.account.pk, done.account.pk]).update(
        made_at=timezone.now() - timedelta(minutes=61)
    )
    enrollment.sweep_unconfirmed()
    assert set(Account.objects.values_list("email", flat=True)) == {"fresh@example.org", "done@example.org"}
    assert not EmailAddress.objects.filter(email="late@example.org").exists()


@pytest.mark.django_db(transaction=True)
def test_it_goes_on_while_the_broker_is_down(settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    alice = sign_up(Web(), Person("alice@example.org"))
    assert len(mailed_code(alice.email)) == 6
    assert OutboxMessage.objects.get().state == outbox.State.WAITING


def test_sign_ups_for_one_address_are_counted() -> None:
    answers = [post(Person("alice@example.org")) for _ in range(9)]
    assert [answer.status_code for answer in answers] == [401] * 8 + [429]
    assert code_of(answers[-1]) == "slow-down"


def test_large_bodies_are_refused() -> None:
    answer = post(Person("alice@example.org"), head="A" * 70_000)
    assert (answer.status_code, code_of(answer)) == (413, "too-large")


def test_migrations_are_complete() -> None:
    call_command("makemigrations", "accounts", "vault", check=True, dry_run=True, verbosity=0)
