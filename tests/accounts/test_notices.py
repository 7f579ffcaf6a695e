"""Every security event has its notice: complete words, plain, no link (PRODUCT "Living with two secrets")."""

import email
import email.policy
import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from accounts import mail, notices
from accounts.events import WORDS, Event
from accounts.models import Account, OutboxMessage
from tests.accounts.test_mail import ANYTHING_LIKE_A_LINK, flat, part
from tests.base import FACTORS, Cast, payload

every_event = pytest.mark.parametrize("event", Event, ids=[event.value for event in Event])
BROWSER = "Firefox on Linux"
# Words of ours that would mean nothing to an owner.
JARGON = re.compile(r"\b(?:nonce|keyset|proof key|carrier|release share|TOTP|WebAuthn|token|API)\b|[{}%]", re.I)


def notice(event: Event, browser: str = BROWSER) -> EmailMessage:
    row = OutboxMessage(
        id=uuid.UUID(int=7),
        kind="notice",
        email="ada@example.org",
        account=Account(id=uuid.UUID(int=1), email="ada@example.org"),
        made_at=datetime(2026, 5, 3, 9, 30, tzinfo=UTC),
    )
    raw = mail.compose(row, {"event": event.value, "browser": browser}).message().as_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_every_event_has_words() -> None:
    assert set(WORDS) == set(Event)
    titles = [words.title for words in WORDS.values()]
    assert len(set(titles)) == len(titles)


@every_event
def test_the_words_are_whole_sentences(event: Event) -> None:
    words = WORDS[event]
    assert not words.title.endswith(".")
    for text in (words.meaning, words.otherwise):
        assert text[0].isupper()
        assert text.endswith(".")
        assert "  " not in text
    assert not JARGON.search(f"{words.title} {words.meaning} {words.otherwise}")


@every_event
def test_both_parts_say_what_happened_when_where_and_what_to_do(event: Event) -> None:
    words, message = WORDS[event], notice(event)
    assert words.title.lower() in str(message["Subject"]).lower()
    html = re.sub(r"<[^>]+>", " ", part(message, "html"))
    for text in (part(message, "plain"), html.replace("&gt;", ">").replace("&#x27;", "'")):
        for wanted in (words.meaning, words.otherwise, "3 May 2026", BROWSER, "ada@example.org"):
            assert wanted in flat(text), wanted


@every_event
def test_no_notice_holds_a_link(event: Event) -> None:
    message = notice(event)
    for subtype in ("plain", "html"):
        text = re.sub(r"<!doctype[^>]*>|<html[^>]*>|<meta[^>]*>", "", part(message, subtype), flags=re.I)
        assert not ANYTHING_LIKE_A_LINK.search(text), subtype


@every_event
def test_a_notice_without_a_browser_says_nothing_of_one(event: Event) -> None:
    assert "browser: " not in part(notice(event, ""), "plain").lower()


@every_event
@pytest.mark.django_db
def test_a_notice_is_queued_and_composed_for_every_event(cast: Cast, event: Event) -> None:
    notices.tell(cast.alice.account, event, browser=BROWSER)
    row = OutboxMessage.objects.get(kind="notice")
    assert row.email == cast.alice.email
    assert mail.compose(row, payload(row)).to == [cast.alice.email]


def add_app(cast: Cast) -> None:
    cast.at_home.add_app(cast.alice)


def make_codes(cast: Cast) -> None:
    add_app(cast)
    cast.at_home.ok("POST", f"{FACTORS}/recovery-codes")


def remove_app(cast: Cast) -> None:
    add_app(cast)
    factor = cast.at_home.ok("GET", "/api/factors")["factors"][0]["id"]
    proof = cast.at_home.proof(cast.alice, "remove-factor", b"\x01" + factor.to_bytes(8, "big"))
    cast.at_home.ok("POST", f"/api/factors/{factor}/remove", proof)


def end_sessions(cast: Cast) -> None:
    cast.at_home.ok("POST", "/api/sessions/end-others")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("event", "act"),
    [
        (Event.FACTOR_ADDED, add_app),
        (Event.CODES_MADE, make_codes),
        (Event.FACTOR_REMOVED, remove_app),
        (Event.SIGNED_OUT, end_sessions),
    ],
    ids=lambda value: value.value if isinstance(value, Event) else "",
)
def test_the_owner_is_told_and_nobody_else(cast: Cast, event: Event, act: Callable[[Cast], None]) -> None:
    act(cast)
    rows = OutboxMessage.objects.filter(kind="notice").order_by("made_at")
    assert {row.email for row in rows} == {cast.alice.email}
    assert payload(rows[len(rows) - 1]) == {"event": event.value, "browser": BROWSER}
