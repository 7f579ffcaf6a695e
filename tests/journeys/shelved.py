"""Nine items of the journeys through shelves and lists."""

import time

from tests.reference import items

HOUR = 3600
# Title, kind, favourite, tags; each was changed an hour before the one above it.
MADE: list[tuple[str, str, bool, list[items.Json]]] = [
    ("Alder & Finch", "login", True, ["work/clients"]),
    ("Bluestone Bank", "login", True, ["money"]),
    ("Cinder hosting", "login", False, ["work/infra"]),
    ("Foundry git", "login", False, ["work/infra/git"]),
    ("Guest Wi-Fi", "wifi", False, ["family"]),
    ("Kestrel Visa", "credit-card", False, ["money"]),
    ("Locker", "note", False, ["family"]),
    ("Old forum", "login", False, []),
    ("Old shop", "login", False, []),
]
TITLES = [title for title, *_ in MADE]


def made(number: int) -> dict[str, items.Json]:
    title, kind, favorite, tags = MADE[number]
    then = int(time.time()) - number * HOUR
    note: items.Json = {"type": "note", "content": {"value": "left, right, left" if kind == "note" else ""}}
    given: dict[str, items.Json] = {
        "title": title,
        "type": kind,
        "favorite": favorite,
        "tags": tags,
        "modifiedAt": then,
    }
    return given | {"creationAt": then} | ({} if kind == "login" else {"credentials": [note]})
