"""Every rate limit by name, with the reason for its number.

A limit counts in the shared cache, in fixed windows, with one atomic increment per try: it holds across processes and
under parallel tries (ATTACKS W6). allauth's own limits stay on beside these; they are the second net, not the first.

While the cache is out of order, a limit that stands between a guesser and a secret lets nobody try; the others let
everybody pass, so that people can save, sign up and have their key mailed.
"""

import hashlib
import logging
import math
import time
from dataclasses import dataclass

from django.core.cache import cache
from redis.exceptions import RedisError

from .api import ProblemError, UnavailableError

log = logging.getLogger(__name__)


class SlowDownError(ProblemError):
    """Too many tries. `detail.retry_after` is in seconds."""

    code = "slow-down"
    status = 429


@dataclass(frozen=True)
class Try:
    """One counted try, which can be given back once it has turned out to be no guess."""

    key: str

    def give_back(self) -> None:
        """Uncount it. Where the cache has lost the count there is nothing to give back."""
        try:
            cache.decr(self.key)
        except (RedisError, ValueError) as error:
            log.warning("limits: a try cannot be given back (%s)", type(error).__name__)


@dataclass(frozen=True)
class Limit:
    """`count` tries per `window` seconds for each subject. `guards` a secret: without a count nobody may try."""

    name: str
    count: int
    window: int
    guards: bool = False

    def take(self, *subject: object) -> Try:
        """Count one try of the subject. Raises SlowDownError once there have been more than `count` in this window.

        Raises UnavailableError when the cache does not answer and this limit guards a secret.
        """
        now = time.time()
        slot = int(now // self.window)
        # The subject is hashed: an address or an account's name has no business in the cache.
        who = hashlib.sha256("\0".join(map(str, subject)).encode()).hexdigest()[:32]
        key = f"limit:{self.name}:{slot}:{who}"
        if self._count(key) > self.count:
            raise SlowDownError(retry_after=math.ceil((slot + 1) * self.window - now))
        return Try(key)

    def _count(self, key: str) -> int:
        try:
            cache.add(key, 0, timeout=self.window + 1)
            return cache.incr(key)
        except (RedisError, ValueError) as error:  # ValueError: the cache has lost the key between the two
            log.warning("limits: %s cannot be counted (%s)", self.name, type(error).__name__)
            if self.guards:
                raise UnavailableError from None
            return 0


# The people behind one address look salts up a few times a day; a list of addresses needs thousands.
SALT_BY_ADDRESS = Limit("salt-address", 120, 60)
# A school or an office may sign everybody up in one hour, from behind one address; a robot wants many more.
SIGNUP_BY_ADDRESS = Limit("signup-address", 300, 3600)
# Each one mails a stranger: enough for typing errors, too few to fill a mailbox.
SIGNUP_BY_EMAIL = Limit("signup-email", 8, 3600)
# A person mistypes a password a few times; each try costs a guesser one Argon2id on both sides anyway. What was right
# is given back: signing in at ten browsers is no guess.
LOGIN_BY_EMAIL = Limit("login-email", 10, 300, guards=True)
LOGIN_BY_ADDRESS = Limit("login-address", 60, 300, guards=True)
# allauth counts wrong codes in the session, where parallel posts overwrite each other: three tries for each code sent.
CODE_BY_SIGNUP = Limit("code-signup", 3, 3600, guards=True)
# A known browser has its own count, so that guesses from elsewhere cannot lock the owner out of it.
UNLOCK_BY_BROWSER = Limit("unlock-browser", 10, 300, guards=True)
# Trying carriers at authorization asks for one challenge each.
CHALLENGE_BY_ACCOUNT = Limit("challenge-account", 120, 300, guards=True)
# Every message holds a sealed key; nobody needs more than a handful in an hour.
KEY_MAIL_BY_ACCOUNT = Limit("key-mail-account", 6, 3600)
# One kit, a file and a few pictures in a busy hour; each leaves a row.
KEY_COPY_BY_ACCOUNT = Limit("key-copy-account", 60, 3600)
# A person edits by hand; an import commits in large parts.
COMMIT_BY_ACCOUNT = Limit("commit-account", 600, 60)
