"""How Alice's browser makes everything anew under another password or address (docs/formats.md §3, §4)."""

import os
from dataclasses import replace
from typing import Any

from tests.base import Copy, Person, Web
from tests.reference import acts, keys
from tests.reference.encoding import b64, unb64


def anew(person: Person, email: str | None = None) -> Person:
    """The same Account Key and vault key under a new password; with `email` under a new address as well."""
    return replace(person, m=os.urandom(32), salt=os.urandom(16), email=email or person.email)


def renewal(new: Person) -> dict[str, Any]:
    made = new.sign_up_body()
    return {"login": new.login, **{name: made[name] for name in ("salt", "proof_key", "keyset", "carrier_record")}}


def act_body(posted: dict[str, Any], *beside: bytes) -> bytes:
    return acts.renewal(
        unb64(posted["salt"]),
        posted["login"],
        unb64(posted["proof_key"]),
        unb64(posted["keyset"]),
        unb64(posted["carrier_record"]),
        *beside,
    )


def password_body(web: Web, old: Person, new: Person, *cancel: Copy) -> dict[str, Any]:
    """A whole change of password, signed by the present proof key."""
    posted = renewal(new)
    ids = [copy.id for copy in cancel]
    proof = web.proof(old, "change-password", act_body(posted, *sorted(ids)))
    return {**posted, **proof, "cancel": [b64(copy_id) for copy_id in ids]}


def email_body(web: Web, old: Person, new: Person) -> dict[str, Any]:
    posted = renewal(new)
    return {**posted, "email": new.email, **web.proof(old, "change-email", act_body(posted, new.email.encode()))}


def change_password(web: Web, person: Person, *cancel: Copy) -> Person:
    """Changes it and answers with who the person is from then on."""
    new = anew(person)
    web.ok("POST", "/api/password", password_body(web, person, new, *cancel))
    web.named = new
    return new


def can_sign_in(person: Person) -> bool:
    web = Web()
    answer = web.post("/_allauth/browser/v1/auth/login", {"email": person.email, "password": person.login})
    return answer.status_code == 200


def opened_vault_key(web: Web, person: Person) -> bytes:
    """VK, by way of what the server keeps, with the person's password and Account Key."""
    account = web.ok("GET", "/api/account")
    unlock = keys.unlock_key(person.m, person.account_key, person.id)
    return keys.open_keyset(unlock, person.id, account["generation"], unb64(account["keyset"]))
