"""Backups: the whole vault in one file that also carries a key string (docs/formats.md §10)."""

import json
from dataclasses import dataclass

from . import keystring
from .encoding import ID_LENGTH, KEY_LENGTH, exactly, hkdf, len16, read_email, sha, u8, u32, unb64
from .errors import Refused
from .items import DEPTH_LIMIT, Json, depth
from .keys import SALT_LENGTH
from .seal import OVERHEAD, open_sealed, seal_with

MAGIC = b"TSRB"
SUITE = 1
LIMIT = 64 << 20
KEYSET_LENGTH = KEY_LENGTH + OVERHEAD
PART_LENGTH = 2 * KEY_LENGTH + OVERHEAD
MOST_ITEMS = 200_000
MOST_NUMBER = 2**53 - 1

Content = dict[str, Json]


@dataclass(frozen=True)
class Backup:
    """A backup whose form is right; nothing in it is vouched for before VK has opened the end (§10)."""

    account_id: bytes
    generation: int
    salt: bytes
    email: str
    keyset: bytes
    key_string: keystring.KeyString
    front: bytes
    password_part: bytes
    checked: bytes
    sealed: bytes


def backup_key(m: bytes) -> bytes:
    """Seals the password part (§3)."""
    return hkdf(m, b"tessera1/backup")


def front(account_id: bytes, generation: int, salt: bytes, email: str, keyset: bytes, key_string: str) -> bytes:
    """All before the password part's length (§10)."""
    fixed = MAGIC + u8(SUITE) + exactly(ID_LENGTH, account_id, "account id") + u32(generation)
    sized = (email.encode("ascii"), exactly(KEYSET_LENGTH, keyset, "keyset"), key_string.encode("ascii"))
    return fixed + exactly(SALT_LENGTH, salt, "S") + b"".join(map(len16, sized))


def seal_keys(r: bytes, m: bytes, before: bytes, account_key: bytes, vault_key: bytes) -> bytes:
    """The password part, 129 bytes; `before` is `front(…)` (§10)."""
    plaintext = exactly(KEY_LENGTH, account_key, "AK") + exactly(KEY_LENGTH, vault_key, "VK")
    return seal_with(r, backup_key(m), "backup-keys", before, plaintext)


def seal_backup(r: bytes, vault_key: bytes, before: bytes, password_part: bytes, text: bytes) -> bytes:
    """The file; `before` is `front(…)`, `text` the JSON (§10)."""
    checked = before + len16(password_part)
    return checked + seal_with(r, vault_key, "backup", sha(checked), text)


def write_json(date: int, version: int, items: list[Json]) -> bytes:
    """The JSON without superfluous white space, members in their order (§10)."""
    content = {"date": date, "version": version, "items": items}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def read(file: bytes) -> Backup:
    """Reads a backup without keys; refuses, in that order, as `backup-unknown`, `too-large`, `newer-format`,
    `damaged-backup` (§10).
    """
    if not file.startswith(MAGIC):
        raise Refused("backup-unknown")
    if len(file) > LIMIT:
        raise Refused("too-large")
    suite, at = _take(file, len(MAGIC), 1)
    if suite != u8(SUITE):
        raise Refused("newer-format", f"suite {suite[0]}")
    account_id, at = _take(file, at, ID_LENGTH)
    generation, at = _take(file, at, 4)
    salt, at = _take(file, at, SALT_LENGTH)
    email, at = _sized(file, at)
    keyset, at = _sized(file, at, KEYSET_LENGTH)
    text, at = _sized(file, at)
    before = at
    part, at = _sized(file, at, 0, PART_LENGTH)
    if len(file) - at < OVERHEAD:
        raise Refused("damaged-backup", "cut")
    number = int.from_bytes(generation, "big")
    key_string = _key_string(text, account_id, number)
    return Backup(
        account_id, number, salt, _email(email), keyset, key_string, file[:before], part, file[:at], file[at:]
    )


def open_keys(backup: Backup, m: bytes) -> tuple[bytes, bytes]:
    """AK and VK out of the password part; `cannot-open`, also where there is none (§10)."""
    both = open_sealed(backup_key(m), "backup-keys", backup.front, backup.password_part)
    return both[:KEY_LENGTH], both[KEY_LENGTH:]


def open_content(backup: Backup, vault_key: bytes) -> Content:
    """What the backup holds, after all of it was verified; `damaged-backup` (§10)."""
    try:
        text = open_sealed(vault_key, "backup", sha(backup.checked), backup.sealed)
    except Refused:
        raise Refused("damaged-backup", "does not open") from None
    return _content(text)


def _content(text: bytes) -> Content:
    if not text.startswith(b"{") or not text.endswith(b"}"):
        raise Refused("damaged-backup", "no object")
    try:
        content = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Refused("damaged-backup", "JSON") from None
    items = content.get("items")
    if not isinstance(items, list) or len(items) > MOST_ITEMS or not all(map(_is_item, items)):
        raise Refused("damaged-backup", "items")
    if len({item["id"] for item in items}) < len(items) or not all(map(_is_number, _numbers(content))):
        raise Refused("damaged-backup", "id twice, date or version")
    return dict(content)


def _numbers(content: Content) -> tuple[Json, Json]:
    return content.get("date"), content.get("version")


def _is_number(value: Json) -> bool:
    # JSON knows one kind of number: 7.0 is 7.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_NUMBER


def _is_item(value: Json) -> bool:
    if not isinstance(value, dict) or depth(value) > DEPTH_LIMIT:
        return False
    item_id = value.get("id")
    try:
        return isinstance(item_id, str) and len(unb64(item_id)) == ID_LENGTH
    except Refused:
        return False


def _take(file: bytes, at: int, length: int) -> tuple[bytes, int]:
    if at + length > len(file):
        raise Refused("damaged-backup", "cut")
    return file[at : at + length], at + length


def _sized(file: bytes, at: int, *lengths: int) -> tuple[bytes, int]:
    size, at = _take(file, at, 2)
    field, at = _take(file, at, int.from_bytes(size, "big"))
    if lengths and len(field) not in lengths:
        raise Refused("damaged-backup", f"a field of {len(field)} bytes")
    return field, at


def _email(value: bytes) -> str:
    text = value.decode("latin-1")
    try:
        normal = read_email(text)
    except Refused:
        raise Refused("damaged-backup", "address") from None
    if normal != text:
        raise Refused("damaged-backup", "address")
    return text


def _key_string(value: bytes, account_id: bytes, generation: int) -> keystring.KeyString:
    text = value.decode("latin-1")
    try:
        key_string = keystring.read_text(text)
    except Refused:
        raise Refused("damaged-backup", "key string") from None
    # Read, every spelling is welcome; written here, there is one.
    canonical = re_spelled(key_string) == text
    if not canonical or (key_string.account_id, key_string.generation) != (account_id, generation):
        raise Refused("damaged-backup", "another key string")
    return key_string


def re_spelled(key_string: keystring.KeyString) -> str:
    """The key string's one written form (§5)."""
    return keystring.write_text(keystring.with_checksum(key_string.header + key_string.sealed))


def _no_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")
