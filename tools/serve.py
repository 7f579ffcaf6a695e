"""Serves Tessera on this machine: broker, web server and worker, restarted when they die, stopped together.

`make run` calls it. `PORT` (8000), `HOST` (127.0.0.1), `TESSERA_DATA` (var/), `REDIS_URL` (else a Valkey is embedded)
and the variables of docs/operating.md are honoured. With several machines, run the commands of `services()` by hand.
"""

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from tools import valkey

ROOT = Path(__file__).resolve().parent.parent
PR_SET_PDEATHSIG = 1  # prctl(2)
STOP_SECONDS = 15
LONGEST_PAUSE = 30.0


@dataclass
class Service:
    """A child process that is to stay up. `ready` answers whether it serves."""

    name: str
    command: list[str]
    ready: Callable[[], bool]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 0.5
    started: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        # Its own session: Ctrl-C reaches the supervisor alone, which then stops everything in order.
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command, cwd=ROOT, start_new_session=True, preexec_fn=die_with_parent
        )

    def revive(self) -> None:
        """Start again if it died, more slowly each time it dies young."""
        if self.process is None or self.process.poll() is None:
            return
        young = time.monotonic() - self.started < LONGEST_PAUSE
        self.pause = min(self.pause * 2, LONGEST_PAUSE) if young else 0.5
        say(f"{self.name} ended with {self.process.returncode}; starting it again in {self.pause:.0f} s")
        end(self.process)
        if not stopping.wait(self.pause):
            self.start()

    def stop(self) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
        end(self.process)


stopping = threading.Event()


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends what is left of it and its own: workers would go on serving when what started them was killed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def say(text: str) -> None:
    print(text, flush=True)


def die_with_parent() -> None:
    """Called in the child: a supervisor that is killed outright leaves no orphans."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def port_is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def web_command(host: str, port: int) -> list[str]:
    workers = os.environ.get("WEB_WORKERS", "2")
    return [
        *("granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", workers),
        # One runtime thread and four for Django: what SQLite's single writer was measured to like best.
        *("--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
        # A worker that is told to stop while it starts does not hear it, and would be waited for without end.
        *("--workers-kill-timeout", str(STOP_SECONDS - 5)),
        "config.wsgi:application",
    ]


def worker_command() -> list[str]:
    return [
        *("celery", "--quiet", "--app", "config", "worker", "--beat", "--concurrency", "2", "--loglevel", "warning"),
        *("--without-gossip", "--without-mingle"),
    ]


def services(host: str, port: int, data: Path, valkey_socket: Path) -> list[Service]:
    """Everything that runs, in the order in which it starts."""
    found = []
    if "REDIS_URL" not in os.environ:
        command = valkey.command(valkey_socket, data / "valkey")
        found.append(Service("broker", command, lambda: answers(valkey_socket)))
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/healthz"  # noqa: S104 - compared, not bound
    found.append(Service("web server", web_command(host, port), lambda: healthy(url)))
    found.append(Service("worker", worker_command(), lambda: True))
    return found


def start(children: list[Service]) -> None:
    """Start each and wait, a minute at most, until it serves. Raises SystemExit with what did not come up."""
    for child in children:
        child.start()
        limit = time.monotonic() + 60
        while not child.ready():
            if stopping.is_set():
                return
            dead = child.process is not None and child.process.poll() is not None
            if dead or time.monotonic() > limit:
                raise SystemExit(f"The {child.name} did not come up.")
            stopping.wait(0.05)


def prepare() -> None:
    """Checks and migrations, before anything serves. Raises SystemExit with what the checks refuse."""
    django.setup()
    try:
        call_command("check", fail_level="ERROR", verbosity=0)
    except SystemCheckError as refusal:
        raise SystemExit(str(refusal)) from None
    call_command("migrate", verbosity=0)
    connections.close_all()


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    if not port_is_free(host, port):
        raise SystemExit(f"Port {port} is in use. Choose another: PORT=8001 make run")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    prepare()
    children = services(host, port, settings.DATA, settings.VALKEY_SOCKET)
    try:
        start(children)
        if not stopping.is_set():
            say(f"Tessera is at http://localhost:{port}")
            if settings.MAIL_PAGE:
                say(f"Mail that it sends: http://localhost:{port}/mail/ and {settings.MAIL_FOLDER}")
        while not stopping.wait(0.5):
            for child in children:
                child.revive()
    finally:
        say("Stopping.")
        # The broker last: the worker hands back what it holds.
        for child in reversed(children):
            child.stop()


if __name__ == "__main__":
    main()
