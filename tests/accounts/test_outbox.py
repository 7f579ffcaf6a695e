"""The outbox: one row per message, delivered once, forgotten soon."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException
from typing import Any
from unittest.mock import patch

import pytest
from cryptography.fernet import Fernet
from django.core import mail as django_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import atrest, outbox
from accounts.models import OutboxMessage
from tests.accounts.post import EMAIL, key_message, key_string, make_account

pytestmark = pytest.mark.django_db
State = OutboxMessage.State
QUARTER = timedelta(minutes=15)
Clock = Callable[[timedelta], None]


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[uuid.UUID]]:
    """What the workers were told; the broker has its tests in test_tasks.py and test_worker.py."""
    calls: list[list[uuid.UUID]] = []

    def tell(ids: Iterable[uuid.UUID]) -> bool:
        calls.append(list(ids))
        return True

    monkeypatch.setattr(outbox, "_tell_workers", tell)
    return calls


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves the time that the outbox sees."""
    moved = timedelta()
    real = timezone.now

    def now() -> datetime:
        return real() + moved

    def move(by: timedelta) -> None:
        nonlocal moved
        moved += by

    monkeypatch.setattr(timezone, "now", now)
    return move


@pytest.fixture
def smtp() -> Iterator[Any]:
    """Stands for the mail server: `smtp.side_effect` is its answer."""
    with patch("django.core.mail.EmailMultiAlternatives.send") as send:
        yield send


def state(message: OutboxMessage) -> tuple[str, int, str, bool]:
    """State, attempts, last error, and whether the payload is still there."""
    message.refresh_from_db()
    return message.state, message.attempts, message.last_error, message.payload is not None


def test_the_payload_is_encrypted_in_the_row() -> None:
    message = key_message()
    message.refresh_from_db()
    stored = bytes(message.payload or b"")
    assert key_string()[6:].encode() not in stored
    assert key_string().encode() in atrest.decrypt(stored)


def test_workers_hear_of_it_after_the_commit_and_of_the_id_only(
    told: list[list[uuid.UUID]], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        message = key_message()
        assert told == []
    assert told == [[message.pk]]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_no_message(told: list[list[uuid.UUID]]) -> None:
    with transaction.atomic():
        outbox.queue("code", EMAIL, {"code": "123456"})
        transaction.set_rollback(True)
    assert told == []
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "address",
    ["", "ada", "a@b@c.org", "ada@example.org\nBcc: eve@evil.org", "<ada@example.org>", "x,ada@example.org", "ü@x.org"],
)
def test_anything_but_one_plain_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        outbox.queue("code", address, {"code": "123456"})


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        outbox.queue("kind", EMAIL, {})


def test_delivery_sends_and_erases() -> None:
    message = key_message()
    outbox.deliver(message.pk)
    assert [sent.to for sent in django_mail.outbox] == [[EMAIL]]
    assert state(message) == (State.SENT, 1, "", False)
    assert message.sent_at is not None


def test_running_twice_sends_once() -> None:
    message = key_message()
    outbox.deliver(str(message.pk))
    outbox.deliver(str(message.pk))
    assert len(django_mail.outbox) == 1


def test_a_message_in_another_workers_hands_is_left_alone(smtp: Any) -> None:
    message = key_message()
    smtp.side_effect = lambda: outbox.deliver(message.pk)  # another worker, while this one speaks to the mail server
    outbox.deliver(message.pk)
    assert smtp.call_count == 1


def test_two_who_read_the_same_row_do_not_both_claim_it() -> None:
    message = key_message()
    write = QuerySet.update
    first: list[OutboxMessage | None] = []

    def overtaken(rows: Any, **values: Any) -> int:
        """Between this worker's look at the row and its claim, another claims it."""
        if "attempts" in values and not first:
            first.append(None)
            first[0] = outbox._claim(message.pk)
        return write(rows, **values)

    with patch.object(QuerySet, "update", overtaken):
        assert outbox._claim(message.pk) is None
    assert first[0] is not None
    assert state(message)[1] == 1


def test_an_unknown_id_is_nothing_to_do(smtp: Any) -> None:
    outbox.deliver(uuid.uuid4())
    assert smtp.call_count == 0


def test_pauses_double_up_to_two_minutes(smtp: Any, clock: Clock) -> None:
    smtp.side_effect = SMTPException
    message = key_message()
    for seconds in (2, 4, 8, 16, 32, 64, 120, 120, 120):
        pause, began = timedelta(seconds=seconds), timezone.now()
        outbox.deliver(message.pk)
        message.refresh_from_db()
        assert began + pause <= message.due_at <= timezone.now() + pause
        clock(pause)


def test_nothing_is_sent_before_it_is_due(smtp: Any, clock: Clock) -> None:
    smtp.side_effect = [SMTPException, None]
    message = key_message()
    outbox.deliver(message.pk)
    outbox.deliver(message.pk)
    assert smtp.call_count == 1
    clock(timedelta(seconds=3))
    outbox.deliver(message.pk)
    assert state(message) == (State.SENT, 2, "", False)


def test_a_lease_that_ran_out_can_be_taken_over(clock: Clock, settings: Any) -> None:
    message = key_message()
    assert outbox._claim(message.pk) is not None  # by a worker that dies now
    outbox.deliver(message.pk)
    assert state(message)[0] == State.SENDING
    clock(timedelta(seconds=settings.OUTBOX_LEASE_SECONDS + 1))
    outbox.deliver(message.pk)
    assert state(message) == (State.SENT, 2, "", False)
    assert len(django_mail.outbox) == 1


def test_who_lost_the_lease_cannot_put_the_row_back(clock: Clock, settings: Any) -> None:
    message = key_message()
    slow = outbox._claim(message.pk)
    assert slow is not None
    clock(timedelta(seconds=settings.OUTBOX_LEASE_SECONDS + 1))
    outbox.deliver(message.pk)
    outbox._put_back(slow, "TimeoutError")
    assert state(message)[0] == State.SENT


def test_a_message_is_given_up_after_15_minutes(smtp: Any, clock: Clock) -> None:
    smtp.side_effect = SMTPDataError(451, b"later")
    message = key_message()
    outbox.deliver(message.pk)
    clock(QUARTER)
    outbox.sweep()
    assert state(message) == (State.EXPIRED, 1, "SMTP 451", False)
    outbox.deliver(message.pk)
    assert smtp.call_count == 1


def test_delivery_itself_refuses_what_is_too_old(smtp: Any, clock: Clock) -> None:
    message = key_message()
    clock(QUARTER)
    outbox.deliver(message.pk)
    assert smtp.call_count == 0
    assert state(message) == (State.EXPIRED, 0, "", False)


@pytest.mark.parametrize("was", [State.WAITING, State.SENDING, State.SENT, State.EXPIRED])
def test_no_payload_outlives_15_minutes_whatever_became_of_it(was: str, clock: Clock) -> None:
    message = key_message()
    OutboxMessage.objects.filter(pk=message.pk).update(state=was)
    clock(QUARTER)
    outbox.sweep()
    assert state(message)[0] == (State.SENT if was == State.SENT else State.EXPIRED)
    assert message.payload is None


def test_a_message_that_got_out_at_the_last_moment_counts_as_sent(smtp: Any, clock: Clock) -> None:
    def slow_server() -> None:
        clock(QUARTER)
        outbox.sweep()

    smtp.side_effect = slow_server
    message = key_message()
    outbox.deliver(message.pk)
    assert state(message) == (State.SENT, 1, "", False)


def test_a_payload_that_no_key_opens_is_kept_trying_and_given_up(settings: Any, clock: Clock) -> None:
    message = key_message()
    settings.OUTBOX_KEYS = [Fernet.generate_key()]
    outbox.deliver(message.pk)
    assert state(message) == (State.WAITING, 1, "InvalidToken", True)
    clock(QUARTER)
    outbox.sweep()
    assert state(message)[0] == State.EXPIRED


def test_a_rotated_key_still_opens_what_waits(settings: Any) -> None:
    message = key_message()
    settings.OUTBOX_KEYS = [Fernet.generate_key(), *settings.OUTBOX_KEYS]
    outbox.deliver(message.pk)
    assert state(message)[0] == State.SENT


def test_the_sweep_hands_out_what_is_due_and_only_that(
    told: list[list[uuid.UUID]], clock: Clock, settings: Any
) -> None:
    waiting, orphan, sent = key_message("1"), key_message("2"), key_message("3")
    outbox._claim(orphan.pk)
    outbox.deliver(sent.pk)
    outbox.sweep()
    assert told == [[waiting.pk]]
    clock(timedelta(seconds=settings.OUTBOX_LEASE_SECONDS + 1))
    outbox.sweep()
    assert set(told[1]) == {waiting.pk, orphan.pk}


def test_the_sweep_delivers_by_itself_where_there_is_no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = [key_message("1"), key_message("2")]
    monkeypatch.setattr(outbox, "_tell_workers", lambda ids: False)
    outbox.sweep()
    assert [state(message)[0] for message in messages] == [State.SENT] * 2


def test_metadata_is_kept_for_90_days(clock: Clock) -> None:
    message = key_message()
    outbox.deliver(message.pk)
    clock(timedelta(days=89))
    outbox.sweep()
    assert OutboxMessage.objects.filter(pk=message.pk).exists()
    clock(timedelta(days=1))
    outbox.sweep()
    assert not OutboxMessage.objects.filter(pk=message.pk).exists()


def test_that_a_key_copy_never_went_out_is_not_forgotten(clock: Clock) -> None:
    account = make_account()
    copy = account.key_copies.create(copy_id=uuid.uuid4(), kind="email", share=bytes(32))
    message = outbox.queue("key", EMAIL, {"key_string": key_string()}, account=account, key_copy=copy)
    clock(timedelta(days=90))
    outbox.sweep()
    assert state(message)[0] == State.EXPIRED
    assert not account.key_taken
