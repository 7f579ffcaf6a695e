import uuid
from typing import Any

import pytest

from config.limits import COMMIT_BY_ACCOUNT
from tests.base import Cast, Person, Web, code_of, content, enroll, mailed_code, make_cast, sign_up
from tests.base import read as read_json
from tests.reference.encoding import b64
from vault import sync
from vault.admin import VaultAdmin
from vault.models import Head, Item
from vault.sync import Sealed

from .vaults import head_of, next_of, sealed

pytestmark = pytest.mark.django_db

PULL, COMMIT = "/api/vault/pull", "/api/vault/commit"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def posted(base: int, *items: Sealed) -> dict[str, Any]:
    rows = [{"id": b64(item.id.bytes), "revision": item.revision, "blob": b64(item.blob)} for item in items]
    return {"base": base, "head": b64(head_of(base + 1)), "items": rows}


def only_row_of(web: Web) -> Any:
    (row,) = web.ok("GET", PULL)["items"]
    return row


# Gates


@pytest.mark.parametrize("who", ["elsewhere", "anonymous"])
def test_whoever_is_not_in_an_authorized_browser_gets_nothing(cast: Cast, who: str) -> None:
    web: Web = getattr(cast, who)
    refusal = {"elsewhere": (403, "browser-not-authorized"), "anonymous": (401, "signed-out")}[who]
    for answer in (web.get(PULL), web.post(COMMIT, posted(1, sealed()))):
        assert (answer.status_code, code_of(answer)) == refusal
        assert b64(head_of(1)).encode() not in content(answer)
    assert not Item.objects.exists()


def test_a_browser_whose_key_has_not_been_taken_gets_nothing() -> None:
    web, carol = Web(), Person("carol@example.org")
    sign_up(web, carol)
    web.ok("POST", "/_allauth/browser/v1/auth/email/verify", {"key": mailed_code(carol.email)})
    web.authorize(carol, carol.own)
    for answer in (web.get(PULL), web.post(COMMIT, posted(1, sealed()))):
        assert (answer.status_code, code_of(answer)) == (403, "key-not-taken")
    web.take_copy()
    assert web.ok("GET", PULL)["version"] == 1


def test_a_commit_without_the_csrf_token_is_refused(cast: Cast) -> None:
    answer = cast.at_home.client.post(COMMIT, posted(1, sealed()), content_type="application/json")
    assert answer.status_code == 403
    assert not Item.objects.exists()


def test_bob_sees_and_changes_his_own_vault_only(cast: Cast) -> None:
    of_alice = sealed()
    cast.at_home.ok("POST", COMMIT, posted(1, of_alice))
    assert cast.bobs.ok("GET", PULL)["items"] == []
    # To Bob her item is one that does not exist: he can neither follow its revision nor learn that it is there.
    answer = cast.bobs.post(COMMIT, posted(1, next_of(of_alice)))
    unknown = cast.bobs.post(COMMIT, posted(1, sealed(2)))
    assert (answer.status_code, code_of(answer)) == (unknown.status_code, code_of(unknown)) == (422, "item-refused")
    of_bob = sealed(item_id=of_alice.id)
    cast.bobs.ok("POST", COMMIT, posted(1, of_bob))
    assert only_row_of(cast.at_home)["blob"] == b64(of_alice.blob)
    assert only_row_of(cast.bobs)["blob"] == b64(of_bob.blob)


# Pull


def test_a_new_vault_is_the_head_of_the_sign_up(cast: Cast) -> None:
    head = bytes(Head.objects.get(account=cast.alice.account).blob)
    assert cast.at_home.ok("GET", PULL) == {
        "generation": 1,
        "version": 1,
        "heads": [{"version": 1, "blob": b64(head)}],
        "items": [],
        "next": None,
    }


def test_a_browser_pulls_what_changed_and_the_heads_after_its_pin(cast: Cast) -> None:
    first, second = sealed(), sealed()
    cast.at_home.ok("POST", COMMIT, posted(1, first))
    assert cast.at_home.ok("POST", COMMIT, posted(2, second)) == {"version": 3}
    assert cast.at_home.ok("GET", f"{PULL}?since=2&heads_after=1") == {
        "generation": 1,
        "version": 3,
        "heads": [{"version": version, "blob": b64(head_of(version))} for version in (2, 3)],
        "items": [{"id": b64(second.id.bytes), "revision": 1, "blob": b64(second.blob)}],
        "next": None,
    }


def test_the_cursor_leads_through_the_pages(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "ITEMS_A_PAGE", 3)
    items = [sealed() for _ in range(8)]
    cast.at_home.ok("POST", COMMIT, posted(1, *items))
    found, query = [], ""
    for _ in range(3):
        page = cast.at_home.ok("GET", f"{PULL}?since=0&heads_after=1{query}")
        found += [row["id"] for row in page["items"]]
        assert len(page["heads"]) == (1 if page["next"] is None else 0)
        assert page.get("left") == (None if query else 5)
        query = f"&after={page['next']}"
    assert page["next"] is None
    assert sorted(found) == sorted(b64(item.id.bytes) for item in items)


@pytest.mark.parametrize(
    "query", ["since=-1", "since=x", f"since={2**53}", "heads_after=-1", "after=", "after=AA", "after=" + "*" * 32]
)
def test_it_refuses_a_query_of_another_form(cast: Cast, query: str) -> None:
    answer = cast.at_home.get(f"{PULL}?{query}")
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")


def test_a_cursor_from_elsewhere_shows_nothing_of_elsewhere(cast: Cast) -> None:
    cast.at_home.ok("POST", COMMIT, posted(1, sealed(), sealed()))
    cursor, end = b64(bytes(24)), b64(b"\xff" * 24)
    assert cast.bobs.ok("GET", f"{PULL}?after={cursor}")["items"] == []
    assert len(cast.at_home.ok("GET", f"{PULL}?after={cursor}")["items"]) == 2
    assert cast.at_home.ok("GET", f"{PULL}?after={end}")["items"] == []


# Commit


def test_a_stale_base_is_a_conflict_with_the_version_that_stands(cast: Cast) -> None:
    cast.at_home.ok("POST", COMMIT, posted(1, sealed()))
    answer = cast.at_home.post(COMMIT, posted(1, sealed()))
    assert answer.status_code == 409
    assert read_json(answer) == {"error": {"code": "conflict", "detail": {"version": 2}}}
    assert Item.objects.count() == 1


def test_a_skipped_revision_is_refused_by_the_items_name(cast: Cast) -> None:
    item = sealed(3)
    answer = cast.at_home.post(COMMIT, posted(1, item))
    assert answer.status_code == 422
    detail = {"id": b64(item.id.bytes), "why": "revision"}
    assert read_json(answer) == {"error": {"code": "item-refused", "detail": detail}}


@pytest.mark.parametrize(
    "change",
    [
        {"head": b64(bytes(140))},
        {"head": b64(bytes(141)) + "="},
        {"base": -1},
        {"base": None},
        {"items": [{"id": b64(bytes(15)), "revision": 1, "blob": b64(bytes(321))}]},
        {"items": [{"id": b64(bytes(16)), "revision": 0, "blob": b64(bytes(321))}]},
        {"items": [{"id": b64(bytes(16)), "revision": 1, "blob": "a b"}]},
        {"items": [{"id": b64(bytes(16)), "revision": 1, "blob": b64(bytes(321)), "account": "bob"}]},
        {"account": "bob"},
    ],
)
def test_it_refuses_a_body_of_another_form(cast: Cast, change: dict[str, Any]) -> None:
    answer = cast.at_home.post(COMMIT, {**posted(1, sealed()), **change})
    assert (answer.status_code, code_of(answer)) == (422, "bad-request")
    assert not Item.objects.exists()


def test_a_commit_that_is_too_large_is_refused(cast: Cast) -> None:
    many = [sealed(blocks=1) for _ in range(sync.ITEMS_A_COMMIT + 1)]
    answer = cast.at_home.post(COMMIT, posted(1, *many))
    assert (answer.status_code, code_of(answer)) == (413, "too-large")
    large = [sealed(blocks=4095) for _ in range(8)]
    answer = cast.at_home.post(COMMIT, posted(1, *large))
    assert (answer.status_code, code_of(answer)) == (413, "too-large")


def test_the_largest_commit_passes_the_gate(cast: Cast) -> None:
    items = [sealed(blocks=4095) for _ in range(7)]
    assert cast.at_home.ok("POST", COMMIT, posted(1, *items)) == {"version": 2}


def test_commits_without_pause_are_slowed_down(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(COMMIT_BY_ACCOUNT.count):
        COMMIT_BY_ACCOUNT.take(cast.alice.account.pk)
    answer = cast.at_home.post(COMMIT, posted(1, sealed()))
    assert (answer.status_code, code_of(answer)) == (429, "slow-down")
    assert cast.bobs.ok("POST", COMMIT, posted(1, sealed())) == {"version": 2}


# Staff


def test_staff_see_counts_versions_and_sizes_and_nothing_sealed(cast: Cast) -> None:
    item = sealed(blocks=4)
    cast.at_home.ok("POST", COMMIT, posted(1, item, sealed(blocks=4)))
    person = enroll(web := Web(), Person("staff@example.org"))
    web.add_app(person)
    staff = person.account
    staff.is_staff = staff.is_superuser = True
    staff.save()

    page = content(web.get("/admin/vault/head/")).decode()
    row = page[page.index("alice@example.org") :].split("</tr>", 1)[0]
    assert '<td class="field-item_count">2</td>' in row
    assert '<td class="field-sealed_size">2.1\xa0KB</td>' in row  # 2 × (4 × 256 + 65) bytes
    assert page.count("alice@example.org") == 1
    head = Head.objects.get(account=cast.alice.account, version=2)
    assert web.get(f"/admin/vault/head/{head.pk}/change/").status_code == 200
    assert "blob" not in VaultAdmin.fields
    assert web.get("/admin/vault/head/add/").status_code == 403
    assert web.post(f"/admin/vault/head/{head.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Head.objects.filter(pk=head.pk).exists()


def test_an_account_that_is_deleted_takes_its_vault_along(cast: Cast) -> None:
    cast.at_home.ok("POST", COMMIT, posted(1, sealed()))
    cast.bobs.ok("POST", COMMIT, posted(1, sealed()))
    cast.alice.account.delete()
    owner = uuid.UUID(bytes=cast.bob.id)
    assert set(Item.objects.values_list("account", flat=True)) == {owner}
    assert set(Head.objects.values_list("account", flat=True)) == {owner}
