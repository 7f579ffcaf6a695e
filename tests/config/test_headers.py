"""What a page, a worker's script and the admin may load and do, as the headers say it."""

import re

import pytest
from django.test import Client

from accounts import staff
from config.headers import static_headers
from tests.base import Cast
from tests.config.process import ROOT

SCRIPTS = re.findall(r"data-(\w+)=\"\{% static 'build/\w+\.js' %\}", (ROOT / "templates/app.html").read_text("utf8"))
# The decoder imports this one; it runs under the decoder's policy.
WORKERS = [name for name in SCRIPTS if name != "pdf"]
TRUSTED = {"require-trusted-types-for": "'script'", "trusted-types": "tessera-worker"}
PAGE = {
    "default-src": "'none'",
    **dict.fromkeys(["script-src", "worker-src", "style-src", "font-src", "connect-src"], "'self'"),
    **dict.fromkeys(["manifest-src", "form-action"], "'self'"),
    **dict.fromkeys(["base-uri", "frame-ancestors"], "'none'"),
    "img-src": "'self' blob:",
    **TRUSTED,
}


def policy(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: value for name, _, value in parts}


def of_file(path: str) -> dict[str, str]:
    headers: dict[str, str] = {}
    static_headers(headers, f"/srv{path}", path)
    return headers


@pytest.mark.parametrize("path", ["/", "/signin/", "/signup/", "/help/"])
def test_a_page_loads_nothing_from_elsewhere_and_makes_no_script_of_text(path: str, db: None) -> None:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert policy(answer.headers["Content-Security-Policy"]) == PAGE


def test_a_page_keeps_to_itself(db: None) -> None:
    headers = Client().get("/signin/").headers
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Permissions-Policy"] == "camera=(self), geolocation=(), microphone=(), payment=()"


@pytest.mark.parametrize("path", ["/authorize/", "/welcome/", "/settings/"])
def test_the_pages_that_read_codes_may_use_the_camera(path: str, cast: Cast) -> None:
    assert cast.at_home.get(path).headers["Permissions-Policy"].startswith("camera=(self), ")


@pytest.mark.parametrize("path", ["/api/session", "/admin/login/", "/healthz", "/no-such-page/"])
def test_no_other_answer_may_use_the_camera(path: str, db: None) -> None:
    assert Client().get(path).headers["Permissions-Policy"].startswith("camera=(), ")


def test_an_answer_of_the_api_is_kept_by_no_cache(db: None) -> None:
    headers = Client().get("/api/session").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_the_page_names_its_workers() -> None:
    assert WORKERS == ["worker", "derive", "rate", "reader", "pdfparser"]


@pytest.mark.parametrize("name", WORKERS)
@pytest.mark.parametrize("ending", [".js", ".0123456789ab.js"])
def test_a_workers_script_may_compile_webassembly_and_little_else(name: str, ending: str) -> None:
    found = policy(of_file(f"/static/build/{name}{ending}")["Content-Security-Policy"])
    assert found == {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "worker-src": "'self'",
        "connect-src": "'self'",
        **TRUSTED,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/static/build/app.js",
        "/static/build/pdf.js",
        "/static/build/chunks/worker-ABCDEFGH.js",
        "/static/build/worker.css",
        "/static/img/a.svg",
    ],
)
def test_no_other_file_has_the_workers_policy(path: str) -> None:
    headers = of_file(path)
    assert "Content-Security-Policy" not in headers
    assert headers == {"Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}


def test_the_admin_has_html_sinks_but_nothing_inline_and_nothing_from_elsewhere(cast: Cast) -> None:
    staff.grant(cast.alice.account, allowed=True)
    cast.at_home.add_app(cast.alice)
    answer = cast.at_home.get("/admin/")
    assert answer.status_code == 200
    found = policy(answer.headers["Content-Security-Policy"])
    assert found == {**{name: PAGE[name] for name in PAGE if name not in TRUSTED}, "img-src": "'self' data:"}
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"].count("no-store") == 1
