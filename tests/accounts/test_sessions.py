"""The owner's list of sessions: what it shows, and ending one or all others (Settings > Security)."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import OutboxMessage
from tests.base import Cast, Web, code_of, content, payload

pytestmark = pytest.mark.django_db


def listed(web: Web) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = web.ok("GET", "/api/sessions")["sessions"]
    return found


def test_every_live_session_is_listed(cast: Cast) -> None:
    web = Web(**{"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"})
    web.sign_in(cast.alice)
    newest, new, home = listed(cast.at_home)
    assert (home["browser"], home["current"], home["address"]) == ("Firefox on Linux", True, "127.0.0.1")
    assert (new["browser"], new["current"]) == (None, False)
    assert newest["user_agent"].endswith("Firefox/140.0")


def test_the_list_gives_no_session_away(cast: Cast) -> None:
    text = content(cast.at_home.get("/api/sessions")).decode()
    assert cast.at_home.session_id not in text
    assert cast.elsewhere.session_id not in text


def test_sessions_that_ran_out_are_not_listed(cast: Cast) -> None:
    Session.objects.filter(session_key=cast.elsewhere.session_id).update(expire_date=timezone.now() - timedelta(1))
    assert len(listed(cast.at_home)) == 1


def test_one_session_is_ended(cast: Cast) -> None:
    other = next(row for row in listed(cast.at_home) if not row["current"])
    cast.at_home.ok("POST", f"/api/sessions/{other['id']}/end")
    assert cast.elsewhere.state == "anonymous"
    assert cast.at_home.state == "authorized"
    assert not OutboxMessage.objects.filter(kind="notice").exists()


def test_a_session_is_ended_once(cast: Cast) -> None:
    other = next(row for row in listed(cast.at_home) if not row["current"])
    cast.at_home.ok("POST", f"/api/sessions/{other['id']}/end")
    answer = cast.at_home.post(f"/api/sessions/{other['id']}/end")
    assert (answer.status_code, code_of(answer)) == (404, "not-found")


def test_all_others_are_ended_and_the_owner_told(cast: Cast) -> None:
    laptop = Web().sign_in(cast.alice)
    laptop.authorize(cast.alice)
    assert cast.at_home.ok("POST", "/api/sessions/end-others") == {"ended": 2}
    assert [web.state for web in (cast.at_home, cast.elsewhere, laptop, cast.bobs)] == [
        "authorized", "anonymous", "anonymous", "authorized"
    ]  # fmt: skip
    notice = OutboxMessage.objects.get(kind="notice")
    assert payload(notice) == {"event": "signed-out-everywhere", "browser": "Firefox on Linux"}


def test_a_browser_whose_session_was_ended_stays_authorized(cast: Cast) -> None:
    laptop = Web().sign_in(cast.alice)
    laptop.authorize(cast.alice)
    cast.at_home.ok("POST", "/api/sessions/end-others")
    laptop.sign_in(cast.alice)
    laptop.ok("POST", "/api/continue", laptop.continue_body(cast.alice))
    assert laptop.state == "authorized"
