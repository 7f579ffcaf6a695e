"""A replacement of the Account Key, and what else happens to the account at the same moment."""

import uuid

import pytest

from accounts.errors import BrowserRevokedError
from accounts.models import Browser
from accounts.replacement import Successor
from tests.base import Cast, Copy
from vault import replacement
from vault.replacement import Swap

from .replacing import Replacing

pytestmark = pytest.mark.django_db


def ready(cast: Cast) -> tuple[Replacing, Copy]:
    """All that comes before the swap of an empty vault, and the copy that was taken of the next key."""
    attempt = Replacing(cast.at_home, cast.alice).begin()
    return attempt, attempt.take()


def test_a_browser_that_was_revoked_does_not_hand_the_account_to_itself(cast: Cast) -> None:
    attempt, _ = ready(cast)
    parts, account = attempt.parts(), cast.alice.account
    successor = Successor(parts["proof_key"], parts["keyset"], parts["carrier_record"])
    new = Swap(1, parts["root"], parts["head"], parts["former"], uuid.UUID(bytes=parts["copy_id"]), successor)
    browser = account.browsers.get()
    Browser.objects.filter(pk=browser.pk).delete()
    with pytest.raises(BrowserRevokedError):
        replacement.swap(account, browser, new)
    assert (cast.alice.account.generation, account.key_copies.filter(generation=1, share=None).count()) == (1, 0)


def test_giving_up_too_late_takes_nothing_of_the_new_key_away(cast: Cast) -> None:
    """A tab that read the account before the swap; to it, all that belongs to the new key is staged."""
    attempt, taken = ready(cast)
    asked = cast.alice.account
    assert attempt.swap().status_code == 200
    replacement.discard(asked)
    assert {copy.share for copy in (taken.row, attempt.new.own.row)} == {taken.share, attempt.new.own.share}
