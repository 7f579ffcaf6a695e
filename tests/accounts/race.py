"""Two requests at the same moment on a database of row locks. Started by test_races.py; prints JSON.

One holds its transaction open until the other waits for it: what the second has read by then is old.
"""

import json
import os
import sys
import threading
import uuid
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
    json.dump({"authorize": authorize_while_revoked(), "enroll": enroll_while_confirmed()}, sys.stdout)


def meet(first: Callable[[], object], second: Callable[[], object]) -> str:
    """Run `second` while `first` has done its work and not committed it. Returns what came of the second."""
    from django.db import IntegrityError, connection, transaction

    from config.api import ProblemError
    from tests.site import wait_for

    outcome: list[str] = []

    def follow() -> None:
        try:
            second()
            outcome.append("done")
        except (IntegrityError, ProblemError) as error:
            outcome.append(type(error).__name__)
        finally:
            connection.close()

    follower = threading.Thread(target=follow)
    with transaction.atomic():
        first()
        follower.start()
        wait_for(lambda: somebody_waits() or not follower.is_alive(), "the second to wait for the first", 10)
    follower.join()
    return outcome[0]


def somebody_waits() -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def authorize_while_revoked() -> dict[str, Any]:
    from django.test import RequestFactory

    from accounts import browsers, sessions
    from accounts.models import Account, Browser
    from tests.vault.vaults import make_vault

    account = make_vault("revoked@example.org")
    token = bytes(32)

    def authorize() -> Browser:
        request = RequestFactory().get("/")
        request.session = sessions.store()
        request.user = Account.objects.get(pk=account.pk)
        own = (uuid.uuid4(), bytes(32))
        return browsers.authorize(request, account, token=token, name="Firefox", own=own, with_copy=None)

    known = authorize()
    outcome = meet(lambda: browsers.revoke(account, known.pk), authorize)
    return {"outcome": outcome, "risen": Browser.objects.filter(pk=known.pk).exists()}


def enroll_while_confirmed() -> dict[str, Any]:
    from accounts import enrollment
    from accounts.models import Account
    from tests.vault.vaults import make_vault

    account = make_vault("confirmed@example.org")
    sealed = {"keyset": bytes(97), "carrier_record": bytes(97), "head": bytes(141)}
    ids = {"account_id": uuid.uuid4(), "copy_id": uuid.uuid4()}
    secrets = {"salt": bytes(16), "proof_key": bytes(32), "share": bytes(32), "credential": "!"}
    new = enrollment.Enrollment(email=account.email, **ids, **sealed, **secrets)  # type: ignore[arg-type]  # by name
    outcome = meet(lambda: enrollment.confirm(account), lambda: enrollment.enroll(new))
    return {"outcome": outcome, "stands": Account.objects.filter(pk=account.pk).exclude(confirmed_at=None).exists()}


if __name__ == "__main__":
    main()
