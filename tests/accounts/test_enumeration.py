"""Who has an account is not told: not by answers, not by what a request costs, not by asking later (ATTACKS W5)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import enrollment, outbox
from accounts.models import Account, OutboxMessage, Reservation
from tests.base import ENTRY, Person, Web, content, enroll, read, sign_up
from tests.reference.encoding import b64

pytestmark = pytest.mark.django_db


def post(person: Person, web: Web | None = None) -> HttpResponseBase:
    return (web or Web()).post(f"{ENTRY}/signup", person.sign_up_body())


def confirm(web: Web, code: str) -> HttpResponseBase:
    return web.post(f"{ENTRY}/email/verify", {"key": code})


def test_known_and_unknown_addresses_get_the_same_answers_all_the_way() -> None:
    enroll(Web(), Person("known@example.org"))

    def walk(email: str) -> list[tuple[int, bytes]]:
        web = Web()
        answers = [
            post(Person(email), web),
            post(Person(email), web),  # again, at once: allauth's own limit would tell
            web.post(f"{ENTRY}/email/verify/resend"),
            *[confirm(web, "00000x") for _ in range(4)],
            web.post(f"{ENTRY}/email/verify/resend"),
        ]
        return [(answer.status_code, content(answer)) for answer in answers]

    known, unknown = walk("known@example.org"), walk("unknown@example.org")
    assert known == unknown
    assert [status for status, _ in known] == [401, 401, 200, 400, 400, 400, 409, 409]


def test_known_addresses_cost_a_password_hash_too(monkeypatch: pytest.MonkeyPatch) -> None:
    enroll(Web(), Person("known@example.org"))
    made: list[str] = []
    encode: Callable[..., str] = hashers.get_hasher("peppered_argon2").encode

    def counted(self: object, password: str, salt: str) -> str:
        made.append(salt)
        return encode(password, salt)

    monkeypatch.setattr("accounts.credentials.PepperedArgon2Hasher.encode", counted)
    for email in ("known@example.org", "unknown@example.org"):
        made.clear()
        post(Person(email))
        assert len(made) == 1, email


@pytest.mark.parametrize("email", ["bob@example.org", "new@example.org"])
def test_another_addresses_account_id_is_refused_for_every_address_alike(email: str) -> None:
    alice = enroll(Web(), Person("alice@example.org"))
    enroll(Web(), Person("bob@example.org"))
    Reservation.objects.all().delete()  # as after an hour: the account itself has the id
    answer = post(Person(email, id=alice.id))
    assert answer.status_code == 400
    assert read(answer)["errors"][0]["code"] == "id_taken"
    assert not OutboxMessage.objects.filter(email=email, kind="exists").exists()


def probe(email: str) -> list[tuple[int, bytes]]:
    """What somebody without the mailbox is told who signs this address up and asks for the same ids elsewhere."""
    person = Person(email)
    spy = enroll(web := Web(), Person(f"spy-on-{email}"))
    answers = [
        post(person),
        post(Person(f"a-{email}", id=person.id)),
        post(person),
        post(Person(f"b-{email}", own=person.own)),
        post(Person(email, own=person.own)),
        Web().sign_in(spy).post("/api/key-copies", {**person.own.posted, "kind": "picture"}),
        web.post("/api/key-copies", {**person.own.posted, "kind": "picture"}),
    ]
    released = Web().sign_in(spy).challenge(person.own)["copy"]
    assert released == {"state": "good", "share": b64(person.own.share)}
    return [(answer.status_code, content(answer)) for answer in answers]


def test_ids_of_a_sign_up_tell_nothing_about_its_address() -> None:
    enroll(Web(), Person("known@example.org"))
    known, unknown = probe("known@example.org"), probe("unknown@example.org")
    assert known == unknown
    assert [status for status, _ in known] == [401, 400, 401, 401, 401, 403, 201]


def test_an_id_is_let_go_of_for_known_and_unknown_addresses_alike() -> None:
    enroll(Web(), Person("known@example.org"))
    people = [Person("known@example.org"), Person("unknown@example.org")]
    for person in people:
        post(person)
    Account.objects.filter(confirmed_at=None).update(made_at=timezone.now() - timedelta(minutes=61))
    enrollment.sweep_unconfirmed()
    assert [post(Person("a@example.org", id=person.id)).status_code for person in people] == [400, 400]
    Reservation.objects.update(made_at=timezone.now() - timedelta(minutes=71))
    enrollment.sweep_unconfirmed()
    assert [post(Person("b@example.org", id=person.id)).status_code for person in people] == [401, 401]


class Cost:
    """What a request makes the server do that takes time: rows written, messages published."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.published = 0
        monkeypatch.setattr(outbox, "_tell_workers", self._publish)

    def _publish(self, ids: list[object]) -> bool:
        self.published += len(ids)
        return True

    def of(self, ask: Callable[[], HttpResponseBase]) -> tuple[int, dict[str, int], int]:
        """Status, writes, messages."""
        self.published = 0
        with CaptureQueriesContext(connection) as queries:
            answer = ask()
        words = [row["sql"].split()[0] for row in queries.captured_queries]
        return answer.status_code, {word: words.count(word) for word in ("INSERT", "UPDATE", "DELETE")}, self.published


@pytest.mark.django_db(transaction=True)
def test_known_and_unknown_addresses_cost_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    enroll(Web(), Person("known@example.org"))
    cost = Cost(monkeypatch)

    def walk(email: str) -> list[Any]:
        web = Web()
        web.get("/api/session")
        return [
            cost.of(lambda: post(Person(email), web)),
            cost.of(lambda: web.post(f"{ENTRY}/email/verify/resend")),
            cost.of(lambda: confirm(web, "00000x")),
        ]

    known, unknown = walk("known@example.org"), walk("unknown@example.org")
    assert known == unknown
    assert [published for _, _, published in known] == [1, 1, 0]


def test_resending_for_a_sign_up_that_was_replaced_costs_a_message_too() -> None:
    web = Web()
    sign_up(web, Person("alice@example.org"))
    sign_up(Web(), Person("alice@example.org"))
    assert web.post(f"{ENTRY}/email/verify/resend").status_code == 200
    assert OutboxMessage.objects.filter(kind="nothing").count() == 1


def test_the_message_that_is_for_nobody_is_not_sent(mailoutbox: list[object]) -> None:
    enroll(Web(), Person("known@example.org"))
    web = Web()
    post(Person("known@example.org"), web)
    web.post(f"{ENTRY}/email/verify/resend")
    message = OutboxMessage.objects.get(kind="nothing")
    outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.payload, mailoutbox) == ("sent", None, [])


def test_the_second_factor_tells_nothing_before_the_password() -> None:
    """An account with a factor, one without, and none at all: the same bytes, after as many hashes and rows."""
    web = Web()
    alice = enroll(web, Person("alice@example.org"))
    web.add_app(alice)
    enroll(Web(), Person("bob@example.org"))

    def walk(email: str) -> list[tuple[int, bytes, Any]]:
        stranger = Web()
        with CaptureQueriesContext(connection) as queries:
            answers = [
                stranger.post(f"{ENTRY}/login", {"email": email, "password": b64(bytes(32))}),
                stranger.show_code("123456"),
                stranger.get(f"{ENTRY}/webauthn/authenticate"),
                stranger.post(f"{ENTRY}/webauthn/authenticate", {"credential": {}}),
            ]
        asked = [row["sql"].split(" WHERE ")[0] for row in queries.captured_queries]
        return [(answer.status_code, content(answer), asked) for answer in answers]

    found = [walk(email) for email in ("alice@example.org", "bob@example.org", "nobody@example.org")]
    assert found[0] == found[1] == found[2]
    assert [status for status, _, _ in found[0]] == [400, 401, 401, 422]


@pytest.mark.parametrize("factor", [False, True], ids=["without", "with"])
def test_every_wrong_password_costs_one_hash_whether_there_is_a_factor(
    factor: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = Web()
    alice = enroll(web, Person("alice@example.org"))
    if factor:
        web.add_app(alice)
    made: list[str] = []
    verify: Callable[..., bool] = hashers.get_hasher("peppered_argon2").verify

    def counted(self: object, password: str, encoded: str) -> bool:
        made.append(encoded)
        return verify(password, encoded)

    monkeypatch.setattr("accounts.credentials.PepperedArgon2Hasher.verify", counted)
    Web().post(f"{ENTRY}/login", {"email": alice.email, "password": b64(bytes(32))})
    assert len(made) == 1
