"""What every test of the server shares. Journeys and servers have their own fixtures beside them."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import settings as properties

from accounts.credentials import PepperedArgon2Hasher
from tests import casting
from tests.base import Cast

# How long an example takes says nothing on a machine that does other things too.
properties.register_profile("tessera", deadline=None)
properties.load_profile("tessera")


@pytest.fixture(autouse=True)
def one_process(settings: Any, tmp_path: Path) -> None:
    """Server tests run in one process: the cache is in memory, the broker too, mail stays in Django's outbox."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(tmp_path)}
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # The pages' scripts need not be built.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MAIL_FOLDER = tmp_path / "mail"
    # WhiteNoise lists every file of this folder whenever a client is made.
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    cache.clear()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's own password hash at a fraction of its cost: people sign in thousands of times here."""
    monkeypatch.setattr(PepperedArgon2Hasher, "memory_cost", 64)
    monkeypatch.setattr(PepperedArgon2Hasher, "time_cost", 1)


@pytest.fixture(autouse=True)
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits count in fixed windows: here all tries fall into one, however slow the machine is."""
    now = time.time()
    monkeypatch.setattr("config.limits.time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def cast(db: None) -> Cast:
    """Alice, Alice at a new browser, Bob, Anonymous; made through the API."""
    return casting.cast()
