import uuid

import pytest

from accounts.errors import TooLargeError
from vault import sync
from vault.errors import ConflictError, ItemRefusedError
from vault.models import Head, Item
from vault.sync import Sealed

from .vaults import head_of, make_vault, next_of, sealed

pytestmark = pytest.mark.django_db


def refused(items: list[Sealed], error: type[Exception] = ItemRefusedError) -> None:
    """The commit is refused and leaves no trace."""
    account = make_vault(f"{uuid.uuid4().hex}@example.org")
    with pytest.raises(error):
        sync.commit(account, 1, head_of(2), items)
    assert sync.newest_version(account) == 1
    assert not Item.objects.owned_by(account).exists()


def test_it_keeps_the_newest_revision_of_each_item_and_every_head() -> None:
    account = make_vault()
    first, second = sealed(), sealed()
    assert sync.commit(account, 1, head_of(2), [first, second]) == 2
    changed = next_of(first)
    assert sync.commit(account, 2, head_of(3), [changed]) == 3

    rows = Item.objects.owned_by(account).values_list("item_id", "revision", "version", "blob")
    assert {(i, r, v, bytes(b)) for i, r, v, b in rows} == {
        (first.id, 2, 3, changed.blob),
        (second.id, 1, 2, second.blob),
    }
    heads = Head.objects.owned_by(account).order_by("version").values_list("version", "generation", "blob")
    assert [(v, g, bytes(b)) for v, g, b in heads] == [(n, 1, head_of(n)) for n in (1, 2, 3)]


def test_it_stores_a_whole_import_at_once() -> None:
    account = make_vault()
    items = [sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT)]
    sync.commit(account, 1, head_of(2), items)
    sync.commit(account, 2, head_of(3), [next_of(item) for item in items])
    assert Item.objects.owned_by(account).filter(revision=2, version=3).count() == sync.ITEMS_A_COMMIT


def test_it_takes_few_queries_for_many_items(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture has no name to import
    account = make_vault()
    with django_assert_max_num_queries(20):
        sync.commit(account, 1, head_of(2), [sealed(blocks=1) for _ in range(1000)])


@pytest.mark.parametrize("base", [0, 1, 3])
def test_it_refuses_any_base_but_the_newest_version(base: int) -> None:
    account = make_vault()
    sync.commit(account, 1, head_of(2), [sealed()])
    with pytest.raises(ConflictError) as caught:
        sync.commit(account, base, head_of(9), [sealed()])
    assert caught.value.detail == {"version": 2}
    assert Item.objects.owned_by(account).count() == 1
    assert Head.objects.owned_by(account).count() == 2


def test_the_constraint_decides_when_the_look_before_it_was_too_early(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_vault()
    sync.commit(account, 1, head_of(2), [sealed()])
    seen = iter([1, 2])
    monkeypatch.setattr(sync, "newest_version", lambda _: next(seen))
    with pytest.raises(ConflictError) as caught:
        sync.commit(account, 1, head_of(9), [sealed()])
    assert caught.value.detail == {"version": 2}
    assert Item.objects.owned_by(account).count() == 1


@pytest.mark.parametrize("revision", [0, 2, 2**32 - 1])
def test_it_refuses_a_new_item_that_does_not_begin_at_revision_1(revision: int) -> None:
    refused([sealed(), sealed(revision)])


@pytest.mark.parametrize("step", [-1, 0, 2])
def test_it_refuses_a_revision_that_does_not_follow(step: int) -> None:
    account = make_vault()
    item = sealed()
    sync.commit(account, 1, head_of(2), [item])
    sync.commit(account, 2, head_of(3), [next_of(item)])
    with pytest.raises(ItemRefusedError):
        sync.commit(account, 3, head_of(4), [sealed(2 + step, item.id)])
    assert Item.objects.owned_by(account).get().revision == 2
    assert sync.newest_version(account) == 3


@pytest.mark.parametrize("length", [0, 1, 65, 256, 320, 322, 65 + 256 * 4096])
def test_it_refuses_a_length_that_sealing_cannot_give(length: int) -> None:
    refused([sealed(), Sealed(uuid.uuid4(), 1, bytes(length))])


@pytest.mark.parametrize("blocks", [1, 4095])
def test_it_takes_the_smallest_and_the_largest_item(blocks: int) -> None:
    assert sync.commit(make_vault(), 1, head_of(2), [sealed(blocks=blocks)]) == 2


def test_it_refuses_one_item_twice_in_a_commit() -> None:
    item = sealed()
    refused([item, item])


def test_it_refuses_too_many_items_in_a_commit() -> None:
    refused([sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT + 1)], TooLargeError)


def test_it_refuses_too_many_bytes_in_a_commit() -> None:
    refused([sealed(blocks=4095) for _ in range(8)], TooLargeError)


def test_it_refuses_more_items_than_an_account_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_vault()
    monkeypatch.setattr(sync, "ITEMS_AN_ACCOUNT", 3)
    items = [sealed() for _ in range(3)]
    sync.commit(account, 1, head_of(2), items)
    with pytest.raises(TooLargeError):
        sync.commit(account, 2, head_of(3), [sealed()])
    assert sync.commit(account, 2, head_of(3), [next_of(item) for item in items]) == 3


def test_it_refuses_more_bytes_than_an_account_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_vault()
    small, large = sealed(blocks=1), sealed(blocks=8)
    sync.commit(account, 1, head_of(2), [small, large])
    monkeypatch.setattr(sync, "BYTES_AN_ACCOUNT", len(small.blob) + len(large.blob) + 3 * sync.HEAD)
    for too_much in ([sealed(blocks=1)], [sealed(2, small.id, blocks=2)]):
        with pytest.raises(TooLargeError):
            sync.commit(account, 2, head_of(3), too_much)
    assert sync.commit(account, 2, head_of(3), [sealed(2, small.id, blocks=1)]) == 3
    with pytest.raises(TooLargeError):  # heads count, too: all of them are kept
        sync.commit(account, 3, head_of(4), [])
    assert sync.commit(account, 3, head_of(4), [sealed(2, large.id, blocks=1)]) == 4


def test_every_head_knows_the_size_of_its_items() -> None:
    account = make_vault()
    first, second = sealed(blocks=1), sealed(blocks=4)
    sync.commit(account, 1, head_of(2), [first, second])
    shrunk = sealed(2, second.id, blocks=2)
    sync.commit(account, 2, head_of(3), [shrunk, third := sealed(blocks=1)])
    sizes = list(Head.objects.owned_by(account).order_by("version").values_list("size", flat=True))
    blobs = [len(item.blob) for item in (first, second, shrunk, third)]
    assert sizes == [0, blobs[0] + blobs[1], blobs[0] + blobs[2] + blobs[3]]


def test_the_same_item_id_under_two_accounts_is_two_items() -> None:
    ada, bob = make_vault(), make_vault("bob@example.org")
    of_ada = sealed()
    of_bob = sealed(item_id=of_ada.id)
    sync.commit(ada, 1, head_of(2), [of_ada])
    sync.commit(bob, 1, head_of(2), [of_bob])
    sync.commit(ada, 2, head_of(3), [next_of(of_ada)])
    assert sync.pull(bob).items == [of_bob]
    assert [item.revision for item in sync.pull(ada).items] == [2]
