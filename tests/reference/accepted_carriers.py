"""The vectors of encodings and carriers that every implementation must make and read (docs/formats.md §1, §5)."""

import re

from . import encoding, keyfile, keys, keystring, words
from .accepted import ACCOUNT, EMAIL, OTHER_ACCOUNT, Case, fixed


def encodings() -> Case:
    """§1, §5: base64url, base32, and the normal form of e-mail addresses."""
    values = [fixed("encoded", length) for length in (0, 1, 2, 3, 4, 5, 16, 32)] + [b"\xff" * 32, b"\xfb\xef\xbe"]
    emails = [EMAIL, "Ada.Lovelace+Tag@Example.ORG", "o'hara!#$%&*/=?^_`{|}~@[192.0.2.1]", f"{'x' * 242}@example.org"]
    return {
        "b64": [{"bytes": value.hex(), "text": encoding.b64(value)} for value in values],
        "base32": [{"bytes": value.hex(), "text": encoding.base32(value)} for value in values],
        "emails": [{"typed": email, "normal": encoding.read_email(email)} for email in emails],
    }


def key_strings() -> list[Case]:
    """§5: key strings, and the ways in which people and mail programs spell them."""
    return [
        _key_string_case("first", ACCOUNT, 1, fixed("copy", 16)),
        _key_string_case("replaced", ACCOUNT, 2**32 - 1, fixed("later copy", 16)),
        _key_string_case("other account", OTHER_ACCOUNT, 1, b"\xff" * 16),
    ]


def _key_string_case(name: str, account: bytes, generation: int, copy: bytes) -> Case:
    cs, share, ak, r = fixed("CS"), fixed(f"R {name}"), fixed(f"AK {name}"), fixed(f"r key {name}", 16)
    wrap = keys.wrap_key(cs, share)
    binary = keystring.write_binary(r, wrap, account, generation, copy, ak)
    text = keystring.write_text(binary)
    return {
        "name": name,
        "account_id": account.hex(),
        "generation": generation,
        "copy_id": copy.hex(),
        "ends": encoding.ends_in(account),
        "carrier_secret": cs.hex(),
        "share": share.hex(),
        "wrap_key": wrap.hex(),
        "account_key": ak.hex(),
        "r": r.hex(),
        "binary": binary.hex(),
        "text": text,
        "spellings": _spellings(text),
        "qr": {"mode": "alphanumeric", "characters": len(text), "correction": "Q", "version": 11, "modules": 61},
    }


def _spellings(text: str) -> list[str]:
    wrapped = "\r\n".join(re.findall(".{1,64}", text))
    return [text.lower(), f"  {text}\n", wrapped, "\t".join(text), text.swapcase(), text.replace("1", "1\u00a0", 1)]


def key_files() -> list[Case]:
    """§5: the key file, with both kinds of line ends."""
    key_string = key_strings()[0]
    file = keyfile.write(EMAIL, key_string["ends"], "2026-05-03", key_string["text"])
    facts = {"email": EMAIL, "ends": key_string["ends"], "made": "2026-05-03", "key_string": key_string["text"]}
    return [
        {"name": "as written", **facts, "canonical": True, "file": file.hex()},
        {"name": "CRLF", **facts, "canonical": False, "file": file.replace(b"\n", b"\r\n").hex()},
    ]


def word_lists() -> list[Case]:
    """§5: 24 words, among them those of the entropies that BIP-39 itself publishes."""
    entropies = {"zeros": bytes(32), "ones": b"\xff" * 32, "7f": b"\x7f" * 32, "80": b"\x80" * 32, "AK": fixed("AK")}
    return [_words_case(name, entropy) for name, entropy in entropies.items()]


def _words_case(name: str, account_key: bytes) -> Case:
    text = words.write(account_key)
    spellings = [text.upper(), text.title(), f"\n{text} ", "\r\n".join(text.split()), text.replace(" ", "\t\u00a0 ")]
    return {"name": name, "account_key": account_key.hex(), "words": text, "spellings": spellings}
