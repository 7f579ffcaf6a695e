"""A whole Tessera, started as `make run` starts it, in a folder of its own: web server, broker, worker, mail folder."""

import email
import email.policy
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], what: str, seconds: float = 60) -> Found:
    """The first answer of `look` that says yes. Fails the test with `what` when none comes in time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds:.0f} s in vain for {what}")


def free_port() -> int:
    """A port that nobody listens on, below those that go to outgoing connections: a server is seconds in coming up."""
    for _ in range(100):
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


class Site:
    """Starts at construction; `stop()` ends it. `log` is everything that it printed."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = folder / "site.log"
        self.environment = {
            **os.environ,
            "PORT": str(self.port),
            "TESSERA_DATA": str(folder / "data"),
            "TESSERA_SWEEP_SECONDS": "2",
            # A machine that is this busy is not out of order.
            "TESSERA_CACHE_SECONDS": "60",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            **environment,
        }
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tools.serve"], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )
        wait_for(self._is_up, f"the site to come up; see {self.log}", 90)

    def _is_up(self) -> bool:
        assert self.process.poll() is None, self.log.read_text("utf8")
        return f"Tessera is at {self.url}" in self.log.read_text("utf8")

    def stop(self) -> int:
        """Ctrl-C. Returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)

    def manage(self, *arguments: str) -> str:
        """The output of a management command against this site."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database says, read beside the running server."""
        # Closed at once: Python frees a connection late, and one that lingers shows later readers an old state.
        with closing(sqlite3.connect(f"file:{self.folder / 'data' / 'tessera.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()

    def mails(self, to: str) -> Iterator[EmailMessage]:
        """The messages that were sent to an address, oldest first."""
        for path in sorted((self.folder / "data" / "mail").glob("*.eml")):
            content = path.read_bytes()
            # Taking apart the hundreds that other tests got takes a second, and this is asked for again and again.
            if to.encode() not in content:
                continue
            message = email.message_from_bytes(content, policy=email.policy.default)
            if to in {address for _, address in getaddresses([str(message["To"])])}:
                assert isinstance(message, EmailMessage)
                yield message

    def mail(self, to: str, subject: str, after: int = 0) -> EmailMessage:
        """The newest message with these words in its subject, once there are more than `after` of them."""

        def look() -> EmailMessage | None:
            found = [message for message in self.mails(to) if subject in str(message["Subject"])]
            return found[-1] if len(found) > after else None

        return wait_for(look, f"a message “{subject}” to {to}")

    def code(self, to: str, after: int = 0) -> str:
        """The code that confirms an address."""
        found = re.search(r"^\s*(\d{6})\s*$", text_of(self.mail(to, "confirm", after)), re.M)
        assert found, "the message holds no code on a line of its own"
        return found[1]

    def key_picture(self, to: str, after: int = 0) -> bytes:
        """`tessera_key.png` of the newest key e-mail."""
        message = self.mail(to, "IMPORTANT: Tessera Account Key QR code", after)
        pictures = [part for part in message.iter_attachments() if part.get_filename() == "tessera_key.png"]
        assert len(pictures) == 1
        content = pictures[0].get_content()
        assert isinstance(content, bytes)
        return content


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())
