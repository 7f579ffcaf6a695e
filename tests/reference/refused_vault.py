"""Items, heads and lists that every implementation must refuse (docs/formats.md §6, §7)."""

from collections.abc import Iterator
from typing import Any

from . import encoding, heads, items, seal
from .accepted import ACCOUNT, GENERATION, OTHER_ACCOUNT, Case, chain, fixed, item, roots, sealed_items
from .refused import Changes, case, damage, flipped, varied

SECRET = fixed("VK")


def sealed_in_wrong_place() -> Iterator[Case]:
    """§6: a blob of another item, revision, account, generation, vault or kind."""
    made, other = sealed_items()[:2]
    good = {name: made[name] for name in ("vault_key", "account_id", "generation", "item_id", "revision", "sealed")}
    changes: Changes = {
        "wrong account": {"account_id": OTHER_ACCOUNT.hex()},
        "wrong generation": {"generation": 2},
        "wrong item": {"item_id": other["item_id"]},
        "revision before": {"revision": 0},
        "revision after": {"revision": 2},
        "another item's blob": {"sealed": other["sealed"]},
        "wrong vault key": {"vault_key": flipped(SECRET.hex(), 5)},
        "a head's blob": {"sealed": chain()["heads"][0]["sealed"]},
        "padding cut off": {"sealed": made["sealed"][:-64]},
    }
    yield from varied("item", 6, "open-item", good, {**changes, **damage(made["sealed"])}, "cannot-open")


def plaintexts() -> Iterator[Case]:
    """§6: blobs that open, over plaintexts that are not items."""
    text = items.write_json(item("plaintext"))
    for what, plaintext in {**_ill_padded(text), **_ill_formed(text), **_ill_encoded(text)}.items():
        yield case(f"item, {what}", 6, "open-item", "item-damaged", **_sealed_plaintext(plaintext))


def _ill_padded(text: bytes) -> dict[str, bytes]:
    length = 2 * items.BLOCK
    return {
        "no plaintext": b"",
        "nothing but padding": b" " * items.BLOCK,
        "not padded": text,
        "padded to 511 bytes": text.ljust(length - 1),
        "padded to 513 bytes": text.ljust(length + 1),
        "padded with zeros": text.ljust(length, b"\x00"),
        "padded with line ends": text.ljust(length, b"\n"),
        "padded with tabs": text.ljust(length, b"\t"),
        "padded with 80 00": (text + b"\x80").ljust(length, b"\x00"),
        "byte after the padding": text.ljust(length - 1) + b"x",
    }


def _ill_formed(text: bytes) -> dict[str, bytes]:
    values = {
        "two objects": text + text,
        "a list": b"[" + text + b"]",
        "a text": b'"item"',
        "null": b"null",
        "cut JSON": text[:-1],
        "comment": text[:-1] + b"/**/}",
        "trailing comma": text[:-1] + b",}",
        "NaN": text[:-1] + b',"x":NaN}',
        "nested nine deep": text[:-1] + b',"x":' + b"[" * 8 + b"]" * 8 + b"}",
        "nested without end": text[:-1] + b',"x":' + b"[" * 5000 + b"]" * 5000 + b"}",
        "another item's id inside": items.write_json(item("other")),
        "no id inside": b"{}",
    }
    return {what: items.pad(value) for what, value in values.items()}


def _ill_encoded(text: bytes) -> dict[str, bytes]:
    title = b'"title":""'
    values = {
        "byte order mark": b"\xef\xbb\xbf" + text,
        "not UTF-8": text.replace(title, b'"title":"\xff"'),
        "UTF-8 of a surrogate": text.replace(title, b'"title":"\xed\xa0\x80"'),
        "overlong UTF-8": text.replace(title, b'"title":"\xc1\x81"'),
        "UTF-16": text.decode().encode("utf-16-le"),
    }
    return {what: items.pad(value) for what, value in values.items()}


def _sealed_plaintext(plaintext: bytes) -> Case:
    item_id = fixed("item plaintext", 16)
    bound = items.context(ACCOUNT, GENERATION, item_id, 1)
    blob = seal.seal_with(fixed("r plaintext", 16), SECRET, "item", bound, plaintext)
    return {**_vault(), "item_id": item_id.hex(), "revision": 1, "sealed": blob.hex()}


def _vault() -> Case:
    return {"vault_key": SECRET.hex(), "account_id": ACCOUNT.hex(), "generation": GENERATION}


def single_heads() -> Iterator[Case]:
    """§7: a head in another place, or of another length."""
    first, second = chain()["heads"][:2]
    good = {**_vault(), "version": 1, "sealed": first["sealed"]}
    bound = heads.context(ACCOUNT, GENERATION, 1)

    def of(plaintext: bytes) -> str:
        return seal.seal_with(fixed("r odd head", 16), SECRET, "head", bound, plaintext).hex()

    changes: Changes = {
        "wrong version": {"version": 2},
        "version far off": {"version": 2**32 + 1},
        "wrong account": {"account_id": OTHER_ACCOUNT.hex()},
        "wrong generation": {"generation": 2},
        "next head's blob": {"sealed": second["sealed"]},
        "75 bytes": {"sealed": of(bytes(75))},
        "77 bytes": {"sealed": of(bytes(77))},
        "nothing inside": {"sealed": of(b"")},
    }
    yield from varied("head", 7, "open-head", good, {**changes, **damage(first["sealed"])}, "cannot-open")


def _head(version: int, previous: bytes) -> Case:
    head = heads.Head(1, previous, encoding.sha(b""), 0)
    bound = heads.context(ACCOUNT, GENERATION, version)
    blob = heads.seal_head(fixed(f"r forged {version}", 16), SECRET, bound, head)
    return {"version": version, "sealed": blob.hex()}


def chains() -> Iterator[Case]:
    """§7: what a server with two histories, a gap or an old state could serve after a pin on version 2."""
    made = [{"version": head["version"], "sealed": head["sealed"]} for head in chain()["heads"]]
    pinned = chain()["heads"][1]["digest"]
    three, four = made[2], made[3]
    closed = {"version": 4, "sealed": flipped(four["sealed"], 60)}
    served: dict[str, tuple[str, int, list[Any]]] = {
        "older version": ("vault-rolled-back", 1, []),
        "older version and its head": ("vault-rolled-back", 1, made[:1]),
        "new version without heads": ("vault-forked", 4, []),
        "last head kept back": ("vault-forked", 4, [three]),
        "heads beyond the version": ("vault-forked", 3, [three, four]),
        "version left out": ("vault-forked", 4, [four]),
        "version served twice": ("vault-forked", 4, [three, three]),
        "in the wrong order": ("vault-forked", 3, [four, three]),
        "from the first head on": ("vault-forked", 4, made),
        "previous of zeros": ("vault-forked", 3, [_head(3, heads.NO_HEAD)]),
        "previous flipped": ("vault-forked", 3, [_head(3, bytes.fromhex(flipped(pinned, 0)))]),
        "another branch": ("vault-forked", 4, [three, _head(4, bytes.fromhex(pinned))]),
        "gap under a matching previous": ("vault-forked", 4, [_head(4, bytes.fromhex(pinned))]),
        "head under the next version": ("vault-mismatch", 4, [three, {**three, "version": 4}]),
        "head that does not open": ("vault-mismatch", 4, [three, closed]),
    }
    for what, (code, version, listed) in served.items():
        yield _served(what, code, _pin(pinned), version, listed)
    yield _served("pin on another branch", "vault-forked", _pin(flipped(pinned, 31)), 4, [three, four])
    yield _served("older generation", "vault-rolled-back", {**_pin(pinned), "generation": 2}, 4, [three, four])


def _pin(digest: str) -> Case:
    return {"generation": GENERATION, "version": 2, "digest": digest}


def _served(what: str, code: str, pin: Case, version: int, listed: list[Any]) -> Case:
    given = {**_vault(), "pin": pin, "version": version, "heads": listed}
    return case(f"chain, {what}", 7, "follow-heads", code, **given)


def lists() -> Iterator[Case]:
    """§7: lists that are not the one under the root."""
    good = next(each for each in roots() if each["name"] == "three")
    one, two, three = good["items"]
    listed: dict[str, list[Case]] = {
        "item dropped": [one, two],
        "item duplicated at another revision": [one, two, three, {**three, "revision": 1}],
        "item duplicated for another": [one, two, two],
        "item added": [one, two, three, {**one, "item_id": "00" * 16}],
        "revision before": [one, {**two, "revision": 8}, three],
        "other blob": [one, two, {**three, "digest": flipped(three["digest"], 0)}],
        "blobs swapped": [{**one, "digest": two["digest"]}, {**two, "digest": one["digest"]}, three],
        "ids swapped": [{**one, "item_id": two["item_id"]}, {**two, "item_id": one["item_id"]}, three],
        "empty": [],
    }
    for what, lines in listed.items():
        given = {"root": good["root"], "count": 3, "items": lines}
        yield case(f"list, {what}", 7, "check-list", "vault-mismatch", **given)
    whole = {"root": good["root"], "count": 3, "items": good["items"]}
    changes: Changes = {"wrong root": {"root": flipped(good["root"], 0)}, "wrong count": {"count": 2}}
    yield from varied("list", 7, "check-list", whole, changes, "vault-mismatch")
