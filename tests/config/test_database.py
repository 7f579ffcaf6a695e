"""SQLite as it is set up: writers queue from the start, and what is erased is overwritten."""

from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import OutboxMessage
from tests.config.process import printed

# A message is written, and its payload erased as delivery does it. Closing the last connection brings what stands in
# the write-ahead log into the file.
WRITE = """
from django.core.management import call_command
from django.db import connection
from accounts import outbox
from accounts.models import OutboxMessage
call_command("migrate", verbosity=0)
outbox._tell_workers = lambda ids: True
message = outbox.queue("code", "ada@example.org", {"code": "482913"})
connection.close()
print(bytes(message.payload).decode())
"""
ERASE = """
from accounts import outbox
from accounts.models import OutboxMessage
message = OutboxMessage.objects.get()
outbox.deliver(message.pk)
message.refresh_from_db()
print(message.state, message.payload)
"""


@pytest.mark.django_db(transaction=True)
def test_transactions_take_the_write_lock_at_once() -> None:
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        OutboxMessage.objects.count()
    assert queries[0]["sql"] == "BEGIN IMMEDIATE"


def test_an_erased_payload_is_no_longer_in_the_databases_file(tmp_path: Path) -> None:
    payload = printed(tmp_path, WRITE).encode()
    database = tmp_path / "tessera.sqlite3"
    assert payload in database.read_bytes()
    assert printed(tmp_path, ERASE, EMAIL_URL="memory:") == "sent None"
    everything = b"".join(path.read_bytes() for path in tmp_path.glob("tessera.sqlite3*"))
    for start in range(0, len(payload) - 16, 8):
        assert payload[start : start + 16] not in everything
