"""Every e-mail: its words, its parts, and that it carries no link and nothing from elsewhere."""

import email
import email.policy
import re
import uuid
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.core.mail import BadHeaderError

from accounts import mail, qr
from accounts.models import Account, OutboxMessage
from tests.accounts.post import ACCOUNT_ID, EMAIL, ENDING, key_string

PAYLOADS = {
    "key": {"key_string": key_string()},
    "code": {"code": "482913"},
    "exists": {},
    "browser": {"browser": "Firefox 144.0 on Linux"},
    "notice": {"event": "password-changed", "browser": "Firefox 144.0 on Linux"},
}
ANYTHING_LIKE_A_LINK = re.compile(
    r"https?:|//|www\.|href|mailto:|\bsrc=\"(?!cid:)|url\(|@import|<(?:script|link|form|a)\b", re.I
)
KINDS = sorted(PAYLOADS)
# What a message may tell people to open or choose; `<b>` marks it in the HTML part. Each stands in the interface.
LABELS = {"Settings", "Account Key", "Browsers", "Import file", "Revoke", "Sign in"}
ROOT = Path(__file__).resolve().parents[2]


def row(kind: str, to: str = EMAIL) -> OutboxMessage:
    account = Account(id=ACCOUNT_ID, email=to)
    return OutboxMessage(
        id=uuid.UUID(int=7), kind=kind, email=to, account=account, made_at=datetime(2026, 5, 3, 9, 30, tzinfo=UTC)
    )


def composed(kind: str, **changes: str) -> EmailMessage:
    """The message as the recipient's program reads it."""
    raw = mail.compose(row(kind), {**PAYLOADS[kind], **changes}).message().as_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, subtype: str) -> str:
    found = message.get_body((subtype,))
    assert found is not None
    return str(found.get_content())


def flat(text: str) -> str:
    return " ".join(text.split())


def pictures(message: EmailMessage) -> list[EmailMessage]:
    return [found for found in message.walk() if found.get_content_type() == "image/png"]


def test_the_key_message_has_the_subject_people_search_for() -> None:
    assert composed("key")["Subject"] == "IMPORTANT: Tessera Account Key QR code - 3 May 2026"


def test_the_key_message_shows_the_picture_and_attaches_it() -> None:
    message = composed("key")
    assert message.get_content_type() == "multipart/mixed"
    related, attached = message.iter_parts()
    assert [found.get_content_type() for found in related.iter_parts()] == ["multipart/alternative", "image/png"]
    shown, saved = pictures(message)
    assert shown["Content-ID"] == "<tessera-key>"
    assert shown.get_content_disposition() == "inline"
    assert shown.get_filename() is None
    assert saved is attached
    assert (saved.get_content_disposition(), saved.get_filename()) == ("attachment", "tessera_key.png")
    assert shown.get_content() == saved.get_content() == qr.picture(key_string())
    assert part(message, "html").count('src="cid:tessera-key"') == 1


@pytest.mark.parametrize("subtype", ["plain", "html"])
@pytest.mark.parametrize(
    "words",
    [
        EMAIL,
        ENDING,
        "tessera_key.png",
        "keep this picture",
        "Save the picture now",
        "Import file",
        "account password",
        "give it to nobody",
        "cancel this copy in Settings > Account Key",
    ],
)
def test_both_parts_of_the_key_message_are_complete(subtype: str, words: str) -> None:
    text = part(composed("key"), subtype).replace("&gt;", ">")
    said = flat(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<style>.*</style>", "", text)))
    assert words.lower() in said.lower()


def test_the_key_message_holds_the_sealed_key_in_its_pictures_only() -> None:
    message = composed("key")
    assert key_string()[6:40] not in message.as_string()


def test_the_code_stands_alone_on_its_line() -> None:
    message = composed("code")
    assert "482913" in part(message, "plain").splitlines()
    for subtype in ("plain", "html"):
        assert "Your code is 482913" in part(message, subtype)
    assert message["Subject"] == "Tessera: confirm your e-mail address"


def test_no_other_number_can_be_taken_for_the_code() -> None:
    message = composed("code")
    for subtype in ("plain", "html"):
        assert set(re.findall(r"\b\d{6}\b", part(message, subtype))) == {"482913"}


def test_the_message_to_a_known_address_offers_sign_in_and_no_reset() -> None:
    for subtype in ("plain", "html"):
        said = flat(part(composed("exists"), subtype))
        assert "Sign in" in said
        assert "reset" not in said.lower()


def test_the_browser_notice_says_which_and_what_to_do() -> None:
    for subtype in ("plain", "html"):
        said = flat(re.sub(r"<[^>]+>", "", part(composed("browser"), subtype))).replace("&gt;", ">")
        for words in ("Firefox 144.0 on Linux", "3 May 2026", "Settings > Browsers", "Revoke", "account password"):
            assert words in said


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_sends_people_only_to_what_there_is(kind: str) -> None:
    message = composed(kind)
    marked = re.findall(r"<b>(.*?)</b>", part(message, "html"))
    named = {label for words in marked for label in words.split(" &gt; ")}
    assert named <= LABELS
    words = flat(part(message, "plain"))
    assert all(label in words for label in named)
    for path in re.findall(r"(?:\bchoose|\bgo to|Settings >) (.{2,20})", words, re.I):
        assert path.startswith(tuple(LABELS)), path


def test_every_label_stands_in_the_interface() -> None:
    shown = "".join(
        path.read_text("utf8") for folder in ("pages", "ui") for path in (ROOT / "static/js" / folder).rglob("*.js*")
    )
    assert not [label for label in LABELS if label not in shown]


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_carries_a_link_or_loads_anything(kind: str) -> None:
    message = composed(kind)
    for subtype in ("plain", "html"):
        assert not ANYTHING_LIKE_A_LINK.findall(part(message, subtype))


@pytest.mark.parametrize("kind", KINDS)
def test_every_message_has_both_parts_and_an_id_of_its_own(kind: str) -> None:
    message = composed(kind)
    assert part(message, "plain").strip()
    assert part(message, "html").startswith("<!doctype html>")
    assert message["To"] == EMAIL
    assert str(message["Message-ID"]).startswith(f"<{uuid.UUID(int=7).hex}@")
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Chrome 141.0.2 on macOS", "Chrome 141.0.2 on macOS"),
        ("Zoë's browser (work)", "Zoë's browser (work)"),
        ("go to https://evil.example/x", "go to https evil example x"),
        ("mail me@evil.example", "mail me evil example"),
        ("a\r\nBcc: eve@evil.example\n\nhello", "a Bcc eve evil example hello"),
        ("<b>bold</b>", "b bold b"),
        ("\u202eevil", "evil"),
        ("://", "A browser without a name"),
    ],
)
def test_a_browsers_name_brings_no_link_and_no_line_of_its_own(name: str, shown: str) -> None:
    assert mail.plain_name(name) == shown
    assert f"Browser: {shown}\n" in part(composed("browser", browser=name), "plain")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("to", ["ada@example.org\nBcc: eve@evil.example", "ada@example.org\r\n\r\nhello"])
def test_an_address_that_brings_a_header_is_refused(kind: str, to: str) -> None:
    with pytest.raises(BadHeaderError):
        mail.compose(row(kind, to), PAYLOADS[kind]).message()


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("key", {}),
        ("key", {"key_string": "https://example.org/"}),
        ("code", {}),
        ("code", {"code": "1234 at https://evil.example"}),
        ("code", {"code": "123456\n"}),
        ("browser", {}),
        ("other", {}),
    ],
)
def test_a_payload_of_another_kind_is_refused(kind: str, payload: dict[str, str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the reason is the test's parameter
        mail.compose(row(kind), payload)


def test_a_key_message_needs_its_account() -> None:
    message = row("key")
    message.account = None
    with pytest.raises(ValueError, match="account"):
        mail.compose(message, PAYLOADS["key"])
