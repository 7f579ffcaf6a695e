"""Every rate limit by name, with the reason for its number.

A limit counts in the shared cache, in fixed windows, with one atomic increment per try: it holds across processes and
under parallel tries (ATTACKS W6). allauth's own limits are off where they would count what these count: they are not
atomic, and whoever used them up could keep an account's owner out of every browser.

Who knows an account's address can use up what is counted for that account. A browser that the account knows has counts
of its own, by its row token, so that its owner still gets in there.

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

    def settle(self, *, good: bool) -> None:
        """What a rule around one of allauth's routes does once it knows (accounts/rules.py)."""
        if good:
            self.give_back()


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
# A known browser, which shows its row token, has its own count: guesses from elsewhere do not use it up.
LOGIN_BY_BROWSER = Limit("login-browser", 10, 300, guards=True)
# Six digits, three of them good at a time: 864 tries a day find a code in a year or so, and the password comes first.
FACTOR_BY_ACCOUNT = Limit("factor-account", 6, 600, guards=True)
FACTOR_BY_BROWSER = Limit("factor-browser", 6, 600, guards=True)
# The people behind one address.
FACTOR_BY_ADDRESS = Limit("factor-address", 60, 600, guards=True)
# allauth counts wrong codes in the session, where parallel posts overwrite each other: three tries for each code sent.
CODE_BY_SIGNUP = Limit("code-signup", 3, 3600, guards=True)
# A known browser has its own count, so that guesses from elsewhere cannot lock the owner out of it.
UNLOCK_BY_BROWSER = Limit("unlock-browser", 10, 300, guards=True)
# Trying carriers at authorization asks for one challenge each.
CHALLENGE_BY_ACCOUNT = Limit("challenge-account", 120, 300, guards=True)
CHALLENGE_BY_BROWSER = Limit("challenge-browser", 120, 300, guards=True)
# Every message holds a sealed key; nobody needs more than a handful in an hour.
KEY_MAIL_BY_ACCOUNT = Limit("key-mail-account", 6, 3600)
# One kit, a file and a few pictures in a busy hour; each leaves a row.
KEY_COPY_BY_ACCOUNT = Limit("key-copy-account", 60, 3600)
# A person edits by hand; an import commits in large parts.
COMMIT_BY_ACCOUNT = Limit("commit-account", 600, 60)
# Sixteen prefixes each: 2,400 passwords looked up in the list of known breaches in an hour, which is a large vault.
BREACHES_BY_ACCOUNT = Limit("breaches-account", 150, 3600)
# Each one has the whole vault sealed and sent anew, perhaps after a line that broke a few times.
REPLACE_BY_ACCOUNT = Limit("replace-account", 20, 3600)
# Each mails somebody who did not ask, perhaps; a person asks once, and once more for typing errors.
RESET_BY_ADDRESS = Limit("reset-address", 20, 3600)
# By kind: whoever uses one up for somebody else has mailed them links of that kind, and not kept them from the other.
RESET_BY_EMAIL = Limit("reset-email", 4, 3600)
# A link's token cannot be guessed: this only bounds the work, a password hash for each recovery.
RESET_LINK_BY_ADDRESS = Limit("reset-link-address", 60, 300)
# As KEY_COPY_BY_ACCOUNT: a page to print, now and then.
RECOVERY_BY_ACCOUNT = Limit("recovery-account", 20, 3600)
# Each one mails a stranger, and people change their address about once in years.
EMAIL_CHANGE_BY_ACCOUNT = Limit("email-change-account", 6, 3600)
# Six digits, and only in an authorized browser of this very account.
CODE_BY_EMAIL_CHANGE = Limit("code-email-change", 10, 3600, guards=True)
