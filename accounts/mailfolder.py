"""The trial's post office: an e-mail backend that writes every message to a folder instead of sending it."""

import os
import secrets
import tempfile
from collections.abc import Sequence
from email.generator import BytesGenerator
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class MailFolder(BaseEmailBackend):
    """One `.eml` file (RFC 5322, CRLF) per message in `settings.MAIL_FOLDER`, readable by its owner only.

    Names sort by time. A file appears whole or not at all: the page that lists them reads while workers write.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_FOLDER)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            _write(folder, message)
        return len(email_messages)


def _write(folder: Path, message: EmailMessage) -> None:
    name = f"{timezone.now():%Y%m%dT%H%M%S-%f}-{secrets.token_hex(4)}.eml"
    handle, half = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "wb") as file:
            BytesGenerator(file, mangle_from_=False).flatten(message.message(), linesep="\r\n")
        Path(half).replace(folder / name)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
