"""What staff may do to an account. Every act is recorded in the transaction that does it (ATTACKS W10).

There is deliberately no verb that sets a credential, reads anything sealed, or authorizes a browser.
"""

from django.db import transaction

from . import browsers, sessions
from .models import Account, Browser
from .records import COMMAND_LINE, StaffAct

Act = StaffAct.Act


def record(staff: str, act: StaffAct.Act, account: Account, detail: str = "") -> None:
    StaffAct.objects.create(staff=staff, act=act, account_id=account.pk, account_email=account.email, detail=detail)


@transaction.atomic
def suspend(staff: str, account: Account) -> None:
    """The account may not sign in, and its sessions end; nothing of it is lost."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    sessions.end_all(account)
    record(staff, Act.SUSPEND, account)


@transaction.atomic
def reactivate(staff: str, account: Account) -> None:
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(staff, Act.REACTIVATE, account)


@transaction.atomic
def sign_out(staff: str, account: Account) -> None:
    """End every session. Browsers stay authorized; the password is asked again."""
    sessions.end_all(account)
    record(staff, Act.SIGN_OUT, account)


@transaction.atomic
def revoke_browsers(staff: str, account: Account) -> None:
    """Every browser has to be authorized anew, with a key copy."""
    names = []
    for browser in account.browsers.all():
        names.append(browser.name)
        browsers.revoke(account, browser.pk)
    record(staff, Act.REVOKE_BROWSERS, account, ", ".join(names)[:200])


@transaction.atomic
def revoke_browser(staff: str, browser: Browser) -> None:
    """This browser has to be authorized anew, with a key copy. Raises NotFoundError when it is gone already."""
    browsers.revoke(browser.account, browser.pk)
    record(staff, Act.REVOKE_BROWSER, browser.account, browser.name)


@transaction.atomic
def delete(staff: str, account: Account) -> None:
    """The account and everything of it: vault, key copies, browsers, messages, sessions."""
    sessions.end_all(account)
    record(staff, Act.DELETE, account)
    account.delete()


@transaction.atomic
def grant(account: Account, *, allowed: bool) -> None:
    """Let an account use the admin, or no longer. Only from the command line: the admin makes no staff."""
    account.is_staff = allowed
    account.save(update_fields=["is_staff"])
    record(COMMAND_LINE, Act.GRANT_STAFF if allowed else Act.REVOKE_STAFF, account)
