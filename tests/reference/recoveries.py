"""Vectors of the recovery key and its shares, accepted and refused (docs/formats.md §11)."""

import re
from collections.abc import Iterator

from . import keys, recovery
from .accepted import ACCOUNT, OTHER_ACCOUNT, Case, fixed
from .refused import case, flipped


def recoveries() -> list[Case]:
    """§2, §11: texts, shares and the sealed record, with the ways in which people copy a text."""
    return [_case("first", ACCOUNT, 1, (1, 2, 3)), _case("replaced", OTHER_ACCOUNT, 2**32 - 1, (255, 17, 128))]


def _case(name: str, account: bytes, generation: int, places: tuple[int, ...]) -> Case:
    rk, vk, r = fixed(f"RK {name}"), fixed(f"{name} vault_key"), fixed(f"{name} recovery", 16)
    common, slopes = recovery.share_set(rk), fixed(f"{name} slopes")
    shares = [recovery.write_share(common, recovery.split_with(rk, slopes, place)) for place in places]
    seed = recovery.proof_seed(rk, account)
    text = recovery.write_key(rk)
    return {
        "name": name,
        "account_id": account.hex(),
        "generation": generation,
        "recovery_key": rk.hex(),
        "text": text,
        "spellings": _spellings(text),
        "shares": shares,
        "share_spellings": _spellings(shares[0]),
        "vault_key": vk.hex(),
        "record": recovery.seal_record(r, rk, account, generation, vk).hex(),
        "proof_seed": seed.hex(),
        "proof_public_key": keys.proof_public_key(seed).hex(),
    }


def _spellings(text: str) -> list[str]:
    start, _, rest = text.partition(":")
    grouped = "-".join(re.findall(".{1,4}", rest))
    lookalike = rest.replace("0", "O").replace("1", "l", 1).replace("1", "I")
    return [text.lower(), f" {start}: {grouped}\n", f"{start}:\r\n{grouped.replace('-', ' ')}", f"{start}:{lookalike}"]


def recovery_texts_refused() -> Iterator[Case]:
    """§11: texts that are not ours, newer or mistyped, and shares that do not belong together."""
    first, second = recoveries()
    key, share = first["text"], first["shares"][0]
    swapped = key[:-2] + key[-1] + key[-2] if key[-1] != key[-2] else key[:-1] + "0"
    texts = {
        "read-recovery-key": [
            ("recovery-unknown", "empty", ""),
            ("recovery-unknown", "a share in place of the key", share),
            ("recovery-unknown", "without its name", key.partition(":")[2]),
            ("newer-format", "format 2", key.replace("1:", "2:", 1)),
            ("recovery-mistyped", "a character short", key[:-1]),
            ("recovery-mistyped", "two characters swapped", swapped),
            ("recovery-mistyped", "a U", key[:-1] + "U"),
        ],
        "read-recovery-share": [
            ("recovery-unknown", "the key in place of a share", key),
            ("newer-format", "share of format 10", share.replace("1:", "10:", 1)),
            ("recovery-mistyped", "share with a character more", share + "0"),
            ("recovery-mistyped", "share at place 0", recovery.write_share(fixed("set", 4), bytes(33))),
        ],
    }
    for operation, given in texts.items():
        for code, what, text in given:
            yield case(f"recovery text: {what}", 11, operation, code, text=text)
    other = second["shares"][0]
    forged = recovery.write_share(recovery.read_share(share)[0], fixed("a share of another key", 33))
    for code, what, pair in [
        ("share-twice", "the same twice", [share, share.lower()]),
        ("shares-differ", "of two keys", [share, other]),
        ("shares-differ", "of another key under this one's set", [share, forged]),
    ]:
        yield case(f"recovery shares: {what}", 11, "join-recovery-shares", code, shares=pair)


def recovery_records_refused() -> Iterator[Case]:
    """§2, §11: a record opens with its key, in its account and generation alone."""
    good = recoveries()[0]
    given = {name: good[name] for name in ("recovery_key", "account_id", "generation", "record")}
    wrong: dict[str, Case] = {
        "another key": {"recovery_key": fixed("another RK").hex()},
        "another account": {"account_id": OTHER_ACCOUNT.hex()},
        "another generation": {"generation": 2},
        "a flipped bit": {"record": flipped(good["record"], 60)},
    }
    for what, change in wrong.items():
        yield case(f"recovery record with {what}", 11, "open-recovery-record", "cannot-open", **{**given, **change})
