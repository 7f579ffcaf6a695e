"""Carriers and encodings that every implementation must refuse (docs/formats.md §1, §5)."""

from collections.abc import Iterator

from . import keystring, words
from .accepted import Case, fixed
from .accepted_carriers import key_files, key_strings
from .refused import case, flipped


def encodings() -> Iterator[Case]:
    """§1: base64url that some decoders let through, and addresses that are not ours."""
    texts = {
        "padding": "AA==",
        "spare bits": "AB",
        "spare bits of two": "AAB",
        "one character over": "AAAAA",
        "line end": "AAAA\n",
        "space": "AA AA",
        "plus": "AA+A",
        "slash": "AA/A",
        "not ASCII": "AAé",
    }
    for what, text in texts.items():
        yield case(f"b64 with {what}", 1, "read-b64", "damaged", text=text)
    emails = {
        "empty": "",
        "without @": "ada.example.org",
        "with two @": "ada@home@example.org",
        "with a space": "ada lovelace@example.org",
        "not ASCII": "adä@example.org",
        "folding to ASCII": "ada@\u212aelvin.example",
        "with a line end": "ada@example.org\n",
        "of 255 characters": f"{'x' * 243}@example.org",
    }
    for what, email in emails.items():
        yield case(f"address {what}", 1, "read-email", "bad-email", email=email)


def key_string_forms() -> Iterator[Case]:
    """§5: texts that are not ours, newer or damaged, in the order of the reader's checks."""
    good = key_strings()[0]["text"]
    for code, texts in [("not-a-key", _foreign(good)), ("newer-format", _newer(good)), ("damaged", _damaged(good))]:
        for what, text in texts.items():
            yield case(f"key string, {what}", 5, "read-key-string", code, text=text)


def _foreign(good: str) -> dict[str, str]:
    return {
        "empty": "",
        "a web address": "https://example.org/",
        "a one-time-code set-up": "otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP&issuer=Example",
        "no number": good.replace("1:", ":", 1),
        "no colon": good.replace(":", "", 1),
        "other letters": good.replace("TSRK", "TSRB", 1),
        "something in front of it": f"X{good}",
        "long s for S in the prefix": good.replace("S", "\u017f", 1),
        "full-width number": good.replace("1", "\uff11", 1),
    }


def _newer(good: str) -> dict[str, str]:
    return {
        "number 2": good.replace("1:", "2:", 1),
        "number 10": good.replace("1:", "10:", 1),
        "number 0": good.replace("1:", "0:", 1),
        "number 2 and nothing else": "TSRK2:",
        "number 2 and other characters": "tsrk2: a+b/c==",
    }


def _damaged(good: str) -> dict[str, str]:
    return {
        "nothing after the colon": "TSRK1:",
        "cut by one": good[:-1],
        "cut by eight": good[:-8],
        "grown by one": f"{good}A",
        "grown by eight": f"{good}AAAAAAAA",
        "padding": f"{good}====",
        "spare bits": good[:-1] + _other_spare_bits(good[-1]),
        "digit 1": f"{good[:20]}1{good[21:]}",
        # Where the right letter stood, so that only a reader that folds Unicode takes them.
        "dotless i for I": good.replace("I", "\u0131", 1),
        "long s for S": good[:6] + good[6:].replace("S", "\u017f", 1),
        "full-width letter": good[:6] + good[6:].replace("A", "\uff21", 1),
        "hyphen": f"{good[:20]}-{good[20:]}",
        "zero-width space": f"{good[:20]}\u200b{good[20:]}",
        "one character changed": good[:60] + ("A" if good[60] != "A" else "B") + good[61:],
        "two characters swapped": good[:100] + _swapped(good[100:]),
        "twice": good + good,
    }


def key_string_bytes() -> Iterator[Case]:
    """§5: right base32 over wrong bytes."""
    binary = bytes.fromhex(key_strings()[0]["binary"])
    body = binary[:-4]
    values = [
        ("checksum", "damaged", binary[:-1] + bytes([binary[-1] ^ 1])),
        ("magic, right checksum", "damaged", keystring.with_checksum(b"TSRB" + body[4:])),
        ("shorter, right checksum", "damaged", keystring.with_checksum(body[:-1])),
        ("longer, right checksum", "damaged", keystring.with_checksum(body + b"\x00")),
        ("suite 2, wrong checksum", "damaged", body[:4] + b"\x02" + binary[5:]),
        ("suite 2, right checksum", "newer-format", keystring.with_checksum(body[:4] + b"\x02" + body[5:])),
        ("suite 0, right checksum", "newer-format", keystring.with_checksum(body[:4] + b"\x00" + body[5:])),
    ]
    for what, code, value in values:
        text = keystring.write_text(value)
        yield case(f"key string, {what}", 5, "read-key-string", code, text=text)


def key_string_opening() -> Iterator[Case]:
    """§5: key strings of right form whose Account Key does not open."""
    good = key_strings()[0]
    fields = {"account id": 5, "generation": 24, "copy id": 25, "version": 41, "r": 42, "c": 58, "body": 90, "tag": 137}
    for what, at in fields.items():
        body = bytes.fromhex(flipped(good["binary"], at))[:-4]
        text = keystring.write_text(keystring.with_checksum(body))
        name = f"key string, {what} changed under a right checksum"
        yield case(name, 5, "open-key-string", "cannot-open", text=text, wrap_key=good["wrap_key"])
    wrong = flipped(good["wrap_key"], 0)
    yield case("key string, wrong wrap key", 5, "open-key-string", "cannot-open", text=good["text"], wrap_key=wrong)


def key_files_refused() -> Iterator[Case]:
    """§5: key files that are something else, newer or damaged."""
    good = bytes.fromhex(key_files()[0]["file"])
    files = [
        ("empty", "file-unknown", b""),
        ("no first line", "file-unknown", good.split(b"\n", 1)[1]),
        ("number 2", "newer-format", good.replace(b"file 1", b"file 2", 1)),
        ("no key line", "damaged", good.replace(b"Key: ", b"Kay: ")),
        ("two key lines", "damaged", good + good.split(b"\n")[3] + b"\n"),
        ("folded key line", "damaged", good[:-60] + b"\n" + good[-60:]),
        ("one character changed", "damaged", good.replace(b"TSRK1:KRJV", b"TSRK1:KRJX")),
        ("key line with a web address", "damaged", good.replace(b"TSRK1:", b"https://example.org/")),
        ("key line of number 2", "newer-format", good.replace(b"TSRK1:", b"TSRK2:")),
        ("last line not ended", "damaged", good[:-1]),
        ("over 4,096 bytes", "damaged", good + b"Note: x\n" * 512),
        ("not ASCII", "damaged", good.replace(b"ada@", b"ad\xc3\xa4@", 1)),
    ]
    for what, code, file in files:
        yield case(f"key file, {what}", 5, "read-key-file", code, file=file.hex())


def words_refused() -> Iterator[Case]:
    """§5: words that are too few, too many, unknown or in another order."""
    good = words.write(fixed("AK")).split()
    texts = {
        "none": [],
        "23": good[:-1],
        "25": [*good, "abandon"],
        "12 that are right": ["abandon"] * 11 + ["about"],
        "swapped": [good[1], good[0], *good[2:]],
        "unknown": [*good[:-1], "tessera"],
        "abbreviated": [word[:4] for word in good],
        "checksum": ["abandon"] * 24,
        "numbers": [str(words.NUMBERS[word]) for word in good],
    }
    for what, listed in texts.items():
        yield case(f"words, {what}", 5, "read-words", "words-refused", words=" ".join(listed))
    yield case("words, hyphens between", 5, "read-words", "words-refused", words="-".join(good))


def _other_spare_bits(last: str) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return alphabet[alphabet.index(last) ^ 1]


def _swapped(text: str) -> str:
    at = next(at for at in range(len(text)) if text[at] != text[at + 1])
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
