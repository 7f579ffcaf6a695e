"""The words of every e-mail: text and HTML parts from templates/mail, complete without any remote resource.

One kind of message carries a link, that of a reset which was asked for. What carries a key never does: people who
expect none cannot be lured by one (ATTACKS E5). Nothing here comes from a request: the link begins with
settings.ORIGIN, so a forged Host header has nothing to poison.
"""

import base64
import re
import textwrap
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.utils import parseaddr
from typing import Any, TypeVar

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from . import qr
from .events import WORDS, Event
from .models import Account, OutboxMessage

PICTURE_NAME = "tessera_key.png"
PICTURE_ID = "tessera-key"
KEY_SUBJECT = _("IMPORTANT: Tessera Account Key QR code - {date}")
CODE_SUBJECT = _("Tessera: confirm your e-mail address")
EXISTS_SUBJECT = _("Tessera: you already have an account")
BROWSER_SUBJECT = _("Tessera: a new browser was authorized")
RESET_SUBJECTS = {
    "begin": _("Tessera: reset your account"),
    "running": _("Tessera: a reset is under way already"),
    "no-recovery": _("Tessera: this account has no recovery key"),
    "go-on": _("Tessera: your reset can go on now"),
}
TOKEN = re.compile(r"[0-9A-Za-z_-]{43}", re.ASCII)
CODE = re.compile(r"[0-9A-Za-z-]{4,16}", re.ASCII)
# What a browser's name may hold in a message. A dot between digits stays ("144.0"); everything that could make a mail
# program see an address in it goes: the name was chosen by whoever authorized the browser.
NOT_IN_NAMES = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w .()'+,-]")
WIDTH = 78
STEP = re.compile(r"\d+\. ")
Letter = TypeVar("Letter", bound=EmailMultiAlternatives)


class KeyMessage(EmailMultiAlternatives):
    """A message whose HTML part shows a picture that is also attached.

    The picture is there twice on purpose: programs that show it inline often hide that part from the attachments, and
    the attachment is what people save.
    """

    picture: bytes

    def message(self, **options: Any) -> Any:
        mixed: Any = super().message(**options)
        shown = MIMEImage(self.picture, "png")
        shown["Content-ID"] = f"<{PICTURE_ID}>"
        shown["Content-Disposition"] = "inline"
        related = MIMEMultipart("related", type="multipart/alternative")
        words, attached = mixed.get_payload()
        related.attach(words)
        related.attach(shown)
        mixed.set_payload([related, attached])
        return mixed


def compose(message: OutboxMessage, payload: dict[str, str]) -> EmailMultiAlternatives:
    """The e-mail for a row. Raises ValueError when the payload is not what this kind needs, BadHeaderError on sending
    to anything with a line break in it.

    Payloads: `key` {key_string}, `code` {code, purpose: `sign-up` or `change`}, `exists` {},
    `browser` {browser: its name}, `notice` {event, browser: the name of the one that did it, or ""},
    `reset` {step, kind, token}.
    """
    with override(message.language):
        return _compose(message, payload)


def _compose(message: OutboxMessage, payload: dict[str, str]) -> EmailMultiAlternatives:
    match message.kind:
        case OutboxMessage.Kind.KEY:
            return _key(message, payload)
        case OutboxMessage.Kind.CODE:
            return _code(message, payload)
        case OutboxMessage.Kind.EXISTS:
            return _letter(EmailMultiAlternatives, message, str(EXISTS_SUBJECT), {})
        case OutboxMessage.Kind.BROWSER:
            name = {"browser": plain_name(_need(payload, "browser"))}
            return _letter(EmailMultiAlternatives, message, str(BROWSER_SUBJECT), name)
        case OutboxMessage.Kind.NOTICE:
            return _notice(message, payload)
        case OutboxMessage.Kind.RESET:
            return _reset(message, payload)
    raise ValueError(f"no message of kind {message.kind}")


def ending(account: Account) -> str:
    """The last four characters of the base32 account id: how people tell accounts apart (docs/formats.md §5)."""
    return base64.b32encode(account.id.bytes).decode("ascii").rstrip("=")[-4:]


def plain_name(name: str) -> str:
    """A browser's name as one short line that no mail program makes a link of."""
    return " ".join(NOT_IN_NAMES.sub(" ", name).split())[:100] or "A browser without a name"


def _key(message: OutboxMessage, payload: dict[str, str]) -> EmailMultiAlternatives:
    if message.account is None:
        raise ValueError("a key message needs its account")
    context = {"ending": ending(message.account), "picture_id": PICTURE_ID, "picture_name": PICTURE_NAME}
    letter = _letter(KeyMessage, message, str(KEY_SUBJECT).format(date=_date(message)), context)
    letter.picture = qr.picture(_need(payload, "key_string"))
    letter.attach(PICTURE_NAME, letter.picture, "image/png")
    return letter


def _code(message: OutboxMessage, payload: dict[str, str]) -> EmailMultiAlternatives:
    code = _need(payload, "code")
    if not CODE.fullmatch(code):
        raise ValueError("expected a code of 4 to 16 letters and digits")
    words = {"code": code, "purpose": payload.get("purpose", "sign-up")}
    return _letter(EmailMultiAlternatives, message, str(CODE_SUBJECT), words)


def _notice(message: OutboxMessage, payload: dict[str, str]) -> EmailMultiAlternatives:
    words = WORDS[Event(_need(payload, "event"))]
    name = plain_name(payload["browser"]) if payload.get("browser") else ""
    title = gettext(words.title)
    said = {"title": title, "meaning": gettext(words.meaning), "otherwise": gettext(words.otherwise), "browser": name}
    return _letter(EmailMultiAlternatives, message, f"Tessera: {_within(title)}", said)


def _reset(message: OutboxMessage, payload: dict[str, str]) -> EmailMultiAlternatives:
    """The token is in the link's fragment, which browsers keep to themselves: it reaches no log and no Referer."""
    step, token = _need(payload, "step"), _need(payload, "token")
    if step not in RESET_SUBJECTS or not TOKEN.fullmatch(token):
        raise ValueError("expected a step of a reset and its token")
    link = f"{settings.ORIGIN}/reset/#{token}"
    said = {"step": step, "kind": _need(payload, "kind"), "link": link, "address": f"{settings.ORIGIN}/reset/"}
    return _letter(EmailMultiAlternatives, message, str(RESET_SUBJECTS[step]), said)


def _letter(kind: type[Letter], message: OutboxMessage, subject: str, context: dict[str, str]) -> Letter:
    """Both parts of a message. The Message-ID is the row's, so two copies of one message can be told to be one."""
    words = {**context, "subject": subject, "email": message.email, "date": _date(message), "language": get_language()}
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    letter = kind(
        subject,
        _wrapped(render_to_string(f"mail/{message.kind}.txt", words)),
        to=[message.email],
        headers={"Message-ID": f"<{message.pk.hex}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    letter.attach_alternative(render_to_string(f"mail/{message.kind}.html", words), "text/html")
    return letter


def _need(payload: dict[str, str], name: str) -> str:
    if not payload.get(name):
        raise ValueError(f"the payload lacks {name}")
    return payload[name]


def _date(message: OutboxMessage) -> str:
    return date_format(message.made_at, "j. F Y" if get_language() == "de" else "j F Y")


def _within(title: str) -> str:
    """A title that goes on a line: English begins it small there, German nouns and articles do not mind."""
    return title if get_language() == "de" else title[0].lower() + title[1:]


def _wrapped(text: str) -> str:
    """Lines that every mail program shows whole; the second line of a step stands under its first."""
    return "\n".join(_wrap(line) for line in text.split("\n"))


def _wrap(line: str) -> str:
    step = STEP.match(line)
    return textwrap.fill(
        line,
        WIDTH,
        subsequent_indent=" " * (step.end() if step else 0),
        break_long_words=False,
        break_on_hyphens=False,
    )
