"""Readers of the environment fail loudly, and never with the value."""

import base64
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_keys_are_read_newest_first_with_or_without_padding() -> None:
    new, old = (base64.urlsafe_b64encode(bytes([n]) * 32) for n in (1, 2))
    assert env.fernet_keys(f"{new.decode().rstrip('=')}, {old.decode()}", "KEYS") == [new, old]


def test_a_short_key_is_refused_by_its_place() -> None:
    good = base64.urlsafe_b64encode(bytes(32)).decode()
    with pytest.raises(ImproperlyConfigured, match="KEYS: key 2 is not 32 bytes"):
        env.fernet_keys(f"{good},c2hvcnQ", "KEYS")


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    first = env.embedded_secret(tmp_path, "pepper", allowed=True)
    assert len(first) >= 43
    assert env.embedded_secret(tmp_path, "pepper", allowed=True) == first


def test_production_gets_no_made_secret(tmp_path: Path) -> None:
    assert env.embedded_secret(tmp_path, "pepper", allowed=False) == ""


def test_the_socket_moves_where_its_path_would_be_too_long(tmp_path: Path) -> None:
    assert env.valkey_socket(tmp_path) == tmp_path / "valkey.sock" or len(str(tmp_path)) > 88
    deep = tmp_path / ("x" * 90)
    assert len(str(env.valkey_socket(deep))) < 107
    assert env.valkey_socket(deep) != env.valkey_socket(tmp_path / ("y" * 90))


def test_a_list_is_an_address_to_which_more_is_added() -> None:
    assert env.list_address("https://list.example.org/range/", "LIST") == "https://list.example.org/range"
    assert env.list_address("", "LIST") == ""


@pytest.mark.parametrize(
    "given",
    [
        "list.example.org",
        "ftp://list.example.org",
        "https:///range",
        "https://user:canary@list.example.org",
        "https://list.example.org/?key=canary",
        "https://list.example.org/#canary",
        "https://list.example.org:canary/",
        "https://[canary/",
    ],
)
def test_what_is_no_such_address_is_refused_without_being_shown(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LIST is not an http or https address") as refusal:
        env.list_address(given, "LIST")
    assert "canary" not in str(refusal.value)
