"""What `TESSERA_PRODUCTION=1` changes for whoever asks: cookies, transport, no mail page."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.config.process import SAFE, printed

# A page, the mail page and a session that is being made, as a process of production answers them over TLS. The pages'
# scripts need not be built, and a session in a cookie needs no database.
ASK = """
import json
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

def kept(request):
    request.session["a"] = 1
    return HttpResponse()

def cookies(jar):
    names = ("secure", "samesite", "httponly", "path", "domain")
    return {name: {key: cookie[key] for key in names} for name, cookie in jar.items()}

plain = {"default": {}, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
signed = "django.contrib.sessions.backends.signed_cookies"
with override_settings(STORAGES={**settings.STORAGES, **plain}, SESSION_ENGINE=signed):
    web = Client(SERVER_NAME="vault.example.org")
    page, mail = web.get("/signin/", secure=True), web.get("/mail/", secure=True)
    unencrypted = web.get("/signin/")
    session = SessionMiddleware(kept)(RequestFactory().get("/"))
    print(json.dumps({
        "page": [page.status_code, dict(page.headers), cookies(page.cookies)],
        "mail": mail.status_code,
        "names_mail": b"data-mail" in page.content,
        "unencrypted": [unencrypted.status_code, unencrypted.headers.get("Location")],
        "session": cookies(session.cookies),
    }))
"""


def answers(folder: Path, **environment: str) -> Any:
    return json.loads(printed(folder, ASK, **environment))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return answers(tmp_path_factory.mktemp("production"), **SAFE)


def test_cookies_belong_to_this_host_and_to_tls_alone(found: Any) -> None:
    jar = {**found["page"][2], **found["session"]}
    assert set(jar) == {"__Host-csrftoken", "__Host-sessionid"}
    for name, cookie in jar.items():
        assert (cookie["secure"], cookie["samesite"]) == (True, "Strict"), name
        # A browser refuses the prefix with any other path or with a domain.
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name
    assert jar["__Host-sessionid"]["httponly"] is True


def test_the_page_asks_for_tls_for_two_years(found: Any) -> None:
    status, headers, _ = found["page"]
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=63072000"


def test_plain_http_is_redirected(found: Any) -> None:
    assert found["unencrypted"] == [301, "https://vault.example.org/signin/"]


def test_there_is_no_mail_page(found: Any) -> None:
    assert found["mail"] == 404
    assert found["names_mail"] is False


def test_a_proxy_may_redirect_instead(tmp_path: Path) -> None:
    assert answers(tmp_path, **SAFE, SECURE_SSL_REDIRECT="0")["unencrypted"][0] == 200
