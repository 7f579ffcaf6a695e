"""A browser in its owner's hands: what it keeps, and how it gets in. It opens every key that it uses by itself."""

from dataclasses import dataclass, field, replace
from typing import Any

from tests.base import Copy, Person, Web
from tests.reference import keys, keystring
from tests.reference.encoding import b64, sha, unb64

SIGNED_IN = {"authorized", "unauthorized"}
TOLD = {"revoked", "password", "email", "replaced", "recovered", "deleted"}


@dataclass
class Issued:
    """A key copy outside the browsers: a key string, and what the server has of it."""

    copy: Copy
    text: str


@dataclass(eq=False)
class Browser:
    """`state` is what GET /api/session has to say, `said` what it said last; `row` the id of its standing row; `seen`
    the newest version that it has seen.
    """

    name: str
    web: Web = field(default_factory=Web)
    own: Copy = field(default_factory=Copy)
    kept: str = ""
    row: str = ""
    state: str = "anonymous"
    said: str = "anonymous"
    seen: int = 0

    @property
    def live(self) -> bool:
        return self.state == "authorized"

    def ends(self, why: str) -> None:
        """Its session is ended from elsewhere; one that had ended before is told as long as its row stands."""
        if self.state in SIGNED_IN or (self.row and self.state in TOLD):
            self.state = why

    def leaves(self) -> None:
        """Its session is gone without a word."""
        if self.state in SIGNED_IN:
            self.state = "anonymous"

    def check_state(self) -> None:
        said = self.web.ok("GET", "/api/session")
        assert (said["state"], said.get("why")) == (("ended", self.state) if self.state in TOLD else (self.state, None))
        self.said = self.state

    def sign_in(self, person: Person) -> None:
        """With the password alone: after this it may ask for a challenge."""
        assert self.state not in SIGNED_IN
        self.web.sign_in(person)
        self.state = "unauthorized"

    def authorize(self, person: Person, own: Copy, with_copy: Issued | None = None) -> None:
        """With the password and a key string, or else the words of the Account Key."""
        told = self.web.challenge(with_copy.copy if with_copy else None)
        key = open_key(person, told, with_copy.text) if with_copy else person.account_key
        proof = replace(person, account_key=key).signed("authorize", unb64(told["nonce"]), sha(self.web.token))
        body = {**proof, "token": b64(self.web.token), "name": self.name, "own": own.posted}
        row = str(self.web.ok("POST", "/api/authorize", body)["browser_id"])
        assert self.row in {"", row}
        self.row, self.own, self.kept, self.state = row, own, person.key_string(own), "authorized"
        self.unlock(person)

    def go_on(self, person: Person) -> None:
        """With the password and the key copy that this browser keeps."""
        told = self.web.challenge(self.own)
        who = replace(person, account_key=open_key(person, told, self.kept))
        proof = who.signed("continue", unb64(told["nonce"]), sha(self.web.token))
        answer = self.web.ok("POST", "/api/continue", {**proof, "token": b64(self.web.token)})
        assert answer["browser_id"] == self.row
        self.state = "authorized"
        self.unlock(person)

    def open_vault_key(self, person: Person) -> Any:
        """The account as this browser is shown it; its keyset opens with both secrets. Returns what was shown."""
        account = self.web.ok("GET", "/api/account")
        unlock = keys.unlock_key(person.m, person.account_key, unb64(account["account_id"]))
        keyset = keys.open_keyset(unlock, person.id, account["generation"], unb64(account["keyset"]))
        assert (keyset, account["email"]) == (person.vault_key, person.email)
        assert unb64(account["salt"]) == person.salt
        return account

    def unlock(self, person: Person) -> None:
        """With the password, the server's share and the key copy it keeps: AK, and with both secrets VK."""
        body = {"login": person.login, "copy_id": b64(self.own.id)}
        given = self.web.ok("POST", "/api/unlock", body)
        secret = keys.open_carrier_record(
            keys.carrier_key(person.m), person.id, person.generation, unb64(given["carrier_record"])
        )
        wrap = keys.wrap_key(secret, unb64(given["share"]))
        assert keystring.open_account_key(keystring.read_text(self.kept), wrap) == person.account_key
        self.open_vault_key(person)


def open_key(person: Person, told: Any, text: str) -> bytes:
    """AK out of a key string, with the password and what the challenge released."""
    assert told["copy"]["state"] == "good", told["copy"]
    carrier = keys.carrier_key(person.m)
    secret = keys.open_carrier_record(carrier, person.id, told["generation"], unb64(told["carrier_record"]))
    wrap = keys.wrap_key(secret, unb64(told["copy"]["share"]))
    return keystring.open_account_key(keystring.read_text(text), wrap)
