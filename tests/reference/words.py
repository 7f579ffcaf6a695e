"""The bare Account Key as 24 words (docs/formats.md §5, BIP-39 with 256 bits of entropy)."""

from mnemonic import Mnemonic

from .encoding import KEY_LENGTH, WHITE_SPACE, exactly, sha
from .errors import Refused

# Only the list is taken from the package: bits and checksum are worked out here.
LIST: list[str] = Mnemonic("english").wordlist
NUMBERS = {word: number for number, word in enumerate(LIST)}
COUNT = 24
BITS = 11


def write(account_key: bytes) -> str:
    """24 lower-case words with one space between them (§5)."""
    number = int.from_bytes(exactly(KEY_LENGTH, account_key, "AK") + sha(account_key)[:1], "big")
    shifts = range(BITS * (COUNT - 1), -1, -BITS)
    return " ".join(LIST[number >> shift & 0x7FF] for shift in shifts)


def read(text: str) -> bytes:
    """AK, 32 bytes, from words in any case and with any white space; `words-refused` (§5)."""
    words = WHITE_SPACE.sub(" ", text).strip(" ").lower().split(" ")
    if len(words) != COUNT or not all(word in NUMBERS for word in words):
        raise Refused("words-refused")
    number = 0
    for word in words:
        number = number << BITS | NUMBERS[word]
    value = number.to_bytes(KEY_LENGTH + 1, "big")
    if sha(value[:KEY_LENGTH])[:1] != value[KEY_LENGTH:]:
        raise Refused("words-refused", "checksum")
    return value[:KEY_LENGTH]
