"""Real conversations with a mail server: what arrives, and what a refusal leaves in the row."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from accounts import outbox, qr
from accounts.models import OutboxMessage
from tests.accounts.post import EMAIL, key_message, key_string
from tests.servers import Postbox, smtp_server

pytestmark = pytest.mark.django_db
State = OutboxMessage.State


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    with smtp_server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, _, port = box.url.removeprefix("smtp://").partition(":")
        settings.EMAIL_PORT = int(port)
        yield box


def due_now(message: OutboxMessage) -> None:
    """Lets the pause before the next attempt pass."""
    message.refresh_from_db()
    assert message.due_at > timezone.now()
    OutboxMessage.objects.filter(pk=message.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def test_the_key_message_arrives_whole(postbox: Postbox) -> None:
    outbox.deliver(key_message().pk)
    [message] = postbox.received
    assert message["To"] == EMAIL
    assert str(message["Subject"]).startswith("IMPORTANT: Tessera Account Key QR code - ")
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "image/png", "image/png"]
    shown, saved = [part.get_content() for part in message.walk() if part.get_content_type() == "image/png"]
    assert shown == saved == qr.picture(key_string())


def test_the_code_arrives_on_a_line_of_its_own(postbox: Postbox) -> None:
    outbox.deliver(outbox.queue("code", EMAIL, {"code": "482913"}).pk)
    body = postbox.received[0].get_body(("plain",))
    assert body is not None
    assert "482913" in str(body.get_content()).splitlines()


def test_a_server_that_refuses_for_a_while_gets_it_later(postbox: Postbox) -> None:
    postbox.refusals = ["451 4.7.1 Greylisted, try again later", "421 Too busy"]
    message = key_message()
    seen = []
    for _ in range(3):
        outbox.deliver(message.pk)
        message.refresh_from_db()
        seen.append((message.state, message.attempts, message.last_error, message.payload is None))
        if message.state == State.WAITING:
            due_now(message)
    assert seen == [
        (State.WAITING, 1, "SMTP 451", False),
        (State.WAITING, 2, "SMTP 421", False),
        (State.SENT, 3, "", True),
    ]
    assert len(postbox.received) == 1


def test_a_server_that_is_not_there_is_noted(settings: Any, postbox: Postbox) -> None:
    message = key_message()
    settings.EMAIL_PORT = 1
    outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.WAITING, "ConnectionRefusedError")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SMTPDataError(451, b"try later, ada@example.org"), "SMTP 451"),
        (SMTPRecipientsRefused({EMAIL: (550, b"no such user")}), "SMTP 550"),
        (SMTPServerDisconnected("Connection unexpectedly closed"), "SMTPServerDisconnected"),
        (ConnectionRefusedError(111, "refused"), "ConnectionRefusedError"),
        (TimeoutError("timed out"), "TimeoutError"),
    ],
)
def test_a_failure_is_noted_without_addresses_or_content(
    error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    message = key_message()
    with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=error), caplog.at_level(logging.DEBUG):
        outbox.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.WAITING, said)
    assert said in caplog.text
    assert EMAIL not in caplog.text
    assert key_string()[6:] not in caplog.text


def test_a_name_that_looks_like_headers_stays_in_the_body(postbox: Postbox) -> None:
    name = "x\r\nBcc: eve@evil.example\r\n\r\nYour code is 000000"
    outbox.deliver(outbox.queue("browser", EMAIL, {"browser": name}).pk)
    [message] = postbox.received
    assert message["Bcc"] is None
    assert "Browser: x Bcc eve evil example Your code is 000000" in message.as_string()
