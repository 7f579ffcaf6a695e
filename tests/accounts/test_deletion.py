"""An account's end: everything of it goes, in one act that only both secrets can sign."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from accounts.models import Account, Browser, KeyCopy, OutboxMessage
from tests.accounts.changing import can_sign_in, change_password
from tests.base import Cast, Person, Web, code_of, enroll, payload
from tests.reference.encoding import b64
from vault.models import Head, Item

pytestmark = pytest.mark.django_db
PATH = "/api/account/delete"


def delete(cast: Cast) -> None:
    cast.at_home.ok("POST", PATH, cast.at_home.proof(cast.alice, "delete-account", cast.alice.id))


def test_nothing_of_the_account_is_left_but_its_notice(cast: Cast) -> None:
    account = cast.alice.account
    delete(cast)
    mine = (Browser.objects, KeyCopy.objects, Item.objects, Head.objects, OutboxMessage.objects)
    assert not [rows for rows in mine if rows.filter(account=account).exists()]
    assert not Account.objects.filter(pk=account.pk).exists()
    assert not EmailAddress.objects.filter(email=account.email).exists()
    assert not UserSession.objects.filter(user_id=account.pk).exists()
    notice = OutboxMessage.objects.get(kind="notice")
    assert (notice.email, notice.account) == (account.email, None)
    assert payload(notice) == {"event": "account-deleted", "browser": "Firefox on Linux"}


def test_every_browser_is_told(cast: Cast) -> None:
    cast.elsewhere.authorize(cast.alice)
    delete(cast)
    for web in (cast.at_home, cast.elsewhere):
        told = web.ok("GET", "/api/session")
        assert (told["state"], told["why"], told["account_id"]) == ("ended", "deleted", b64(cast.alice.id))
        assert code_of(web.get("/api/account")) == "session-ended"
    assert cast.bobs.state == "authorized"


def test_the_address_may_sign_up_anew(cast: Cast) -> None:
    delete(cast)
    assert not can_sign_in(cast.alice)
    again = enroll(Web(), Person(cast.alice.email))
    assert can_sign_in(again)


def test_it_takes_this_accounts_signature_of_this_act(cast: Cast) -> None:
    former = cast.alice
    attempts = [
        cast.at_home.proof(former, "cancel-copy", former.id),
        cast.at_home.proof(former, "delete-account", cast.bob.id),
        cast.bobs.proof(cast.bob, "delete-account", cast.bob.id),
    ]
    change_password(cast.at_home, former)
    attempts.append(cast.at_home.proof(former, "delete-account", former.id))
    for proof in attempts:
        answer = cast.at_home.post(PATH, proof)
        assert (answer.status_code, code_of(answer)) == (403, "proof-refused")
    assert Account.objects.count() == 2
