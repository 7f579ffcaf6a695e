"""A list of known breaches on this machine: a real HTTP server that speaks the protocol of Pwned Passwords."""

import hashlib
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PADDING = 20


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def padding(prefix: str, count: int = PADDING) -> list[str]:
    """Rows that stand for nothing: their count is 0."""
    return [f"{sha1(f'{prefix} {number}')[5:]}:0" for number in range(count)]


@dataclass
class BreachList:
    """Which passwords were leaked, and what was asked, over which lines.

    `answer`, where set, stands for the body of every answer.
    """

    leaked: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    lines: set[object] = field(default_factory=set)
    answer: Callable[[BaseHTTPRequestHandler, str], None] | None = None
    url: str = ""

    def rows(self, prefix: str) -> list[str]:
        hashes = {sha1(password): count for password, count in self.leaked.items()}
        found = [f"{digest[5:]}:{count}" for digest, count in hashes.items() if digest.startswith(prefix)]
        return sorted(found + padding(prefix))

    def respond(self, handler: BaseHTTPRequestHandler) -> None:
        prefix = handler.path.removeprefix("/range/")
        self.asked.append(prefix)
        self.lines.add(handler.client_address)
        self.headers.append({name.lower(): value for name, value in handler.headers.items()})
        if self.answer:
            self.answer(handler, prefix)
        else:
            send(handler, "\r\n".join(self.rows(prefix)).encode())


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class Quiet(ThreadingHTTPServer):
    """Says nothing of clients that hang up, which is what they are tested to do."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as it came


@contextmanager
def breach_list(leaked: dict[str, int] | None = None, tls: ssl.SSLContext | None = None) -> Iterator[BreachList]:
    known = BreachList(leaked or {})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            known.respond(self)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: what was asked is in `asked`."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        known.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/range"
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield known
        finally:
            server.shutdown()
            thread.join()
