"""The trial's mail folder: one whole file per message, for its owner's eyes."""

import email
import email.policy
import stat
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from accounts.mailfolder import MailFolder


def files() -> list[Path]:
    return sorted(Path(settings.MAIL_FOLDER).iterdir())


def test_each_message_is_a_file_and_names_sort_by_time() -> None:
    subjects = [f"message {number}" for number in range(5)]
    assert (
        MailFolder().send_messages([EmailMessage(subject, "words", to=["ada@example.org"]) for subject in subjects])
        == 5
    )
    read = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files()]
    assert [message["Subject"] for message in read] == subjects
    assert {file.suffix for file in files()} == {".eml"}


def test_only_the_owner_can_read_it() -> None:
    MailFolder().send_messages([EmailMessage("subject", "words", to=["ada@example.org"])])
    assert stat.S_IMODE(files()[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(Path(settings.MAIL_FOLDER).stat().st_mode) == 0o700


def test_lines_end_as_in_mail() -> None:
    MailFolder().send_messages([EmailMessage("subject", "one\ntwo\n", to=["ada@example.org"])])
    raw = files()[0].read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") > 5


def test_a_message_that_cannot_be_written_leaves_nothing_behind() -> None:
    message = EmailMessage("subject", "words", to=["ada@example.org"])
    with patch.object(Path, "replace", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk full"):
        MailFolder().send_messages([message])
    assert files() == []
