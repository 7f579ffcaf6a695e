"""Limits and nonces hold under parallel tries, on the shared cache that production uses (ATTACKS W6)."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches

from accounts import challenges
from accounts.errors import ProofRefusedError
from accounts.models import Account
from config.limits import Limit, SlowDownError
from tests.base import ORIGIN, Person
from tests.reference import acts, keys
from tests.servers import valkey

TRIES = 1000
THREADS = 16


@pytest.fixture
def shared_cache(tmp_path: Path, settings: Any) -> Iterator[None]:
    with valkey(tmp_path) as broker:
        settings.CACHES = {
            "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": broker.url}
        }
        yield
        caches["default"].close()


def passed(attempt: Callable[[], object], refusal: type[Exception]) -> int:
    """How many of the parallel tries went through."""

    def one(_: int) -> bool:
        try:
            attempt()
        except refusal:
            return False
        return True

    with ThreadPoolExecutor(THREADS) as pool:
        return sum(pool.map(one, range(TRIES)))


@pytest.mark.usefixtures("shared_cache")
def test_a_limit_counts_a_thousand_parallel_tries_exactly() -> None:
    limit = Limit("parallel", 7, 10**9)
    assert passed(lambda: limit.take("alice@example.org"), SlowDownError) == 7


@pytest.mark.usefixtures("shared_cache")
def test_of_a_thousand_parallel_answers_one_is_taken() -> None:
    alice = Person("alice@example.org")
    account = Account(id=uuid.UUID(bytes=alice.id), proof_key=keys.proof_public_key(alice.seed))
    request: Any = SimpleNamespace(
        session=SimpleNamespace(session_key="a session"), scheme="http", get_host=lambda: ORIGIN.partition("//")[2]
    )
    nonce = challenges.issue(request, account)
    body = bytes(32)
    signature = acts.sign(alice.seed, acts.message("authorize", alice.id, 1, nonce, ORIGIN, body))

    def answer() -> None:
        challenges.verify(request, account, "authorize", nonce, body, signature)

    assert passed(answer, ProofRefusedError) == 1
