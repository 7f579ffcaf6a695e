"""A swap beside a commit of the same base, on the database of DATABASE_URL. Started by test_races.py; prints JSON."""

import hashlib
import json
import os
import sys
import threading
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import django
from django.core.management import call_command

if TYPE_CHECKING:
    from accounts.models import Account, Browser
    from vault.replacement import Swap
    from vault.sync import Sealed

ROUNDS = 8


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    json.dump([swap_beside_commit(number) for number in range(ROUNDS)], sys.stdout)


def swap_beside_commit(number: int) -> dict[str, Any]:
    """What came of both, and how the vault and the account look afterwards."""
    from accounts.models import Account
    from vault import replacement, sync
    from vault.models import Item

    account, browser, item, new = prepare(number)
    outcomes: dict[str, str] = {}
    start = threading.Barrier(2)

    def run(name: str, act: Callable[[], int]) -> threading.Thread:
        thread = threading.Thread(target=attempt, args=(outcomes, start, name, act))
        thread.start()
        return thread

    changed = sync.Sealed(item.id, 2, os.urandom(321))
    threads = [
        run("swap", lambda: replacement.swap(account, browser, new)),
        run("commit", lambda: sync.commit(account, 2, bytes(141), [changed])),
    ]
    for thread in threads:
        thread.join()
    after = Account.objects.get(pk=account.pk)
    blob = bytes(Item.objects.owned_by(account).get().blob)
    return {
        **outcomes,
        "generation": after.generation,
        "committed": blob == changed.blob,
        "newest": [sync.newest_version(account), sync.heads_of(account).latest("version").generation],
    }


def attempt(outcomes: dict[str, str], start: threading.Barrier, name: str, act: Callable[[], int]) -> None:
    from django.db import connection

    from vault.errors import ConflictError

    try:
        start.wait()
        outcomes[name] = f"version {act()}"
    except ConflictError as error:
        outcomes[name] = f"conflict {error.detail['version']}"
    finally:
        connection.close()


def prepare(number: int) -> "tuple[Account, Browser, Sealed, Swap]":
    """An account with one item at version 2, all of it staged."""
    from accounts.models import Browser
    from accounts.replacement import Successor
    from tests.vault.vaults import make_vault
    from vault import replacement, sync

    account = make_vault(f"race-{number}@example.org")
    own = account.key_copies.create(copy_id=uuid.uuid4(), kind="browser", share=bytes(32))
    browser = Browser.objects.create(account=account, name="Firefox", token_hash=account.pk.bytes * 2, own_copy=own)
    item = sync.Sealed(uuid.uuid4(), 1, os.urandom(321))
    sync.commit(account, 1, bytes(141), [item])
    copy_id, staged = uuid.uuid4(), sync.Sealed(item.id, 2, os.urandom(321))
    replacement.begin(account, browser, 2, copy_id, bytes(32))
    replacement.stage(account, browser, copy_id, [staged])
    account.key_copies.create(copy_id=uuid.uuid4(), kind="kit", share=bytes(32), generation=2)
    row = item.id.bytes + (2).to_bytes(4, "big") + hashlib.sha256(staged.blob).digest()
    root, successor = hashlib.sha256(row).digest(), Successor(bytes(32), bytes(97), bytes(97))
    return account, browser, item, replacement.Swap(2, root, bytes(141), bytes(97), copy_id, successor)


if __name__ == "__main__":
    main()
