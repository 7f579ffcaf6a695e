"""The Account Key's replacement, step by step, so that anything may come between two steps."""

from dataclasses import dataclass, field, replace

from tests.base import Copy, code_of
from tests.reference.encoding import sha, unb64
from tests.vault.replacing import SWAP, Replacing
from vault.sync import Sealed

from . import resetting, retired
from .browser import Browser, Issued
from .life import Life
from .vault import Kept, Vault


@dataclass
class Attempt:
    """One attempt, at one browser. `since` is in hours of the clock."""

    work: Replacing
    at: Browser
    account: bytes
    since: float
    taken: list[Copy] = field(default_factory=list)

    def left(self, vault: Vault) -> list[Sealed]:
        """What has not been staged at the revision that follows the vault's."""
        staged = {item.id.bytes: item.revision for item in self.work.items.values()}
        whole = vault.resealed(self.work.new, self.work.generation)
        return [one for one in whole if staged.get(one.id.bytes) != one.revision]

    def copies(self) -> list[retired.Retired]:
        """The staged copies, as long as nothing may be released of them."""
        return [retired.copy(self.account, staged, "unknown") for staged in [self.work.new.own, *self.taken]]

    def is_no_key_yet(self, life: Life) -> None:
        for tried in self.copies():
            tried(life)

    def void(self) -> list[retired.Retired]:
        """It was given up, or another one took its place."""
        return [retired.replacement(self.at, self.work.new.own.id), *self.copies()]

    def refusal(self, vault: Vault) -> str | None:
        """How the server has to answer if it is asked to swap now."""
        if self.work.base != vault.version:
            return "conflict"
        if self.left(vault):
            return "item-refused"
        return None if self.taken else "key-not-taken"


def begin(life: Life, at: Browser) -> None:
    work = Replacing(at.web, life.person, life.person.generation + 1)
    assert work.base == life.vault.version
    life.void_attempt()
    life.attempt = Attempt(work.begin(), at, life.person.id, life.hours)


def go_on(life: Life, attempt: Attempt) -> None:
    """The next step: what is left to stage, then a copy of the new key, then the swap."""
    attempt.work.base, attempt.work.web = life.vault.version, attempt.at.web
    left = attempt.left(life.vault)
    if left:
        attempt.work.stage(*left)
    elif not attempt.taken:
        attempt.taken.append(attempt.work.take())
        attempt.is_no_key_yet(life)
    else:
        swap(life, attempt)


def give_up(life: Life, at: Browser) -> None:
    at.web.ok("DELETE", "/api/vault/replacement")
    if life.attempt:
        life.void_attempt()
        life.happened["replacement given up"] += 1


def swap(life: Life, attempt: Attempt) -> None:
    """By one signed act, or not at all."""
    work = attempt.work
    work.old, work.web = life.person, attempt.at.web
    # The password or the address may have changed since it began; what is staged hangs on neither.
    work.new = replace(work.new, m=life.person.m, salt=life.person.salt, email=life.person.email)
    body = work.signed()
    refusal = attempt.refusal(life.vault)
    if refusal:
        assert code_of(attempt.at.web.post(SWAP, body)) == refusal
        life.happened[f"swap refused: {refusal}"] += 1
        return
    assert life.signed_act(attempt.at, SWAP, body) == {"version": life.vault.version + 1}
    take_up(life, attempt, unb64(body["head"]))
    life.happened["replaced"] += 1


def take_up(life: Life, attempt: Attempt, head: bytes) -> None:
    """The new key is the only one: this browser has it, and the copies that were staged."""
    old, work, at = life.person, attempt.work, attempt.at
    life.retire(retired.proof_key(old), retired.key_of_generation(old), life.copy_gone(at.own))
    life.all_is_void("replaced", keep=at)
    resetting.forget_key(life)
    life.person, life.attempt = replace(work.new, generation=work.generation), None
    at.own = work.new.own
    at.kept = life.person.key_string(at.own)
    at.unlock(life.person)
    life.copies = [Issued(copy, life.person.key_string(copy)) for copy in attempt.taken]
    for item_id, item in work.items.items():
        life.vault.items[item_id] = Kept(item.revision, life.vault.items[item_id].content, item.blob)
    life.vault.chain.append(sha(head))
    at.seen = life.vault.version


def see_through(life: Life, at: Browser) -> None:
    """All that is left of it, with nothing between."""
    if life.attempt is None:
        begin(life, at)
    for _ in range(3):
        if life.attempt:
            go_on(life, life.attempt)
    assert life.attempt is None
