"""Requests per second of one route, over connections that stay open.

The client writes the same bytes again and again and reads only what it must: on a machine that it shares with the
server, every instruction of its own would be counted against the server.
"""

import socket
import threading
import time
from urllib.parse import urlsplit

END_OF_HEAD = b"\r\n\r\n"


def rate(url: str, cookies: str, *, clients: int = 16, seconds: float = 5) -> float:
    """Answered requests a second. Raises RuntimeError when an answer is not 200."""
    address = urlsplit(url)
    head = (
        f"GET {address.path}?{address.query} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n\r\n".encode()
    )
    end = time.monotonic() + seconds
    counts = [0] * clients
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            with socket.create_connection((address.hostname or "localhost", address.port or 80), timeout=10) as line:
                while time.monotonic() < end:
                    line.sendall(head)
                    read_answer(line)
                    counts[number] += 1
        except (OSError, RuntimeError) as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{len(failures)} of {clients} clients failed: {failures[0]}")
    return sum(counts) / (time.monotonic() - started)


def read_answer(line: socket.socket) -> None:
    """Reads one answer to its end. Raises RuntimeError when it is not 200 or has no length."""
    data = line.recv(65536)
    while END_OF_HEAD not in data:
        data += line.recv(65536)
    head, _, body = data.partition(END_OF_HEAD)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.split(b"\r\n", 1)[0].decode("ascii", "replace"))
    lengths = [row for row in head.lower().split(b"\r\n") if row.startswith(b"content-length:")]
    if not lengths:
        raise RuntimeError("an answer without a length")
    missing = int(lengths[0].split(b":")[1]) - len(body)
    while missing > 0:
        missing -= len(line.recv(65536))
