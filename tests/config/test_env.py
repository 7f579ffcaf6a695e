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
