"""Ways back for an owner who is locked out: the mailed links, beginning anew, the recovery key. And the end."""

from tests.accounts.resetting import RecoveryKey, ask, renewed, stage
from tests.base import ENTRY, Person, Web, code_of, read

from . import changes, retired
from .browser import Browser
from .life import Life, Reset


def begin(life: Life, kind: str) -> None:
    """A link is asked for. Where none can be given, the letter says so, and the token in it is good for nothing."""
    assert ask(life.person.email, kind).status_code == 202
    letter = life.letter()
    running = life.reset and life.reset.stage != "asked"
    expected = "running" if running else "no-recovery" if kind == "recover" and not life.recovery else "begin"
    assert letter["step"] == expected
    if expected != "begin":
        life.retire(retired.link(letter["token"]))
        return
    life.void_reset()
    life.reset = Reset(kind, letter["token"], life.hours)


def go_on(life: Life, reset: Reset) -> None:
    """Open the first link, or wait for the second; until then neither does anything else."""
    erases_nothing(life, reset)
    if reset.stage == "asked":
        Web().ok("POST", "/api/reset/begin", {"token": reset.token})
        reset.stage, reset.since = "waiting", life.hours
    elif reset.stage == "waiting":
        life.pass_time(73)


def see_through(life: Life, kind: str, found: bool) -> None:
    """All that is left of it, with nothing between."""
    if life.reset is None:
        begin(life, kind)
    for _ in range(3):
        if life.reset and life.reset.stage != "ready":
            go_on(life, life.reset)
    if life.reset:
        finish(life, life.reset, found)


def cancel(life: Life, at: Browser) -> None:
    """From any authorized browser, once it has begun."""
    proof = at.web.proof(life.person, "cancel-reset", b"")
    answer = at.web.post("/api/reset/cancel", proof)
    if life.reset is None or life.reset.stage == "asked":
        assert code_of(answer) == "not-found"
        return
    assert answer.status_code == 200
    life.void_reset()
    life.happened["reset cancelled"] += 1


def erases_nothing(life: Life, reset: Reset) -> None:
    """A link of another kind, or too early."""
    answer = Web().post(f"{ENTRY}/signup", {**Person(life.person.email).sign_up_body(), "reset": reset.token})
    assert (answer.status_code, read(answer)["errors"][0]["code"]) == (400, "reset_refused")


def finish(life: Life, reset: Reset, found: bool) -> None:
    """With the second link: the recovery key, where it was `found`, or everything anew."""
    try_former_keys(life, reset)
    if life.recovery and (found or reset.kind == "recover"):
        recover(life, reset, life.recovery)
    else:
        begin_anew(life, reset)


def set_up(life: Life, at: Browser) -> None:
    """A recovery key, in place of an earlier one."""
    forget_key(life)
    life.recovery = RecoveryKey().set_up(at.web, life.person)


def remove(life: Life, at: Browser) -> None:
    """The recovery key, and with it a reset that waits for it."""
    life.signed_act(at, "/api/recovery/remove", at.web.proof(life.person, "remove-recovery", b""))
    forget_key(life)
    if life.reset and life.reset.kind == "recover":
        life.void_reset()
    life.happened["recovery removed"] += 1


def forget_key(life: Life) -> None:
    life.former_recoveries += [life.recovery] if life.recovery else []
    life.recovery = None


def try_former_keys(life: Life, reset: Reset) -> None:
    """A recovery key that was removed, replaced or of an Account Key before, though its holder knows the vault key."""
    for former in life.former_recoveries[-2:]:
        new = renewed(life.person, life.person.vault_key)
        answer = Web().post("/api/recovery/use", former.body(reset.token, new, new.own))
        assert code_of(answer) == ("proof-refused" if life.recovery else "reset-refused")
    assert bool(stage(reset.token)["recovery"]) == bool(life.recovery)


def recover(life: Life, reset: Reset, key: RecoveryKey) -> None:
    """The same vault under a new password and a new Account Key; the vault stays closed until a copy is taken."""
    if reset.kind == "recover":
        erases_nothing(life, reset)
    opened = key.open(reset.token)
    assert opened == (life.person.id, life.person.generation, life.person.vault_key)
    new = renewed(life.person, opened[2])
    Web().ok("POST", "/api/recovery/use", key.body(reset.token, new, new.own))
    life.void_attempt()
    life.all_is_void("recovered")
    changes.take_up(life, new)
    at = Browser(life.new_name("Safari"))
    at.sign_in(new)
    with life.cycles(at):
        at.authorize(new, new.own)
    assert code_of(at.web.get("/api/vault/pull")) == "key-not-taken"
    life.issue(at, "kit")
    at.seen = life.vault.version
    life.browsers.append(at)
    life.happened["recovered"] += 1


def begin_anew(life: Life, reset: Reset) -> None:
    """The same address under a new account; the old one is erased in that moment and not before."""
    end(life)
    life.begin(life.person.email, link=reset.token)
    life.happened["erased"] += 1


def delete(life: Life, at: Browser) -> None:
    """The owner deletes the account, and signs up again."""
    proof = at.web.proof(life.person, "delete-account", life.person.id)
    at.web.ok("POST", "/api/account/delete", proof)
    end(life)
    life.begin(life.person.email)
    life.happened["deleted"] += 1


def end(life: Life) -> None:
    """Nothing of this account opens anything of the next."""
    old = life.person
    life.void_attempt()
    life.all_is_void("deleted")
    forget_key(life)
    life.retire(retired.login(old.email, old.login), retired.proof_key(old))
