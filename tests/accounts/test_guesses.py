"""A thousand guesses at once, from several processes: what the limit says is let through, not one more (ATTACKS W6)."""

import base64
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from config import limits
from tests.factor import STEP, App, hotp
from tests.servers import valkey
from tests.site import ROOT

PROCESSES = 4
TRIES = 1024
GUESSES = [
    ("account", limits.LOGIN_BY_EMAIL),
    ("address", limits.LOGIN_BY_ADDRESS),
    ("code", limits.FACTOR_BY_ACCOUNT),
]


def start(environment: dict[str, str], *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.accounts.guesses", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def read(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], str, App]]:
    """The environment that all processes share, Alice's login secret, and her authenticator app."""
    folder = tmp_path_factory.mktemp("guesses")
    with valkey(folder) as broker:
        # So many at once on a busy machine: what is tried is the counting, not how soon the cache is given up.
        patient = {"TESSERA_CACHE_SECONDS": "60"}
        environment = {**os.environ, **patient, "TESSERA_DATA": str(folder / "data"), "REDIS_URL": broker.url}
        login, secret = json.loads(read(start(environment, "prepare")))
        yield environment, login, App(secret)


def guess(environment: dict[str, str], what: str, now: float, login: str) -> Counter[str]:
    """How often each status came back to all of them together."""
    each = TRIES // PROCESSES
    arguments = [(what, str(each), str(now), login, str(number * each)) for number in range(PROCESSES)]
    running = [start(environment, *given) for given in arguments]
    return sum((Counter(json.loads(read(process))) for process in running), Counter[str]())


@pytest.mark.parametrize(("what", "limit"), GUESSES, ids=[what for what, _ in GUESSES])
def test_a_thousand_parallel_guesses_get_as_far_as_the_limit(
    site: tuple[dict[str, str], str, App], what: str, limit: limits.Limit
) -> None:
    environment, login, _ = site
    windows = [limit for _, limit in GUESSES].index(limit)
    found = guess(environment, what, time.time() + windows * 10_000, login)
    assert found == {"400": limit.count, "429": TRIES - limit.count}


def test_a_right_code_shown_by_everybody_at_once_lets_one_in(site: tuple[dict[str, str], str, App]) -> None:
    environment, login, app = site
    # The newest that is taken: by the time that the last of them has signed in it is no older than the oldest.
    ahead = hotp(base64.b32decode(app.secret), int(time.time()) // STEP + 1)
    found = guess({**environment, "RIGHT_CODE": ahead}, "once", time.time() + 90_000, login)
    assert found["200"] == 1, found
    assert set(found) <= {"200", "400", "401", "403"}
