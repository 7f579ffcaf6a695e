"""What a browser keeps for itself beside its snapshot: JSON objects under a name, sealed (docs/formats.md §8)."""

import re

from .errors import Refused
from .items import Json, pad, read_plaintext
from .keys import account_context
from .seal import open_sealed, seal_with

BLOB_LIMIT = 4 << 20


def context(account_id: bytes, generation: int, name: str) -> bytes:
    """account id, generation, name (§2); ValueError for a name that is not of ASCII letters alone."""
    if not re.fullmatch("[A-Za-z]+", name):
        raise ValueError("name must be ASCII letters")
    return account_context(account_id, generation) + name.encode()


def seal_local(r: bytes, vault_key: bytes, bound: bytes, text: bytes) -> bytes:
    """A sealed local record; `too-large` over 4 MiB (§8). `bound` is `context(…)`."""
    blob = seal_with(r, vault_key, "local", bound, pad(text))
    if len(blob) > BLOB_LIMIT:
        raise Refused("too-large")
    return blob


def open_local(vault_key: bytes, account_id: bytes, generation: int, name: str, blob: bytes) -> dict[str, Json]:
    """The object; `cannot-open`, `damaged` (§8)."""
    if len(blob) > BLOB_LIMIT:
        raise Refused("damaged")
    return read_plaintext(open_sealed(vault_key, "local", context(account_id, generation, name), blob), "damaged")
