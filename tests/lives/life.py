"""One owner's life with two secrets: what they know, have and did, and what the server therefore has to be like.

Acts are in the modules beside this one. Each does something through the API, asserts the answer that this model
foresees, and carries the model on.
"""

from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F

from accounts import emailchange
from accounts.models import EmailChange, OutboxMessage
from tests.accounts.resetting import Clock, RecoveryKey
from tests.base import ENTRY, Copy, Person, Web, code_of, mailed_code, payload
from tests.reference.encoding import b64, sha, unb64
from vault import replacement, sync
from vault.api import write_head
from vault.models import Head, Replacement
from vault.sync import Sealed

from . import retired
from .browser import Browser, Issued
from .vault import Vault

if TYPE_CHECKING:
    from .replacing import Attempt

TRIES = 3  # retired credentials that are tried after each step


@dataclass
class Pending:
    """A change of address that waits for its code. `since` is in hours of the clock."""

    new: Person
    code: str
    since: float


@dataclass
class Reset:
    """A reset as its owner's mailbox tells it: `stage` is asked, waiting or ready."""

    kind: str
    token: str
    since: float
    stage: str = "asked"


class Life:
    """Begins with an account, an empty vault, one authorized browser and one key copy."""

    def __init__(self, clock: Clock, happened: "Counter[str]") -> None:
        self.clock, self.happened = clock, happened
        clock.ahead = timedelta()
        self.outside, self.stranger = Web(), Browser("a thief of the password")
        self.untried: deque[retired.Retired] = deque()
        self.tried: deque[retired.Retired] = deque()
        self.names = self.checks = 0
        self.former_emails: list[str] = []
        self.former_recoveries: list[RecoveryKey] = []
        self.begin("ada@example.org")

    def begin(self, email: str, link: str | None = None) -> None:
        """Sign up: address confirmed, this browser authorized, a picture of the key taken."""
        self.person = Person(email)
        self.vault, self.browsers, self.copies = Vault(), list[Browser](), list[Issued]()
        self.pending: Pending | None = None
        self.reset: Reset | None = None
        self.recovery: RecoveryKey | None = None
        self.attempt: Attempt | None = None
        body = self.person.sign_up_body()
        at = Browser(self.new_name("Firefox"), seen=1)
        assert at.web.post(f"{ENTRY}/signup", {**body, **({"reset": link} if link else {})}).status_code == 401
        at.web.named = self.person
        at.web.ok("POST", f"{ENTRY}/email/verify", {"key": mailed_code(email)})
        at.authorize(self.person, self.person.own)
        self.browsers.append(at)
        self.vault.chain.append(sha(unb64(body["head"])))
        self.issue(at, "picture")

    # Who is about

    def live(self) -> list[Browser]:
        return [at for at in self.browsers if at.live]

    def at(self, which: int) -> Browser:
        """One of the owner's browsers, signed in again if need be; with none left, one that the words authorize."""
        if not self.browsers:
            return self.add_browser()
        at = self.browsers[which % len(self.browsers)]
        if not at.live:
            with self.cycles(at):
                at.sign_in(self.person)
            with self.cycles(at):
                at.go_on(self.person)
            at.seen = self.vault.version
            self.happened["came back"] += 1
        return at

    def add_browser(self, with_copy: Issued | None = None) -> Browser:
        at = Browser(self.new_name("Chrome"), seen=self.vault.version)
        at.sign_in(self.person)
        with self.cycles(at):
            at.authorize(self.person, Copy(), with_copy)
        self.browsers.append(at)
        return at

    def thief(self) -> Browser:
        """Somebody with the present password and nothing else."""
        if self.stranger.state != "unauthorized":
            with self.cycles(self.stranger):
                self.stranger.sign_in(self.person)
            assert code_of(self.stranger.web.get("/api/vault/pull")) == "browser-not-authorized"
        return self.stranger

    def issue(self, at: Browser, kind: str) -> None:
        copy = at.web.take_copy(kind=kind)
        self.copies.append(Issued(copy, self.person.key_string(copy)))

    def new_name(self, kind: str) -> str:
        self.names += 1
        return f"{kind}{self.names}"

    # What ends

    def retire(self, *gone: retired.Retired) -> None:
        self.untried.extend(gone)

    @contextmanager
    def cycles(self, at: Browser, code: str = "signed-out") -> Iterator[None]:
        """The session goes on under a new id, or ends: the former id is refused with `code`."""
        before = self.cookie_of(at)
        yield
        if before and before != self.cookie_of(at):
            self.retire(retired.cookie(before, code))

    @staticmethod
    def cookie_of(at: Browser) -> str:
        found = at.web.client.cookies.get("sessionid")
        return found.value if found else ""

    def signed_act(self, at: Browser, path: str, body: dict[str, Any]) -> Any:
        """The act is done, and cannot be done again with its nonce."""
        answer = at.web.ok("POST", path, body)
        self.retire(retired.act(at, path, body))
        return answer

    def sessions_end(self, why: str, keep: Browser | None = None) -> None:
        for at in [*self.browsers, self.stranger]:
            if at is not keep:
                at.ends(why)

    def drop(self, at: Browser) -> None:
        """Its row is gone, and its session has ended for the reason in its state."""
        codes = {"revoked": "browser-revoked"}
        if at.state != "anonymous":
            self.retire(retired.cookie(at.web.session_id, codes.get(at.state, "session-ended")))
        self.retire(retired.row_token(at.web.token), self.copy_gone(at.own), lambda _: at.check_state())
        self.browsers.remove(at)
        at.row = ""

    def copy_gone(self, copy: Copy, state: str = "cancelled") -> retired.Retired:
        return retired.copy(self.person.id, copy, state)

    def cancel(self, issued: Issued) -> None:
        self.copies.remove(issued)
        self.retire(self.copy_gone(issued.copy))

    def all_is_void(self, why: str, keep: Browser | None = None) -> None:
        """Every other browser and every copy, and whatever waits under the secrets of before."""
        self.sessions_end(why, keep)
        for at in [at for at in self.browsers if at is not keep]:
            self.drop(at)
        for issued in list(self.copies):
            self.cancel(issued)
        self.void_pending()

    def void_pending(self) -> None:
        """What any change of a secret ends: a pending address, a reset."""
        if self.pending:
            self.retire(retired.code(self.pending.code))
        self.pending = None
        self.void_reset()

    def void_reset(self) -> None:
        if self.reset:
            self.retire(retired.link(self.reset.token))
        self.reset = None

    def void_attempt(self) -> None:
        if self.attempt:
            self.retire(*self.attempt.void())
        self.attempt = None

    # Time

    @property
    def hours(self) -> float:
        return self.clock.ahead / timedelta(hours=1)

    def pass_time(self, hours: int) -> None:
        """Nothing is done for so long but by the sweeps."""
        for model in (EmailChange, Replacement):
            model.objects.update(made_at=F("made_at") - timedelta(hours=hours))
        self.clock.forward(hours=hours)
        emailchange.sweep()
        replacement.sweep()
        self._age()

    def _age(self) -> None:
        if self.pending and self.hours - self.pending.since >= 24:
            self.retire(retired.code(self.pending.code))
            self.pending = None
        if self.attempt and self.hours - self.attempt.since >= 24:
            self.void_attempt()
        if self.reset and self.reset.stage != "waiting" and self.hours - self.reset.since >= 24:
            self.void_reset()
        if self.reset and self.reset.stage == "waiting" and self.hours - self.reset.since >= 72:
            self.retire(retired.link(self.reset.token))
            self.reset = Reset(self.reset.kind, self.letter()["token"], self.hours, "ready")

    def letter(self) -> dict[str, str]:
        """What the newest letter about a reset says."""
        return payload(OutboxMessage.objects.filter(email=self.person.email, kind="reset").latest("made_at"))

    # What has to hold at any time

    def check(self) -> None:
        """One browser that stands is asked for everything, another one each time; the rest whenever their state is new.

        Whoever was forgotten here shows it at the next act, as that one expects what the model knows.
        """
        live = self.live()
        at = live[self.checks % len(live)] if live else None
        self.checks += 1
        self.vault.check(at.web.ok("GET", "/api/vault/pull?heads_after=0") if at else self.page(), self.person)
        if at:
            self.check_account(at)
        for other in [*self.browsers, self.stranger]:
            if other.state != other.said:
                other.check_state()
        self.check_rows()
        self.try_retired()

    def page(self) -> dict[str, Any]:
        page = sync.pull(self.person.account, 0, 0)
        heads = [write_head(head) for head in page.heads]
        rows = [_row(item) for item in page.items]
        generation = self.person.account.generation
        return {"generation": generation, "version": page.version, "heads": heads, "items": rows, "next": page.next}

    def check_account(self, at: Browser) -> None:
        """The present secrets open the keyset, and the page shows what is pending."""
        shown = at.open_vault_key(self.person)
        assert shown["pending_email"] == (self.pending.new.email if self.pending else None)
        begun = self.reset and self.reset.stage != "asked"
        assert (shown["reset"] and shown["reset"]["kind"]) == (self.reset.kind if self.reset and begun else None)
        assert bool(shown["recovery"]) == bool(self.recovery)

    def check_rows(self) -> None:
        """What stands, stands, and nothing else does. There is one chain of heads."""
        account = self.person.account
        versions = Head.objects.owned_by(account).order_by("version").values_list("version", flat=True)
        assert list(versions) == list(range(1, self.vault.version + 1))
        rows = {b64(row.bytes) for row in account.browsers.values_list("pk", flat=True)}
        assert rows == {at.row for at in self.browsers}
        good = account.key_copies.exclude(share=None).filter(generation__lte=self.person.generation)
        known = {one.copy.id for one in self.copies} | {at.own.id for at in self.browsers}
        assert {found.bytes for found in good.values_list("copy_id", flat=True)} == known
        waiting = OutboxMessage.objects.filter(kind="key").exclude(payload=None)
        assert not waiting.filter(key_copy__share=None).exists()

    def try_retired(self) -> None:
        """The newest that have not been tried, and one that was: none may get in, now or later."""
        for _ in range(min(TRIES, len(self.untried))):
            self.tried.append(self.untried.pop())
            self.tried[-1](self)
        if len(self.tried) > TRIES:
            self.tried[0](self)
            self.tried.rotate(-1)


def _row(item: Sealed) -> dict[str, Any]:
    return {"id": b64(item.id.bytes), "revision": item.revision, "blob": b64(item.blob)}
