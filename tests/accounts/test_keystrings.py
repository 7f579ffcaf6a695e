"""Only the one canonical spelling of a key string is taken for mailing (docs/formats.md §5)."""

import base64
import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.errors import KeyStringRefusedError
from accounts.keystrings import Header, read_header
from tests.base import Copy, Person
from tests.reference import keystring
from tests.reference.errors import Refused

ALICE = Person("alice@example.org")
COPY = Copy()
TEXT = ALICE.key_string(COPY)
SEALED = keystring.read_text(TEXT).sealed


def with_checksum(body: bytes) -> str:
    return "TSRK1:" + base64.b32encode(body + hashlib.sha256(body).digest()[:4]).decode().rstrip("=")


def body() -> bytes:
    text = TEXT.removeprefix("TSRK1:")
    return base64.b32decode(text + "=" * (-len(text) % 8))[:-4]


def test_it_reads_for_whom_it_was_made() -> None:
    assert read_header(TEXT) == Header(1, uuid.UUID(bytes=ALICE.id), 1, uuid.UUID(bytes=COPY.id))


def test_every_changed_character_is_found() -> None:
    for place in range(len(TEXT)):
        changed = TEXT[:place] + ("B" if TEXT[place] != "B" else "C") + TEXT[place + 1 :]
        with pytest.raises(KeyStringRefusedError):
            read_header(changed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.lower(),
        TEXT[:-1],
        TEXT + "A",
        " " + TEXT[:-1],
        TEXT.replace("TSRK1:", "TSRK2:"),
        "TSRK1:" + "=" * 228,
        "TSRK1:" + "é" * 228,
        with_checksum(b"XSRK" + body()[4:]),
        with_checksum(body()[:-1]),
        with_checksum(body() + b"\0"),
    ],
    ids=range(11),
)
def test_it_refuses_everything_else(text: str) -> None:
    with pytest.raises(KeyStringRefusedError):
        read_header(text)


def test_spare_bits_are_zero() -> None:
    # 142 bytes are 1136 bits; 228 characters hold 1140: four to spare in the last one.
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    with pytest.raises(KeyStringRefusedError):
        read_header(TEXT[:-1] + alphabet[alphabet.index(TEXT[-1]) + 1])


@given(st.binary(min_size=16, max_size=16), st.integers(0, 2**32 - 1), st.uuids())
def test_what_a_browser_writes_is_read_back(account_id: bytes, generation: int, copy_id: uuid.UUID) -> None:
    binary = keystring.write_binary(bytes(16), bytes(32), account_id, generation, copy_id.bytes, bytes(32))
    text = keystring.write_text(binary)
    assert read_header(text) == Header(1, uuid.UUID(bytes=account_id), generation, copy_id)


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=1, max_size=4), st.integers(0, 233))
def test_what_it_takes_is_the_one_spelling_of_a_key_string(other: str, place: int) -> None:
    text = (TEXT[:place] + other + TEXT[place + len(other) :])[: len(TEXT)]
    try:
        expected = keystring.write_text(keystring.with_checksum(keystring.read_text(text).header + SEALED))
    except Refused:
        expected = None
    if text == expected:
        assert read_header(text) == read_header(TEXT)
    else:
        with pytest.raises(KeyStringRefusedError):
            read_header(text)
