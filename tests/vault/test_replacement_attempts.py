"""How a replacement of the Account Key begins, is given up, and is bounded."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.base import Cast, Copy, Web, code_of
from vault import sync
from vault.models import Item, Replacement, StagedItem
from vault.sync import Sealed
from vault.tasks import sweep_replacements

from .replacing import BEGIN, ITEMS, Replacing, Vault, commit, ready, refused, replaced
from .vaults import next_of, sealed

pytestmark = pytest.mark.django_db


def test_whoever_begins_anew_clears_away_what_was_staged(vault: Vault) -> None:
    cast, items = vault
    first = ready(vault)
    second = Replacing(cast.at_home, cast.alice).begin()
    assert not StagedItem.objects.exists()
    assert [copy.copy_id.bytes for copy in cast.alice.account.key_copies.filter(generation=2)] == [second.new.own.id]
    lost = cast.at_home.post(ITEMS, first.page(next_of(items[0])))
    assert (lost.status_code, code_of(lost)) == (409, "replacement-lost")
    refused(first, first.swap(), "replacement-lost")


def test_another_browser_that_begins_takes_over(vault: Vault) -> None:
    cast, items = vault
    first = ready(vault)
    other = Web().sign_in(cast.alice)
    other.authorize(cast.alice)
    Replacing(other, cast.alice).begin()
    refused(first, first.swap(), "replacement-lost")
    assert code_of(other.post(ITEMS, first.page(next_of(items[0])))) == "replacement-lost"


def test_given_up_it_leaves_nothing(vault: Vault) -> None:
    cast, _ = vault
    attempt = ready(vault)
    cast.at_home.ok("DELETE", BEGIN)
    assert not StagedItem.objects.exists()
    assert not Replacement.objects.exists()
    assert not cast.alice.account.key_copies.filter(generation=2).exists()
    refused(attempt, attempt.swap(), "replacement-lost")
    late = cast.at_home.post("/api/key-copies", {**Copy().posted, "kind": "kit", "generation": 2})
    assert (late.status_code, code_of(late)) == (409, "replacement-lost")


def test_one_that_lay_for_a_day_is_swept_and_a_fresh_one_is_not(vault: Vault) -> None:
    cast, _ = vault
    ready(vault)
    sweep_replacements()
    assert Replacement.objects.count() == 1
    Replacement.objects.update(made_at=timezone.now() - timedelta(hours=25))
    sweep_replacements()
    assert not StagedItem.objects.exists()
    assert not cast.alice.account.key_copies.filter(generation=2).exists()


def test_a_tab_with_the_former_key_issues_no_copy_of_it(vault: Vault) -> None:
    cast, _ = vault
    replaced(vault)
    answer = cast.at_home.post("/api/key-copies", {**Copy().posted, "kind": "picture", "generation": 1})
    assert (answer.status_code, code_of(answer)) == (409, "key-replaced")


def test_the_key_can_be_replaced_again(vault: Vault) -> None:
    first = replaced(vault)
    second = Replacing(first.web, first.new, generation=3).begin()
    second.stage(*[next_of(item) for item in first.items.values()])
    second.take()
    assert second.swap().status_code == 200
    heads = first.web.ok("GET", "/api/vault/pull?heads_after=0")["heads"]
    assert [("former" in head) for head in heads] == [False, False, True, True]


def test_a_page_is_as_large_as_a_commit_and_an_item_as_a_commits(vault: Vault) -> None:
    cast, (item, _) = vault
    attempt = Replacing(cast.at_home, cast.alice).begin()
    many = [sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT + 1)]
    assert code_of(cast.at_home.post(ITEMS, attempt.page(*many))) == "too-large"
    odd = [Sealed(item.id, 2, bytes(300)), Sealed(item.id, 2**31, item.blob)]
    for page in ([odd[0]], [odd[1]], [item, item]):
        assert code_of(cast.at_home.post(ITEMS, attempt.page(*page))) == "item-refused"


def test_a_staged_vault_is_bounded_as_a_vault_is(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    cast, items = vault
    attempt = Replacing(cast.at_home, cast.alice).begin().stage(next_of(items[0]))
    monkeypatch.setattr(sync, "ITEMS_AN_ACCOUNT", 1)
    assert code_of(cast.at_home.post(ITEMS, attempt.page(next_of(items[1])))) == "too-large"
    monkeypatch.undo()
    monkeypatch.setattr(sync, "BYTES_AN_ACCOUNT", 1000)
    assert code_of(cast.at_home.post(ITEMS, attempt.page(next_of(items[1])))) == "too-large"


def test_two_thousand_items_are_swapped_in_a_few_queries(
    cast: Cast,
    django_assert_max_num_queries: Any,
) -> None:
    items = [sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT)]
    commit(cast.at_home, 1, *items)
    attempt = ready((cast, items))
    with django_assert_max_num_queries(60):
        assert attempt.swap().status_code == 200
    assert Item.objects.owned_by(cast.alice.account).filter(revision=2, version=3).count() == len(items)
