"""A real mail road of Debian's packages, in a folder of its own, on free ports and without privileges.

Exim takes messages by SMTP into a Maildir, Dovecot serves that by IMAP, and mbsync fetches it as a mail program does.
"""

import email
import email.policy
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from grp import getgrgid
from pathlib import Path
from pwd import getpwnam, getpwuid
from socket import create_connection

import pytest

from tests.site import free_port, wait_for

DOMAIN = "example.org"
PASSWORD = "only-for-this-test"
PROGRAMS = {"exim4": "exim4-daemon-light", "dovecot": "dovecot-imapd", "mbsync": "isync"}

EXIM = """
primary_hostname = mail.example.org
domainlist local_domains = example.org
exim_user = {user}
exim_group = {group}
never_users =
spool_directory = {folder}/spool
log_file_path = {folder}/exim-%s.log
pid_file_path = {folder}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {smtp}
keep_environment =
tls_advertise_hosts =
host_lookup =
deliver_drop_privilege = true
acl_smtp_rcpt = residents

begin acl
residents:
  accept domains = +local_domains
  deny message = no relaying

begin routers
box:
  driver = accept
  domains = +local_domains
  transport = box

begin transports
box:
  driver = appendfile
  directory = {folder}/Maildir
  maildir_format
  user = {user}
  group = {group}
"""
DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/Maildir
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""
MBSYNC = """
IMAPAccount box
Host 127.0.0.1
Port {imap}
User owner
Pass "{password}"
SSLType None
AuthMechs LOGIN

IMAPStore far
Account box

MaildirStore near
Path {folder}/fetched/
Inbox {folder}/fetched/INBOX

Channel fetch
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
"""


class MailRoad:
    """`url` is where messages go, in the form of `EMAIL_URL`; `fetched(…)` is what has come out at the other end."""

    def __init__(self, folder: Path, user: str) -> None:
        self.folder, self.user = folder, user
        self.smtp, self.imap = free_port(), free_port()
        self.url = f"smtp://127.0.0.1:{self.smtp}"
        group = getgrgid(getpwnam(user).pw_gid).gr_name
        values = {"folder": folder, "user": user, "group": group, "smtp": self.smtp, "imap": self.imap}
        for name, text in {"exim.conf": EXIM, "dovecot.conf": DOVECOT, "mbsyncrc": MBSYNC}.items():
            (folder / name).write_text(text.format(**values, password=PASSWORD), "utf8")
        for name in ("spool", "fetched"):
            (folder / name).mkdir()
        for path in (folder, *folder.iterdir()):
            # Exim reads no configuration that others than its user may write.
            path.chmod(0o700 if path.is_dir() else 0o600)
            if os.getuid() == 0:
                shutil.chown(path, user, group)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """In the foreground, as somebody without privileges."""
        with (self.folder / f"{Path(command[0]).name}.out").open("ab") as out:
            if os.getuid() != 0:
                return subprocess.Popen(command, cwd=self.folder, stdout=out, stderr=out)
            group = getpwnam(self.user).pw_gid
            return subprocess.Popen(
                command, user=self.user, group=group, extra_groups=[], cwd=self.folder, stdout=out, stderr=out
            )

    def fetched(self, to: str, subject: str) -> EmailMessage:
        """The newest message of this subject in the mailbox, fetched by IMAP."""

        def look() -> EmailMessage | None:
            fetch = self.start("mbsync", "--config", str(self.folder / "mbsyncrc"), "--quiet", "fetch")
            assert fetch.wait(30) == 0, self.said()
            found = [message for message in self._read() if to in message["To"] and subject in message["Subject"]]
            return found[-1] if found else None

        return wait_for(look, f"“{subject}” in the mailbox; see {self.folder}")

    def _read(self) -> Iterator[EmailMessage]:
        for path in sorted((self.folder / "fetched" / "INBOX").glob("*/*"), key=lambda path: path.stat().st_mtime):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            yield message

    def said(self) -> str:
        """What the programs printed, for a failure."""
        return "\n".join(path.read_text("utf8", "replace") for path in sorted(self.folder.glob("*.[ol][uo][tg]")))


@contextmanager
def mail_road() -> Iterator[MailRoad]:
    """Exim and Dovecot run until the end. Fails the test where one of the programs is missing."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program, path=_path())]
    if missing:
        pytest.fail(f"not installed: apt-get install {' '.join(missing)}, as make test does")
    # The path of a socket is short (unix(7)), a test's folder is not; nobody could not enter it either.
    folder = Path(tempfile.mkdtemp(prefix="tessera-mail-"))
    user = "nobody" if os.getuid() == 0 else getpwuid(os.getuid()).pw_name
    road = MailRoad(folder, user)
    servers = [
        road.start(_program("exim4"), "-C", str(folder / "exim.conf"), "-bdf"),
        road.start(_program("dovecot"), "-c", str(folder / "dovecot.conf"), "-F"),
    ]
    try:
        wait_for(lambda: listens(road.smtp), f"Exim to answer; see {folder}")
        wait_for(lambda: listens(road.imap), f"Dovecot to answer; see {folder}")
        yield road
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait(30)
        shutil.rmtree(folder)


def _path() -> str:
    """Debian keeps servers off a person's path."""
    return f"{os.environ['PATH']}:/usr/sbin:/sbin"


def _program(name: str) -> str:
    found = shutil.which(name, path=_path())
    assert found
    return found


def listens(port: int) -> bool:
    try:
        create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
