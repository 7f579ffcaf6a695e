"""Reset without keys: two links, 72 hours between them, and nothing that tells who has an account."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as postbox
from django.core.mail import EmailMultiAlternatives

from accounts import outbox, staff
from accounts.models import OutboxMessage, Reset
from tests.accounts.resetting import (
    Clock,
    ask,
    begin,
    begin_anew,
    cancel,
    letters,
    make_ready,
    notices,
    refused,
    stage,
    token,
)
from tests.accounts.test_enumeration import Cost
from tests.base import Cast, Person, Web, code_of, content, enroll, payload, sign_up
from tests.reference.encoding import b64

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_asking_does_nothing_but_mail_a_link(cast: Cast) -> None:
    assert ask(cast.alice.email).status_code == 202
    assert stage(token(cast.alice)) == {
        "stage": "asked",
        "kind": "erase",
        "email": cast.alice.email,
        "ready_at": None,
        "recovery": None,
    }
    assert cast.at_home.ok("GET", "/api/account")["reset"] is None
    assert notices(cast.alice.email) == []


def test_known_and_unknown_addresses_get_the_same_answer(cast: Cast) -> None:
    sign_up(Web(), Person("pending@example.org"))
    begin(cast.bob)
    addresses = [cast.alice.email, cast.bob.email, "nobody@example.org", "pending@example.org"]
    answers = [ask(email, kind) for email in addresses for kind in ("erase", "recover")]
    assert {(answer.status_code, content(answer)) for answer in answers} == {(202, b"{}")}
    assert len(letters(cast.alice.email)) == 2
    assert [payload(one)["step"] for one in letters(cast.bob.email)] == ["begin", "running", "running"]
    assert not letters("nobody@example.org") + letters("pending@example.org")


@pytest.mark.django_db(transaction=True)
def test_known_and_unknown_addresses_cost_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    known, running = (enroll(Web(), Person(f"{name}@example.org")) for name in ("known", "running"))
    begin(running)
    cost = Cost(monkeypatch)

    def of(email: str, kind: str) -> Any:
        web = Web()
        web.get("/api/session")
        return cost.of(lambda: ask(email, kind, web))

    found = [
        of(email, kind) for email in (known.email, running.email, "no@example.org") for kind in ("erase", "recover")
    ]
    assert found == [(202, {"INSERT": 2, "UPDATE": 0, "DELETE": 1}, 1)] * 6
    assert Reset.objects.count() == 2


@pytest.mark.parametrize("email", ["a@b", "x,alice@example.org", "<alice@example.org>"])
def test_what_no_mail_goes_to_is_refused(db: None, email: str) -> None:
    answer = ask(email)
    assert (answer.status_code, code_of(answer)) == (400, "bad-email")


def test_an_address_is_asked_for_a_few_times_and_then_slowed_down(one_window: None) -> None:
    for email in ("nobody@example.org", "somebody@example.org"):
        assert [ask(email).status_code for _ in range(6)] == [202] * 4 + [429] * 2


def test_asking_in_vain_for_the_recovery_key_keeps_nobody_from_beginning_anew(cast: Cast, one_window: None) -> None:
    assert [ask(cast.alice.email, "recover").status_code for _ in range(5)] == [202] * 4 + [429]
    assert ask(cast.alice.email, "erase").status_code == 202
    assert stage(token(cast.alice))["kind"] == "erase"


def test_the_newest_link_is_the_one_that_works(cast: Cast) -> None:
    ask(cast.alice.email)
    former = token(cast.alice)
    ask(cast.alice.email)
    refused(Web().post("/api/reset/begin", {"token": former}))
    assert stage(token(cast.alice))["stage"] == "asked"


@pytest.mark.parametrize("path", ["read", "begin"])
def test_a_token_that_nobody_was_mailed_is_refused(cast: Cast, path: str) -> None:
    ask(cast.alice.email)
    refused(Web().post(f"/api/reset/{path}", {"token": b64(bytes(32))}))


def test_the_first_link_is_good_for_a_day(cast: Cast, clock: Clock) -> None:
    ask(cast.alice.email)
    clock.forward(hours=23, minutes=59)
    assert stage(token(cast.alice))["stage"] == "asked"
    clock.ahead *= 25 / 24
    refused(Web().post("/api/reset/begin", {"token": token(cast.alice)}))
    clock.forward(minutes=1)
    assert not Reset.objects.exists()


def test_every_authorized_browser_shows_a_reset_that_has_begun(cast: Cast) -> None:
    link = begin(cast.alice)
    shown = cast.at_home.ok("GET", "/api/account")["reset"]
    assert (shown["kind"], shown["ready_at"]) == ("erase", stage(link)["ready_at"])
    assert shown["begun_at"][:10] < shown["ready_at"][:10]
    assert notices(cast.alice.email) == ["reset-begun"]
    assert cast.bobs.ok("GET", "/api/account")["reset"] is None


def test_a_link_pressed_twice_begins_once(cast: Cast, clock: Clock) -> None:
    link = begin(cast.alice)
    first = stage(link)
    clock.forward(hours=10)
    assert Web().ok("POST", "/api/reset/begin", {"token": link}) == first
    assert notices(cast.alice.email) == ["reset-begun"]


def test_asking_again_does_not_disturb_a_reset_that_has_begun(cast: Cast, clock: Clock) -> None:
    link = begin(cast.alice)
    before = stage(link)
    clock.forward(hours=30)
    ask(cast.alice.email)
    ask(cast.alice.email, "recover")
    assert stage(link) == before
    for message in letters(cast.alice.email)[1:]:
        assert payload(message)["step"] == "running"
        refused(Web().post("/api/reset/read", {"token": payload(message)["token"]}))


def test_the_second_link_comes_after_72_hours_and_not_before(cast: Cast, clock: Clock) -> None:
    link = begin(cast.alice)
    clock.forward(hours=71, minutes=59)
    assert len(letters(cast.alice.email)) == 1
    assert stage(link)["stage"] == "waiting"
    clock.forward(minutes=2)
    clock.forward(minutes=5)
    assert [payload(one)["step"] for one in letters(cast.alice.email)] == ["begin", "go-on"]
    assert stage(token(cast.alice))["stage"] == "ready"
    refused(Web().post("/api/reset/read", {"token": link}))


def test_a_second_link_that_could_not_be_mailed_is_mailed_again_for_a_day(cast: Cast, clock: Clock) -> None:
    former = make_ready(cast.alice, clock)
    OutboxMessage.objects.filter(pk=letters(cast.alice.email)[-1].pk).update(state="expired", payload=None)
    clock.forward(minutes=20)
    assert token(cast.alice) != former
    refused(Web().post("/api/reset/read", {"token": former}))
    clock.forward(hours=24)
    assert not Reset.objects.exists()
    assert len(letters(cast.alice.email)) == 3


@pytest.mark.parametrize("ready", [False, True])
def test_any_authorized_browser_cancels(cast: Cast, clock: Clock, ready: bool) -> None:
    cast.elsewhere.authorize(cast.alice)
    link = make_ready(cast.alice, clock) if ready else begin(cast.alice)
    assert cancel(cast.elsewhere, cast.alice).status_code == 200
    refused(Web().post("/api/reset/begin", {"token": link}))
    assert begin_anew(Person(cast.alice.email), link).status_code == 400
    assert notices(cast.alice.email) == ["reset-begun", "reset-cancelled"]
    assert cast.at_home.ok("GET", "/api/account")["reset"] is None
    clock.forward(hours=80)
    assert len(letters(cast.alice.email)) == (2 if ready else 1)


def test_cancelling_is_a_signed_act(cast: Cast) -> None:
    begin(cast.alice)
    forged = cast.at_home.post("/api/reset/cancel", cast.at_home.proof(cast.bob, "cancel-reset", b""))
    assert (forged.status_code, code_of(forged)) == (403, "proof-refused")
    other = cast.at_home.post("/api/reset/cancel", cast.at_home.proof(cast.alice, "remove-recovery", b""))
    assert code_of(other) == "proof-refused"
    assert cast.at_home.ok("GET", "/api/account")["reset"]


def test_there_is_nothing_to_cancel_before_it_has_begun(cast: Cast) -> None:
    ask(cast.alice.email)
    answer = cancel(cast.at_home, cast.alice)
    assert (answer.status_code, code_of(answer)) == (404, "not-found")


def test_signing_in_does_not_cancel(cast: Cast) -> None:
    link = begin(cast.alice)
    Web().sign_in(cast.alice)
    assert stage(link)["stage"] == "waiting"


def test_a_suspended_account_is_not_got_back(cast: Cast, clock: Clock) -> None:
    link = begin(cast.alice)
    staff.suspend("root@example.org", cast.alice.account)
    refused(Web().post("/api/reset/read", {"token": link}))
    clock.forward(hours=73)
    assert not Reset.objects.exists()
    assert ask(cast.alice.email).status_code == 202
    assert len(letters(cast.alice.email)) == 1


@pytest.mark.parametrize("kind", ["erase", "recover"])
def test_links_begin_with_the_configured_origin_whatever_host_was_asked(cast: Cast, clock: Clock, kind: str) -> None:
    Web(Host="localhost").post("/api/reset", {"email": cast.alice.email, "kind": "erase"})
    Reset.objects.update(kind=kind)
    Web().ok("POST", "/api/reset/begin", {"token": token(cast.alice)})
    clock.forward(hours=73)
    for message in letters(cast.alice.email):
        link = f"{settings.ORIGIN}/reset/#{payload(message)['token']}"
        outbox.deliver(message.pk)
        sent = postbox.outbox[-1]
        assert isinstance(sent, EmailMultiAlternatives)
        parts = [str(sent.body), *(str(part[0]) for part in sent.alternatives)]
        assert len(parts) == 2
        for part in parts:
            assert set(_links(part)) == {link}


def test_what_carries_no_link_says_so(cast: Cast) -> None:
    ask(cast.alice.email, "recover")
    message = letters(cast.alice.email)[0]
    assert payload(message)["step"] == "no-recovery"
    outbox.deliver(message.pk)
    assert "Choose" not in postbox.outbox[-1].body
    assert "#" not in postbox.outbox[-1].body
    assert not Reset.objects.exists()


def _links(text: str) -> list[str]:
    return re.findall(r"https?://[^\s\"<]+", text)
