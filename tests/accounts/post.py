"""What the tests of the mail path share: an account to write to, and a key string that has the right shape."""

import base64
import hashlib
import uuid

from accounts import outbox
from accounts.models import Account, OutboxMessage

ACCOUNT_ID = uuid.UUID(bytes=hashlib.sha256(b"an account id").digest()[:16])
ENDING = base64.b32encode(ACCOUNT_ID.bytes).decode().rstrip("=")[-4:]
EMAIL = "ada@example.org"


def key_string(of: str = "a key") -> str:
    """A key string as every browser writes it, but for the Account Key in it; another one for every `of`."""
    noise = b"".join(hashlib.sha256(f"{of} {part}".encode()).digest() for part in range(5))
    binary = b"TSRK\x01" + ACCOUNT_ID.bytes + (1).to_bytes(4, "big") + noise[:113]
    binary += hashlib.sha256(binary).digest()[:4]
    return "TSRK1:" + base64.b32encode(binary).decode().rstrip("=")


def make_account(email: str = EMAIL) -> Account:
    return Account.objects.create(
        id=ACCOUNT_ID, email=email, salt=bytes(16), proof_key=bytes(32), keyset=bytes(97), carrier_record=b"sealed"
    )


def key_message(of: str = "a key") -> OutboxMessage:
    account = Account.objects.filter(pk=ACCOUNT_ID).first() or make_account()
    return outbox.queue("key", EMAIL, {"key_string": key_string(of)}, account=account)
