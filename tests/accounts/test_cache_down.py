"""Without the shared cache nobody guesses, and everybody can go on saving, signing up and having keys mailed.

A real Valkey is stopped, or frozen so that it takes connections and says nothing.
"""

import pickle
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.core.cache import cache, caches
from django.http import HttpResponseBase
from redis import Redis
from redis.exceptions import DataError

from accounts import outbox
from accounts.models import OutboxMessage
from config.settings import CACHES
from tests.base import ENTRY, Cast, Copy, Person, Web, code_of, make_cast, sign_up
from tests.reference.encoding import b64
from tests.servers import Broker, valkey
from tests.vault.vaults import head_of

# The cache is asked once or twice with half a second each, the broker once with a second.
SOON = 2.5


@pytest.fixture
def broker(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    with valkey(tmp_path) as broker:
        settings.CACHES = {"default": {**CACHES["default"], "LOCATION": broker.url}}
        monkeypatch.setattr(current_app.conf, "broker_write_url", broker.url.replace("unix://", "redis+socket://", 1))
        yield broker
        caches["default"].close()


@contextmanager
def stopped(broker: Broker) -> Iterator[None]:
    broker.stop()
    try:
        yield
    finally:
        broker.start()


OUTAGES: dict[str, Callable[[Broker], Any]] = {"stopped": stopped, "frozen": Broker.frozen}
outage = pytest.mark.parametrize("out", OUTAGES.values(), ids=OUTAGES)


def unavailable(answer: HttpResponseBase) -> bool:
    return (answer.status_code, code_of(answer)) == (503, "unavailable")


@outage
@pytest.mark.django_db(transaction=True)
def test_what_guards_no_secret_goes_on(broker: Broker, out: Callable[[Broker], Any]) -> None:
    cast = make_cast()
    copy = Copy()
    key_mail = {**copy.posted, "key_string": cast.alice.key_string(copy)}
    with out(broker):
        began = time.monotonic()
        cast.at_home.ok("POST", "/api/key-copies/mail", key_mail)
        assert time.monotonic() - began < SOON
        cast.at_home.ok("POST", "/api/vault/commit", {"base": 1, "head": b64(head_of(2)), "items": []})
        cast.at_home.ok("POST", "/api/key-copies", {**Copy().posted, "kind": "kit"})
        cast.anonymous.ok("POST", "/api/salt", {"email": "alice@example.org"})
        began = time.monotonic()
        carol = sign_up(Web(), Person("carol@example.org"))
        assert time.monotonic() - began < 2 * SOON
        outbox.sweep()
    states = OutboxMessage.objects.filter(email__in=[cast.alice.email, carol.email], kind__in=["key", "code"])
    assert set(states.exclude(email=cast.alice.email, kind="code").values_list("state", flat=True)) == {"sent"}


@outage
@pytest.mark.django_db
def test_what_guards_a_secret_waits(broker: Broker, out: Callable[[Broker], Any], cast: Cast) -> None:
    carol = sign_up(web := Web(), Person("carol@example.org"))
    unlock = {"login": cast.alice.login, "copy_id": b64(cast.alice.own.id)}
    answering = cast.elsewhere.authorize_body(cast.alice, Copy())
    with out(broker):
        began = time.monotonic()
        login = {"email": carol.email, "password": carol.login}
        assert unavailable(cast.anonymous.post(f"{ENTRY}/login", login))
        assert unavailable(web.post(f"{ENTRY}/email/verify", {"key": "000000"}))
        assert unavailable(cast.at_home.post("/api/unlock", unlock))
        assert unavailable(cast.elsewhere.post("/api/challenge", {}))
        assert unavailable(cast.elsewhere.post("/api/authorize", answering))
        assert time.monotonic() - began < 5 * SOON
    cast.at_home.ok("POST", "/api/unlock", unlock)
    cast.elsewhere.ok("POST", "/api/authorize", answering)


class Forged:
    """Unpickling this makes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return open, (str(self.path), "w")


def test_a_pickle_in_the_cache_is_not_opened(broker: Broker, tmp_path: Path) -> None:
    mark = tmp_path / "unpickled"
    forged = pickle.dumps(Forged(mark))
    pickle.loads(forged)  # noqa: S301 - the forgery works on whoever unpickles it
    mark.unlink()
    with Redis(unix_socket_path=str(broker.socket)) as client:
        client.set(cache.make_key("forged"), forged)
    with pytest.raises(DataError):
        cache.get("forged")
    assert not mark.exists()


def test_what_is_kept_there_comes_back_as_it_was(broker: Broker) -> None:
    for value in (0, 7, True, None, "text", 1.5, ["owner", None], {"at": 1}):
        cache.set("kept", value)
        assert cache.get("kept", "missing") == value
    cache.set("count", 1)
    assert cache.incr("count") == 2
