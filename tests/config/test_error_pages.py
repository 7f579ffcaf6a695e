"""What goes wrong is said on a page of ours, in the reader's language, and the page says which language that is."""

from collections.abc import Callable, Iterator

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.translation import deactivate


def failing(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("400/", failing(SuspiciousOperation())),
    path("403/", failing(PermissionDenied())),
    path("404/", failing(Http404())),
    path("500/", failing(RuntimeError())),
]
SAID = {
    400: ("That request made no sense", "Diese Anfrage ergab keinen Sinn"),
    403: ("Not allowed", "Nicht erlaubt"),
    404: ("Nothing at this address", "Unter dieser Adresse ist nichts"),
    500: ("Tessera failed here", "Tessera hat hier versagt"),
}


@pytest.fixture(autouse=True)
def no_language_stays() -> Iterator[None]:
    """The last request's language is the thread's until the next request."""
    yield
    deactivate()


def visitor(language: str) -> Client:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    client.cookies["tessera_language"] = language
    return client


def check(page: str, language: str, status: int) -> None:
    english, german = SAID[status]
    said, unsaid = (german, english) if language == "de" else (english, german)
    assert page.startswith("<!doctype html>")
    assert f'<html lang="{language}" dir="ltr"' in page
    assert f"<h1>{said}</h1>" in page
    assert unsaid not in page
    assert ("To the start" in page, "Zum Anfang" in page) == (language == "en", language == "de")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("status", SAID)
@override_settings(ROOT_URLCONF=__name__)
def test_an_error_is_told_in_the_readers_language(status: int, language: str) -> None:
    answer = visitor(language).get(f"/{status}/")
    assert answer.status_code == status
    check(answer.content.decode(), language, status)


@pytest.mark.parametrize("language", ["en", "de"])
def test_so_is_a_form_that_was_open_for_too_long(language: str) -> None:
    """Django has a page of its own for that, in other words and without our looks."""
    answer = visitor(language).post("/admin/logout/", b"", "application/x-www-form-urlencoded")
    assert answer.status_code == 403
    check(answer.content.decode(), language, 403)
