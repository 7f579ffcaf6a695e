from collections.abc import Callable
from typing import Any

import pytest

from accounts.errors import TooLargeError
from accounts.models import Account
from vault import sync
from vault.errors import ConflictError
from vault.sync import Page, Sealed

from .vaults import head_of, make_vault, next_of, sealed, served_head

pytestmark = pytest.mark.django_db


def pages(account: Account, since: int = 0, between: Callable[[], object] = lambda: None) -> list[Page]:
    """All pages of a pull; `between` is what happens after the first."""
    found = [sync.pull(account, since)]
    between()
    while found[-1].next is not None:
        found.append(sync.pull(account, since, after=found[-1].next))
    return found


def put_together(found: list[Page]) -> dict[Any, Sealed]:
    """What a browser makes of them: of an item that comes twice, the later one."""
    return {item.id: item for page in found for item in page.items}


def test_a_new_account_has_its_first_head_and_nothing_else() -> None:
    assert sync.pull(make_vault()) == Page(1, [served_head(1)], [], None)


def test_it_gives_what_changed_since_a_version() -> None:
    account = make_vault()
    first, second, third = sealed(), sealed(), sealed()
    sync.commit(account, 1, head_of(2), [first])
    sync.commit(account, 2, head_of(3), [second])
    sync.commit(account, 3, head_of(4), [third, changed := next_of(first)])
    found = sync.pull(account, 3)
    assert {item.id: item for item in found.items} == {third.id: third, changed.id: changed}
    assert found.version == 4
    assert {item.id for item in sync.pull(account).items} == {first.id, second.id, third.id}


def test_items_come_in_the_order_of_version_and_id() -> None:
    account = make_vault()
    batches = [[sealed(blocks=1) for _ in range(20)] for _ in range(3)]
    for base, batch in enumerate(batches, 1):
        sync.commit(account, base, head_of(base + 1), batch)
    expected = [item for batch in batches for item in sorted(batch, key=lambda item: item.id.bytes)]
    assert sync.pull(account).items == expected


def test_it_gives_only_the_newest_head_unless_asked_for_more() -> None:
    account = make_vault()
    for base in range(1, 6):
        sync.commit(account, base, head_of(base + 1), [sealed()])
    assert sync.pull(account, 6).heads == [served_head(6)]
    assert sync.pull(account, 6, heads_after=3).heads == [served_head(n) for n in (4, 5, 6)]
    assert sync.pull(account, 0, heads_after=0).heads == [served_head(n) for n in range(1, 7)]
    assert sync.pull(account, 0, heads_after=6).heads == []
    assert sync.pull(account, 9, heads_after=9) == Page(6, [], [], None)


@pytest.mark.parametrize("heads_after", [None, 2])
def test_nothing_new_is_one_query(heads_after: int | None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]  # pytest-django's fixture has no name to import
    account = make_vault()
    sync.commit(account, 1, head_of(2), [sealed()])
    with django_assert_num_queries(1):
        assert sync.pull(account, 2, heads_after).items == []


def test_pages_put_together_are_the_whole_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "ITEMS_A_PAGE", 7)
    account = make_vault()
    items = [sealed(blocks=1) for _ in range(28)]
    sync.commit(account, 1, head_of(2), items[:20])
    sync.commit(account, 2, head_of(3), items[20:])
    found = pages(account)
    assert [len(page.items) for page in found] == [7, 7, 7, 7]
    assert [page.heads for page in found] == [[], [], [], [served_head(3)]]
    assert [page.left for page in found] == [21, None, None, None]
    assert put_together(found) == {item.id: item for item in items}
    assert sum(len(page.items) for page in pages(account, since=2)) == 8


def test_a_page_ends_before_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "BYTES_A_PAGE", 2 * 1024 * 1024)
    account = make_vault()
    items = [sealed(blocks=4000) for _ in range(5)]
    sync.commit(account, 1, head_of(2), items)
    found = pages(account)
    assert [len(page.items) for page in found] == [2, 2, 1]
    assert put_together(found) == {item.id: item for item in items}


def test_commits_between_two_pages_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "ITEMS_A_PAGE", 4)
    account = make_vault()
    items = [sealed(blocks=1) for _ in range(10)]
    sync.commit(account, 1, head_of(2), items)
    by_id = sorted(items, key=lambda item: item.id.bytes)
    seen, unseen, new = next_of(by_id[0]), next_of(by_id[9]), sealed()

    found = pages(account, between=lambda: sync.commit(account, 2, head_of(3), [seen, unseen, new]))

    expected = {item.id: item for item in [*items, seen, unseen, new]}
    assert put_together(found) == expected
    assert found[-1].version == 3
    assert found[-1].heads == [served_head(3)]


def test_it_starts_again_when_a_commit_slips_in(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_vault()
    item = sealed()
    sync.commit(account, 1, head_of(2), [item])
    slip_in(monkeypatch, account, times=2)
    found = sync.pull(account)
    assert found.version == found.heads[-1].version == 4
    assert len(found.items) == 3


def test_it_gives_up_when_commits_keep_slipping_in(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_vault()
    slip_in(monkeypatch, account, times=sync.TRIES)
    with pytest.raises(ConflictError):
        sync.pull(account)


def slip_in(monkeypatch: pytest.MonkeyPatch, account: Account, times: int) -> None:
    """After each of the next `times` readings of items another browser commits."""
    read = sync.page_of_items
    left = iter(range(times))

    def read_slowly(*arguments: Any) -> Any:
        found = read(*arguments)
        if next(left, None) is not None:
            base = sync.newest_version(account)
            sync.commit(account, base, head_of(base + 1), [sealed()])
        return found

    monkeypatch.setattr(sync, "page_of_items", read_slowly)


def test_a_browser_that_missed_too_many_heads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """All heads come in one answer, which has to stay one that a server can make."""
    account = make_vault()
    for base in range(1, 5):
        sync.commit(account, base, head_of(base + 1), [])
    monkeypatch.setattr(sync, "HEADS_A_PULL", 3)
    assert [head.version for head in sync.pull(account, heads_after=2).heads] == [3, 4, 5]
    with pytest.raises(TooLargeError):
        sync.pull(account, heads_after=1)
    assert len(sync.pull(account).heads) == 1
