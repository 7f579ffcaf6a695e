"""Runs a case of refused.json: an operation by its name, on the case's input.

Byte strings are hex in every vector file. The same names are run by tests/js/vectors.test.js.
"""

from collections.abc import Callable
from typing import Any

from . import acts, backup, encoding, heads, items, keyfile, keys, keystring, localrecord, recovery, seal, words

# Vector files are JSON written by hand-checked generators; each operation reads the members that it needs.
Input = dict[str, Any]


def _open_seal(given: Input) -> object:
    key, bound, sealed = _bytes(given, "key", "context", "sealed")
    return seal.open_sealed(key, given["label"], bound, sealed)


def _open_keyset(given: Input) -> object:
    unlock_key, account_id, sealed = _bytes(given, "unlock_key", "account_id", "sealed")
    return keys.open_keyset(unlock_key, account_id, given["generation"], sealed)


def _open_carrier_record(given: Input) -> object:
    carrier_key, account_id, sealed = _bytes(given, "carrier_key", "account_id", "sealed")
    return keys.open_carrier_record(carrier_key, account_id, given["generation"], sealed)


def _read_key_string(given: Input) -> object:
    return keystring.read_text(given["text"])


def _open_key_string(given: Input) -> object:
    (wrap_key,) = _bytes(given, "wrap_key")
    return keystring.open_account_key(keystring.read_text(given["text"]), wrap_key)


def _read_key_file(given: Input) -> object:
    (file,) = _bytes(given, "file")
    return keyfile.read(file)


def _read_words(given: Input) -> object:
    return words.read(given["words"])


def _open_item(given: Input) -> object:
    vault_key, account_id, item_id, sealed = _bytes(given, "vault_key", "account_id", "item_id", "sealed")
    return items.open_item(vault_key, account_id, given["generation"], item_id, given["revision"], sealed)


def _open_local(given: Input) -> object:
    vault_key, account_id, sealed = _bytes(given, "vault_key", "account_id", "sealed")
    return localrecord.open_local(vault_key, account_id, given["generation"], given["record"], sealed)


def _open_head(given: Input) -> object:
    vault_key, account_id, sealed = _bytes(given, "vault_key", "account_id", "sealed")
    return heads.open_head(vault_key, account_id, given["generation"], given["version"], sealed)


def _follow_heads(given: Input) -> object:
    vault_key, account_id = _bytes(given, "vault_key", "account_id")
    pin = heads.Pin(given["pin"]["generation"], given["pin"]["version"], bytes.fromhex(given["pin"]["digest"]))
    served = [served_head(head) for head in given["heads"]]
    return heads.follow(vault_key, account_id, given["generation"], pin, given["version"], served)


def _check_list(given: Input) -> object:
    head = heads.Head(0, heads.NO_HEAD, bytes.fromhex(given["root"]), given["count"])
    heads.check_list(head, entries(given["items"]))
    return head


def _verify_act(given: Input) -> object:
    public_key, account_id, nonce, body, signature = _bytes(
        given, "public_key", "account_id", "nonce", "body", "signature"
    )
    signed = acts.message(given["act"], account_id, given["generation"], nonce, given["origin"], body)
    acts.verify(public_key, signed, signature)
    return signed


def _read_b64(given: Input) -> object:
    return encoding.unb64(given["text"])


def _read_email(given: Input) -> object:
    return encoding.read_email(given["email"])


def _accept_suite(given: Input) -> object:
    keys.accept_suite(given["suite"], bytes.fromhex(given["salt"]))
    return given["suite"]


def _read_recovery_key(given: Input) -> object:
    return recovery.read_key(given["text"])


def _read_recovery_share(given: Input) -> object:
    return recovery.read_share(given["text"])


def _join_recovery_shares(given: Input) -> object:
    return recovery.join(*given["shares"])


def _open_recovery_record(given: Input) -> object:
    recovery_key, account_id, record = _bytes(given, "recovery_key", "account_id", "record")
    return recovery.open_record(recovery_key, account_id, given["generation"], record)


def _read_backup(given: Input) -> object:
    return backup.read(*_bytes(given, "file"))


def _open_backup(given: Input) -> object:
    file, vault_key = _bytes(given, "file", "vault_key")
    return backup.open_content(backup.read(file), vault_key)


def _open_backup_keys(given: Input) -> object:
    file, m = _bytes(given, "file", "m")
    return backup.open_keys(backup.read(file), m)


OPERATIONS: dict[str, Callable[[Input], object]] = {
    "open-seal": _open_seal,
    "open-keyset": _open_keyset,
    "open-carrier-record": _open_carrier_record,
    "read-key-string": _read_key_string,
    "open-key-string": _open_key_string,
    "read-key-file": _read_key_file,
    "read-words": _read_words,
    "read-recovery-key": _read_recovery_key,
    "read-recovery-share": _read_recovery_share,
    "join-recovery-shares": _join_recovery_shares,
    "open-recovery-record": _open_recovery_record,
    "open-item": _open_item,
    "open-local": _open_local,
    "open-head": _open_head,
    "follow-heads": _follow_heads,
    "check-list": _check_list,
    "verify-act": _verify_act,
    "read-b64": _read_b64,
    "read-email": _read_email,
    "accept-suite": _accept_suite,
    "read-backup": _read_backup,
    "open-backup": _open_backup,
    "open-backup-keys": _open_backup_keys,
}


def attempt(operation: str, given: Input) -> object:
    """What the operation makes of the input, or errors.Refused."""
    return OPERATIONS[operation](given)


def served_head(given: Input) -> heads.Served:
    """A head as vectors write it."""
    former = bytes.fromhex(given["former"]) if given.get("former") else None
    return heads.Served(given["version"], bytes.fromhex(given["sealed"]), former)


def entries(listed: list[Input]) -> list[heads.Entry]:
    """The lines of a vault's list as vectors write them."""
    return [
        heads.Entry(bytes.fromhex(line["item_id"]), line["revision"], bytes.fromhex(line["digest"])) for line in listed
    ]


def _bytes(given: Input, *names: str) -> list[bytes]:
    return [bytes.fromhex(given[name]) for name in names]
