"""Browsers that commit at the same moment, on the database of DATABASE_URL. Started by test_races.py; prints JSON.

A process of its own, because what is tested is the database as the settings open it: separate connections, SQLite as a
file in WAL mode, or a PostgreSQL.
"""

import json
import os
import sys
import threading
import uuid

import django
from django.core.management import call_command

ROUNDS = 15
BROWSERS = 5


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    # What knows models can be imported only now.
    from .vaults import make_vault

    account = make_vault()
    rounds = [commit_together(account.pk, base) for base in range(1, ROUNDS + 1)]
    json.dump({"rounds": rounds, "pulls": pull_while_committing(account.pk)}, sys.stdout)


def commit_together(account_id: uuid.UUID, base: int) -> list[str]:
    """What came of BROWSERS commits of one new item each, all on the same base."""
    outcomes: list[str] = []
    start = threading.Barrier(BROWSERS)

    def browser() -> None:
        start.wait()
        outcomes.append(commit_one(account_id, base))

    threads = [threading.Thread(target=browser) for _ in range(BROWSERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def commit_one(account_id: uuid.UUID, base: int) -> str:
    from django.db import connection

    from accounts.models import Account
    from vault import sync
    from vault.errors import ConflictError

    try:
        account = Account.objects.get(pk=account_id)
        return f"version {sync.commit(account, base, bytes(141), [sync.Sealed(uuid.uuid4(), 1, bytes(321))])}"
    except ConflictError as error:
        return f"conflict {error.detail['version']}"
    finally:
        connection.close()


def pull_while_committing(account_id: uuid.UUID) -> list[list[int]]:
    """Pulls beside a browser that commits without pause: [version, number of items, newest head] of each answer."""
    from accounts.models import Account
    from vault import sync

    account = Account.objects.get(pk=account_id)
    base = sync.newest_version(account)

    def browser() -> None:
        for step in range(30):
            commit_one(account_id, base + step)

    writer = threading.Thread(target=browser)
    writer.start()
    answers = []
    while writer.is_alive():
        page = sync.pull(account)
        answers.append([page.version, len(page.items), page.heads[-1].version])
    writer.join()
    page = sync.pull(account)
    return [*answers, [page.version, len(page.items), page.heads[-1].version]]


if __name__ == "__main__":
    main()
