"""The line to the list of known breaches ends with its deadline, at real sockets that dribble."""

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.breachlist import BreachList, breach_list, send
from vault import breaches, breachline
from vault.errors import BreachesUnreachableError

PREFIX = "F3BBB"


@pytest.fixture
def known(settings: Any) -> Iterator[BreachList]:
    with breach_list() as known:
        settings.BREACH_URL = known.url
        yield known


OK = b"HTTP/1.1 200 OK\r\n"
DRIBBLES = {
    "a status": (b"HTTP/1.1 200 ", b"O"),
    "a header": (OK + b"X-Slow: ", b"x"),
    "promises of an answer": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body": (OK + b"Content-Length: 100000\r\n\r\n", b"0"),
    "a body without an end": (OK + b"Connection: close\r\n\r\n", b"\r\n"),
    "the size of a chunk": (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    "what follows the chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n"),
    "silence": (b"", b""),
}


@pytest.mark.parametrize(("begin", "drop"), DRIBBLES.values(), ids=DRIBBLES)
def test_whatever_is_dribbled_ends_with_the_deadline(
    known: BreachList, monkeypatch: pytest.MonkeyPatch, begin: bytes, drop: bytes
) -> None:
    hung_up, over = threading.Event(), threading.Event()
    refused = threading.Event()

    def dribble(handler: BaseHTTPRequestHandler, prefix: str) -> None:
        try:
            handler.wfile.write(begin)
            while not over.wait(0.01):
                handler.wfile.write(drop)
        except OSError:
            hung_up.set()
        handler.close_connection = True

    def ask() -> None:
        with pytest.raises(BreachesUnreachableError):
            breaches.ranges([PREFIX])
        refused.set()

    monkeypatch.setattr(breaches, "DEADLINE", 0.3)
    known.answer = dribble
    threading.Thread(target=ask, daemon=True).start()
    ended = refused.wait(1.5)
    broken_off = not drop or hung_up.wait(5)
    over.set()
    assert ended
    assert broken_off


def test_a_greeting_that_is_dribbled_ends_with_the_deadline(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    def greet(listener: socket.socket, over: threading.Event) -> None:
        line = listener.accept()[0]
        with line, suppress(OSError):
            line.sendall(b"\x16\x03\x03\x40\x00")  # the beginning of a record of 16 KiB
            while not over.wait(0.01):
                line.sendall(b"\x02")

    monkeypatch.setattr(breaches, "DEADLINE", 0.3)
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.BREACH_URL = f"https://127.0.0.1:{listener.getsockname()[1]}/range"
        greeting = threading.Thread(target=greet, args=(listener, over))
        greeting.start()
        began = time.monotonic()
        with pytest.raises(BreachesUnreachableError):
            breaches.ranges([PREFIX])
        taken = time.monotonic() - began
        over.set()
        greeting.join()
    assert taken < 1.5


def test_several_prefixes_share_one_deadline(known: BreachList, monkeypatch: pytest.MonkeyPatch) -> None:
    def dawdle(handler: BaseHTTPRequestHandler, prefix: str) -> None:
        threading.Event().wait(0.1)
        send(handler, b"")

    monkeypatch.setattr(breaches, "DEADLINE", 0.3)
    known.answer = dawdle
    began = time.monotonic()
    with pytest.raises(BreachesUnreachableError):
        breaches.ranges([f"{number:05X}" for number in range(16)])
    assert time.monotonic() - began < 1


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate of 127.0.0.1, which nobody trusts yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "list")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path / "list.pem"
    pem = serialization.Encoding.PEM
    path.write_bytes(key.private_bytes(pem, *form) + made.public_bytes(pem))
    return path


def test_over_tls_several_answers_come_over_one_line(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(breachline, "_trusted", lambda: trusting)
    with breach_list({}, tls=served) as known:
        with breachline.Line(known.url, time.monotonic() + 5) as line:
            answers = [line.read("00000"), line.read("00001")]
        assert [answer.decode().split() for answer in answers] == [known.rows("00000"), known.rows("00001")]
        assert len(known.lines) == 1


def test_a_certificate_that_this_machine_does_not_trust_is_refused(certificate: Path, settings: Any) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    with breach_list({}, tls=served) as known:
        settings.BREACH_URL = known.url
        with pytest.raises(BreachesUnreachableError):
            breaches.ranges([PREFIX])
        assert known.asked == []
