"""The backups that every implementation must make and open (docs/formats.md §10)."""

from dataclasses import dataclass
from functools import cache

from . import backup, items, keys, keystring, words
from .accepted import ACCOUNT, EMAIL, OTHER_ACCOUNT, Case, fixed, item

PASSWORD = "correct horse battery staple"
DATE = 1777800000


@dataclass(frozen=True)
class Secrets:
    """What the owner of a backup has, and what follows from it. The password hash is slow: once for each."""

    account_id: bytes
    generation: int
    email: str
    password: str

    @property
    def salt(self) -> bytes:
        return fixed(f"S {self.email}", 16)

    @property
    def m(self) -> bytes:
        return hashed(self.password, self.salt, self.email)

    @property
    def ak(self) -> bytes:
        return fixed(f"AK {self.email} {self.generation}")

    @property
    def vk(self) -> bytes:
        return fixed(f"VK {self.email} {self.generation}")

    def keyset(self) -> bytes:
        unlock = keys.unlock_key(self.m, self.ak, self.account_id)
        return keys.seal_keyset(fixed("r keyset", 16), unlock, self.account_id, self.generation, self.vk)

    def key_string(self) -> str:
        wrap = keys.wrap_key(fixed("CS"), fixed("R backup"))
        copy = fixed("copy of a backup", 16)
        binary = keystring.write_binary(
            fixed("r key backup", 16), wrap, self.account_id, self.generation, copy, self.ak
        )
        return keystring.write_text(binary)

    def front(self) -> bytes:
        return backup.front(self.account_id, self.generation, self.salt, self.email, self.keyset(), self.key_string())


@cache
def hashed(password: str, salt: bytes, email: str) -> bytes:
    """M, remembered."""
    return keys.password_hash(password, salt, email)


ADA = Secrets(ACCOUNT, 1, EMAIL, PASSWORD)
REPLACED = Secrets(ACCOUNT, 2**32 - 1, EMAIL, PASSWORD)
BOB = Secrets(OTHER_ACCOUNT, 1, "bob@example.org", "Zürich, Straße № 7 ﬁn")


def vault() -> list[items.Json]:
    """A login with a state of before, a note, and one in the trash."""
    password: items.Json = [{"type": "basic-auth", "username": {"value": "ada"}, "password": {"value": "s3cret 🗝️"}}]
    note: items.Json = [{"type": "note", "content": {"value": "line\nline\u2028line"}}]
    before = {name: value for name, value in item("login", title="before").items() if name != "history"}
    history: items.Json = [{"modifiedAt": DATE - 5, "item": before}]
    login = item("login", title="Example", credentials=password, scope={"urls": ["https://example.org/"]})
    return [
        {**login, "history": history},
        item("note", type="note", title="Wi-Fi", credentials=note, favorite=True, tags=["home"]),
        item("trashed", title="Old", trashedAt=DATE),
    ]


def backups() -> list[Case]:
    """§10: with and without a password part, of an empty vault, of a later Account Key, of another account."""
    return [
        backup_case("with a password part", ADA, vault(), alone=True),
        backup_case("without a password part", ADA, vault(), alone=False),
        backup_case("of an empty vault", ADA, [], alone=False),
        backup_case("after a replacement", REPLACED, vault()[:1], alone=True),
        backup_case("of another account", BOB, vault()[1:], alone=True),
    ]


def backup_case(name: str, owner: Secrets, listed: list[items.Json], *, alone: bool) -> Case:
    """One backup and everything that went into it."""
    front, r = owner.front(), fixed(f"r backup {name}", 16)
    text = backup.write_json(DATE, 7, listed)
    part = backup.seal_keys(fixed(f"r part {name}", 16), owner.m, front, owner.ak, owner.vk) if alone else b""
    made = {
        "account_id": owner.account_id,
        "salt": owner.salt,
        "m": owner.m,
        "account_key": owner.ak,
        "vault_key": owner.vk,
        "backup_key": backup.backup_key(owner.m),
        "keyset": owner.keyset(),
        "password_part": part,
        "file": backup.seal_backup(r, owner.vk, front, part, text),
    }
    said = {"password": owner.password, "email": owner.email, "words": words.write(owner.ak)}
    given = {"generation": owner.generation, "key_string": owner.key_string(), "json": text.decode()}
    return {"name": name, **said, **given, **{name: value.hex() for name, value in made.items()}}
