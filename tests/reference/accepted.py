"""The vectors that every implementation must make and open (docs/formats.md §1–§7)."""

import hashlib
from typing import Any

from . import acts, encoding, heads, items, keys, keystring, seal

Case = dict[str, Any]

ACCOUNT, OTHER_ACCOUNT = (bytes.fromhex(f"{n:02x}" * 16) for n in (0xA1, 0xB2))
EMAIL = "ada@example.org"
GENERATION = 1


def fixed(name: str, length: int = 32) -> bytes:
    """Bytes that stand for randomness and are the same in every run."""
    return hashlib.shake_256(f"tessera vectors: {name}".encode()).digest(length)


def seals() -> list[Case]:
    """§2: one case for each label, and plaintexts of awkward lengths."""
    account = keys.account_context(ACCOUNT, GENERATION)
    version = account + encoding.u64(7)
    places = [
        ("keyset", account, fixed("VK")),
        ("carrier", account, fixed("CS")),
        ("account-key", keystring.header(ACCOUNT, GENERATION, fixed("copy", 16)), fixed("AK")),
        ("item", account + fixed("item", 16) + encoding.u32(1), b"{}" + b" " * 254),
        ("head", version, bytes(76)),
        ("former", keys.account_context(ACCOUNT, 2), fixed("VK")),
        ("snapshot", version, b'{"heads":"","items":[]}'),
        ("local", account + b"draft", b"{}" + b" " * 254),
        ("", b"", b""),
        ("item", b"\x00" * 300, fixed("odd", 1)),
        ("étiquette", b"\xff", fixed("long", 1000)),
    ]
    return [_seal_case(f"{label or 'empty'} {len(text)}", label, bound, text) for label, bound, text in places]


def _seal_case(name: str, label: str, bound: bytes, plaintext: bytes) -> Case:
    key, r = fixed(f"seal key {name}"), fixed(f"seal r {name}", 16)
    return {
        "name": name,
        "key": key.hex(),
        "label": label,
        "context": bound.hex(),
        "plaintext": plaintext.hex(),
        "r": r.hex(),
        "sealed": seal.seal_with(r, key, label, bound, plaintext).hex(),
    }


def passwords() -> list[Case]:
    """§3: the password hash; two spellings of one password agree, two addresses of one salt do not."""
    given = [
        ("plain", "correct horse battery staple", EMAIL),
        ("other address, same salt", "correct horse battery staple", "bob@example.org"),
        ("upper-case address", "correct horse battery staple", "Ada@Example.ORG"),
        ("composed", "Zürich, Straße № 7 ﬁn", EMAIL),
        ("decomposed", "Zu\u0308rich, Straße № 7 ﬁn", EMAIL),
        ("compatibility form", "Zürich, Straße No 7 fin", EMAIL),
        ("beyond the first plane", "𝕹othing 🗝️ 鍵は二つ", EMAIL),
    ]
    return [_password_case(*case) for case in given]


def _password_case(name: str, password: str, email: str) -> Case:
    salt = fixed("S", 16)
    return {
        "name": name,
        "password": password,
        "email": email,
        "salt": salt.hex(),
        "argon2_salt": keys.argon2_salt(salt, email).hex(),
        "m": keys.password_hash(password, salt, email).hex(),
    }


def derived() -> list[Case]:
    """§2, §3: every key from given secrets, with the keyset and carrier record that they seal."""
    return [_keys_case("first", ACCOUNT, 1), _keys_case("replaced", ACCOUNT, 2), _keys_case("other", OTHER_ACCOUNT, 1)]


def _keys_case(name: str, account: bytes, generation: int) -> Case:
    names = ("m", "account_key", "carrier_secret", "share", "vault_key")
    m, ak, cs, share, vk = (fixed(f"{name} {secret}") for secret in names)
    r_keyset, r_carrier = fixed(f"{name} keyset", 16), fixed(f"{name} carrier", 16)
    uk, ck, seed = keys.unlock_key(m, ak, account), keys.carrier_key(m), keys.proof_seed(m, ak, account)
    made = {
        "account_id": account,
        **dict(zip(names, (m, ak, cs, share, vk), strict=True)),
        "carrier_key": ck,
        "wrap_key": keys.wrap_key(cs, share),
        "unlock_key": uk,
        "proof_seed": seed,
        "proof_public_key": keys.proof_public_key(seed),
        "r_keyset": r_keyset,
        "keyset": keys.seal_keyset(r_keyset, uk, account, generation, vk),
        "r_carrier": r_carrier,
        "carrier_record": keys.seal_carrier_record(r_carrier, ck, account, generation, cs),
    }
    login = keys.login_secret(m)
    return {"name": name, "generation": generation, "login_secret": login, **{k: v.hex() for k, v in made.items()}}


def signed_acts() -> list[Case]:
    """§4: every act, and origins as browsers spell them."""
    token = encoding.sha(fixed("row token"))
    given = [
        ("authorize", "https://vault.example", token),
        ("continue", "https://vault.example", token),
        ("revoke-browser", "https://vault.example", fixed("browser", 16)),
        ("cancel-copy", "https://vault.example", fixed("copy", 16)),
        ("replace-key", "https://vault.example", fixed("replacement", 524)),
        ("change-password", "https://vault.example", fixed("new secrets", 285)),
        ("change-password", "https://tessera.example", fixed("new secrets and two cancelled copies", 285 + 32)),
        ("change-email", "https://vault.example", fixed("new secrets", 285) + b"ada@example.org"),
        ("delete-account", "https://vault.example", ACCOUNT),
        ("remove-factor", "https://vault.example", b"\x02" + bytes(7) + b"\x2a"),
        ("cancel-reset", "https://vault.example", b""),
        ("set-recovery", "https://vault.example", fixed("recovery record and proof key", 129)),
        ("remove-recovery", "https://vault.example", b""),
        ("recover", "https://vault.example", fixed("new secrets", 333)),
        ("authorize", "http://localhost:8000", token),
        ("authorize", "https://xn--tresor-cua.example:8443", token),
    ]
    return [_act_case(*case) for case in given]


def _act_case(act: str, origin: str, body: bytes) -> Case:
    seed, nonce = fixed("proof seed"), fixed(f"nonce {act} {origin}")
    signed = acts.message(act, ACCOUNT, GENERATION, nonce, origin, body)
    return {
        "name": f"{act} at {origin}",
        "act": act,
        "seed": seed.hex(),
        "public_key": keys.proof_public_key(seed).hex(),
        "account_id": ACCOUNT.hex(),
        "generation": GENERATION,
        "nonce": nonce.hex(),
        "origin": origin,
        "body": body.hex(),
        "message": signed.hex(),
        "signature": acts.sign(seed, signed).hex(),
    }


def item(name: str, **members: items.Json) -> dict[str, items.Json]:
    """An item of §6 with the given members in place of the plain ones."""
    return {
        "id": encoding.b64(fixed(f"item {name}", 16)),
        "creationAt": 1777800000,
        "modifiedAt": 1777800000,
        "type": "login",
        "title": "",
        "favorite": False,
        "tags": [],
        "trashedAt": None,
        "scope": {"urls": []},
        "credentials": [],
        **members,
        "history": [],
    }


def sealed_items() -> list[Case]:
    """§6: an ordinary login, a note, history, scripts of the world, and lengths around the padding's edge."""
    password: items.Json = [{"type": "basic-auth", "username": {"value": "ada"}, "password": {"value": '5"\\\n\u001f'}}]
    note: items.Json = [{"type": "note", "content": {"value": "line\nline\u2028line"}}]
    old = {k: v for k, v in item("history", title="before").items() if k != "history"}
    deep: items.Json = [{"name": "later", "deep": {"er": [1, 2.5]}}]
    before: items.Json = [{"modifiedAt": 1777700000, "item": old}]
    given: list[tuple[str, dict[str, items.Json]]] = [
        ("login", item("login", title="Example", credentials=password, scope={"urls": ["https://example.org/"]})),
        ("note", item("note", type="note", title="Wi-Fi", credentials=note, favorite=True, tags=["home"])),
        ("unicode", item("unicode", title="Ключ 鍵 مفتاح 🗝️ e\u0301", tags=["ß", "\u202e", "\u0000"])),
        ("trashed", item("trashed", trashedAt=1777800001)),
        ("history", {**item("history", title="after"), "history": before}),
        ("unknown members", {**item("unknown members"), "extensions": deep}),
        ("deepest", {**item("deepest"), "x": [[[[[[[]]]]]]]}),
        ("prototype", {**item("prototype"), "__proto__": {"type": "note"}, "constructor": 1}),
        *((f"{length} bytes", _of_length(length)) for length in (511, 512, 513, 4096, 65537)),
    ]
    return [_item_case(name, made, revision) for revision, (name, made) in enumerate(given, 1)]


def _of_length(length: int) -> dict[str, items.Json]:
    name = f"{length} bytes"
    return item(name, title="x" * (length - len(items.write_json(item(name)))))


def _item_case(name: str, made: dict[str, items.Json], revision: int) -> Case:
    item_id, text = fixed(f"item {name}", 16), items.write_json(made)
    bound = items.context(ACCOUNT, GENERATION, item_id, revision)
    r = fixed(f"r {name}", 16)
    blob = items.seal_item(r, fixed("VK"), bound, text)
    return {
        "name": name,
        "vault_key": fixed("VK").hex(),
        "account_id": ACCOUNT.hex(),
        "generation": GENERATION,
        "item_id": item_id.hex(),
        "revision": revision,
        "json": text.decode(),
        "padded": len(items.pad(text)),
        "r": r.hex(),
        "sealed": blob.hex(),
    }


def roots() -> list[Case]:
    """§7: roots of vaults of none, one and three items; the order in which they are listed does not count."""

    def line(number: int, revision: int) -> Case:
        return {
            "item_id": encoding.sha(encoding.u8(number))[:16].hex(),
            "revision": revision,
            "digest": fixed(f"blob {number} {revision}").hex(),
        }

    listed = {"empty": [], "one": [line(1, 1)], "three": [line(1, 1), line(2, 9), line(3, 2**32 - 1)]}
    listed["three, unsorted"] = [listed["three"][at] for at in (2, 0, 1)]
    return [{"name": name, "items": lines, "root": _root(lines)} for name, lines in listed.items()]


def _root(lines: list[Case]) -> str:
    ids = ((bytes.fromhex(line["item_id"]), line["revision"], bytes.fromhex(line["digest"])) for line in lines)
    return heads.root([heads.Entry(*each) for each in ids]).hex()


def chain() -> Case:
    """§7: four heads, each after the one before, and the pins of a browser that follows them."""
    made, previous = [], heads.NO_HEAD
    for version, (name, count) in enumerate([("empty", 0), ("one", 1), ("three", 3), ("three", 3)], 1):
        root = next(bytes.fromhex(case["root"]) for case in roots() if case["name"] == name)
        head = heads.Head(1777800000123 + version, previous, root, count)
        made.append(_head_case(version, head))
        previous = encoding.sha(bytes.fromhex(made[-1]["sealed"]))
    place = {"vault_key": fixed("VK").hex(), "account_id": ACCOUNT.hex(), "generation": GENERATION}
    return {**place, "heads": made}


def _head_case(version: int, head: heads.Head) -> Case:
    r = fixed(f"r head {version}", 16)
    blob = heads.seal_head(r, fixed("VK"), heads.context(ACCOUNT, GENERATION, version), head)
    return {
        "version": version,
        "date": head.date,
        "previous": head.previous.hex(),
        "root": head.root.hex(),
        "count": head.count,
        "r": r.hex(),
        "sealed": blob.hex(),
        "digest": encoding.sha(blob).hex(),
    }
