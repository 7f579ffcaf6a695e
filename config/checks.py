"""System checks: production does not start with unsafe values. Each refusal says what to set.

They run with `manage.py check` (`--deploy` adds Django's own) and again whenever a web or worker process starts.
"""

import re
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

SECRETS = {
    "SECRET_KEY": ("SECRET_KEY", 32),
    "PEPPER": ("TESSERA_PEPPER", 32),
}
# dj-email-url's names. Of any other it would take the address and leave out the encryption.
SMTP_SCHEMES = {"smtp", "submission", "submit"}
MAKE_ONE = "Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"


@register(Tags.security)
def secrets_are_set(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The environment must bring every secret: none has a default outside the trial."""
    found: list[CheckMessage] = []
    for setting, (variable, shortest) in SECRETS.items():
        if len(getattr(settings, setting)) < shortest:
            found.append(
                Error(f"{variable} is missing or shorter than {shortest} characters.", hint=MAKE_ONE, id="tessera.E001")
            )
    if not settings.OUTBOX_KEYS:
        found.append(
            Error(
                "TESSERA_OUTBOX_KEYS is missing.", hint=f"{MAKE_ONE}. Newest first, commas between.", id="tessera.E002"
            )
        )
    if len({settings.SECRET_KEY, settings.PEPPER, *(key.decode() for key in settings.OUTBOX_KEYS)}) < 3:
        found.append(
            Error("Two secrets are the same.", hint="Each has its own purpose and its own life.", id="tessera.E003")
        )
    return found


@register(Tags.security)
def production_is_safe(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if not settings.ALLOWED_HOSTS or "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS must name this site's hosts.", hint="ALLOWED_HOSTS=vault.example.org", id="tessera.E004"
            )
        )
    if urlsplit(settings.EMAIL_URL).scheme not in SMTP_SCHEMES:
        found.append(
            Error(
                "EMAIL_URL is missing or not SMTP; everything else is for the trial only.",
                hint="EMAIL_URL=submission://user:password@host:587",
                id="tessera.E005",
            )
        )
    if settings.REDIS_URL.startswith("unix://") and str(settings.VALKEY_SOCKET) in settings.REDIS_URL:
        found.append(
            Warning(
                "The embedded Valkey is meant for one machine.", hint="REDIS_URL=redis://host:6379/0", id="tessera.W001"
            )
        )
    return found


@register(Tags.security)
def mailed_links_lead_here(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    origin = re.fullmatch(r"https://([a-z0-9.-]+)(:[0-9]+)?", settings.ORIGIN)
    if origin and validate_host(origin[1], settings.ALLOWED_HOSTS):
        return []
    return [
        Error(
            "TESSERA_ORIGIN, with which mailed links begin, is missing, no https:// origin, or not in ALLOWED_HOSTS.",
            hint="TESSERA_ORIGIN=https://vault.example.org",
            id="tessera.E007",
        )
    ]


@register(Tags.security)
def breaches_are_asked_for_in_private(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Over plain HTTP whoever is on the line reads the beginnings of hashes, and can answer what they like."""
    if not settings.PRODUCTION or not settings.BREACH_URL:
        return []
    address = urlsplit(settings.BREACH_URL)
    if address.scheme == "https" or is_here(address.hostname or ""):
        return []
    return [
        Error(
            "BREACH_URL is not https, nor on this machine.",
            hint="BREACH_URL=https://api.pwnedpasswords.com/range",
            id="tessera.E008",
        )
    ]


def is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@register(Tags.security, deploy=True)
def trial_is_not_deployed(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """`check --deploy` speaks of deployment: the trial's conveniences have no place there."""
    if settings.PRODUCTION:
        return []
    return [
        Error(
            "This is the trial: mail goes to a folder and secrets lie beside the data.",
            hint="TESSERA_PRODUCTION=1",
            id="tessera.E006",
        )
    ]


def refuse_unsafe_start() -> None:
    """What every process calls before it serves. Raises ImproperlyConfigured with each refusal and its hint."""
    checks = [secrets_are_set, production_is_safe, mailed_links_lead_here, breaches_are_asked_for_in_private]
    found = [message for check in checks for message in check(None)]
    refusals = [f"{message.msg} {message.hint}" for message in found if message.is_serious()]
    if refusals:
        raise ImproperlyConfigured("\n".join(refusals))
