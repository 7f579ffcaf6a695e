"""E-mails speak the language that their owner's browser spoke."""

import json
from typing import Any

import pytest

from accounts import atrest, mail, outbox
from accounts.models import Account, OutboxMessage
from tests.accounts.test_mail import PAYLOADS, row
from tests.base import Cast

pytestmark = pytest.mark.django_db


def german(kind: str, **payload: str) -> Any:
    message = row(kind)
    message.language = "de"
    return mail.compose(message, {**PAYLOADS[kind], **payload})


def test_a_german_key_message_is_german_in_subject_and_both_parts() -> None:
    letter = german("key")
    assert letter.subject.startswith("WICHTIG: QR-Code Ihres Tessera-Kontoschlüssels - ")
    assert "Bewahren Sie" in letter.body
    assert "Speichern Sie das Bild jetzt" in letter.alternatives[0].content
    assert '<html lang="de">' in letter.alternatives[0].content


def test_notices_speak_german_too() -> None:
    letter = german("notice", event="browser-revoked")
    assert letter.subject == "Tessera: Ein Browser wurde widerrufen"


def test_the_message_after_a_german_one_is_english_again() -> None:
    german("key")
    assert mail.compose(row("code"), PAYLOADS["code"]).subject == "Tessera: confirm your e-mail address"


def test_lines_of_the_text_part_stay_short() -> None:
    for kind, payload in PAYLOADS.items():
        body = str(mail.compose(row(kind), payload).body)
        assert max(map(len, (line for line in body.splitlines() if "http" not in line))) <= mail.WIDTH


def test_mail_to_an_account_speaks_as_its_owner_did_last(cast: Cast) -> None:
    account = Account.objects.get(email=cast.alice.email)
    account.speak("de")
    outbox.queue(OutboxMessage.Kind.BROWSER, account.email, {"browser": "x"}, account=account)
    message = OutboxMessage.objects.filter(kind="browser").latest("made_at")
    assert message.language == "de"
    assert json.loads(atrest.decrypt(bytes(message.payload or b""))) == {"browser": "x"}
