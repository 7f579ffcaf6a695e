"""Sessions that were ended from elsewhere: what is left of them, and what their browsers are told."""

import pytest
from allauth.usersessions.models import UserSession

from accounts import sessions, staff
from tests.base import ENTRY, Cast, code_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("why", ["password", "email", "replaced", "recovered", "deleted"])
def test_the_other_browsers_are_told_why_and_this_one_goes_on(cast: Cast, why: sessions.Why) -> None:
    cast.elsewhere.authorize(cast.alice)
    sessions.end_others(cast.alice.account, cast.at_home.session_id, why)
    answer = cast.elsewhere.get("/api/account")
    assert (answer.status_code, code_of(answer)) == (401, "session-ended")
    assert cast.elsewhere.ok("GET", "/api/session")["why"] == why
    assert (cast.at_home.state, cast.bobs.state) == ("authorized", "authorized")


def test_a_new_browser_that_has_shown_the_password_alone_is_told_too(cast: Cast) -> None:
    sessions.end_others(cast.alice.account, cast.at_home.session_id, "password")
    answer = cast.elsewhere.post("/api/challenge", {})
    assert (answer.status_code, code_of(answer)) == (401, "session-ended")


def test_nothing_but_whose_why_and_when_is_left(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    sessions.end_others(cast.alice.account, cast.at_home.session_id, "password")
    assert list(cast.elsewhere.client.session.keys()) == [sessions.ENDED]
    assert not UserSession.objects.filter(session_key=cast.elsewhere.session_id).exists()


def test_a_later_and_graver_end_is_the_one_that_is_told(cast: Cast) -> None:
    """Its browser would keep, after a changed password alone, what it has to wipe."""
    cast.elsewhere.authorize(cast.alice)
    sessions.end_others(cast.alice.account, cast.at_home.session_id, "password")
    staff.revoke_browsers("root@example.org", cast.alice.account)
    assert cast.elsewhere.ok("GET", "/api/session")["why"] == "revoked"


def test_every_session_can_be_ended(cast: Cast) -> None:
    sessions.end_others(cast.alice.account, None, "deleted")
    assert (cast.at_home.state, cast.elsewhere.state, cast.bobs.state) == ("ended", "ended", "authorized")


def test_signing_in_again_forgets_the_end(cast: Cast) -> None:
    sessions.end_others(cast.alice.account, cast.at_home.session_id, "password")
    cast.elsewhere.sign_in(cast.alice)
    assert cast.elsewhere.state == "unauthorized"
    assert sessions.ENDED not in cast.elsewhere.client.session


def test_an_ended_session_can_be_given_up(cast: Cast) -> None:
    sessions.end_others(cast.alice.account, cast.at_home.session_id, "password")
    cast.elsewhere.ask("DELETE", f"{ENTRY}/session")
    assert cast.elsewhere.state == "anonymous"
