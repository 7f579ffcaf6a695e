"""The owner's view of their sessions: each one listed, one or all others ended (PRODUCT.md: Settings > Security).

A session that waits for its second factor is nobody's and not listed. Browsers stay authorized when their session
ends: the password is asked again, and the second factor.
"""

from collections.abc import Iterator
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from . import notices, sessions
from .errors import NotFoundError
from .events import Event
from .models import Account, Browser


def listing(account: Account, this: Browser) -> Iterator[dict[str, Any]]:
    """Every live session, the newest first; `browser` is the name of its authorized browser, if it has one."""
    browsers = {browser.session_key: browser for browser in account.browsers.all()}
    for row in _live(account).order_by("-created_at"):
        browser = browsers.get(row.session_key)
        yield {
            "id": row.pk,
            "browser": browser.name if browser else None,
            "user_agent": row.user_agent,
            "address": row.ip,
            "begun_at": row.created_at,
            "last_used_at": browser.last_used_at if browser else row.last_seen_at,
            "current": row.session_key == this.session_key,
        }


@transaction.atomic
def end(account: Account, session_id: int) -> None:
    """End one. Raises NotFoundError."""
    row = _live(account).filter(pk=session_id).first()
    if row is None:
        raise NotFoundError
    sessions.end(row.session_key)


@transaction.atomic
def end_others(account: Account, this: Browser) -> int:
    """End all but this browser's own, and tell the owner. Returns how many there were."""
    keys = list(_live(account).exclude(session_key=this.session_key).values_list("session_key", flat=True))
    for key in keys:
        sessions.end(key)
    notices.tell(account, Event.SIGNED_OUT, browser=this.name)
    return len(keys)


def _live(account: Account) -> QuerySet[UserSession]:
    """allauth's list names sessions that have run out, too, until the sweep comes by."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    listed: QuerySet[UserSession] = UserSession.objects.filter(user=account)
    return listed.filter(session_key__in=running.values("session_key"))
