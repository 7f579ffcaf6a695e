"""Known breaches, by k-anonymity: what a list of leaked passwords holds under the first five digits of a SHA-1.

The list is the operator's choice (`BREACH_URL`) and speaks the protocol of Pwned Passwords: `GET <BREACH_URL>/<five hex
digits>` answers lines of `<35 hex digits>:<count>`, of which those with a count of 0 are padding. What browsers are
given is docs/formats.md §12; who learns what is in docs/keys.md. No prefix is ever logged.
"""

import logging
import re
import secrets
import threading
import time
from collections.abc import Sequence
from http.client import HTTPException

from django.conf import settings
from django.core.cache import cache

from accounts.errors import NotFoundError
from config.api import write_b64
from config.limits import SlowDownError

from .breachline import Line
from .errors import BreachesUnreachableError

log = logging.getLogger(__name__)

PREFIXES = 16  # asked at once
ROW = 6  # bytes of each hash that follow the prefix: with it 68 bits, so that nobody meets a wrong hit
CLASS = 2048  # rows that an answer is filled up to, or to a multiple
LIFE = 3600  # seconds in the cache: 16 KiB a prefix, and nobody's name
DEADLINE = 8.0  # seconds for everything that one request asks of the list
LINE = re.compile(rb"([0-9A-Fa-f]{35}):([0-9]{1,12})")

# A list that is slow shall hold up no save: two of a process's threads wait for it, the others go on.
_lines = threading.BoundedSemaphore(2)


def offered() -> bool:
    """Whether the operator has named a list."""
    return bool(settings.BREACH_URL)


def ranges(prefixes: Sequence[str]) -> list[str]:
    """For each prefix, five upper-case hex digits, the rows of §12 in base64url, all answers of one size.

    Raises NotFoundError where no list was named, BreachesUnreachableError when it does not answer as it should,
    SlowDownError while others are asking it.
    """
    if not offered():
        raise NotFoundError
    known: dict[str, str] = cache.get_many([_key(prefix) for prefix in prefixes])
    missing = sorted({prefix for prefix in prefixes if _key(prefix) not in known})
    if missing:
        found = {_key(prefix): rows for prefix, rows in _ask(missing).items()}
        cache.set_many(found, LIFE)
        known |= found
    return [known[_key(prefix)] for prefix in prefixes]


def fill(rows: set[bytes]) -> bytes:
    """The rows among random ones, sorted: how many are real shows neither in the size nor in the order."""
    size = CLASS * max(1, -(-len(rows) // CLASS))
    filled = set(rows)
    while len(filled) < size:
        filled.add(secrets.token_bytes(ROW))
    return b"".join(sorted(filled))


def parse(text: bytes) -> set[bytes]:
    """The rows of the list's answer. Raises ValueError for anything but lines of the protocol."""
    rows = set()
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError("a line that is no suffix and count")
        if int(match[2]):
            rows.add(bytes.fromhex(match[1][: 2 * ROW].decode("ascii")))
    return rows


def _key(prefix: str) -> str:
    return f"breach:{prefix}"


def _ask(prefixes: Sequence[str]) -> dict[str, str]:
    if not _lines.acquire(blocking=False):
        raise SlowDownError(retry_after=1)
    try:
        with Line(settings.BREACH_URL, time.monotonic() + DEADLINE) as line:
            return {prefix: write_b64(fill(parse(line.read(prefix)))) for prefix in prefixes}
    except (HTTPException, OSError, ValueError) as error:
        # The error's own text would name the address that was asked for, prefix included.
        log.warning("breaches: the list did not answer as it should (%s)", type(error).__name__)
        raise BreachesUnreachableError from None
    finally:
        _lines.release()
