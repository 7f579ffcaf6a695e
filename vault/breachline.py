"""A line to the list of known breaches on which nothing outlasts its deadline, whatever the other side does.

A socket's time-out bounds one wait: whoever says a byte now and then passes it for ever, in a status, a header, the
size of a chunk or one `100 Continue` after another. So here no wait is for longer than what is left until the deadline.
Only the look-up of the list's own name is as patient as this machine's resolver.
"""

import functools
import io
import socket
import ssl
import time
from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlsplit

PATIENCE = 2.0  # seconds for one wait
LARGEST = 512 * 1024  # bytes of one answer of the list, which are about 40 a row
HEADERS = {"User-Agent": "Tessera", "Accept": "text/plain", "Add-Padding": "true"}


class Line:
    """Asks the list at an address, `<address>/<prefix>`, one prefix after another. Redirects could lead anywhere, so
    none is followed; a second try is the browser's affair.

    `end` is in seconds of the monotonic clock.
    """

    def __init__(self, address: str, end: float) -> None:
        self._path = urlsplit(address).path
        self._connection = _Connection(address, end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self._connection.close()

    def read(self, prefix: str) -> bytes:
        """One answer. Raises ValueError for another status, too much or too little, HTTPException, OSError; after any
        of them the line is good for nothing more.
        """
        self._connection.request("GET", f"{self._path}/{prefix}", headers=HEADERS)
        with self._connection.getresponse() as answer:
            if answer.status != 200:
                raise ValueError("another status")
            text = b""
            while piece := answer.read1(65536):
                text += piece
                if len(text) > LARGEST:
                    raise ValueError("too much")
            if answer.length:
                raise ValueError("too little")
            return text


class _Connection(HTTPConnection):
    """Over TLS where the address says so; certificates are those that this machine trusts."""

    def __init__(self, address: str, end: float) -> None:
        parts = urlsplit(address)
        self._name = parts.hostname or ""
        self._tls = parts.scheme == "https"
        self._end = end
        super().__init__(self._name, parts.port or (443 if self._tls else 80))
        self.default_port = 443 if self._tls else 80  # which goes unnamed in the header Host

    def connect(self) -> None:
        plain = _reach(self._name, self.port, self._end)
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plain.settimeout(_left(self._end))  # of the whole greeting: one wait to Python
        sock = _trusted().wrap_socket(plain, server_hostname=self._name) if self._tls else plain
        self.sock = _Socket(sock, self._end)


@functools.cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def _reach(name: str, port: int, end: float) -> socket.socket:
    """Connects to the first of its addresses that answers. Raises OSError."""
    failure = OSError("the name has no address")
    for *_, address in socket.getaddrinfo(name, port, type=socket.SOCK_STREAM):
        try:
            return socket.create_connection((str(address[0]), port), _left(end))
        except OSError as error:
            failure = error
    raise failure


def _left(end: float) -> float:
    """Seconds for the next wait. Raises TimeoutError when none are left."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, PATIENCE)


class _Socket:
    """What http.client uses of a socket."""

    def __init__(self, sock: socket.socket, end: float) -> None:
        self._sock, self._end = sock, end

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._end))
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._sock, self._end))

    def close(self) -> None:
        self._sock.close()


class _Incoming(io.RawIOBase):
    """What the other side says."""

    def __init__(self, sock: socket.socket, end: float) -> None:
        self._sock, self._end = sock, end
        self._file = sock.makefile("rb", buffering=0)  # holds the socket open for an answer that ends with it

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]  # it is a memoryview that comes
        self._sock.settimeout(_left(self._end))
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()
