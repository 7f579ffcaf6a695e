"""Sealed values that every implementation must refuse, and with which code (docs/formats.md §2–§4)."""

from collections.abc import Iterator
from typing import Any

from . import keys, partition, seal
from .accepted import ACCOUNT, GENERATION, OTHER_ACCOUNT, Case, fixed
from .accepted import signed_acts as good_acts

Changes = dict[str, dict[str, Any]]


def case(name: str, section: int, operation: str, code: str, **given: Any) -> Case:
    """One line of refused.json: the operation of attempt.py, its input, and the code that it must end in."""
    return {"name": name, "section": section, "operation": operation, "code": code, "input": given}


def flipped(value: str, at: int) -> str:
    """The hex value with the lowest bit of one byte changed."""
    changed = bytearray.fromhex(value)
    changed[at] ^= 1
    return changed.hex()


def varied(start: str, section: int, operation: str, good: Case, changes: Changes, code: str) -> Iterator[Case]:
    """The good input, changed in one way at a time; each must end in `code`."""
    for what, change in changes.items():
        yield case(f"{start}, {what}", section, operation, code, **{**good, **change})


def damage(sealed: str) -> Changes:
    """Every field of a sealed value flipped, cut and grown (§2)."""
    flips = {"version": 0, "first of r": 1, "last of r": 16, "first of c": 17, "last of c": 48, "first of body": 49}
    lengths = {"empty": "", "one byte": "01", "64 bytes": sealed[:128], "no tag": sealed[:-32]}
    edges = {"cut by one": sealed[:-2], "grown by one": sealed + "00", "grown in front": "00" + sealed}
    changes = {f"{what} flipped": flipped(sealed, at) for what, at in {**flips, "tag": -1}.items()}
    changes |= {"version 0": "00" + sealed[2:], "version 255": "ff" + sealed[2:], **lengths, **edges}
    return {what: {"sealed": value} for what, value in changes.items()}


def seals() -> Iterator[Case]:
    """§2: seal itself, under every kind of damage and in the wrong place."""
    key, bound = fixed("refused key"), b"context"
    blob = seal.seal_with(fixed("refused r", 16), key, "item", bound, b"plaintext").hex()
    good = {"key": key.hex(), "label": "item", "context": bound.hex(), "sealed": blob}
    places: Changes = {
        "wrong key": {"key": flipped(key.hex(), 31)},
        "wrong label": {"label": "head"},
        "label cut": {"label": "ite"},
        "label in another case": {"label": "Item"},
        "wrong context": {"context": b"contexT".hex()},
        "context grown": {"context": b"context\x00".hex()},
        "no context": {"context": ""},
        "label and context run together": {"label": "itemc", "context": b"ontext".hex()},
    }
    yield from varied("seal", 2, "open-seal", good, {**damage(blob), **places}, "cannot-open")
    yield from _two_keys()


def _two_keys() -> Iterator[Case]:
    owners = fixed("partition one"), fixed("partition two")
    one, two = partition.two_key_blobs(fixed("partition r", 16), owners, "keyset", b"")
    for name, key, blob in [("first", owners[1], one), ("second", owners[0], two)]:
        given = {"key": key.hex(), "label": "keyset", "context": "", "sealed": blob.hex()}
        yield case(f"two-key GCM blob of the {name} key", 2, "open-seal", "cannot-open", **given)


def keysets() -> Iterator[Case]:
    """§2, §3: keyset and carrier record of another account, generation, kind or length."""
    key, account = fixed("keyset key"), keys.account_context(ACCOUNT, GENERATION)
    makers = [("open-keyset", "unlock_key", "keyset"), ("open-carrier-record", "carrier_key", "carrier")]
    for operation, name, label in makers:

        def sealed(plaintext: bytes, as_label: str = label) -> str:
            return seal.seal_with(fixed("keyset r", 16), key, as_label, account, plaintext).hex()

        good = {name: key.hex(), "account_id": ACCOUNT.hex(), "generation": GENERATION, "sealed": sealed(fixed("VK"))}
        changes: Changes = {
            "wrong account": {"account_id": OTHER_ACCOUNT.hex()},
            "wrong generation": {"generation": 2},
            "wrong key": {name: flipped(key.hex(), 0)},
            "of the other kind": {"sealed": sealed(fixed("VK"), "carrier" if label == "keyset" else "keyset")},
            "holds 31 bytes": {"sealed": sealed(bytes(31))},
            "holds 33 bytes": {"sealed": sealed(bytes(33))},
            "holds nothing": {"sealed": sealed(b"")},
        }
        yield from varied(label, 3, operation, good, changes, "cannot-open")


def suites() -> Iterator[Case]:
    """§3: what the server may not choose."""
    for suite in (0, 2, 255):
        yield case(f"suite {suite}", 3, "accept-suite", "suite-refused", suite=suite, salt=fixed("S", 16).hex())
    for length in (0, 8, 15, 17, 32):
        given = {"suite": 1, "salt": fixed("S", length).hex()}
        yield case(f"salt of {length} bytes", 3, "accept-suite", "salt-refused", **given)


def signed_acts() -> Iterator[Case]:
    """§4: signatures over anything but this very act."""
    first = {name: value for name, value in good_acts()[0].items() if name not in ("name", "seed", "message")}
    other = keys.proof_public_key(fixed("another seed")).hex()
    changes: Changes = {
        "other act": {"act": "continue"},
        "other account": {"account_id": OTHER_ACCOUNT.hex()},
        "other generation": {"generation": 2},
        "other nonce": {"nonce": flipped(first["nonce"], 31)},
        "other origin": {"origin": "https://vault.example.net"},
        "origin with a slash": {"origin": "https://vault.example/"},
        "other body": {"body": flipped(first["body"], 0)},
        "other proof key": {"public_key": other},
        "signature flipped": {"signature": flipped(first["signature"], 0)},
        "end of signature flipped": {"signature": flipped(first["signature"], -1)},
        "signature cut": {"signature": first["signature"][:-2]},
        "no signature": {"signature": ""},
    }
    yield from varied("act", 4, "verify-act", first, changes, "proof-refused")
