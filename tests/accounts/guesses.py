"""One process of many that guess at once, against a shared cache and database. Started by test_guesses.py; prints JSON.

`prepare` makes the account; any other argument names what is guessed: its tries are spread over threads, each with a
session of its own.
"""

import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import django
from django.core.management import call_command

THREADS = 8
EMAIL = "alice@example.org"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    if sys.argv[1] == "prepare":
        return prepare()
    kind, tries, now, login, first = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4], int(sys.argv[5])
    from config import limits

    # All tries fall into one window of the limit.
    limits.time = SimpleNamespace(time=lambda: now)  # type: ignore[assignment, attr-defined]
    if kind in {"code", "once"}:  # so many right passwords at the same moment are not what is tried here
        limits.LOGIN_BY_EMAIL = limits.LOGIN_BY_ADDRESS = limits.Limit("not-tried", 10**9, 60)
    if kind == "once":
        limits.FACTOR_BY_ACCOUNT = limits.FACTOR_BY_ADDRESS = limits.LOGIN_BY_EMAIL
    with ThreadPoolExecutor(THREADS) as pool:
        each = tries // THREADS
        found = pool.map(lambda thread: guess(kind, each, login, first + thread * each), range(THREADS))
    json.dump(sum(found, Counter()), sys.stdout)
    return None


def prepare() -> None:
    from tests.base import Person, Web, enroll

    call_command("migrate", verbosity=0, skip_checks=True)
    web = Web()
    alice = enroll(web, Person(EMAIL))
    app = web.add_app(alice)
    json.dump([alice.login, app.secret], sys.stdout)


def guess(kind: str, tries: int, login: str, first: int) -> Counter[int]:
    """How often each status came back."""
    from django.db import connection

    from tests.base import ENTRY, Web

    web = Web()
    entry = {"email": EMAIL, "password": login}
    if kind in {"code", "once"}:
        assert web.post(f"{ENTRY}/login", entry).status_code == 401
    found: Counter[int] = Counter()
    for number in range(first, first + tries):
        if kind == "once":
            answer = web.show_code(os.environ["RIGHT_CODE"])
        elif kind == "code":
            answer = web.show_code(f"{number:05}")  # too short to be right
        else:
            email = EMAIL if kind == "account" else f"{number}@example.org"
            answer = web.post(f"{ENTRY}/login", {"email": email, "password": "A" * 43})
        found[answer.status_code] += 1
    connection.close()
    return found


if __name__ == "__main__":
    main()
