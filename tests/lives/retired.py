"""What must not get in any more. Each of these is one credential that was good once, and says how it is refused."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tests.base import ENTRY, Copy, Person, Web, code_of, read
from tests.reference.encoding import b64, sha

if TYPE_CHECKING:
    from .browser import Browser
    from .life import Life

# Given the life as it is when it is tried.
Retired = Callable[["Life"], None]


def login(email: str, secret: str) -> Retired:
    """A former password, or any password at a former address."""

    def tried(life: "Life") -> None:
        answer = life.outside.post(f"{ENTRY}/login", {"email": email, "password": secret})
        assert answer.status_code == 400
        assert read(answer)["errors"][0]["code"] == "email_password_mismatch"

    return tried


def unlocking(former: Person) -> Retired:
    """A former password, at a browser that stands and may have locked itself."""

    def tried(life: "Life") -> None:
        for at in life.live()[:1]:
            body = {"login": former.login, "copy_id": b64(at.own.id)}
            assert code_of(at.web.post("/api/unlock", body)) == "wrong-password"

    return tried


def proof_key(former: Person) -> Retired:
    """A former pair of secrets, held by somebody who knows the present password and all that the server tells it."""

    def tried(life: "Life") -> None:
        web = life.thief().web
        who = replace(former, id=life.person.id, generation=life.person.generation)
        assert code_of(web.post("/api/authorize", web.authorize_body(who, Copy()))) == "proof-refused"

    return tried


def row_token(token: bytes) -> Retired:
    """The browser's row is gone: even with both secrets it has to take the road of a new browser."""

    def tried(life: "Life") -> None:
        web = life.thief().web
        proof = web.proof(life.person, "continue", sha(token))
        assert code_of(web.post("/api/continue", {**proof, "token": b64(token)})) == "browser-unknown"

    return tried


def copy(account: bytes, gone: Copy, state: str = "cancelled") -> Retired:
    """A key copy that was cancelled; one of another account, or never more than staged, is `unknown`."""

    def tried(life: "Life") -> None:
        told = life.thief().web.challenge(gone)["copy"]
        assert told["state"] == (state if account == life.person.id else "unknown")
        assert "share" not in told

    return tried


def cookie(key: str, code: str) -> Retired:
    """A session that has ended, or goes on under another id."""

    def tried(life: "Life") -> None:
        life.outside.get("/api/session")
        life.outside.client.cookies["sessionid"] = key
        assert code_of(life.outside.get("/api/vault/pull")) == code
        life.outside.client.cookies.pop("sessionid", None)

    return tried


def link(token: str) -> Retired:
    """A mailed link that was used, cancelled, replaced or voided."""

    def tried(life: "Life") -> None:
        for path in ("read", "begin"):
            assert code_of(life.outside.post(f"/api/reset/{path}", {"token": token})) == "reset-refused"
        body = {**Person(life.person.email).sign_up_body(), "reset": token}
        answer = life.outside.post(f"{ENTRY}/signup", body)
        assert (answer.status_code, read(answer)["errors"][0]["code"]) == (400, "reset_refused")

    return tried


def code(mailed: str) -> Retired:
    """The code of a change of address that is void."""

    def tried(life: "Life") -> None:
        for at in life.live()[:1]:
            if not (life.pending and life.pending.code == mailed):
                answer = at.web.post("/api/email-change/confirm", {"code": mailed})
                assert code_of(answer) == "wrong-code"

    return tried


def act(at: "Browser", path: str, body: dict[str, Any]) -> Retired:
    """A signed act once more, from the very browser that did it: its nonce was used."""

    def tried(life: "Life") -> None:
        if at.live:
            assert code_of(at.web.post(path, body)) == "proof-refused"

    return tried


def nonce(web: Web, person: Person) -> Retired:
    """A nonce that nobody has used: other sessions cannot, nor this one under another id."""
    unused, whose = web.nonce(), web.session_id

    def tried(life: "Life") -> None:
        for at in life.live():
            if at.web.session_id != whose:
                proof = life.person.signed("cancel-reset", unused, b"")
                assert code_of(at.web.post("/api/reset/cancel", proof)) == "proof-refused"

    return tried


def replacement(at: "Browser", copy_id: bytes) -> Retired:
    """An attempt that was given up, or that another one took the place of."""

    def tried(life: "Life") -> None:
        if at.live:
            answer = at.web.post("/api/vault/replacement/items", {"copy_id": b64(copy_id), "items": []})
            assert code_of(answer) == "replacement-lost"

    return tried


def key_of_generation(former: Person) -> Retired:
    """A tab that still holds the Account Key of before issues no copy of it."""

    def tried(life: "Life") -> None:
        for at in life.live()[:1]:
            body = {**Copy().posted, "kind": "picture", "generation": former.generation}
            if former.id == life.person.id:
                assert code_of(at.web.post("/api/key-copies", body)) == "key-replaced"

    return tried
