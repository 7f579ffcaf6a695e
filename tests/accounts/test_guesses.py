"""A thousand guesses at once, from several processes: what the limit says is let through, not one more (ATTACKS W6)."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from config import limits
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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, str], str]]:
    """The environment that all processes share, and Alice's login secret."""
    folder = tmp_path_factory.mktemp("guesses")
    with valkey(folder) as broker:
        environment = {**os.environ, "TESSERA_DATA": str(folder / "data"), "REDIS_URL": broker.url}
        yield environment, read(start(environment, "prepare"))


@pytest.mark.parametrize(("what", "limit"), GUESSES, ids=[what for what, _ in GUESSES])
def test_a_thousand_parallel_guesses_get_as_far_as_the_limit(
    site: tuple[dict[str, str], str], what: str, limit: limits.Limit
) -> None:
    environment, login = site
    windows = [limit for _, limit in GUESSES].index(limit)
    each, now = TRIES // PROCESSES, str(time.time() + windows * 10_000)
    running = [start(environment, what, str(each), now, login, str(number * each)) for number in range(PROCESSES)]
    found = sum((Counter(json.loads(read(process))) for process in running), Counter[str]())
    assert found == {"400": limit.count, "429": TRIES - limit.count}
