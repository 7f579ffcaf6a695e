"""Django's sessions as this application uses them: whose they are, how they end, and who is on the other side."""

import uuid
from datetime import datetime
from importlib import import_module
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Literal, NamedTuple, cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from .models import Account

BROWSER = "browser"  # the id of the authorized browser that this session belongs to
ENDED = "ended"  # all that is left of a session that was ended from elsewhere: whose it was, why, and when

Why = Literal["revoked", "password", "email", "replaced", "recovered", "deleted"]


class Ending(NamedTuple):
    """What the browser of an ended session is told, so that it knows what to say and what to wipe."""

    account_id: uuid.UUID
    why: Why
    at: datetime


def client_address(request: HttpRequest) -> str:
    """The client's address, by the number of trusted proxies (TESSERA_TRUSTED_PROXIES).

    Of an IPv6 address the /64: that is what one household is given, so what one client can choose from.
    """
    found = ip_address(str(get_adapter(request).get_client_ip(request)).partition("%")[0])
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or IPv6Network((found, 64), strict=False))


def store(key: str | None = None) -> SessionBase:
    return cast(SessionBase, import_module(settings.SESSION_ENGINE).SessionStore(key))


def cycle(request: HttpRequest) -> str:
    """Give the session a new id and register that with allauth's list. Returns the id."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)
    return str(request.session.session_key)


def renew(request: HttpRequest, account: Account, why: Why) -> str:
    """Carry this session over a change of the account's credential, under a new id, which is returned.

    The former id, should the answer with the new one not arrive or somebody else have it, is told why it ended.
    """
    former = str(request.session.session_key)
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    key = cycle(request)
    word = store()
    data = word.encode(_word(str(account.pk), why))
    Session.objects.create(session_key=former, session_data=data, expire_date=word.get_expiry_date())
    return key


def end(key: str) -> None:
    """The session is gone: its next request is anonymous."""
    UserSession.objects.filter(session_key=key).delete()
    if key:
        store(key).delete(key)


def end_all(account: Account) -> None:
    """Sign the account out everywhere. Its browsers stay authorized: the password is asked again."""
    for key in UserSession.objects.filter(user=account).values_list("session_key", flat=True):
        end(key)


def sweep() -> None:
    """Delete sessions that have expired, and what allauth's list says of them: nobody else does."""
    store().clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def mark_ended(key: str, why: Why) -> None:
    """Empty the session, but for whose it was, why it ended and when: its next request is told. The last end counts."""
    UserSession.objects.filter(session_key=key).delete()
    session = store(key)
    if not key or not session.exists(key):
        return
    former = ending(session)
    whose = str(former.account_id) if former else session.get(SESSION_KEY)
    session.clear()
    session.update(_word(whose, why))
    try:
        session.save()
    except UpdateError:
        return  # it ended at the same moment


def end_others(account: Account, keep: str | None, why: Why) -> None:
    """Every session of the account but `keep` has ended, and is told why.

    Call it while the browsers' rows are there: through them those are told that had ended for a lesser reason before.
    """
    listed = UserSession.objects.filter(user=account).values_list("session_key", flat=True)
    for key in {*listed, *account.browsers.values_list("session_key", flat=True)} - {keep}:
        mark_ended(key, why)


def ending(session: SessionBase) -> Ending | None:
    """What `mark_ended` left, if this session was ended from elsewhere."""
    held: tuple[str | None, Why, str] | None = session.get(ENDED)
    return Ending(uuid.UUID(held[0]), held[1], datetime.fromisoformat(held[2])) if held and held[0] else None


def _word(whose: str | None, why: Why) -> dict[str, object]:
    """All that is left of a session."""
    return {ENDED: [whose, why, timezone.now().isoformat()]}
