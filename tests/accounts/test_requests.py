"""Forged requests, forged hosts, forged addresses (ATTACKS W3, E5, W6)."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import KeyCopy
from config import limits
from tests.base import ENTRY, ORIGIN, Cast, Copy, Person, Web, code_of, content
from tests.reference.encoding import b64

pytestmark = pytest.mark.django_db


def forge(web: Web, path: str, body: object, **extra: Any) -> int:
    """A post as another site would make it: cookies ride along, the token does not."""
    return web.client.generic("POST", path, json.dumps(body), "application/json", **extra).status_code


def test_posts_without_the_token_are_forbidden(cast: Cast) -> None:
    copies = KeyCopy.objects.count()
    web = cast.at_home
    for path in ("/api/salt", "/api/challenge", "/api/authorize", "/api/continue", "/api/unlock", "/api/key-copies"):
        assert forge(web, path, {**Copy().posted, "kind": "picture"}) == 403, path
    for path in ("login", "signup", "email/verify", "email/verify/resend"):
        assert forge(cast.anonymous, f"{ENTRY}/{path}", {"email": "a@example.org", "password": "x"}) == 403, path
    assert web.client.delete(f"{ENTRY}/session").status_code == 403
    assert KeyCopy.objects.count() == copies
    assert web.state == "authorized"


def test_posts_from_another_origin_are_forbidden_token_or_not(cast: Cast) -> None:
    web = cast.at_home
    token = web.client.cookies["csrftoken"].value
    body = {**Copy().posted, "kind": "picture"}
    sent = {"X-CSRFToken": token, "X-Tessera-Account": b64(cast.alice.id)}
    for origin, status in (("https://evil.example", 403), ("null", 403), (ORIGIN, 201)):
        assert forge(web, "/api/key-copies", body, headers={**sent, "Origin": origin}) == status


def test_form_posts_are_no_way_in(cast: Cast) -> None:
    answer = cast.at_home.client.post("/api/key-copies", "kind=picture", "application/x-www-form-urlencoded")
    assert answer.status_code == 403
    assert code_of(answer) == "csrf"


@pytest.mark.parametrize("path", ["/", "/signin/", "/api/session", f"{ENTRY}/session", "/admin/"])
def test_forged_hosts_are_refused(path: str) -> None:
    assert Client(headers={"Host": "evil.example"}).get(path).status_code == 400


@pytest.fixture
def three_salts(one_window: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address may look up three."""
    monkeypatch.setattr(limits, "SALT_BY_ADDRESS", limits.Limit("salt-test", 3, 60))


@pytest.mark.usefixtures("three_salts")
def test_a_forged_forwarding_header_does_not_reset_the_count() -> None:
    body = {"email": "alice@example.org"}
    answers = [Web(**{"X-Forwarded-For": f"192.0.2.{n}"}).post("/api/salt", body) for n in range(4)]
    assert [answer.status_code for answer in answers] == [200] * 3 + [429]


@pytest.mark.usefixtures("three_salts")
def test_behind_a_trusted_proxy_its_word_counts_and_the_clients_does_not(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    body = {"email": "alice@example.org"}

    def ask(forwarded: str) -> int:
        return Web(**{"X-Forwarded-For": forwarded}).post("/api/salt", body).status_code

    assert [ask(f"203.0.113.{n}, 192.0.2.1") for n in range(4)] == [200] * 3 + [429]
    assert ask("192.0.2.2") == 200


def test_refusals_do_not_repeat_what_was_posted(cast: Cast) -> None:
    canary = "canary-in-a-refused-request"
    answer = cast.at_home.post("/api/unlock", {"login": canary * 10, "copy_id": canary})
    assert answer.status_code == 422
    assert canary.encode() not in content(answer)


def test_large_bodies_are_refused_before_they_are_read(cast: Cast) -> None:
    answer = cast.at_home.post("/api/unlock", {"login": "x" * 70_000})
    assert (answer.status_code, code_of(answer)) == (413, "too-large")


UNREADABLE = {
    "broken": b"{",
    "deep": b"[" * 60_000,
    "deep inside": b'{"email": ' + b"[" * 60_000,
    "not UTF-8": b'{"email": "\xff"}',
    "no object": b'["a@example.org"]',
    "half a character": b'{"email": "\\ud800@example.org", "key": "\\ud800", "login": "\\ud800", "name": "\\ud800"}',
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize(
    "path",
    [
        "/api/salt",
        "/api/challenge",
        "/api/unlock",
        *(f"{ENTRY}/{name}" for name in ("login", "signup", "email/verify")),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(cast: Cast, path: str, body: bytes) -> None:
    web = cast.at_home if path.startswith("/api/") else cast.anonymous
    assert web.state in ("authorized", "anonymous")  # and the token has come
    headers = {"X-CSRFToken": web.client.cookies["csrftoken"].value}
    answer = web.client.generic("POST", path, body, "application/json", headers=headers)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("path", ["/api/salt", "/signin/", "/", f"{ENTRY}/login", "/admin/login/", "/nothing"])
def test_uploads_are_refused_before_anything_reads_them(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The CSRF check reads form posts of whoever asks, and Django spools multipart files to disk."""

    def read(self: object) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", read)
    client = Client(enforce_csrf_checks=True)
    upload = client.post(path, {"file": SimpleUploadedFile("large", bytes(3_000_000))})
    assert (upload.status_code, code_of(upload)) == (413, "too-large")
    small = client.post(path, {"file": SimpleUploadedFile("small", b"x")})
    assert (small.status_code, code_of(small)) == (415, "bad-request")
    form = client.post(path, "x" * 70_000, "application/x-www-form-urlencoded")
    assert (form.status_code, code_of(form)) == (413, "too-large")


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "\u0661"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    answer = Client().generic("POST", "/api/salt", b"{}", "application/json", CONTENT_LENGTH=length)
    assert (answer.status_code, code_of(answer)) == (400, "bad-request")


@pytest.mark.usefixtures("three_salts")
def test_one_ipv6_household_is_one_address(db: None) -> None:
    body = {"email": "alice@example.org"}

    def ask(address: str) -> int:
        return Web().ask("POST", "/api/salt", body, REMOTE_ADDR=address).status_code

    assert [ask(f"2001:db8:1:2:{n:x}::1") for n in range(4)] == [200] * 3 + [429]
    assert ask("2001:db8:1:3::1") == 200
    assert [ask(f"::ffff:192.0.2.{n}") for n in range(4)] == [200] * 4  # IPv4 in other clothes


@pytest.mark.parametrize(
    "path",
    [
        "auth/password/request",
        "auth/password/reset",
        "auth/code/request",
        "auth/code/confirm",
        "auth/code/resend",
        "auth/2fa/reauthenticate",
        "auth/2fa/trust",
        "auth/webauthn/login",
        "auth/webauthn/signup",
        "account/authenticators",
        "auth/phone/verify",
        "auth/sessions",
        "account/password/change",
        "account/email",
        "account/phone",
        "config",
        "auth/provider/redirect",
    ],
)
def test_allauths_other_roads_do_not_exist(cast: Cast, path: str) -> None:
    for web in (cast.anonymous, cast.elsewhere, cast.at_home):
        for method in ("GET", "POST"):
            assert web.ask(method, f"/_allauth/browser/v1/{path}", {}).status_code == 404
    assert cast.at_home.ask("POST", f"/_allauth/app/v1/{path}", {}).status_code == 404


def test_a_code_is_only_posted_never_asked_for_in_an_address(db: None) -> None:
    assert Web().get(f"{ENTRY}/email/verify").status_code == 405


def test_sign_up_on_a_signed_in_session_is_refused(cast: Cast) -> None:
    body = Person("more@example.org").sign_up_body()
    assert cast.elsewhere.post(f"{ENTRY}/signup", body).status_code == 409
