"""`manage.py grant_staff`: the one way to become staff."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.records import StaffAct
from tests.base import Cast, Person, Web, sign_up


def test_it_grants_and_takes_away_and_records_both(cast: Cast) -> None:
    out = StringIO()
    call_command("grant_staff", "Alice@Example.org", stdout=out)
    account = cast.alice.account
    assert (account.is_staff, account.is_superuser) == (True, False)
    call_command("grant_staff", "alice@example.org", "--revoke", stdout=out)
    assert not cast.alice.account.is_staff
    assert out.getvalue().splitlines() == [
        "alice@example.org may use the admin.",
        "alice@example.org may no longer use the admin.",
    ]
    assert list(StaffAct.objects.order_by("pk").values_list("staff", "act")) == [
        ("(command line)", "grant staff"),
        ("(command line)", "revoke staff"),
    ]


@pytest.mark.django_db
def test_it_knows_confirmed_accounts_alone() -> None:
    sign_up(Web(), Person("new@example.org"))
    for email in ("nobody@example.org", "new@example.org"):
        with pytest.raises(CommandError):
            call_command("grant_staff", email)
