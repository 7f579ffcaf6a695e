"""Page shells: who is sent where, what every page carries."""

import pytest

from tests.base import Cast, Web, content
from tests.reference.encoding import sha

OPEN = ["/signup/", "/verify/", "/signin/", "/help/"]
BEHIND = ["/vault/", "/settings/", "/welcome/"]


def to(web: Web, path: str) -> str:
    """The path of the page that is shown in the end."""
    answer = web.get(path)
    assert answer.status_code in (200, 302)
    return answer.headers["Location"] if answer.status_code == 302 else path


@pytest.mark.parametrize("path", OPEN)
def test_open_pages_are_shown_to_everybody(cast: Cast, path: str) -> None:
    for web in (cast.anonymous, cast.elsewhere, cast.at_home):
        assert to(web, path) == path


@pytest.mark.parametrize("path", BEHIND)
def test_pages_of_the_vault_send_others_to_the_next_step(cast: Cast, path: str) -> None:
    assert to(cast.anonymous, path) == "/signin/"
    assert to(cast.elsewhere, path) == "/authorize/"
    assert to(cast.at_home, path) == path


def test_the_landing_page_leads_the_authorized_on(cast: Cast) -> None:
    assert to(cast.anonymous, "/") == "/"
    assert to(cast.elsewhere, "/") == "/"
    assert to(cast.at_home, "/") == "/vault/"


def test_authorizing_comes_after_the_password(cast: Cast) -> None:
    assert to(cast.anonymous, "/authorize/") == "/signin/"
    assert to(cast.elsewhere, "/authorize/") == "/authorize/"


def test_a_revoked_browser_is_sent_to_sign_in(cast: Cast) -> None:
    cast.alice.account.browsers.get(token_hash=sha(cast.at_home.token)).delete()
    for path in (*BEHIND, "/authorize/"):
        assert to(cast.at_home, path) == "/signin/"


def test_a_page_brings_the_csrf_cookie_and_strict_headers(db: None) -> None:
    web = Web()
    answer = web.client.get("/signin/")
    cookie = answer.cookies["csrftoken"]
    assert cookie["samesite"] == "Strict"
    policy = answer.headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert b"<h1" in content(answer)


@pytest.mark.parametrize("path", ["/", *OPEN])
def test_pages_are_only_read(db: None, path: str) -> None:
    assert Web().post(path, {}).status_code == 405


def test_no_page_is_kept_by_a_cache_and_no_answer_either(cast: Cast) -> None:
    for path in ("/vault/", "/api/account", "/api/session", "/_allauth/browser/v1/auth/session"):
        assert "no-store" in cast.at_home.get(path).headers["Cache-Control"], path
