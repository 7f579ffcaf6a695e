"""The vectors of local records: those to make and open, and those to refuse (docs/formats.md §8)."""

from collections.abc import Iterator

from . import items, keys, localrecord, seal
from .accepted import ACCOUNT, GENERATION, OTHER_ACCOUNT, Case, fixed, sealed_items
from .refused import Changes, case, damage, flipped, varied

SECRET = fixed("VK")


def local_records() -> list[Case]:
    """§8: a draft, values that were generated, other names, and lengths around the padding's edge."""
    values: items.Json = [
        {"value": "five-Words-of-the-list7", "at": 1777800001},
        {"value": 'p"\\ \u2028', "at": 1777800000},
    ]
    given: list[tuple[str, str, dict[str, items.Json]]] = [
        ("empty draft", "draft", {}),
        ("draft", "draft", {"id": None, "fields": {"title": "Ключ 鍵 🗝️", "lines": [{"key": "x", "value": "\u202e"}]}}),
        ("generated", "generated", {"values": values}),
        ("name of later", "Zz", {"__proto__": {"x": 1}, "constructor": 1.5}),
        ("deepest", "draft", {"x": [[[[[[[]]]]]]]}),
    ]
    long: list[tuple[str, str, dict[str, items.Json]]] = [
        (f"{length} bytes", "draft", {"x": "x" * (length - 8)}) for length in (255, 256, 257)
    ]
    return [_local_case(*each) for each in [*given, *long]]


def _local_case(case_name: str, name: str, made: dict[str, items.Json]) -> Case:
    text, r = items.write_json(made), fixed(f"r local {case_name}", 16)
    blob = localrecord.seal_local(r, SECRET, localrecord.context(ACCOUNT, GENERATION, name), text)
    return {
        "name": case_name,
        **_vault(),
        "record": name,
        "json": text.decode(),
        "padded": len(items.pad(text)),
        "r": r.hex(),
        "sealed": blob.hex(),
    }


def _vault() -> Case:
    return {"vault_key": SECRET.hex(), "account_id": ACCOUNT.hex(), "generation": GENERATION}


def in_wrong_place() -> Iterator[Case]:
    """§8: a record of another account, generation, name, key or kind, and every damage."""
    draft, generated = local_records()[1:3]
    good = {name: draft[name] for name in ("vault_key", "account_id", "generation", "record", "sealed")}
    account = keys.account_context(ACCOUNT, GENERATION)
    of_item = seal.seal_with(fixed("r local item", 16), SECRET, "item", account + b"draft", items.pad(b"{}"))
    changes: Changes = {
        "wrong account": {"account_id": OTHER_ACCOUNT.hex()},
        "wrong generation": {"generation": 2},
        "wrong name": {"record": "generated"},
        "name cut": {"record": "draf"},
        "name in another case": {"record": "Draft"},
        "another record's blob": {"sealed": generated["sealed"]},
        "an item's blob": {"sealed": sealed_items()[0]["sealed"]},
        "an item's label": {"sealed": of_item.hex()},
        "wrong vault key": {"vault_key": flipped(SECRET.hex(), 5)},
    }
    yield from varied("local record", 8, "open-local", good, {**changes, **damage(draft["sealed"])}, "cannot-open")


def not_objects() -> Iterator[Case]:
    """§8: blobs that open, over plaintexts that are no padded JSON objects."""
    text = b'{"x":""}'
    plaintexts = {
        "no plaintext": b"",
        "nothing but padding": b" " * items.BLOCK,
        "not padded": text,
        "padded with zeros": text.ljust(items.BLOCK, b"\x00"),
        "padded in front": text.rjust(items.BLOCK),
        "byte after the padding": text.ljust(items.BLOCK - 1) + b"x",
        "a list": items.pad(b"[" + text + b"]"),
        "null": items.pad(b"null"),
        "two objects": items.pad(text + text),
        "cut JSON": items.pad(text[:-2] + b"}"),
        "nested nine deep": items.pad(b'{"x":' + b"[" * 8 + b"]" * 8 + b"}"),
        "not UTF-8": items.pad(text.replace(b'""', b'"\xff"')),
        "byte order mark": items.pad(b"\xef\xbb\xbf" + text),
    }
    bound = localrecord.context(ACCOUNT, GENERATION, "draft")
    for what, plaintext in plaintexts.items():
        blob = seal.seal_with(fixed("r local plaintext", 16), SECRET, "local", bound, plaintext)
        yield case(f"local record, {what}", 8, "open-local", "damaged", **_vault(), record="draft", sealed=blob.hex())
