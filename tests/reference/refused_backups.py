"""Backups that every implementation must refuse, and with which code (docs/formats.md §10)."""

from collections.abc import Iterator

from . import backup, encoding, items, keystring, seal
from .accepted import Case, fixed, item
from .accepted_backups import ADA, BOB, REPLACED, vault
from .refused import case

SECTION = 10
R = fixed("r refused backup", 16)
TEXT = backup.write_json(1, 7, vault()[:1])
FRONT = ADA.front()
PART = backup.seal_keys(R, ADA.m, FRONT, ADA.ak, ADA.vk)
GOOD = backup.seal_backup(R, ADA.vk, FRONT, PART, TEXT)
Files = dict[str, bytes]


def forms() -> Iterator[Case]:
    """Files that are refused before a key is tried, in the order of the reader's checks."""
    foreign = {"empty": b"", "cut magic": b"TSR", "a key string": b"TSRK1:AAAA", "lower case": b"tsrb" + GOOD[4:]}
    newer = {f"suite {suite}": GOOD[:4] + bytes([suite]) + GOOD[5:] for suite in (0, 2, 255)}
    newer["suite 2, cut"] = b"TSRB\x02"
    damaged = {**_cut(), **_lengths(), **_addresses(), **_key_strings()}
    for code, files in [("backup-unknown", foreign), ("newer-format", newer), ("damaged-backup", damaged)]:
        for what, file in files.items():
            yield case(f"backup, {what}", SECTION, "read-backup", code, file=file.hex())


def _cut() -> Files:
    fixed_part, address = 41, 41 + 2 + len(ADA.email)
    keyset = address + 2 + 97
    ends = {
        "magic alone": 4,
        "cut in the account id": 10,
        "cut in S": 40,
        "cut before the address": fixed_part,
        "cut in a length": fixed_part + 1,
        "cut in the address": address - 1,
        "cut in the keyset": keyset - 1,
        "cut in the key string": len(FRONT) - 1,
        "cut before the password part": len(FRONT),
        "cut in the password part": len(FRONT) + 2 + 128,
        "cut before the end": len(FRONT) + 2 + 129,
        "an end of 64 bytes": len(FRONT) + 2 + 129 + 64,
    }
    return {what: GOOD[:end] for what, end in ends.items()}


def _file(front: bytes, part: bytes = b"", text: bytes = TEXT) -> bytes:
    return backup.seal_backup(R, ADA.vk, front, part, text)


def _front(email: bytes | None = None, keyset: bytes | None = None, key_string: str | None = None) -> bytes:
    sized = (
        ADA.email.encode() if email is None else email,
        ADA.keyset() if keyset is None else keyset,
        (ADA.key_string() if key_string is None else key_string).encode("latin-1"),
    )
    return FRONT[:41] + b"".join(map(encoding.len16, sized))


def _lengths() -> Files:
    parts = {f"password part of {length} bytes": bytes(length) for length in (1, 128, 130)}
    return {
        "keyset of 96 bytes": _file(_front(keyset=ADA.keyset()[:-1])),
        "keyset of 98 bytes": _file(_front(keyset=ADA.keyset() + b"\x00")),
        "no keyset": _file(_front(keyset=b"")),
        "no key string": _file(_front(key_string="")),
        **{what: _file(FRONT, part) for what, part in parts.items()},
    }


def _addresses() -> Files:
    values = {
        "empty": b"",
        "in upper case": b"Ada@example.org",
        "without @": b"ada.example.org",
        "with two @": b"ada@home@example.org",
        "with a line end": b"ada@example.org\n",
        "not ASCII": "adä@example.org".encode(),
        "in Latin-1": "adä@example.org".encode("latin-1"),
        "of 255 bytes": b"x" * 243 + b"@example.org",
    }
    return {f"address {what}": _file(_front(email=value)) for what, value in values.items()}


def _key_strings() -> Files:
    good = ADA.key_string()
    values = {
        "of another account": BOB.key_string(),
        "of another generation": REPLACED.key_string(),
        "in lower case": good.lower(),
        "with a line end": good[:-1] + "\n",
        "grown by one": good + "A",
        "changed": good[:60] + ("A" if good[60] != "A" else "B") + good[61:],
        "of number 2": good.replace("1:", "2:", 1),
        "of another suite": _re_suited(),
        "that is something else": "https://example.org/".ljust(234, "x"),
        "not ASCII": good[:-1] + "é",
    }
    return {f"key string {what}": _file(_front(key_string=value)) for what, value in values.items()}


def _re_suited() -> str:
    binary = encoding.unbase32(ADA.key_string().removeprefix(keystring.PREFIX))
    return keystring.write_text(keystring.with_checksum(binary[:4] + b"\x02" + binary[5:-4]))


def openings() -> Iterator[Case]:
    """Files of the right form that VK does not vouch for, or not for what they hold."""
    texts = {f"holding {what}": _file(FRONT, PART, text) for what, text in {**_contents(), **_item_lists()}.items()}
    for what, file in {**_changed(), **_misplaced(), **texts}.items():
        given = {"file": file.hex(), "vault_key": ADA.vk.hex()}
        yield case(f"backup, {what}", SECTION, "open-backup", "damaged-backup", **given)
    given = {"file": GOOD.hex(), "vault_key": BOB.vk.hex()}
    yield case("backup, wrong vault key", SECTION, "open-backup", "damaged-backup", **given)


def _changed() -> Files:
    end = len(FRONT) + 2 + len(PART)
    places = {
        "S": 25,
        "address": 44,
        "keyset": 41 + 2 + len(ADA.email) + 2 + 50,
        "password part": len(FRONT) + 2 + 60,
        "version of the end": end,
        "r of the end": end + 1,
        "c of the end": end + 17,
        "body of the end": end + 49,
        "tag of the end": len(GOOD) - 1,
    }
    changed = {f"{what} flipped": _flipped(GOOD, at) for what, at in places.items()}
    others = {
        "cut by one": GOOD[:-1],
        "grown by one": GOOD + b"\x00",
        "password part dropped": FRONT + bytes(2) + GOOD[end:],
        "password part of another backup": FRONT + encoding.len16(_flipped(PART, 100)) + GOOD[end:],
        "another copy's key string": GOOD.replace(ADA.key_string().encode(), _other_copy().encode()),
    }
    return {**changed, **others}


def _other_copy() -> str:
    binary = encoding.unbase32(ADA.key_string().removeprefix(keystring.PREFIX))
    return keystring.write_text(keystring.with_checksum(_flipped(binary, 30)[:-4]))


def _misplaced() -> Files:
    checked = FRONT + encoding.len16(PART)
    ends = {
        "an item's label": ("item", encoding.sha(checked)),
        "the front not hashed": ("backup", checked),
        "only the front hashed": ("backup", encoding.sha(FRONT)),
        "no context": ("backup", b""),
    }
    return {f"sealed with {what}": checked + seal.seal_with(R, ADA.vk, *bound, TEXT) for what, bound in ends.items()}


def _contents() -> dict[str, bytes]:
    return {
        "nothing": b"",
        "no JSON": b"{",
        "a list": b"[]",
        "two objects": TEXT + TEXT,
        "a space before": b" " + TEXT,
        "a line end behind": TEXT + b"\n",
        "a byte order mark": b"\xef\xbb\xbf" + TEXT,
        "broken UTF-8": TEXT.replace(b'"Example"', b'"\xff"'),
        "no date": TEXT.replace(b'"date":1,', b""),
        "a date in words": TEXT.replace(b'"date":1', b'"date":"1"'),
        "a date before 1970": TEXT.replace(b'"date":1', b'"date":-1'),
        "a date of half a second": TEXT.replace(b'"date":1', b'"date":1.5'),
        "a date that is true": TEXT.replace(b'"date":1', b'"date":true'),
        "a date of 2^53": TEXT.replace(b'"date":1', b'"date":9007199254740992'),
        "NaN": TEXT.replace(b'"date":1', b'"date":NaN'),
        "no version": TEXT.replace(b'"version":7,', b""),
        "a date that is inherited": TEXT.replace(b'"date":1', b'"__proto__":{"date":1}'),
    }


def _item_lists() -> dict[str, bytes]:
    whole = vault()[0]
    assert isinstance(whole, dict)
    deep: items.Json = [[[[[[[[]]]]]]]]
    lists: dict[str, items.Json] = {
        "no items": None,
        "items that are no list": {},
        "an item that is a list": [[]],
        "an item that is null": [None],
        "an item without an id": [{name: value for name, value in whole.items() if name != "id"}],
        "an id that is a number": [{**whole, "id": 7}],
        "an id of 15 bytes": [{**whole, "id": encoding.b64(bytes(15))}],
        "an id with padding": [{**whole, "id": f"{encoding.b64(bytes(16))}=="}],
        "an id twice": [whole, item("login", title="again")],
        "an item nine deep": [{**whole, "x": deep}],
    }
    cases = {what: _with_items(value) for what, value in lists.items()}
    return {**cases, "nesting without end": TEXT[:-2] + b"," + b"[" * 5000 + b"]" * 5000 + b"]}"}


def _with_items(value: items.Json) -> bytes:
    return TEXT[: TEXT.index(b'"items":') + 8] + items.write_json({"x": value})[5:-1] + b"}"


def key_openings() -> Iterator[Case]:
    """Password parts that do not open."""
    other = backup.backup_key(ADA.m)
    both = ADA.ak + ADA.vk
    parts = {
        "flipped": _flipped(PART, 128),
        "sealed as a keyset": seal.seal_with(R, other, "keyset", FRONT, both),
        "sealed for nothing": seal.seal_with(R, other, "backup-keys", b"", both),
        "sealed for a cut front": seal.seal_with(R, other, "backup-keys", FRONT[:-1], both),
        "sealed under M itself": seal.seal_with(R, ADA.m, "backup-keys", FRONT, both),
        "that is not there": b"",
    }
    for what, part in parts.items():
        given = {"file": _file(FRONT, part).hex(), "m": ADA.m.hex()}
        yield case(f"password part {what}", SECTION, "open-backup-keys", "cannot-open", **given)
    for what, file, m in [("of another password", GOOD, BOB.m), ("behind a changed S", _flipped(GOOD, 25), ADA.m)]:
        given = {"file": file.hex(), "m": m.hex()}
        yield case(f"password part {what}", SECTION, "open-backup-keys", "cannot-open", **given)


def _flipped(value: bytes, at: int) -> bytes:
    return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
