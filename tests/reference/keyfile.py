"""The key file `tessera.tesserakey` (docs/formats.md §5)."""

import re

from .errors import Refused
from .keystring import KeyString, read_text

LIMIT = 4096


def write(email: str, ends: str, made: str, key_string: str) -> bytes:
    """The file's bytes; `made` is a date as YYYY-MM-DD (§5)."""
    lines = ("Tessera key file 1", f"Account: {email} (ends in {ends})", f"Made: {made}", f"Key: {key_string}")
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def read(file: bytes) -> KeyString:
    """Reads a key file; `file-unknown`, `newer-format`, `damaged`, and what the key string is refused for (§5)."""
    lines = _lines(file)
    first = re.fullmatch(r"Tessera key file ([0-9]+)", lines[0])
    if first is None:
        raise Refused("file-unknown")
    if first[1] != "1":
        raise Refused("newer-format", lines[0])
    if len(file) > LIMIT or not file.endswith(b"\n") or not file.isascii():
        raise Refused("damaged")
    keys = [line.removeprefix("Key: ") for line in lines if line.startswith("Key: ")]
    if len(keys) != 1:
        raise Refused("damaged", f"{len(keys)} key lines")
    try:
        return read_text(keys[0])
    except Refused as refused:
        raise Refused("damaged" if refused.code == "not-a-key" else refused.code) from None


def _lines(file: bytes) -> list[str]:
    return [line.removesuffix("\r") for line in file.decode("latin-1").split("\n")]
