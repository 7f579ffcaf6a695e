"""Everyday acts: items, key copies, browsers, sessions, and the two changes that keep the Account Key."""

from accounts.models import OutboxMessage
from tests.accounts.changing import anew, email_body, password_body
from tests.base import ENTRY, Copy, Person, Web, code_of, mailed_code, payload, read
from tests.reference.encoding import b64, unb64

from . import retired
from .browser import Browser, Issued
from .life import Life, Pending
from .vault import Content, make_item


def save(life: Life, at: Browser, changed: dict[bytes, Content]) -> None:
    """New and changed items in one commit; a browser that is behind is refused, pulls and commits again."""
    sealed = {item_id: life.vault.sealed(life.person, item_id, content) for item_id, content in changed.items()}
    body = life.vault.commit_body(life.person, at.seen, sealed)
    answer = at.web.post("/api/vault/commit", body)
    if body["base"] < life.vault.version:
        assert (answer.status_code, code_of(answer)) == (409, "conflict")
        life.happened["conflict"] += 1
        body = life.vault.commit_body(life.person, life.vault.version, sealed)
        answer = at.web.post("/api/vault/commit", body)
    assert read(answer) == {"version": life.vault.version + 1}
    life.vault.acknowledge(body, sealed)
    at.seen = life.vault.version
    life.happened["saved"] += 1


def add(life: Life, at: Browser, titles: list[str]) -> None:
    save(life, at, dict(map(make_item, titles)))


def edit(life: Life, at: Browser, which: int, **members: str | int) -> None:
    """Another title, or into the trash."""
    item_id = list(life.vault.items)[which % len(life.vault.items)]
    save(life, at, {item_id: {**life.vault.items[item_id].content, **members}})


def mail_copy(life: Life, at: Browser) -> None:
    """The key string goes to the mailbox, where it is found."""
    copy = Copy()
    at.web.ok("POST", "/api/key-copies/mail", {**copy.posted, "key_string": life.person.key_string(copy)})
    message = OutboxMessage.objects.get(key_copy=copy.row)
    assert message.email == life.person.email
    life.copies.append(Issued(copy, payload(message)["key_string"]))
    life.happened["mailed"] += 1


def cancel_copy(life: Life, at: Browser, issued: Issued) -> None:
    proof = at.web.proof(life.person, "cancel-copy", issued.copy.id)
    life.signed_act(at, f"/api/key-copies/{b64(issued.copy.id)}/cancel", proof)
    life.cancel(issued)
    life.happened["copy cancelled"] += 1


def add_browser(life: Life, with_copy: Issued) -> None:
    life.add_browser(with_copy)
    life.happened["authorized with a copy"] += 1


def revoke(life: Life, at: Browser, target: Browser) -> None:
    proof = at.web.proof(life.person, "revoke-browser", unb64(target.row))
    life.signed_act(at, f"/api/browsers/{target.row}/revoke", proof)
    target.ends("revoked")
    if life.attempt and life.attempt.at is target:
        life.void_attempt()
    life.drop(target)
    life.happened["revoked"] += 1


def reopen(life: Life, at: Browser) -> None:
    """The same browser signs in once more: it has one live session."""
    key, again = life.cookie_of(at), Web().knows(at.web)
    at.web, at.state = again, "anonymous"
    at.sign_in(life.person)
    with life.cycles(at):
        at.go_on(life.person)
    at.seen = life.vault.version
    life.retire(retired.cookie(key, "signed-out"))


def authorize_again(life: Life, at: Browser) -> None:
    """A browser that has lost its key copy, and shows the words: the lost copy is void."""
    key, lost = life.cookie_of(at), at.own
    at.web, at.state = Web().knows(at.web), "anonymous"
    at.sign_in(life.person)
    with life.cycles(at):
        at.authorize(life.person, Copy())
    life.retire(retired.cookie(key, "signed-out"), life.copy_gone(lost))
    life.happened["authorized again"] += 1


def sign_out(life: Life, at: Browser) -> None:
    with life.cycles(at):
        assert at.web.ask("DELETE", f"{ENTRY}/session").status_code == 401
    at.leaves()


def end_session(life: Life, at: Browser, target: Browser) -> None:
    listed = at.web.ok("GET", "/api/sessions")["sessions"]
    assert {row["browser"] for row in listed} - {None} == {other.name for other in life.live()}
    (number,) = [row["id"] for row in listed if row["browser"] == target.name]
    at.web.ok("POST", f"/api/sessions/{number}/end")
    target.leaves()
    life.happened["session ended"] += 1


def end_others(life: Life, at: Browser) -> None:
    at.web.ok("POST", "/api/sessions/end-others")
    for other in [*life.browsers, life.stranger]:
        if other is not at:
            other.leaves()
    life.happened["other sessions ended"] += 1


def change_password(life: Life, at: Browser, cancelled: list[Issued]) -> None:
    """Everything goes on with the new password but other sessions, and the copies cancelled with it."""
    old, new = life.person, anew(life.person)
    life.retire(retired.nonce(at.web, old))
    body = password_body(at.web, old, new, *[issued.copy for issued in cancelled])
    with life.cycles(at, "session-ended"):
        life.signed_act(at, "/api/password", body)
    life.sessions_end("password", keep=at)
    for issued in cancelled:
        life.cancel(issued)
        life.happened["cancelled with the password"] += 1
    take_up(life, new)
    at.unlock(new)
    life.happened["password"] += 1


def take_up(life: Life, new: Person) -> None:
    """The secrets that hang on password and address are others now."""
    old, life.person = life.person, new
    life.void_pending()
    life.retire(retired.unlocking(old), retired.proof_key(old), retired.login(old.email, old.login))


def ask_for_email(life: Life, at: Browser, email: str) -> None:
    new = anew(life.person, email)
    life.signed_act(at, "/api/email-change", email_body(at.web, life.person, new))
    if life.pending:
        life.retire(retired.code(life.pending.code))
    life.pending = Pending(new, mailed_code(email), life.hours)


def confirm_email(life: Life, at: Browser) -> None:
    """Every session has ended, this one too."""
    former, pending = life.person.email, life.pending
    assert pending
    at.web.ok("POST", "/api/email-change/confirm", {"code": pending.code})
    life.sessions_end("email")
    take_up(life, pending.new)
    life.retire(retired.login(former, pending.new.login))
    life.former_emails.append(former)
    life.happened["email"] += 1


def withdraw_email(life: Life, at: Browser) -> None:
    at.web.ok("DELETE", "/api/email-change")
    if life.pending:
        life.retire(retired.code(life.pending.code))
        life.happened["email withdrawn"] += 1
    life.pending = None
