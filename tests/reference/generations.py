"""Vectors of one chain of heads over several vault keys (docs/formats.md §7)."""

from collections.abc import Iterator

from . import encoding, heads, keys
from .accepted import ACCOUNT, OTHER_ACCOUNT, Case, fixed
from .refused import case, flipped

# The generation of each head: two of the first, two of the second, one of the third.
GENERATIONS = (1, 1, 2, 2, 3)


def vault_key(generation: int) -> bytes:
    return fixed(f"VK {generation}")


def former(generation: int, account: bytes = ACCOUNT) -> str:
    """The VK before this generation, under its own."""
    r = fixed(f"r former {generation}", 16)
    return keys.seal_former(r, vault_key(generation), account, generation, vault_key(generation - 1)).hex()


def chain() -> Case:
    """§7: five heads, each after the one before, under three vault keys; each key opens the one before it."""
    made: list[Case] = []
    for version, generation in enumerate(GENERATIONS, 1):
        previous = bytes.fromhex(made[-1]["digest"]) if made else heads.NO_HEAD
        made.append(_head(version, generation, previous))
        if version > 1 and generation > GENERATIONS[version - 2]:
            made[-1]["former"] = former(generation)
    return {**_newest(), "heads": made}


def _head(version: int, generation: int, previous: bytes) -> Case:
    head = heads.Head(1777800000123 + version, previous, heads.root([]), 0)
    bound = heads.context(ACCOUNT, generation, version)
    blob = heads.seal_head(fixed(f"r head {generation} {version}", 16), vault_key(generation), bound, head)
    return {
        "version": version,
        "generation": generation,
        "sealed": blob.hex(),
        "digest": encoding.sha(blob).hex(),
    }


def _newest() -> Case:
    return {"vault_key": vault_key(3).hex(), "account_id": ACCOUNT.hex(), "generation": 3}


def refusals() -> Iterator[Case]:
    """§7: what a server could serve to a browser whose pin is of the first generation."""
    one, two, three, four, five = chain()["heads"]
    stray, misplaced = _head(2, 1, heads.NO_HEAD), _with(four, three["former"])
    served: dict[str, tuple[str, list[Case]]] = {
        "no vault key of before": ("vault-mismatch", [two, three, four, _without(five)]),
        "vault key of before flipped": ("vault-mismatch", [two, three, four, _with(five, flipped(five["former"], 70))]),
        "another account's vault key": ("vault-mismatch", [two, three, four, _with(five, former(3, OTHER_ACCOUNT))]),
        "vault key of another generation": ("vault-mismatch", [two, three, four, _with(five, former(2))]),
        "vault key of before with the wrong head": ("vault-mismatch", [two, _without(three), misplaced, five]),
        "branch before a replacement": ("vault-forked", [stray, three, four, five]),
        "head of before left out": ("vault-forked", [three, four, five]),
    }
    pin = {"generation": 1, "version": 1, "digest": one["digest"]}
    for what, (code, listed) in served.items():
        given = {**_newest(), "pin": pin, "version": 5, "heads": listed}
        yield case(f"generations, {what}", 7, "follow-heads", code, **given)
    back = {**_newest(), "pin": {**pin, "generation": 4}, "version": 5, "heads": [two, three, four, five]}
    yield case("generations, older than the pin's", 7, "follow-heads", "vault-rolled-back", **back)


def _with(head: Case, sealed: str) -> Case:
    return {**head, "former": sealed}


def _without(head: Case) -> Case:
    return {name: value for name, value in head.items() if name != "former"}
