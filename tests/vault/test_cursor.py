"""The place where a page of a pull ended, as text."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.api import write_b64
from vault.api import NEWEST, read_place, write_place
from vault.sync import Place


@given(st.integers(0, NEWEST), st.uuids())
def test_what_is_written_is_read_back(version: int, item_id: uuid.UUID) -> None:
    place = Place(version, item_id)
    assert len(write_place(place)) == 32
    assert read_place(write_place(place)) == place


@given(st.integers(NEWEST + 1, 2**64 - 1), st.uuids())
def test_a_version_that_no_vault_reaches_is_the_last(version: int, item_id: uuid.UUID) -> None:
    assert read_place(write_b64(version.to_bytes(8, "big") + item_id.bytes)) == Place(NEWEST, item_id)


@given(st.text(max_size=40).filter(lambda text: not text.isascii()))
def test_other_characters_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        read_place(text)
