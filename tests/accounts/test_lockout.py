"""Who guesses at an account does not lock its owner out of a browser that the account knows (PRODUCT line 18)."""

from contextlib import suppress

import pytest

from config import limits
from tests.base import ENTRY, Cast, Web, code_of
from tests.reference.encoding import b64

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_window")]
WRONG = b64(bytes(32))


def guess(web: Web, email: str, times: int) -> list[int]:
    body = {"email": email, "password": WRONG}
    return [web.post(f"{ENTRY}/login", body).status_code for _ in range(times)]


def home_again(cast: Cast) -> Web:
    """Alice's browser of every day, its session gone."""
    return Web().knows(cast.at_home)


def test_guesses_from_elsewhere_do_not_reach_a_known_browser(cast: Cast) -> None:
    guess(Web(), cast.alice.email, limits.LOGIN_BY_EMAIL.count)
    assert guess(Web(), cast.alice.email, 1) == [429]
    web = home_again(cast).sign_in(cast.alice)
    web.ok("POST", "/api/continue", web.continue_body(cast.alice))
    assert web.state == "authorized"


def test_neighbours_behind_the_same_address_do_not_reach_it_either(cast: Cast) -> None:
    for number in range(limits.LOGIN_BY_ADDRESS.count // 10):
        guess(Web(), f"{number}@example.org", 10)
    assert guess(Web(), "somebody@example.org", 1) == [429]
    assert home_again(cast).sign_in(cast.alice).state == "unauthorized"


def test_a_known_browser_has_a_limit_too(cast: Cast) -> None:
    allowed = limits.LOGIN_BY_BROWSER.count
    assert guess(home_again(cast), cast.alice.email, allowed + 1) == [400] * allowed + [429]


def test_a_row_token_opens_no_count_for_another_account(cast: Cast) -> None:
    """Bob's own browser gives him no second count for Alice, nor does a token that nobody has."""
    web = Web().knows(cast.bobs)
    stranger = Web()
    stranger.shows_token = True
    guess(web, cast.alice.email, limits.LOGIN_BY_EMAIL.count)
    assert guess(stranger, cast.alice.email, 1) == [429]


def test_a_revoked_browser_is_known_no_more(cast: Cast) -> None:
    cast.alice.account.browsers.get().delete()
    web = home_again(cast)
    guess(Web(), cast.alice.email, limits.LOGIN_BY_EMAIL.count)
    assert guess(web, cast.alice.email, 1) == [429]


@pytest.mark.parametrize("token", ["", "AA", "!", "\u00e9", "A" * 10_000])
def test_what_is_no_token_counts_as_none(cast: Cast, token: str) -> None:
    web = Web(**{"x-tessera-browser": token})
    body = {"email": cast.alice.email, "password": cast.alice.login}
    assert web.post(f"{ENTRY}/login", body).status_code == 200


def test_whoever_knows_the_password_does_not_use_up_the_owners_codes(cast: Cast) -> None:
    app = cast.at_home.add_app(cast.alice)
    thief = Web().await_factor(cast.alice)
    for _ in range(limits.FACTOR_BY_ACCOUNT.count):
        thief.show_code(app.wrong())
    assert thief.show_code(app.code()).status_code == 429
    assert home_again(cast).await_factor(cast.alice).show_code(app.code()).status_code == 200


def test_a_known_browser_guesses_codes_as_little(cast: Cast) -> None:
    app = cast.at_home.add_app(cast.alice)
    web = home_again(cast).await_factor(cast.alice)
    allowed = limits.FACTOR_BY_BROWSER.count
    assert [web.show_code(app.wrong()).status_code for _ in range(allowed + 1)] == [400] * allowed + [429]


def test_whoever_knows_the_password_does_not_use_up_the_owners_challenges(cast: Cast) -> None:
    with suppress(limits.SlowDownError):
        for _ in range(limits.CHALLENGE_BY_ACCOUNT.count):
            limits.CHALLENGE_BY_ACCOUNT.take(cast.alice.account.pk)
    answer = cast.elsewhere.post("/api/challenge", {})
    assert (answer.status_code, code_of(answer)) == (429, "slow-down")
    assert cast.at_home.post("/api/challenge", {}).status_code == 200
    assert home_again(cast).sign_in(cast.alice).post("/api/challenge", {}).status_code == 200
