"""Everything secret of one account, opened beside the running site with the password and the words.

What the server must never see is computed here by the independent implementation, to be looked for afterwards; the
bench fills vaults with it. It reads the site's database and environment keys: only a test has both those and the words.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_bytes
from uuid import UUID

from cryptography.fernet import Fernet

from tests.journeys.person import Person
from tests.reference import heads, items, keys, words
from tests.reference.encoding import b64, sha, unb64

Given = Callable[[int], dict[str, items.Json]]


def alike(_number: int) -> dict[str, items.Json]:
    """Nothing different."""
    return {}


@dataclass(frozen=True)
class Opened:
    """The account's secrets under the names of docs/formats.md §3."""

    account_id: bytes
    generation: int
    m: bytes
    ak: bytes
    vk: bytes
    cs: bytes
    login: str

    @classmethod
    def of(cls, person: Person, spoken: str) -> "Opened":
        row = person.site.rows(
            "select id, generation, salt, keyset, carrier_record from accounts_account where email = ?", person.email
        )[0]
        account_id = UUID(str(row[0])).bytes
        generation, salt, keyset, record = int(str(row[1])), bytes(row[2]), bytes(row[3]), bytes(row[4])  # type: ignore[call-overload]  # sqlite3 rows are object
        m = keys.password_hash(person.password, salt, person.email)
        ak = words.read(spoken)
        environment_key = (person.site.folder / "data" / "secrets" / "outbox_keys").read_text("ascii").strip()
        sealed = Fernet(environment_key + "=" * (-len(environment_key) % 4)).decrypt(record)
        return cls(
            account_id,
            generation,
            m,
            ak,
            keys.open_keyset(keys.unlock_key(m, ak, account_id), account_id, generation, keyset),
            keys.open_carrier_record(keys.carrier_key(m), account_id, generation, sealed),
            keys.login_secret(m),
        )

    def commits(self, person: Person, count: int, at_once: int = 2000, given: Given = alike) -> None:
        """Adds `count` logins through the API, as the browser of `person` would; `given` says how each is different."""
        pulled = person.page.request.get(f"{person.site.url}/api/vault/pull?since=0").json()
        version, head = pulled["version"], unb64(pulled["heads"][-1]["blob"])
        entries = [heads.Entry(unb64(i["id"]), i["revision"], sha(unb64(i["blob"]))) for i in pulled["items"]]
        for first in range(0, count, at_once):
            made = [self._login(number, given(number)) for number in range(first, min(first + at_once, count))]
            entries += [heads.Entry(item_id, 1, sha(blob)) for item_id, blob in made]
            version += 1
            plain = heads.Head(int(time.time() * 1000), sha(head), heads.root(entries), len(entries))
            head = heads.seal_head(
                token_bytes(16), self.vk, heads.context(self.account_id, self.generation, version), plain
            )
            body = {
                "base": version - 1,
                "head": b64(head),
                "items": [{"id": b64(item_id), "revision": 1, "blob": b64(blob)} for item_id, blob in made],
            }
            answer = person.page.request.post(
                f"{person.site.url}/api/vault/commit",
                data=body,
                headers={"X-CSRFToken": csrf(person), "X-Tessera-Account": b64(self.account_id)},
                timeout=60000,
            )
            assert answer.status == 200, answer.text()

    def _login(self, number: int, given: dict[str, items.Json]) -> tuple[bytes, bytes]:
        item_id = token_bytes(16)
        now = int(time.time())
        basic: dict[str, items.Json] = {
            "type": "basic-auth",
            "username": {"value": f"user{number}@example.org"},
            "password": {"value": b64(token_bytes(12))},
        }
        item: dict[str, items.Json] = {
            "id": b64(item_id),
            "creationAt": now,
            "modifiedAt": now,
            "type": "login",
            "title": f"Site {number:05} {NAMES[number % len(NAMES)]}",
            "favorite": False,
            "tags": [],
            "trashedAt": None,
            "scope": {"urls": [f"https://site{number}.example"]},
            "credentials": [basic, {"type": "note", "content": {"value": ""}}],
            "history": [],
            **given,
        }
        bound = items.context(self.account_id, self.generation, item_id, 1)
        return item_id, items.seal_item(token_bytes(16), self.vk, bound, items.write_json(item))


NAMES = ["Alder", "Bluestone", "Cinder", "Drift", "Ember", "Foundry", "Granite", "Harbour", "Ivory", "Juniper"]


def csrf(person: Person) -> str:
    return next(str(c["value"]) for c in person.context.cookies() if str(c.get("name", "")).endswith("csrftoken"))
