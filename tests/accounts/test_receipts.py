"""Receipts and drills: what the server notes when an owner has proved a copy of the Account Key."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import Account, KeyCopy
from tests.base import Cast, Copy, Person, Web, code_of, read
from tests.reference.encoding import b64

pytestmark = pytest.mark.django_db


def prove(web: Web, copy: Copy | None) -> HttpResponseBase:
    return web.post("/api/receipt", {"copy_id": b64(copy.id) if copy else None})


def refused(answer: HttpResponseBase, status: int, code: str) -> bool:
    return (answer.status_code, code_of(answer)) == (status, code)


def row(person: Person) -> dict[str, Any]:
    """Every column of the account."""
    return dict(Account.objects.filter(email=person.email).values().get())


def proved_at(person: Person) -> Any:
    return person.account.proved_at


def test_a_proved_copy_is_noted_with_the_account_and_as_used(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    began = timezone.now()
    answer = prove(cast.at_home, copy)
    assert answer.status_code == 200
    assert began <= cast.alice.account.proved_at <= timezone.now()  # type: ignore[operator]  # refuses None as well
    assert copy.row.last_used_at is not None
    assert parse_datetime(read(answer)["proved_at"]) is not None


def test_the_words_name_no_copy_and_count_as_well(cast: Cast) -> None:
    assert prove(cast.at_home, None).status_code == 200
    assert proved_at(cast.alice)
    assert not KeyCopy.objects.exclude(kind="browser").exclude(last_used_at=None).exists()


def test_a_later_proof_is_noted_anew(cast: Cast) -> None:
    prove(cast.at_home, None)
    Account.objects.update(proved_at=timezone.now() - timedelta(days=91))
    prove(cast.at_home, None)
    assert proved_at(cast.alice) > timezone.now() - timedelta(minutes=1)


def test_a_cancelled_copy_proves_nothing(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    copy.row.cancel()
    answer = prove(cast.at_home, copy)
    assert refused(answer, 409, "copy-cancelled")
    said = parse_datetime(read(answer)["error"]["detail"]["at"])
    assert said
    assert copy.row.cancelled_at
    assert abs(said - copy.row.cancelled_at) < timedelta(milliseconds=1)  # JSON's dates are to the millisecond
    assert proved_at(cast.alice) is None


def test_unknown_copies_and_other_accounts_are_not_there(cast: Cast) -> None:
    for copy in (Copy(), cast.bobs.take_copy(), cast.bob.own):
        assert refused(prove(cast.at_home, copy), 404, "not-found")
    assert proved_at(cast.alice) is None


def test_a_copy_of_a_replacement_under_way_is_not_there_yet(cast: Cast) -> None:
    copy = cast.at_home.take_copy()
    KeyCopy.objects.filter(copy_id=uuid.UUID(bytes=copy.id)).update(generation=2)
    assert refused(prove(cast.at_home, copy), 404, "not-found")


def test_what_a_browser_keeps_for_itself_proves_nothing(cast: Cast) -> None:
    assert refused(prove(cast.at_home, cast.alice.own), 409, "copy-is-browser")


@pytest.mark.parametrize("body", [{}, {"copy_id": ""}, {"copy_id": "AA"}, {"copy_id": None, "at": "2020-01-01"}])
def test_other_bodies_are_refused(cast: Cast, body: dict[str, object]) -> None:
    assert refused(cast.at_home.post("/api/receipt", body), 422, "bad-request")
    assert proved_at(cast.alice) is None


def test_the_account_says_when_a_copy_was_proved_last(cast: Cast) -> None:
    assert cast.at_home.ok("GET", "/api/account")["proved_at"] is None
    given = read(prove(cast.at_home, None))["proved_at"]
    assert cast.at_home.ok("GET", "/api/account")["proved_at"] == given
    assert cast.bobs.ok("GET", "/api/account")["proved_at"] is None


def test_drills_are_declined_for_good_and_wanted_again(cast: Cast) -> None:
    for declined in (True, False):
        cast.at_home.ok("POST", "/api/drills", {"declined": declined})
        assert cast.at_home.ok("GET", "/api/account")["drills_declined"] is declined
        assert cast.bobs.ok("GET", "/api/account")["drills_declined"] is False
    assert refused(cast.at_home.post("/api/drills", {"declined": "perhaps"}), 422, "bad-request")


def test_receipts_and_drills_touch_nothing_else_of_the_account(cast: Cast) -> None:
    before = row(cast.alice)
    prove(cast.at_home, None)
    cast.at_home.ok("POST", "/api/drills", {"declined": True})
    after = row(cast.alice)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"proved_at", "drills_declined"}
