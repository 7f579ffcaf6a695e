"""The admin: for staff in an authorized browser; nothing secret to see, no credential to set (ATTACKS W10)."""

import base64
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import get_resolver

from accounts import outbox, staff
from accounts.admin import site
from accounts.models import Account, Browser, OutboxMessage
from accounts.records import StaffAct
from tests.base import ENTRY, Cast, Copy, Person, Web, content, enroll

ACCOUNTS = "/admin/accounts/account/"


@pytest.fixture
def admin(cast: Cast) -> Web:
    """Alice is staff, and has a second factor."""
    staff.grant(cast.alice.account, allowed=True)
    cast.at_home.add_app(cast.alice)
    return cast.at_home


def page(web: Web, path: str) -> str:
    answer = web.get(path)
    assert answer.status_code == 200, path
    return content(answer).decode()


def submit(web: Web, path: str, fields: dict[str, Any], *, token: bool = True) -> HttpResponseBase:
    """Post a form as the stock pages' forms do, which take no files: urlencoded."""
    csrf = {"csrfmiddlewaretoken": web.client.cookies["csrftoken"].value} if token else {}
    body = urlencode({**fields, **csrf}, doseq=True)
    return web.client.generic("POST", path, body, "application/x-www-form-urlencoded")


def act(web: Web, name: str, *rows: Account | Browser, **more: str) -> None:
    """Choose rows in their list and start an action, as the form does."""
    body = {"action": name, "index": "0", "_selected_action": [str(row.pk) for row in rows], **more}
    answer = submit(web, f"/admin/accounts/{rows[0]._meta.model_name}/", body)
    assert answer.status_code == 302, content(answer)


def paths(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, route)
        else:
            yield route


def test_nobody_but_staff_in_an_authorized_browser_gets_in(cast: Cast) -> None:
    staff.grant(cast.alice.account, allowed=True)
    cast.at_home.add_app(cast.alice)
    for web in (cast.anonymous, cast.bobs, cast.elsewhere):
        for path in ("/admin/", ACCOUNTS, f"{ACCOUNTS}{cast.alice.account.pk}/change/", "/admin/jsi18n/"):
            answer = web.get(path)
            assert answer.status_code == 302, path
            assert answer.headers["Location"].startswith("/admin/login/")
    assert cast.at_home.get("/admin/").status_code == 200


def test_staff_without_a_second_factor_are_shown_the_way_to_one(cast: Cast) -> None:
    staff.grant(cast.alice.account, allowed=True)
    for path in ("/admin/", ACCOUNTS, f"{ACCOUNTS}{cast.alice.account.pk}/change/"):
        answer = cast.at_home.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/admin/login/?next={path}")
    answer = cast.at_home.get("/admin/login/")
    assert answer.status_code == 403
    assert "A second factor is needed" in content(answer).decode()
    assert 'href="/settings/#security"' in content(answer).decode()
    for web in (cast.anonymous, cast.elsewhere, cast.bobs):
        assert web.get("/admin/login/").headers["Location"] == "/signin/"
    cast.at_home.add_app(cast.alice)
    assert cast.at_home.get("/admin/").status_code == 200


def test_the_right_ends_with_the_browser_and_with_the_grant(cast: Cast, admin: Web) -> None:
    staff.grant(cast.alice.account, allowed=False)
    assert admin.get("/admin/").status_code == 302
    staff.grant(cast.alice.account, allowed=True)
    assert admin.get("/admin/").status_code == 200
    staff.revoke_browsers("root@example.org", cast.alice.account)
    assert admin.get("/admin/").status_code == 302


def test_signing_in_and_out_happen_on_tesseras_pages(cast: Cast, admin: Web) -> None:
    assert cast.anonymous.get("/admin/login/").headers["Location"] == "/signin/"
    assert cast.anonymous.post("/admin/login/", {"username": "x", "password": "y"}).headers["Location"] == "/signin/"
    assert admin.post("/admin/logout/").headers["Location"] == "/settings/"
    assert admin.state == "authorized"


def test_there_are_no_password_pages(admin: Web) -> None:
    for path in ("password_change/", "password_change/done/", "autocomplete/", "r/1/1/", "auth/user/"):
        assert admin.get(f"/admin/{path}").status_code == 404, path
    names = [path for path in paths(list(get_resolver().url_patterns), "/") if path.startswith("/admin/")]
    assert len(names) > 30
    assert not [path for path in names if "password" in path]


def secrets_of(person: Person, copy: Copy) -> dict[str, bytes]:
    account = person.account
    stored = {name: bytes(getattr(account, name)) for name in ("salt", "proof_key", "keyset", "carrier_record")}
    message = OutboxMessage.objects.get(key_copy__account=account)
    return {
        **stored,
        "hash": account.password.encode(),
        "login": person.login.encode(),
        "own share": person.own.share,
        "share": copy.share,
        "payload": bytes(message.payload or b""),
        "key string": person.key_string(copy).encode()[:80],
    }


def spellings(secret: bytes) -> Iterator[bytes]:
    """The secret as a template might come to print it."""
    yield secret
    yield secret.hex().encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.b32encode):
        yield encode(secret).rstrip(b"=")[:-2]
    yield repr(secret)[2:-1].encode()


def test_no_page_shows_a_secret(cast: Cast, admin: Web) -> None:
    copy = Copy()
    admin.ok("POST", "/api/key-copies/mail", {**copy.posted, "key_string": cast.alice.key_string(copy)})
    everything = b""
    for model, model_admin in site._registry.items():
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        everything += page(admin, f"{base}?q=alice" if model_admin.search_fields else base).encode()
        for row in model._default_manager.all():
            everything += page(admin, f"{base}{row.pk}/change/").encode()
    everything += page(admin, f"{ACCOUNTS}{cast.alice.account.pk}/delete/").encode()
    assert cast.alice.email.encode() in everything
    for name, secret in secrets_of(cast.alice, copy).items():
        for spelling in spellings(secret):
            assert spelling not in everything, name


def test_nothing_can_be_added_or_changed(cast: Cast, admin: Web) -> None:
    for model in site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert admin.get(f"{base}add/").status_code == 403
        row = model._default_manager.first()
        if row is None:
            continue
        text = page(admin, f"{base}{row.pk}/change/")
        assert not re.findall(r'<(?:input|select|textarea)[^>]+name="(?!csrf)', text), base
        before = model._default_manager.filter(pk=row.pk).values().get()
        posted = {"email": "mallory@example.org", "password": "x", "is_staff": "on"}
        assert submit(admin, f"{base}{row.pk}/change/", posted).status_code == 403
        assert model._default_manager.filter(pk=row.pk).values().get() == before


def test_only_accounts_can_be_deleted(cast: Cast, admin: Web) -> None:
    for model in site._registry:
        row = model._default_manager.first()
        if row is not None and model is not Account:
            base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
            assert admin.get(f"{base}{row.pk}/delete/").status_code == 403
            assert 'value="delete_selected"' not in page(admin, base)


def test_staff_find_an_account(cast: Cast, admin: Web) -> None:
    found = page(admin, f"{ACCOUNTS}?q=bob@")
    assert "bob@example.org" in found
    assert str(cast.alice.account.pk) not in found


def recorded() -> list[tuple[str, str, str]]:
    return list(StaffAct.objects.order_by("pk").values_list("staff", "act", "account_email"))[1:]  # after the grant


def test_suspending_ends_sessions_and_reactivating_gives_the_sign_in_back(cast: Cast, admin: Web) -> None:
    act(admin, "suspend", cast.bob.account)
    assert cast.bobs.state == "anonymous"
    login = {"email": cast.bob.email, "password": cast.bob.login}
    assert Web().post(f"{ENTRY}/login", login).status_code == 400
    act(admin, "reactivate", cast.bob.account)
    cast.bobs.sign_in(cast.bob)
    cast.bobs.ok("POST", "/api/continue", cast.bobs.continue_body(cast.bob))
    assert cast.bobs.state == "authorized"
    assert recorded() == [
        ("alice@example.org", "suspend", "bob@example.org"),
        ("alice@example.org", "reactivate", "bob@example.org"),
    ]


def test_signing_out_everywhere_keeps_the_browsers(cast: Cast, admin: Web) -> None:
    act(admin, "sign_out", cast.bob.account)
    assert cast.bobs.state == "anonymous"
    assert cast.bob.account.browsers.count() == 1
    assert admin.state == "authorized"
    assert recorded() == [("alice@example.org", "sign out everywhere", "bob@example.org")]


def test_revoking_browsers_asks_for_a_key_copy_again(cast: Cast, admin: Web) -> None:
    act(admin, "revoke_browsers", cast.bob.account)
    assert cast.bobs.state == "ended"
    assert recorded() == [("alice@example.org", "revoke browsers", "bob@example.org")]


def test_revoking_one_browser_leaves_the_others(cast: Cast, admin: Web) -> None:
    second = Web().sign_in(cast.bob)
    chosen = cast.bob.account.browsers.get()
    second.authorize(cast.bob)
    act(admin, "revoke_browser", chosen)
    assert (cast.bobs.state, second.state, admin.state) == ("ended", "authorized", "authorized")
    assert recorded() == [("alice@example.org", "revoke browser", "bob@example.org")]
    assert StaffAct.objects.latest("pk").detail == "Firefox on Linux"


def test_deleting_takes_everything_and_is_remembered(cast: Cast, admin: Web) -> None:
    bob = cast.bob.account
    act(admin, "delete_selected", bob, post="yes")
    assert not Account.objects.filter(pk=bob.pk).exists()
    assert cast.bobs.state == "anonymous"
    assert recorded() == [("alice@example.org", "delete account", "bob@example.org")]
    assert StaffAct.objects.latest("at").account_id == bob.pk
    enroll(Web(), Person("bob@example.org"))  # the address is free again


def test_deleting_from_the_accounts_page_is_recorded_too(cast: Cast, admin: Web) -> None:
    bob = cast.bob.account
    submit(admin, f"{ACCOUNTS}{bob.pk}/delete/", {"post": "yes"})
    assert not Account.objects.filter(pk=bob.pk).exists()
    assert recorded() == [("alice@example.org", "delete account", "bob@example.org")]


def test_its_forms_are_not_multipart(cast: Cast, admin: Web) -> None:
    """Multipart bodies are refused everywhere: config/bodies.py."""
    for path in (ACCOUNTS, f"{ACCOUNTS}{cast.bob.account.pk}/change/", f"{ACCOUNTS}{cast.bob.account.pk}/delete/"):
        assert "multipart" not in page(admin, path)


def test_actions_need_the_token(cast: Cast, admin: Web) -> None:
    body = {"action": "suspend", "index": "0", "_selected_action": [str(cast.bob.account.pk)]}
    assert submit(admin, ACCOUNTS, body, token=False).status_code == 403
    assert cast.bob.account.is_active


def test_the_record_is_written_once(cast: Cast, admin: Web) -> None:
    row = StaffAct.objects.get()
    row.act = "nothing at all"
    attempts: list[Any] = [row.save, row.delete, StaffAct.objects.all().delete]
    for attempt in attempts:
        with pytest.raises(TypeError):
            attempt()
    with pytest.raises(TypeError):
        StaffAct.objects.update(act="nothing at all")
    assert StaffAct.objects.get().act == "grant staff"


def test_staff_see_how_a_message_fares(cast: Cast, admin: Web) -> None:
    outbox.queue("exists", "somebody@example.org", {})
    OutboxMessage.objects.filter(kind="exists").update(attempts=3, last_error="SMTP 451")
    text = page(admin, "/admin/accounts/outboxmessage/?q=somebody")
    assert "SMTP 451" in text
    assert "Waiting" in text
