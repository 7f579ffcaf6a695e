"""Forged requests, forged hosts, forged addresses (ATTACKS W3, E5, W6)."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import KeyCopy
from tests.base import ENTRY, ORIGIN, Cast, Copy, Person, Web, code_of, content

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
    for origin, status in (("https://evil.example", 403), ("null", 403), (ORIGIN, 201)):
        assert forge(web, "/api/key-copies", body, headers={"Origin": origin, "X-CSRFToken": token}) == status


def test_form_posts_are_no_way_in(cast: Cast) -> None:
    answer = cast.at_home.client.post("/api/key-copies", {"kind": "picture"})
    assert answer.status_code == 403
    assert code_of(answer) == "csrf"


@pytest.mark.parametrize("path", ["/", "/signin/", "/api/session", f"{ENTRY}/session", "/admin/"])
def test_forged_hosts_are_refused(path: str) -> None:
    assert Client(headers={"Host": "evil.example"}).get(path).status_code == 400


@pytest.mark.usefixtures("one_window")
def test_a_forged_forwarding_header_does_not_reset_the_count() -> None:
    body = {"email": "alice@example.org"}
    answers = [Web(**{"X-Forwarded-For": f"192.0.2.{n}"}).post("/api/salt", body) for n in range(61)]
    assert [answer.status_code for answer in answers] == [200] * 60 + [429]


@pytest.mark.usefixtures("one_window")
def test_behind_a_trusted_proxy_its_word_counts_and_the_clients_does_not(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    body = {"email": "alice@example.org"}

    def ask(forwarded: str) -> int:
        return Web(**{"X-Forwarded-For": forwarded}).post("/api/salt", body).status_code

    assert [ask(f"203.0.113.{n}, 192.0.2.1") for n in range(61)] == [200] * 60 + [429]
    assert ask("192.0.2.2") == 200


def test_refusals_do_not_repeat_what_was_posted(cast: Cast) -> None:
    canary = "canary-in-a-refused-request"
    answer = cast.at_home.post("/api/unlock", {"login": canary * 10, "copy_id": canary})
    assert answer.status_code == 422
    assert canary.encode() not in content(answer)


def test_large_bodies_are_refused_before_they_are_read(cast: Cast) -> None:
    answer = cast.at_home.post("/api/unlock", {"login": "x" * 70_000})
    assert (answer.status_code, code_of(answer)) == (413, "too-large")


def test_broken_json_is_refused(cast: Cast) -> None:
    token = cast.at_home.client.cookies["csrftoken"].value
    for path in ("/api/unlock", f"{ENTRY}/login"):
        answer = cast.at_home.client.generic("POST", path, b"{", "application/json", headers={"X-CSRFToken": token})
        assert answer.status_code in (400, 409, 422)


@pytest.mark.parametrize(
    "path",
    [
        "auth/password/request",
        "auth/password/reset",
        "auth/code/request",
        "auth/code/confirm",
        "auth/code/resend",
        "auth/reauthenticate",
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
