"""Items: padded JSON, sealed (docs/formats.md §6)."""

import json

from .encoding import ID_LENGTH, b64, exactly, u32
from .errors import Refused
from .keys import account_context
from .seal import open_sealed, seal_with

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

BLOCK = 256
BLOB_LIMIT = 1 << 20
DEPTH_LIMIT = 8


def context(account_id: bytes, generation: int, item_id: bytes, revision: int) -> bytes:
    """account id, generation, item id, revision (§2)."""
    return account_context(account_id, generation) + exactly(ID_LENGTH, item_id, "item id") + u32(revision)


def write_json(item: dict[str, Json]) -> bytes:
    """The JSON text without superfluous white space, members in their order (§6)."""
    return json.dumps(item, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def pad(text: bytes) -> bytes:
    """Spaces up to a multiple of 256 bytes (§6)."""
    return text + b" " * (-len(text) % BLOCK)


def seal_item(r: bytes, vault_key: bytes, bound: bytes, text: bytes) -> bytes:
    """A blob; `too-large` over 1 MiB (§6). `bound` is `context(…)`."""
    blob = seal_with(r, vault_key, "item", bound, pad(text))
    if len(blob) > BLOB_LIMIT:
        raise Refused("too-large")
    return blob


def open_item(
    vault_key: bytes, account_id: bytes, generation: int, item_id: bytes, revision: int, blob: bytes
) -> dict[str, Json]:
    """The item; `cannot-open`, `item-damaged` (§6)."""
    bound = context(account_id, generation, item_id, revision)
    item = read_plaintext(open_sealed(vault_key, "item", bound, blob), "item-damaged")
    if len(blob) > BLOB_LIMIT or item.get("id") != b64(item_id):
        raise Refused("item-damaged")
    return item


def read_plaintext(plaintext: bytes, code: str) -> dict[str, Json]:
    """The JSON object under its padding, or a refusal of that code (§6, §8)."""
    text = plaintext.rstrip(b" ")
    if len(plaintext) % BLOCK or not text.startswith(b"{") or not text.endswith(b"}"):
        raise Refused(code, "padding")
    try:
        item = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused(code, "JSON") from None
    if not isinstance(item, dict) or depth(item) > DEPTH_LIMIT:
        raise Refused(code, "shape")
    return item


def depth(value: Json) -> int:
    """How deep objects and lists nest: 0 for a scalar, 1 for an empty object (§6)."""
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")
