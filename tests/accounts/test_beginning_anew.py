"""The second link of a reset: the address signs up anew, and the old account goes in the same moment."""

import pytest

from accounts.models import Account, KeyCopy, Reset
from config.limits import SIGNUP_BY_EMAIL
from tests.accounts.resetting import Clock, begin, begin_anew, make_ready, notices
from tests.base import ENTRY, Cast, Copy, Person, Web, content, mailed_code, read
from tests.reference.encoding import b64

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_the_second_link_signs_the_address_up_anew_and_erases_the_old(cast: Cast, clock: Clock) -> None:
    link = make_ready(cast.alice, clock)
    assert Account.objects.filter(pk=cast.alice.account.pk).exists()
    again = Person(cast.alice.email)
    web = Web()
    assert web.post(f"{ENTRY}/signup", {**again.sign_up_body(), "reset": link}).status_code == 401
    ids = {account.pk for account in Account.objects.filter(email=cast.alice.email)}
    assert ids == {again.account.pk}
    assert KeyCopy.objects.filter(account__email=cast.alice.email).count() == 1
    assert cast.at_home.ok("GET", "/api/session") | {"at": ""} == {
        "state": "ended",
        "why": "deleted",
        "at": "",
        "account_id": b64(cast.alice.id),
    }
    assert notices(cast.alice.email)[-1] == "reset-done"
    web.named = again
    web.ok("POST", f"{ENTRY}/email/verify", {"key": mailed_code(again.email)})
    web.authorize(again, again.own)
    assert web.state == "authorized"


def test_strangers_who_sign_up_in_a_row_do_not_use_the_second_link_up(
    cast: Cast, clock: Clock, one_window: None
) -> None:
    link = make_ready(cast.alice, clock)
    again = Person(cast.alice.email)
    answers = [begin_anew(Person(cast.alice.email), None).status_code for _ in range(SIGNUP_BY_EMAIL.count + 1)]
    assert answers == [401] * SIGNUP_BY_EMAIL.count + [429]
    assert begin_anew(again, b64(bytes(32))).status_code == 429
    assert begin_anew(again, link).status_code == 401
    assert again.account.confirmed_at is None


def test_a_second_link_is_used_once(cast: Cast, clock: Clock) -> None:
    link = make_ready(cast.alice, clock)
    again = Person(cast.alice.email)
    assert begin_anew(again, link).status_code == 401
    answer = begin_anew(Person(cast.alice.email), link)
    assert (answer.status_code, read(answer)["errors"][0]["code"]) == (400, "reset_refused")
    assert again.account.confirmed_at is None


def test_a_bad_link_is_refused_for_every_address_alike(cast: Cast, clock: Clock) -> None:
    first = begin(cast.bob)
    ready = make_ready(cast.alice, clock)
    people = [Person(email) for email in (cast.alice.email, cast.bob.email, "nobody@example.org")]
    for link in (first, b64(bytes(32))):
        answers = {(answer.status_code, content(answer)) for answer in (begin_anew(one, link) for one in people)}
        assert len(answers) == 1
        assert answers.pop()[0] == 400
    assert begin_anew(people[1], ready).status_code == 400
    assert begin_anew(people[2], ready).status_code == 400
    assert cast.at_home.state == cast.bobs.state == "authorized"


def test_without_a_link_a_known_address_is_not_taken_over(cast: Cast, clock: Clock) -> None:
    make_ready(cast.alice, clock)
    assert Web().post(f"{ENTRY}/signup", Person(cast.alice.email).sign_up_body()).status_code == 401
    assert begin_anew(Person(cast.alice.email), None).status_code == 401
    assert cast.at_home.state == "authorized"


def test_a_taken_copy_of_the_old_account_opens_nothing_of_the_new(cast: Cast, clock: Clock) -> None:
    copy = cast.at_home.take_copy()
    link = make_ready(cast.alice, clock)
    again = Person(cast.alice.email)
    web = Web()
    web.post(f"{ENTRY}/signup", {**again.sign_up_body(), "reset": link})
    web.named = again
    web.ok("POST", f"{ENTRY}/email/verify", {"key": mailed_code(again.email)})
    assert web.challenge(Copy(copy.id, copy.share))["copy"] == {"state": "unknown"}


def test_an_unused_second_link_leaves_everything_as_it_was(cast: Cast, clock: Clock) -> None:
    link = make_ready(cast.alice, clock)
    clock.forward(hours=24)
    assert not Reset.objects.exists()
    assert begin_anew(Person(cast.alice.email), link).status_code == 400
    assert cast.at_home.state == "authorized"
