"""`/mail/`: what the trial's mail folder holds, for the person at this machine.

The folder holds codes and key e-mails of every account here, so the page exists only with `settings.MAIL_PAGE` (never
in production: config/checks.py) and answers 404 to anybody who does not come straight from this machine. A message's
HTML is shown in a sandboxed frame: no scripts, no origin, nothing loaded, its pictures as data.
"""

import base64
import email
import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import wraps
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

PICTURES = {"image/png", "image/jpeg", "image/gif"}
NEWEST = 200  # the list's length: a trial's mail, not an archive
# Set whole, in place of the site's policy: mail has its style inside; nothing else can run or load here.
LETTER_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
View = Callable[..., HttpResponseBase]


def this_machine_only(view: View) -> View:
    """404 unless the trial is on and the request comes from this machine without a proxy between."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_shown_to(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def is_shown_to(request: HttpRequest) -> bool:
    """Whether `/mail/` is there for whoever asks: only in the trial, and only from this machine."""
    return bool(settings.MAIL_PAGE) and _is_local(request)


@require_safe
@this_machine_only
def listing(request: HttpRequest) -> HttpResponse:
    return render(request, "mailpage/list.html", {"letters": [_summary(file) for file in _files()[:NEWEST]]})


@csp_update({"frame-src": [SELF]})
@require_safe
@this_machine_only
def show(request: HttpRequest, name: str) -> HttpResponse:
    letter = _read(name)
    pictures = [
        {"number": number, "name": part.get_filename(f"picture-{number}.png"), "shown": not part.is_attachment()}
        for number, part in enumerate(letter.walk())
        if part.get_content_type() in PICTURES and isinstance(part, EmailMessage)
    ]
    words = {**_summary(_file(name)), "text": _body(letter, "plain"), "html": bool(_body(letter, "html"))}
    return render(request, "mailpage/letter.html", {"letter": words, "pictures": pictures})


@xframe_options_sameorigin
@require_safe
@this_machine_only
def html(request: HttpRequest, name: str) -> HttpResponse:
    letter = _read(name)
    words = _body(letter, "html")
    if not words:
        raise Http404
    whole = re.sub(r"cid:([\w.-]+)", lambda found: _as_data(letter, found[1]), words)
    return HttpResponse(whole, headers={"Content-Security-Policy": LETTER_POLICY})


@require_safe
@this_machine_only
def picture(request: HttpRequest, name: str, number: int) -> HttpResponse:
    parts = list(_read(name).walk())
    if number >= len(parts) or parts[number].get_content_type() not in PICTURES:
        raise Http404
    return HttpResponse(parts[number].get_payload(decode=True), content_type=parts[number].get_content_type())


mail_urls: list[URLPattern] = [
    path("mail/", listing, name="mail"),
    path("mail/<slug:name>/", show, name="mail-letter"),
    path("mail/<slug:name>/html", html, name="mail-html"),
    path("mail/<slug:name>/picture/<int:number>", picture, name="mail-picture"),
]


def _is_local(request: HttpRequest) -> bool:
    try:
        local = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:  # a Unix socket has no address, and a proxy on its other end
        return False
    return local and not {"X-Forwarded-For", "Forwarded"} & request.headers.keys()


def _files() -> list[Path]:
    """Newest first: the names begin with the time."""
    return sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), reverse=True)


def _file(name: str) -> Path:
    # The route's slug has neither dots nor slashes: the name cannot lead out of the folder.
    return Path(settings.MAIL_FOLDER) / f"{name}.eml"


def _parse(file: Path) -> EmailMessage:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what policy.default makes
    return message


def _read(name: str) -> EmailMessage:
    try:
        return _parse(_file(name))
    except FileNotFoundError:
        raise Http404 from None


def _summary(file: Path) -> dict[str, Any]:
    letter = _parse(file)
    return {
        "name": file.stem,
        "subject": letter["Subject"],
        "sender": letter["From"],
        "recipient": letter["To"],
        "at": parsedate_to_datetime(letter["Date"]),
    }


def _body(letter: EmailMessage, subtype: str) -> str:
    part = letter.get_body((subtype,))
    return str(part.get_content()) if part else ""


def _as_data(letter: EmailMessage, content_id: str) -> str:
    """The picture that the HTML part names by its Content-ID, as a `data:` address; empty when there is none."""
    for part in letter.walk():
        if part["Content-ID"] == f"<{content_id}>" and part.get_content_type() in PICTURES:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)  # noqa: S101 - pictures are no multiparts
            return f"data:{part.get_content_type()};base64,{base64.b64encode(content).decode('ascii')}"
    return ""
