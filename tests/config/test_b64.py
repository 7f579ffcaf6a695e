"""How bytes travel: base64url without padding, one spelling for each value (docs/formats.md §1)."""

import base64
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.api import read_b64, read_id, write_b64

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@given(st.binary(max_size=200))
def test_what_is_written_is_read_back(value: bytes) -> None:
    assert read_b64(write_b64(value)) == value
    assert write_b64(value) == base64.urlsafe_b64encode(value).decode().rstrip("=")


@given(st.one_of(st.text(max_size=40), st.text(ALPHABET + "+/= \n", max_size=40)))
def test_a_text_is_the_one_spelling_of_its_bytes_or_refused(text: str) -> None:
    try:
        value = read_b64(text)
    except ValueError:
        return
    assert write_b64(value) == text


@given(st.binary(min_size=1, max_size=40), st.integers(1, 15))
def test_spare_bits_are_zero(value: bytes, noise: int) -> None:
    text = write_b64(value)
    spare = {2: 4, 1: 2}.get(len(value) % 3 and 3 - len(value) % 3, 0)
    last = ALPHABET.index(text[-1]) | noise % (1 << spare)
    changed = text[:-1] + ALPHABET[last]
    if changed == text:
        assert read_b64(changed) == value
    else:
        with pytest.raises(ValueError, match="spare bits"):
            read_b64(changed)


@pytest.mark.parametrize("value", [None, 7, 1.5, [], {}, True])
def test_only_text_is_read(value: object) -> None:
    with pytest.raises(ValueError, match="base64url"):
        read_b64(value)


@given(st.binary(max_size=40))
def test_an_id_has_16_bytes(raw: bytes) -> None:
    if len(raw) == 16:
        assert read_id(write_b64(raw)) == uuid.UUID(bytes=raw)
    else:
        with pytest.raises(ValueError, match="expected 16 bytes"):
            read_id(write_b64(raw))
