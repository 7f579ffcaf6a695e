"""The reference implementation of suite 1 reads what it writes, and refuses what it did not write."""

import contextlib

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.reference import backup, encoding, heads, items, keyfile, keystring, seal, words
from tests.reference.errors import Refused

Id = st.binary(min_size=16, max_size=16)
Key = st.binary(min_size=32, max_size=32)
Number = st.integers(0, 2**32 - 1)
WRAP = bytes(range(32))
Scalar = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=30))


@given(st.binary(max_size=100))
def test_base64_and_base32_read_back(value: bytes) -> None:
    assert encoding.unb64(encoding.b64(value)) == value
    assert encoding.unbase32(encoding.base32(value)) == value


@given(Id, Key, st.text(max_size=20), st.binary(max_size=60), st.binary(max_size=300))
def test_a_sealed_value_opens_in_its_place_alone(r: bytes, key: bytes, label: str, context: bytes, text: bytes) -> None:
    sealed = seal.seal_with(r, key, label, context, text)
    assert len(sealed) == len(text) + seal.OVERHEAD
    assert seal.open_sealed(key, label, context, sealed) == text
    other = bytes([key[0] ^ 1]) + key[1:]
    for wrong in ((other, label, context), (key, label + "x", context), (key, label, context + b"\0")):
        with pytest.raises(Refused, match="cannot-open"):
            seal.open_sealed(*wrong, sealed)


@given(Key, st.binary(min_size=1, max_size=80), st.data())
def test_every_flipped_bit_of_a_sealed_value_is_found(key: bytes, text: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal.seal(key, "item", b"context", text))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << place % 8
    with pytest.raises(Refused, match="cannot-open"):
        seal.open_sealed(key, "item", b"context", bytes(sealed))


@given(Id, Id, Number, Id, Key, st.text(" \t\n\u00a0", max_size=3))
def test_a_key_string_is_read_back_in_any_case_and_with_white_space(
    r: bytes, account: bytes, generation: int, copy: bytes, key: bytes, space: str
) -> None:
    text = keystring.write_text(keystring.write_binary(r, WRAP, account, generation, copy, key))
    assert len(text) == 234
    found = keystring.read_text(space + text[:100].lower() + space + text[100:] + space)
    assert (found.account_id, found.generation, found.copy_id) == (account, generation, copy)
    assert keystring.open_account_key(found, WRAP) == key
    file = keyfile.write("ada@example.org", found.ends, "2026-05-03", text)
    assert keyfile.read(file) == keyfile.read(file.replace(b"\n", b"\r\n")) == found


@given(st.text(max_size=300))
@example("TSRK1:")
@example("TSRK2:A")
def test_a_text_that_is_no_key_string_is_refused_by_a_code(text: str) -> None:
    with pytest.raises(Refused, match=r"not-a-key|newer-format|damaged"):
        keystring.read_text(text)


@given(Key)
def test_words_are_read_back(key: bytes) -> None:
    text = words.write(key)
    assert len(text.split(" ")) == 24
    assert words.read(text.upper().replace(" ", "\n ")) == key


@given(Key, st.integers(0, 23), st.integers(0, 2047))
def test_another_word_gives_another_key_or_none(key: bytes, place: int, number: int) -> None:
    parts = words.write(key).split(" ")
    assume(parts[place] != words.LIST[number])
    parts[place] = words.LIST[number]
    with contextlib.suppress(Refused):
        assert words.read(" ".join(parts)) != key


@given(st.integers(0, 2**53 - 1), Key, Key, Number)
def test_a_head_is_read_back(date: int, previous: bytes, root: bytes, count: int) -> None:
    head = heads.Head(date, previous, root, count)
    assert heads.read(heads.write(head)) == head


@given(st.dictionaries(Id, st.tuples(Number, Key), max_size=8))
def test_the_root_knows_no_order(listed: dict[bytes, tuple[int, bytes]]) -> None:
    entries = [heads.Entry(item_id, *rest) for item_id, rest in listed.items()]
    assert heads.root(entries) == heads.root(entries[::-1])
    if entries:
        with pytest.raises(Refused, match="vault-mismatch"):
            heads.root([*entries, entries[0]])


@given(Id, Id, Number, Key, st.dictionaries(st.text(max_size=10), Scalar, max_size=6))
def test_an_item_is_read_back(
    account: bytes, item_id: bytes, revision: int, key: bytes, members: dict[str, items.Json]
) -> None:
    item = {**members, "id": encoding.b64(item_id)}
    blob = items.seal_item(bytes(16), key, items.context(account, 1, item_id, revision), items.write_json(item))
    assert (len(blob) - seal.OVERHEAD) % items.BLOCK == 0
    assert items.open_item(key, account, 1, item_id, revision, blob) == item


FRONT = backup.front(
    bytes(16),
    1,
    bytes(16),
    "ada@example.org",
    bytes(97),
    keystring.write_text(keystring.write_binary(bytes(16), WRAP, bytes(16), 1, bytes(16), bytes(32))),
)


@given(Id, Key, Key, Key, st.booleans(), st.lists(Id, unique=True, max_size=4))
def test_a_backup_is_read_back(r: bytes, m: bytes, ak: bytes, vk: bytes, alone: bool, ids: list[bytes]) -> None:
    part = backup.seal_keys(r, m, FRONT, ak, vk) if alone else b""
    listed: list[items.Json] = [{"id": encoding.b64(item_id)} for item_id in ids]
    read = backup.read(backup.seal_backup(r, vk, FRONT, part, backup.write_json(1, 2, listed)))
    assert backup.open_content(read, vk) == {"date": 1, "version": 2, "items": listed}
    assert read.front == FRONT
    if alone:
        assert backup.open_keys(read, m) == (ak, vk)


@given(st.data())
def test_every_flipped_bit_of_a_backup_is_found(data: st.DataObject) -> None:
    vk = WRAP
    part = backup.seal_keys(bytes(16), vk, FRONT, vk, vk)
    file = bytearray(backup.seal_backup(bytes(16), vk, FRONT, part, backup.write_json(1, 2, [])))
    place = data.draw(st.integers(0, len(file) * 8 - 1))
    file[place // 8] ^= 1 << place % 8
    with pytest.raises(Refused) as refused:
        backup.open_content(backup.read(bytes(file)), vk)
    at = place // 8
    assert refused.value.code == ("backup-unknown" if at < 4 else "newer-format" if at == 4 else "damaged-backup")


@given(st.binary(max_size=700))
@example(b"")
@example(FRONT[5:])
def test_bytes_that_are_no_backup_are_refused_by_a_code(rest: bytes) -> None:
    for file in (rest, b"TSRB" + rest, b"TSRB\x01" + rest):
        with pytest.raises(Refused, match=r"backup-unknown|newer-format|damaged-backup"):
            backup.open_content(backup.read(file), WRAP)


@given(st.recursive(Scalar, lambda value: st.lists(value) | st.dictionaries(st.text(max_size=8), value), max_leaves=20))
def test_what_a_good_seal_vouches_for_is_still_checked(value: items.Json) -> None:
    text = items.write_json({"date": 1, "version": 2, "items": value})
    read = backup.read(backup.seal_backup(bytes(16), WRAP, FRONT, b"", text))
    if value == []:
        assert backup.open_content(read, WRAP)["items"] == []
    else:
        with pytest.raises(Refused, match="damaged-backup"):
            backup.open_content(read, WRAP)
