"""Django's sessions as this application uses them: whose they are, how they end, and who is on the other side."""

from importlib import import_module
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from .models import Account

BROWSER = "browser"  # the id of the authorized browser that this session belongs to
REVOKED = "revoked"  # all that is left of the session of a revoked browser: whose it was, for it to know what to wipe


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


def mark_revoked(key: str) -> None:
    """Empty the session, but for the word that its browser was revoked, which the next request is told."""
    UserSession.objects.filter(session_key=key).delete()
    session = store(key)
    if not key or not session.exists(key):
        return
    whose = session.get(SESSION_KEY)
    session.clear()
    session[REVOKED] = whose
    try:
        session.save()
    except UpdateError:
        return  # it ended at the same moment
