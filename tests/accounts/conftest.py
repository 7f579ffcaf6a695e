import time
from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def one_half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The codes of authenticator apps are of half minutes: app and server stay within one, wherever a test begins."""
    now = time.time()
    for module in ("tests.factor", "allauth.mfa.totp.internal.auth"):
        monkeypatch.setattr(f"{module}.time", SimpleNamespace(time=lambda: now))
