"""Requests per second of one route, by threads that keep their connections."""

import http.client
import threading
import time
from urllib.parse import urlsplit


def rate(url: str, cookies: str, *, clients: int = 16, seconds: float = 5) -> float:
    """Answered requests a second. Raises RuntimeError when an answer is not 200."""
    address = urlsplit(url)
    counts = [0] * clients
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        connection = http.client.HTTPConnection(address.hostname or "localhost", address.port, timeout=10)
        while time.monotonic() < end:
            connection.request("GET", f"{address.path}?{address.query}", headers={"Cookie": cookies})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{url} answered {answer.status}")
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)
