"""Every rate limit by name, with the reason for its number.

A limit counts in the shared cache, in fixed windows, with one atomic increment per try: it holds across processes and
under parallel tries (ATTACKS W6). allauth's own limits stay on beside these; they are the second net, not the first.
"""

import hashlib
import math
import time
from dataclasses import dataclass

from django.core.cache import cache

from .api import ProblemError


class SlowDownError(ProblemError):
    """Too many tries. `detail.retry_after` is in seconds."""

    code = "slow-down"
    status = 429


@dataclass(frozen=True)
class Limit:
    """`count` tries per `window` seconds for each subject."""

    name: str
    count: int
    window: int

    def take(self, *subject: object) -> None:
        """Count one try of the subject. Raises SlowDownError once there have been more than `count` in this window."""
        now = time.time()
        slot = int(now // self.window)
        # The subject is hashed: an address or an account's name has no business in the cache.
        who = hashlib.sha256("\0".join(map(str, subject)).encode()).hexdigest()[:32]
        key = f"limit:{self.name}:{slot}:{who}"
        cache.add(key, 0, timeout=self.window + 1)
        if cache.incr(key) > self.count:
            raise SlowDownError(retry_after=math.ceil((slot + 1) * self.window - now))


# One person's devices behind one address look salts up a few times a day; a list of addresses needs thousands.
SALT_BY_ADDRESS = Limit("salt-address", 60, 60)
# A household or an office may sign several people up in an hour; a robot wants many more.
SIGNUP_BY_ADDRESS = Limit("signup-address", 40, 3600)
# Each one mails a stranger: enough for typing errors, too few to fill a mailbox.
SIGNUP_BY_EMAIL = Limit("signup-email", 8, 3600)
# A person mistypes a password a few times; each try costs a guesser one Argon2id on both sides anyway.
LOGIN_BY_EMAIL = Limit("login-email", 10, 300)
LOGIN_BY_ADDRESS = Limit("login-address", 60, 300)
# A known browser has its own count, so that guesses from elsewhere cannot lock the owner out of it.
UNLOCK_BY_BROWSER = Limit("unlock-browser", 10, 300)
# Trying carriers at authorization asks for one challenge each.
CHALLENGE_BY_ACCOUNT = Limit("challenge-account", 120, 300)
# Every message holds a sealed key; nobody needs more than a handful in an hour.
KEY_MAIL_BY_ACCOUNT = Limit("key-mail-account", 6, 3600)
# A person edits by hand; an import commits in large parts.
COMMIT_BY_ACCOUNT = Limit("commit-account", 600, 60)
