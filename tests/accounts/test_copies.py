"""Key copies: issued, mailed, listed, cancelled; a share goes to whoever showed the password, and to nobody else."""

import uuid
from smtplib import SMTPDataError
from unittest.mock import patch

import pytest
from django.http import HttpResponseBase
from django.utils import timezone

from accounts import copies, outbox
from accounts.models import KeyCopy, OutboxMessage
from config import limits
from tests.base import ENTRY, Cast, Copy, Person, Web, code_of, mailed_code, payload, sign_up
from tests.reference.encoding import b64


def mail(web: Web, person: Person, copy: Copy, key_string: str | None = None) -> HttpResponseBase:
    text = person.key_string(copy) if key_string is None else key_string
    return web.post("/api/key-copies/mail", {**copy.posted, "key_string": text})


def cancel(web: Web, person: Person, copy: Copy) -> HttpResponseBase:
    return web.post(f"/api/key-copies/{b64(copy.id)}/cancel", web.proof(person, "cancel-copy", copy.id))


def refused(answer: HttpResponseBase, status: int, code: str) -> bool:
    return (answer.status_code, code_of(answer)) == (status, code)


def test_the_vault_stays_closed_until_a_copy_is_taken(db: None) -> None:
    web = Web()
    alice = sign_up(web, Person("alice@example.org"))
    web.ok("POST", f"{ENTRY}/email/verify", {"key": mailed_code(alice.email)})
    web.authorize(alice, alice.own)
    assert web.ok("GET", "/api/account")["key_taken"] is False
    assert refused(web.get("/api/vault/pull?since=0"), 403, "key-not-taken")
    web.take_copy()
    assert web.ok("GET", "/api/account")["key_taken"] is True
    assert web.get("/api/vault/pull?since=0").status_code == 200


@pytest.mark.parametrize(
    ("state", "passes"), [("waiting", True), ("sending", True), ("sent", True), ("expired", False)]
)
def test_a_mailed_copy_opens_the_gate_unless_it_was_given_up(cast: Cast, state: str, passes: bool) -> None:
    KeyCopy.objects.filter(kind="picture").delete()
    mail(cast.at_home, cast.alice, Copy())
    OutboxMessage.objects.update(state=state)
    assert cast.at_home.ok("GET", "/api/account")["key_taken"] is passes
    answer = cast.at_home.get("/api/vault/pull?since=0")
    assert answer.status_code == 200 if passes else refused(answer, 403, "key-not-taken")


def test_a_copy_that_was_taken_and_cancelled_keeps_the_gate_open(cast: Cast) -> None:
    KeyCopy.objects.filter(kind="picture").delete()
    cancel(cast.at_home, cast.alice, cast.at_home.take_copy())
    assert cast.at_home.get("/api/vault/pull?since=0").status_code == 200


def test_a_message_that_was_cancelled_before_it_went_out_opens_no_gate(cast: Cast) -> None:
    KeyCopy.objects.filter(kind="picture").delete()
    copy = Copy()
    mail(cast.at_home, cast.alice, copy)
    cancel(cast.at_home, cast.alice, copy)
    assert refused(cast.at_home.get("/api/vault/pull?since=0"), 403, "key-not-taken")


@pytest.mark.parametrize("kind", ["picture", "file", "kit", "backup"])
def test_it_records_a_copy(cast: Cast, kind: str) -> None:
    copy = cast.at_home.take_copy(kind=kind)
    row = copy.row
    assert (row.kind, bytes(row.share or b""), row.account) == (kind, copy.share, cast.alice.account)


@pytest.mark.parametrize("kind", ["browser", "email", "other"])
def test_other_kinds_are_made_elsewhere(cast: Cast, kind: str) -> None:
    answer = cast.at_home.post("/api/key-copies", {**Copy().posted, "kind": kind})
    assert refused(answer, 422, "bad-request")


def test_telling_it_twice_changes_nothing(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    cast.at_home.take_copy(copy)
    assert KeyCopy.objects.filter(copy_id=uuid.UUID(bytes=copy.id)).count() == 1


def test_a_taken_id_is_refused(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    other = Copy(id=copy.id)
    assert refused(cast.at_home.post("/api/key-copies", {**other.posted, "kind": "picture"}), 422, "bad-request")
    assert refused(cast.at_home.post("/api/key-copies", {**copy.posted, "kind": "file"}), 422, "bad-request")
    assert bytes(copy.row.share or b"") == copy.share


def test_another_accounts_id_is_as_good_as_any(cast: Cast) -> None:
    """A refusal would tell that the id is in use, and with it whether a sign-up was kept."""
    copy = cast.at_home.take_copy()
    other = cast.bobs.take_copy(Copy(id=copy.id), kind="file")
    owned = {bytes(row.share or b"") for row in KeyCopy.objects.filter(copy_id=uuid.UUID(bytes=copy.id))}
    assert owned == {copy.share, other.share}
    for web, share in ((cast.elsewhere, copy.share), (Web().sign_in(cast.bob), other.share)):
        assert web.challenge(copy)["copy"] == {"state": "good", "share": b64(share)}
    assert cancel(cast.bobs, cast.bob, other).status_code == 200
    assert cast.elsewhere.challenge(copy)["copy"]["state"] == "good"


def test_copies_are_bounded_by_count_and_by_pace(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "LIVE_COPIES", 2)
    held = cast.at_home.take_copy()
    assert refused(cast.at_home.post("/api/key-copies", {**Copy().posted, "kind": "kit"}), 413, "too-large")
    assert refused(mail(cast.at_home, cast.alice, Copy()), 413, "too-large")
    cast.at_home.take_copy(held)  # told again
    cancel(cast.at_home, cast.alice, held)
    cast.at_home.take_copy()
    monkeypatch.setattr(limits, "KEY_COPY_BY_ACCOUNT", limits.Limit("test", 0, 3600))
    assert refused(cast.at_home.post("/api/key-copies", {**held.posted, "kind": "kit"}), 429, "slow-down")


def test_mailing_writes_the_copy_and_its_message_together(cast: Cast) -> None:
    copy = Copy()
    text = cast.alice.key_string(copy)
    assert mail(cast.at_home, cast.alice, copy, text).status_code == 202
    message = OutboxMessage.objects.get(kind="key")
    assert (message.email, message.key_copy, message.account) == (cast.alice.email, copy.row, cast.alice.account)
    assert payload(message) == {"key_string": text}
    assert text.encode() not in bytes(message.payload or b"")


def test_only_a_message_that_was_sent_counts_as_mailed(cast: Cast) -> None:
    copy = Copy()
    mail(cast.at_home, cast.alice, copy)
    assert cast.elsewhere.challenge()["mailed_at"] is None
    OutboxMessage.objects.update(state="expired")
    assert cast.at_home.ok("GET", "/api/account")["mailed_at"] is None
    OutboxMessage.objects.update(state="sent")
    assert cast.elsewhere.challenge()["mailed_at"] is not None
    OutboxMessage.objects.all().delete()  # as the sweep does after 90 days
    assert cast.elsewhere.challenge()["mailed_at"] is not None
    cancel(cast.at_home, cast.alice, copy)
    assert cast.elsewhere.challenge()["mailed_at"] is None


def test_mailing_leaves_nothing_when_the_message_cannot_be_written(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(outbox, "queue", broken)
    copy = Copy()
    with pytest.raises(RuntimeError):
        mail(cast.at_home, cast.alice, copy)
    assert not KeyCopy.objects.filter(copy_id=uuid.UUID(bytes=copy.id)).exists()


def test_mailing_the_same_copy_twice_sends_one_message(cast: Cast) -> None:
    copy = Copy()
    for _ in range(2):
        assert mail(cast.at_home, cast.alice, copy).status_code == 202
    assert OutboxMessage.objects.filter(kind="key").count() == 1


def test_only_this_accounts_key_string_of_this_copy_and_generation_is_mailed(cast: Cast) -> None:
    copy = Copy()
    own = cast.alice.key_string(copy)
    wrong = [
        cast.bob.key_string(copy),
        cast.alice.key_string(Copy()),
        cast.alice.key_string(copy, generation=2),
        own.lower(),
        own[:-1] + ("A" if own[-1] != "A" else "B"),
        "https://example.org/",
    ]
    for text in wrong:
        assert refused(mail(cast.at_home, cast.alice, copy, text), 422, "key-string-refused"), text
    assert not OutboxMessage.objects.filter(kind="key").exists()
    assert not KeyCopy.objects.filter(copy_id=uuid.UUID(bytes=copy.id)).exists()


def test_key_mails_are_counted_for_each_account(cast: Cast) -> None:
    answers = [mail(cast.at_home, cast.alice, Copy()) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [202] * 6 + [429]
    assert mail(cast.bobs, cast.bob, Copy()).status_code == 202


def test_cancelling_erases_the_share_and_says_when(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    assert cancel(cast.at_home, cast.alice, copy).status_code == 200
    assert copy.row.share is None
    answer = cast.elsewhere.challenge(copy)["copy"]
    assert answer["state"] == "cancelled"
    assert set(answer) == {"state", "at"}


def test_cancelling_a_message_that_waits_erases_it(cast: Cast) -> None:
    copy = Copy()
    mail(cast.at_home, cast.alice, copy)
    cancel(cast.at_home, cast.alice, copy)
    message = OutboxMessage.objects.get(kind="key")
    assert (message.payload, message.state) == (None, "expired")


def test_a_cancelled_message_is_not_sent_again_after_a_failure(cast: Cast) -> None:
    copy = Copy()
    mail(cast.at_home, cast.alice, copy)
    message = OutboxMessage.objects.get(kind="key")

    def refused_after_the_cancellation() -> None:
        cancel(cast.at_home, cast.alice, copy)
        raise SMTPDataError(451, b"later")

    with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=refused_after_the_cancellation) as send:
        outbox.deliver(message.pk)
        OutboxMessage.objects.update(due_at=timezone.now())
        outbox.deliver(message.pk)
    assert send.call_count == 1
    message.refresh_from_db()
    assert (message.payload, message.state) == (None, "expired")


def test_cancelling_needs_a_signature_for_this_copy(cast: Cast) -> None:
    copy, other = cast.at_home.take_copy(), cast.at_home.take_copy()
    proof = cast.at_home.proof(cast.alice, "cancel-copy", other.id)
    assert refused(cast.at_home.post(f"/api/key-copies/{b64(copy.id)}/cancel", proof), 403, "proof-refused")
    assert copy.row.share is not None


def test_a_browsers_own_copy_goes_with_its_browser_alone(cast: Cast) -> None:
    assert refused(cancel(cast.at_home, cast.alice, cast.alice.own), 409, "copy-is-browser")
    assert cast.alice.own.row.share is not None


def test_bob_does_not_cancel_alices_copy(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    assert refused(cancel(cast.bobs, cast.bob, copy), 404, "not-found")
    assert copy.row.share is not None


def test_the_list_tells_kind_dates_browser_and_delivery_and_no_share(cast: Cast) -> None:
    copy = Copy()
    mail(cast.at_home, cast.alice, copy)
    rows = cast.at_home.ok("GET", "/api/key-copies")["copies"]
    assert [row["kind"] for row in rows] == ["email", "picture", "browser"]
    assert rows[0]["delivery"] == {"state": "waiting", "sent_at": None, "attempts": 0, "last_error": ""}
    assert rows[1]["delivery"] is None
    assert rows[2]["browser"] == "Firefox on Linux"
    told = {"id", "kind", "made_at", "last_used_at", "cancelled_at", "browser", "authorized", "delivery"}
    assert set(rows[0]) == told


def test_unlocking_takes_the_login_secret_and_the_own_copy(cast: Cast) -> None:
    answer = cast.at_home.ok("POST", "/api/unlock", {"login": cast.alice.login, "copy_id": b64(cast.alice.own.id)})
    assert answer["share"] == b64(cast.alice.own.share)
    assert set(answer) == {"share", "carrier_record"}
    assert cast.alice.own.row.last_used_at is not None


def test_unlocking_releases_no_other_copy(cast: Cast) -> None:
    for copy in (cast.at_home.take_copy(), cast.bob.own, Copy()):
        answer = cast.at_home.post("/api/unlock", {"login": cast.alice.login, "copy_id": b64(copy.id)})
        assert refused(answer, 409, "copy-unknown")


def test_wrong_secrets_at_unlocking_are_refused_and_counted_for_this_browser(cast: Cast) -> None:
    wrong = {"login": cast.bob.login, "copy_id": b64(cast.alice.own.id)}
    answers = [cast.at_home.post("/api/unlock", wrong) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429]
    assert code_of(answers[0]) == "wrong-password"
    right = {"login": cast.bob.login, "copy_id": b64(cast.bob.own.id)}
    assert cast.bobs.post("/api/unlock", right).status_code == 200
