"""The whole mail path with real processes: database on disk, broker, Celery worker with beat, mail server.

One set of servers serves all tests of this file; each test leaves them running.
"""

import base64
import os
import pickle
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import kombu
import pytest

from tests.accounts.post import key_string
from tests.servers import Broker, Postbox, Worker, celery_worker, smtp_server, valkey
from tests.site import ROOT, wait_for

pytestmark = pytest.mark.xdist_group("worker")

# What a request does, in a process that has no other part in it: prints how long the caller was held up.
REQUEST = """
import sys, time, django
django.setup()
from django.db import transaction
from accounts import outbox
from accounts.models import Account
from tests.accounts.post import make_account, key_string
address, name = sys.argv[1:]
account = Account.objects.first() or make_account()
began = time.monotonic()
with transaction.atomic():
    outbox.queue("key", address, {"key_string": key_string(name)}, account=account)
print(time.monotonic() - began)
"""


class Post:
    """The servers, and what one sees of a message from outside."""

    def __init__(self, folder: Path, broker: Broker, postbox: Postbox) -> None:
        self.broker, self.postbox = broker, postbox
        self.database = folder / "tessera.sqlite3"
        self.log = folder / "worker.log"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TESSERA_DATA": str(folder),
            "REDIS_URL": broker.url,
            "EMAIL_URL": postbox.url,
            "TESSERA_SWEEP_SECONDS": "1",
            # Longer than a first delivery takes on a busy machine: else a message that arrives has two attempts.
            "TESSERA_LEASE_SECONDS": "10",
        }
        self.run("manage.py", "migrate", "--verbosity", "0")

    def run(self, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    def queue(self, name: str) -> float:
        """Queue a key message to an address that starts with `name`. Returns the seconds that this took."""
        return float(self.run("-c", REQUEST, f"{name}@example.org", name))

    def row(self, name: str) -> tuple[object, ...]:
        """State, attempts, last error, and whether the payload is erased."""
        query = "SELECT state, attempts, last_error, payload IS NULL FROM accounts_outboxmessage WHERE email = ?"
        return self.rows(query, f"{name}@example.org")[0]

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        # Closed at once: Python frees a connection late, and one that lingers shows later readers an old state.
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(query, values).fetchall()

    def wait_for_state(self, name: str, state: str) -> None:
        wait_for(lambda: self.row(name)[0] == state, f"the message to {name} to be {state}; see {self.log}")

    def arrived(self, name: str) -> int:
        return len(self.postbox.to(f"{name}@example.org"))


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    folder = tmp_path_factory.mktemp("post")
    with valkey(folder) as broker, smtp_server() as postbox:
        yield Post(folder, broker, postbox)


@pytest.fixture
def worker(post: Post) -> Iterator[Worker]:
    with celery_worker(post.environment, post.log) as worker:
        yield worker


def readings(raw: bytes) -> Iterator[bytes]:
    """Bytes as they are, and whatever is in them in base64: Celery's message bodies are."""
    yield raw
    for run in re.findall(rb"[A-Za-z0-9+/_-]{16,}", raw):
        whole = run[: len(run) // 4 * 4]
        yield base64.b64decode(whole.translate(bytes.maketrans(b"-_", b"+/")))


def assert_absent(canary: str, raw: bytes) -> None:
    for reading in readings(raw):
        assert canary.encode() not in reading


def test_a_key_message_is_sent_and_leaves_nothing_behind(post: Post, worker: Worker) -> None:
    post.queue("plain")
    post.wait_for_state("plain", "sent")
    assert post.row("plain") == ("sent", 1, "", 1)
    assert post.arrived("plain") == 1
    written = post.broker.written()
    [(identifier,)] = post.rows("SELECT id FROM accounts_outboxmessage WHERE email = 'plain@example.org'")
    # The broker did carry the message, by its id: the search below looks in the right place.
    ids = {str(identifier).encode(), re.sub(r"(.{8})(.{4})(.{4})(.{4})", r"\1-\2-\3-\4-", str(identifier)).encode()}
    assert any(wanted in reading for reading in readings(written) for wanted in ids)
    for canary in (key_string("plain")[6:46], "plain@example.org"):
        assert_absent(canary, written)
        assert_absent(canary, post.log.read_bytes())
    assert_absent(key_string("plain")[6:46], post.database.read_bytes())


def test_a_message_whose_worker_was_killed_is_delivered_by_the_next(post: Post) -> None:
    post.postbox.held.clear()
    begun = post.postbox.begun
    with celery_worker(post.environment, post.log) as doomed:
        post.queue("orphan")
        wait_for(lambda: post.postbox.begun > begun, "the worker to speak to the mail server")
        assert post.row("orphan")[:2] == ("sending", 1)
        doomed.kill()
    post.postbox.held.set()
    assert post.row("orphan")[:2] == ("sending", 1)
    with celery_worker(post.environment, post.log):
        post.wait_for_state("orphan", "sent")
    assert post.row("orphan") == ("sent", 2, "", 1)
    assert post.arrived("orphan") == 1


def test_a_mail_server_that_says_nothing_costs_the_attempt_not_the_message(post: Post, worker: Worker) -> None:
    """The task is killed when its lease ends, so that no two workers ever speak of one message at once."""
    post.postbox.held.clear()
    begun = post.postbox.begun
    post.queue("patient")
    wait_for(lambda: post.postbox.begun > begun + 1, "a second attempt", 60)
    post.postbox.held.set()
    post.wait_for_state("patient", "sent")
    assert post.arrived("patient") == 1


def test_a_broker_that_is_down_holds_nobody_up_and_loses_nothing(post: Post, worker: Worker) -> None:
    post.broker.stop()
    try:
        assert post.queue("unheard") < 1.5
        assert post.row("unheard")[:2] == ("waiting", 0)
    finally:
        post.broker.start()
    post.wait_for_state("unheard", "sent")
    assert post.arrived("unheard") == 1


def test_a_broker_that_accepts_but_does_not_answer_holds_nobody_up(post: Post) -> None:
    with post.broker.frozen():
        assert post.queue("unanswered") < 2
    with celery_worker(post.environment, post.log):
        post.wait_for_state("unanswered", "sent")


def test_a_refusal_is_retried_until_it_is_taken(post: Post, worker: Worker) -> None:
    post.postbox.refusals = ["451 Greylisted"]
    post.queue("greylisted")
    wait_for(lambda: post.row("greylisted")[2] == "SMTP 451", "the refusal to be noted")
    post.wait_for_state("greylisted", "sent")
    assert post.row("greylisted") == ("sent", 2, "", 1)


class Forged:
    """Unpickling this makes a file: what a forged task would do to a worker that trusts its broker."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return open, (self.path, "w")


def test_a_pickled_task_is_refused_and_the_worker_goes_on(post: Post, worker: Worker, tmp_path: Path) -> None:
    mark = tmp_path / "unpickled"
    pickle.loads(pickle.dumps(Forged(str(mark))))  # noqa: S301 - the forgery works on whoever unpickles it
    assert mark.exists()
    mark.unlink()
    headers = {"task": "accounts.tasks.deliver_message", "id": "forged", "lang": "py", "argsrepr": "", "kwargsrepr": ""}
    url = post.broker.url.replace("unix://", "redis+socket://", 1)
    with kombu.Connection(url) as connection:
        producer = connection.Producer(serializer="pickle")
        producer.publish([[Forged(str(mark))], {}, {}], routing_key="celery", headers=headers, delivery_mode=2)
    wait_for(lambda: "Refusing to deserialize" in post.log.read_text("utf8"), "the worker to refuse the pickle")
    post.queue("after-pickle")
    post.wait_for_state("after-pickle", "sent")
    assert not mark.exists()
