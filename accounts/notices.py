"""Security notices: what happened to the account, in an e-mail to its owner, with what to do if it was somebody else.

A notice names the event, the browser and the date, never a secret; it holds no link (accounts/mail.py says why).
"""

from . import outbox
from .events import Event
from .models import Account, OutboxMessage


def tell(account: Account, event: Event, *, browser: str = "", email: str | None = None) -> None:
    """Queue the notice, within the caller's transaction; of an account about to be deleted too: the row outlives it.

    `browser` is the acting browser's name, `email` another address than the account's: the former one, say.
    """
    kept = None if event in {Event.DELETED, Event.RESET_DONE} else account
    payload = {"event": event.value, "browser": browser}
    outbox.queue(OutboxMessage.Kind.NOTICE, email or account.email, payload, account=kept)
