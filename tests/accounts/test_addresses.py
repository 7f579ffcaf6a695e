"""E-mail addresses have one spelling, the browser's and the server's alike (docs/formats.md §1)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.addresses import EMAIL_LENGTH, canonical
from tests.reference.encoding import read_email
from tests.reference.errors import Refused

PRINTABLE = st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="@")
PART = st.text(PRINTABLE, min_size=1, max_size=120)


@given(PART, PART)
def test_letters_are_lowered_and_nothing_else_changes(name: str, domain: str) -> None:
    address = f"{name}@{domain}"
    found = canonical(address)
    assert len(found) == len(address)
    assert all(new == old.lower() if "A" <= old <= "Z" else new == old for old, new in zip(address, found, strict=True))
    assert canonical(found) == found == read_email(address)


@given(st.text(max_size=300))
@example("@b")
@example("a@")
@example("a@b")
@example("\u212a@example.org")
@example("a" * EMAIL_LENGTH + "@b")
@example("a@b\n")
def test_both_implementations_refuse_the_same(text: str) -> None:
    try:
        expected = read_email(text)
    except Refused:
        with pytest.raises(ValueError, match="e-mail address"):
            canonical(text)
    else:
        assert canonical(text) == expected
