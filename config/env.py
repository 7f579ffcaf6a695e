"""Readers of environment variables. What cannot be read stops the start with the variable's name, never its value."""

import base64
import binascii
import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

env = Env()


def data_folder(base: Path) -> Path:
    """The folder for everything that the embedded parts keep (`TESSERA_DATA`, default `var/` in the checkout)."""
    folder = Path(env.str("TESSERA_DATA", default=str(base / "var"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def embedded_secret(folder: Path, name: str, *, allowed: bool) -> str:
    """A secret that the embedded trial makes once and keeps in `folder/secrets/name`; empty where `allowed` is false.

    Production passes `allowed=False`: there the secret comes from the environment or a system check refuses the start.
    """
    if not allowed:
        return ""
    path = folder / "secrets" / name
    path.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        # "x" decides between two processes that start at once: one makes the secret, the other reads it.
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    value = path.read_text("ascii").strip()
    if not value:
        raise ImproperlyConfigured(f"{path} is empty: delete it to have a new one made")
    return value


def fernet_keys(text: str, variable: str) -> list[bytes]:
    """Comma-separated keys of 32 bytes in base64url, newest first.

    Raises ImproperlyConfigured, which names the variable and the place of the bad key.
    """
    keys = [part.strip().encode("ascii", "replace") for part in text.split(",") if part.strip()]
    for place, key in enumerate(keys, 1):
        try:
            size = len(base64.urlsafe_b64decode(key + b"=" * (-len(key) % 4)))
        except binascii.Error:
            size = 0
        if size != 32:
            raise ImproperlyConfigured(f"{variable}: key {place} is not 32 bytes in base64url")
    return [key + b"=" * (-len(key) % 4) for key in keys]


def public_origin(given: str, hosts: list[str], port: int) -> str:
    """Where people find this server, as a browser spells an origin: `https://vault.example.org`, no slash at the end.

    Without `TESSERA_ORIGIN` it is the first of ALLOWED_HOSTS over TLS; of the trial, this machine. Empty where neither
    says: a system check refuses that start.
    """
    if given:
        return given.rstrip("/")
    if not hosts or hosts[0].startswith((".", "*")):
        return ""
    return f"http://localhost:{port}" if hosts[0] == "localhost" else f"https://{hosts[0]}"


def list_address(given: str, variable: str) -> str:
    """An http or https address to which `/` and more is added; empty where none is given.

    Raises ImproperlyConfigured for one with a name, a password, a query or a fragment in it, or none at all.
    """
    if not given:
        return ""
    try:
        address = urlsplit(given)
        plain = address.port != 0 and not (address.username or address.password or address.query or address.fragment)
    except ValueError:  # a port that is no number, brackets that do not close
        raise ImproperlyConfigured(f"{variable} is not an http or https address") from None
    if address.scheme not in {"http", "https"} or not address.hostname or not plain:
        raise ImproperlyConfigured(f"{variable} is not an http or https address")
    return given.rstrip("/")


def valkey_socket(folder: Path) -> Path:
    """Where the embedded Valkey listens: in the data folder, or in a private short folder where the path is too long.

    A Unix socket's path has room for 107 bytes (unix(7)).
    """
    path = folder / "valkey.sock"
    if len(str(path).encode()) <= 100:
        return path
    mark = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"tessera-{os.getuid()}-{mark}" / "valkey.sock"
