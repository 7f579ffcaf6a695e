"""Real servers for tests: started on demand, in a folder of their own, stopped at the end of the run."""

import asyncio
import email
import email.policy
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from aiosmtpd.controller import Controller

from tests.site import ROOT, free_port, wait_for
from tools import serve
from tools import valkey as embedded


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres: Debian keeps them off the path."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL that listens on a socket only."""
    programs = postgres_programs()
    if programs is None:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql, as make test does")
    # PostgreSQL does not run as root, and could not enter pytest's own folders then.
    user = "nobody" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="tessera-postgres-"))
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    setup = [str(programs / "initdb"), "-D", data, "-U", "tessera", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(setup, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    serve = [str(programs / "postgres"), "-D", data, "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(serve, user=user, cwd=folder, stdout=log, stderr=log)
    url = f"postgres://tessera@{quote(str(folder), safe='')}/postgres"
    try:
        wait_for(lambda: answers(folder), f"PostgreSQL to answer; see {folder / 'log'}")
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder)


def answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), user="tessera", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


class Broker:
    """A Valkey on a socket with an append-only file, as `make run` embeds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # A socket's path is short (unix(7)), a test's folder is not.
        self.socket = Path(tempfile.mkdtemp(prefix="tessera-")) / "valkey.sock"
        self.url = f"unix://{self.socket}"

    def start(self) -> None:
        with (self.folder / "valkey.log").open("ab") as log:
            command = embedded.command(self.socket, self.folder / "valkey")
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        wait_for(lambda: serve.answers(self.socket), "the broker to answer")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes connections, as the kernel does for it, and says nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def written(self) -> bytes:
        """Every byte that the broker has put on disk."""
        return b"".join(file.read_bytes() for file in sorted((self.folder / "valkey").rglob("*")) if file.is_file())


@contextmanager
def valkey(folder: Path) -> Iterator[Broker]:
    broker = Broker(folder)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()
        shutil.rmtree(broker.socket.parent)


class Worker:
    """A Celery worker with its beat in a process group of its own. `log` is everything that it printed."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.log = log
        seen = log.read_text("utf8").count(" ready.") if log.exists() else 0
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "--app", "config", "worker", "--beat", "--concurrency", "1"),
                    *("--loglevel", "debug", "--without-gossip", "--without-mingle"),
                ],
                cwd=ROOT,
                env=environment,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        wait_for(lambda: log.read_text("utf8").count(" ready.") > seen, f"the worker to be ready; see {log}", 60)

    def kill(self) -> None:
        """SIGKILL to worker, beat and pool at once: nothing is handed back, nothing is noted."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)


@contextmanager
def celery_worker(environment: dict[str, str], log: Path) -> Iterator[Worker]:
    """Ends as in a power cut, which is quick and must always do."""
    worker = Worker(environment, log)
    try:
        yield worker
    finally:
        worker.kill()


class Postbox:
    """What a mail server received, and how it answers: `refusals` are used up one per message, then it accepts.

    While `held` is clear, senders wait at MAIL FROM; `begun` counts those who came that far.
    """

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.refusals: list[str] = []
        self.begun = 0
        self.held = threading.Event()
        self.held.set()
        self.url = ""

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.received if address in str(message["To"])]

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.begun += 1
        await asyncio.to_thread(self.held.wait)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusals:
            return self.refusals.pop(0)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 Message accepted for delivery"


@contextmanager
def smtp_server() -> Iterator[Postbox]:
    """A mail server on this machine, without TLS: its address is `Postbox.url`, in the form of `EMAIL_URL`."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    postbox.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield postbox
    finally:
        postbox.held.set()
        controller.stop()
