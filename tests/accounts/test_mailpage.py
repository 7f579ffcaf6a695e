"""`/mail/`: the trial's mail, for this machine only, under the site's strict policy."""

import re
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import include, path

from accounts import mail, qr, views
from accounts.mailfolder import MailFolder
from accounts.mailpage import mail_urls
from tests.accounts.post import EMAIL, key_string
from tests.accounts.test_mail import PAYLOADS, row

urlpatterns = [path("", include(mail_urls)), path("verify/", views.verify)]
pytestmark = [pytest.mark.urls("tests.accounts.test_mailpage")]


@pytest.fixture(autouse=True)
def trial(settings: Any) -> None:
    settings.MAIL_PAGE = True
    # The page is tested without the built style sheet: plain names instead of hashed ones.
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def letter() -> str:
    """The address of a key message's page."""
    MailFolder().send_messages([mail.compose(row("key"), PAYLOADS["key"])])
    return links(Client().get("/mail/"))[0]


def links(answer: Any) -> list[str]:
    return re.findall(r'href="(/mail/[^"]+/)"', answer.content.decode())


def policy(answer: Any) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";")]
    return {name: value for name, _, value in parts}


def test_the_newest_message_comes_first() -> None:
    MailFolder().send_messages([mail.compose(row("code"), {"code": "111111"}), mail.compose(row("exists"), {})])
    said = Client().get("/mail/").content.decode()
    assert said.index(str(mail.EXISTS_SUBJECT)) < said.index(str(mail.CODE_SUBJECT))
    assert EMAIL in said


def test_an_empty_folder_says_what_to_do() -> None:
    assert b"No mail yet" in Client().get("/mail/").content


def test_a_message_shows_its_text_its_frame_and_its_pictures(letter: str) -> None:
    answer = Client().get(letter)
    said = answer.content.decode()
    assert "WARNING: KEEP THIS PICTURE" in said
    assert f'src="{letter}html" sandbox' in said
    assert 'download="tessera_key.png"' in said
    assert policy(answer)["frame-src"] == "'self'"
    assert policy(answer)["script-src"] == "'self'"
    assert policy(answer)["require-trusted-types-for"] == "'script'"


def test_every_picture_is_the_qr_code(letter: str) -> None:
    addresses = set(re.findall(r'src="([^"]+/picture/\d+)"', Client().get(letter).content.decode()))
    assert len(addresses) == 2
    for address in addresses:
        answer = Client().get(address)
        assert answer.headers["Content-Type"] == "image/png"
        assert answer.content == qr.picture(key_string())


def test_the_frame_can_run_and_load_nothing(letter: str) -> None:
    answer = Client().get(f"{letter}html")
    rules = policy(answer)
    assert rules["default-src"] == "'none'"
    assert rules["sandbox"] == ""
    assert rules["img-src"] == "data:"
    assert "script-src" not in rules
    assert rules["frame-ancestors"] == "'self'"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert b"cid:" not in answer.content
    assert b'src="data:image/png;base64,' in answer.content


def test_words_of_a_message_are_shown_as_words() -> None:
    hostile = EmailMultiAlternatives("<script>1</script>", "<img src=x onerror=alert(1)>", to=[EMAIL])
    MailFolder().send_messages([hostile])
    address = links(Client().get("/mail/"))[0]
    for answer in (Client().get("/mail/"), Client().get(address)):
        assert b"<script>1" not in answer.content
        assert b"<img src=x" not in answer.content
    assert Client().get(f"{address}html").status_code == 404


@pytest.mark.parametrize("rest", ["", "html", "picture/6"])
def test_nobody_else_sees_mail(letter: str, rest: str) -> None:
    assert Client().get(letter + rest).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.7").get(letter + rest).status_code == 404
    assert Client(REMOTE_ADDR="").get(letter + rest).status_code == 404
    assert Client(HTTP_X_FORWARDED_FOR="192.0.2.7").get(letter + rest).status_code == 404
    assert Client(REMOTE_ADDR="192.0.2.7").get("/mail/").status_code == 404


def test_without_the_trial_there_is_no_page(letter: str, settings: Any) -> None:
    settings.MAIL_PAGE = False
    assert Client().get("/mail/").status_code == 404
    assert Client().get(letter).status_code == 404


def test_the_page_that_waits_for_a_code_knows_where_the_mail_is() -> None:
    assert b' data-mail="/mail/"' in Client().get("/verify/").content


def test_it_leads_to_no_page_that_is_not_there(settings: Any) -> None:
    assert b"data-mail" not in Client(REMOTE_ADDR="192.0.2.7").get("/verify/").content
    settings.MAIL_PAGE = False
    assert b"data-mail" not in Client().get("/verify/").content


@pytest.mark.parametrize("address", ["unknown/", "unknown/html", "unknown/picture/1", "..%2f..%2fetc/", "%2e%2e/"])
def test_what_is_not_in_the_folder_is_not_found(address: str) -> None:
    assert Client().get(f"/mail/{address}").status_code == 404


def test_parts_that_are_no_pictures_are_not_served(letter: str) -> None:
    answers = [Client().get(f"{letter}picture/{number}").status_code for number in range(10)]
    assert answers.count(200) == 2
    assert set(answers) == {200, 404}


def test_the_page_only_reads(letter: str) -> None:
    for address in ("/mail/", letter):
        assert Client().post(address, "x=1", "application/x-www-form-urlencoded").status_code == 405
