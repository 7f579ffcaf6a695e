"""An answer to a challenge is good once, for five minutes, in its session, for its account, act, origin and generation.

Every test ends in the same refusal, whatever was wrong with the proof (docs/formats.md §4, PRODUCT 11).
"""

import os
import time
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpResponseBase

from tests.base import Cast, Copy, Person, Web, code_of, content
from tests.reference.encoding import b64, sha, unb64


def refused(answer: HttpResponseBase) -> bool:
    return (answer.status_code, code_of(answer)) == (403, "proof-refused")


def body(web: Web, person: Person, **changed: Any) -> dict[str, Any]:
    """What authorizes this browser, but for what is changed."""
    own = Copy()
    made = web.authorize_body(person, own)
    return {**made, **changed}


def authorize(web: Web, posted: dict[str, Any]) -> HttpResponseBase:
    return web.post("/api/authorize", posted)


def test_a_right_answer_authorizes(cast: Cast) -> None:
    assert authorize(cast.elsewhere, body(cast.elsewhere, cast.alice)).status_code == 200
    assert cast.elsewhere.state == "authorized"


def test_a_nonce_is_used_once(cast: Cast) -> None:
    posted = body(cast.elsewhere, cast.alice)
    assert authorize(cast.elsewhere, posted).status_code == 200
    assert refused(authorize(cast.elsewhere, posted))


def test_a_wrong_answer_uses_the_nonce_up(cast: Cast) -> None:
    posted = body(cast.elsewhere, cast.alice)
    assert refused(authorize(cast.elsewhere, {**posted, "signature": b64(bytes(64))}))
    assert refused(authorize(cast.elsewhere, posted))


def test_a_nonce_that_another_request_has_just_taken_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    posted = body(cast.elsewhere, cast.alice)
    monkeypatch.setattr(LocMemCache, "delete", lambda self, key: False)
    assert refused(authorize(cast.elsewhere, posted))


def test_a_nonce_lives_five_minutes(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    clock = SimpleNamespace(time=lambda: now)
    for module in ("base", "locmem"):
        monkeypatch.setattr(f"django.core.cache.backends.{module}.time", clock)
    other = Web().sign_in(cast.alice)
    early, late = body(cast.elsewhere, cast.alice), body(other, cast.alice)
    clock.time = lambda: now + 299
    assert authorize(cast.elsewhere, early).status_code == 200
    clock.time = lambda: now + 301
    assert refused(authorize(other, late))


def test_another_sessions_nonce_is_refused(cast: Cast) -> None:
    other = Web().sign_in(cast.alice)
    posted = body(other, cast.alice)
    assert refused(authorize(cast.elsewhere, posted))


def test_a_nonce_does_not_outlive_its_session_id(cast: Cast) -> None:
    old = body(cast.elsewhere, cast.alice)
    cast.elsewhere.authorize(cast.alice)
    assert refused(authorize(cast.elsewhere, old))


def test_another_accounts_nonce_and_key_are_refused(cast: Cast) -> None:
    assert refused(authorize(cast.elsewhere, body(cast.bobs, cast.bob)))
    nonce = cast.elsewhere.nonce()
    bobs_signature = cast.bob.signed("authorize", nonce, sha(cast.elsewhere.token))
    assert refused(authorize(cast.elsewhere, body(cast.elsewhere, cast.alice, **bobs_signature)))


def test_the_password_without_the_account_key_is_refused(cast: Cast) -> None:
    guess = Person(cast.alice.email, m=cast.alice.m, id=cast.alice.id)
    assert refused(authorize(cast.elsewhere, body(cast.elsewhere, guess)))


def test_the_account_key_without_the_password_is_refused(cast: Cast) -> None:
    guess = Person(cast.alice.email, id=cast.alice.id, account_key=cast.alice.account_key)
    assert refused(authorize(cast.elsewhere, body(cast.elsewhere, guess)))


@pytest.mark.parametrize("origin", ["https://testserver", "http://testserver:80", "http://evil.example", ""])
def test_another_origins_signature_is_refused(cast: Cast, origin: str) -> None:
    web = cast.elsewhere
    phished = cast.alice.signed("authorize", web.nonce(), sha(web.token), origin=origin)
    assert refused(authorize(web, body(web, cast.alice, **phished)))


@pytest.mark.parametrize("generation", [0, 2])
def test_another_generations_signature_is_refused(cast: Cast, generation: int) -> None:
    web = cast.elsewhere
    old = cast.alice.signed("authorize", web.nonce(), sha(web.token), generation=generation)
    assert refused(authorize(web, body(web, cast.alice, **old)))


def test_another_acts_signature_is_refused(cast: Cast) -> None:
    web = cast.elsewhere
    other = cast.alice.signed("continue", web.nonce(), sha(web.token))
    assert refused(authorize(web, body(web, cast.alice, **other)))


def test_another_tokens_signature_is_refused(cast: Cast) -> None:
    web = cast.elsewhere
    assert refused(authorize(web, body(web, cast.alice, token=b64(os.urandom(32)))))


def test_refusals_cannot_be_told_apart(cast: Cast) -> None:
    web = cast.elsewhere
    answers = [
        authorize(web, body(web, cast.alice, nonce=b64(os.urandom(32)))),
        authorize(web, body(web, cast.alice, signature=b64(os.urandom(64)))),
        authorize(web, body(cast.bobs, cast.bob)),
    ]
    assert len({content(answer) for answer in answers}) == 1


@pytest.mark.parametrize(
    ("member", "value"),
    [("nonce", b64(bytes(31))), ("signature", b64(bytes(63))), ("token", b64(bytes(33))), ("name", ""), ("more", 1)],
)
def test_it_refuses_other_lengths_and_members(cast: Cast, member: str, value: object) -> None:
    answer = authorize(cast.elsewhere, body(cast.elsewhere, cast.alice, **{member: value}))
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")


def test_a_challenge_tells_what_signing_and_opening_need(cast: Cast) -> None:
    answer = cast.elsewhere.challenge()
    assert answer["account_id"] == b64(cast.alice.id)
    assert answer["generation"] == 1
    assert len(unb64(answer["nonce"])) == 32
    assert len(unb64(answer["carrier_record"])) == 97
    assert (answer["copy"], answer["mailed_at"], answer["replaced_at"]) == (None, None, None)
    assert set(answer) == {
        "account_id", "generation", "nonce", "carrier_record", "copy", "mailed_at", "replaced_at"
    }  # fmt: skip


def test_a_challenge_releases_the_share_of_the_copy_that_was_asked_for(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    assert cast.elsewhere.challenge(copy)["copy"] == {"state": "good", "share": b64(copy.share)}
    assert cast.elsewhere.challenge(Copy())["copy"] == {"state": "unknown"}
    assert Web().sign_in(cast.bob).challenge(copy)["copy"] == {"state": "unknown"}


def test_an_authorized_session_gets_a_nonce_and_nothing_to_guess_against(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    answer = cast.at_home.challenge(copy)
    assert (answer["carrier_record"], answer["copy"]) == (None, None)
    assert len(unb64(answer["nonce"])) == 32


def test_challenges_are_counted_for_each_account(cast: Cast) -> None:
    answers = [cast.elsewhere.post("/api/challenge", {}) for _ in range(121)]
    assert 429 in {answer.status_code for answer in answers}
    assert cast.bobs.post("/api/challenge", {}).status_code == 200
