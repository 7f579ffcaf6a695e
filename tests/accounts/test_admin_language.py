"""Staff who chose German read German in the whole admin: in Tessera's own words as well as in Django's."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import deactivate, override

from accounts import staff
from accounts.admin import ReadOnlyAdmin, site
from tests.accounts.test_admin import ACCOUNTS, submit
from tests.base import Cast, Copy, Web, content
from tests.test_languages import PLACE, catalogue, sources, texts_of

OURS = re.compile(r"/(accounts/(admin|apps|models|records)|vault/(admin|apps|models))\.py$|/templates/(admin/|[45])")
SAID_IN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}


class Words(HTMLParser):
    """What a page says to its reader, one text a line."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within = tag
        said = SAID_IN_ATTRIBUTES | ({"value"} if ("type", "submit") in attrs else set())
        self.lines += [value for name, value in attrs if name in said and value]

    def handle_data(self, data: str) -> None:
        if self.within not in {"script", "style"} and data.strip():
            self.lines.append(" ".join(data.split()))


def words(page: str) -> str:
    return "\n".join(Words(page).lines)


def english() -> list[str]:
    """Our own sentences and labels of the admin, as far as German says them otherwise."""
    german = catalogue("de")
    found = {text for path, source in sources() if OURS.search(path.as_posix()) for text in texts_of(source)}
    return sorted(text for text in found if text.casefold() != german.get(text, "").casefold())


def left_in(page: str) -> list[str]:
    said = words(page)
    return [text for text in english() if re.search(pattern(text), said, re.I)]


def pattern(text: str) -> str:
    return r"\b" + r"\S+".join(re.escape(part) for part in PLACE.split(words(text))) + r"(?!\w)"


@pytest.fixture(autouse=True)
def no_language_stays() -> Iterator[None]:
    """The last request's language is the thread's until the next request."""
    yield
    deactivate()


@pytest.fixture
def admin(cast: Cast) -> Web:
    """Alice is staff, has a second factor and reads German; an e-mail of hers is in the outbox."""
    staff.grant(cast.alice.account, allowed=True)
    cast.at_home.add_app(cast.alice)
    copy = Copy()
    key = {**copy.posted, "key_string": cast.alice.key_string(copy)}
    cast.at_home.ok("POST", "/api/key-copies/mail", key)
    cast.at_home.client.cookies["tessera_language"] = "de"
    return cast.at_home


def page(web: Web, path: str, status: int = 200) -> str:
    answer = web.get(path)
    assert answer.status_code == status, path
    text = content(answer).decode()
    assert '<html lang="de"' in text, path
    return text


def rows() -> Iterator[tuple[str, str]]:
    """Each list of the admin, with the address of one of its rows."""
    for model in site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._default_manager.first()
        assert row is not None, model
        yield base, f"{base}{row.pk}/"


def test_no_page_keeps_an_english_word_of_ours(cast: Cast, admin: Web) -> None:
    assert len(english()) > 60
    paths = ["/admin/", "/admin/accounts/", "/admin/vault/", "/admin/nothing/", "/admin/accounts/account/add/"]
    for listed, row in rows():
        paths += [listed, f"{row}change/", f"{row}history/"]
    paths += [f"{ACCOUNTS}{cast.bob.account.pk}/delete/"]
    for path in paths:
        answer = admin.get(path)
        assert left_in(content(answer).decode()) == [], path


def test_the_words_are_german(cast: Cast, admin: Web) -> None:
    account = f"{ACCOUNTS}{cast.bob.account.pk}"
    expected = {
        "/admin/": [
            "Tessera: Konten",
            "Was Mitarbeiter sehen dürfen",
            "Zurück zu Tessera",
            "Schlüsselkopien",
            "Tresore",
        ],
        ACCOUNTS: [
            "Ausgewählte Konten sperren",
            "Ausgewählte Konten löschen",
            "darf sich anmelden",
            "Adresse bestätigt",
        ],
        f"{account}/change/": ["Kontoschlüssel ersetzt", "Bei der Registrierung im Browser gemacht."],
        f"{account}/delete/": ["Konten"],
        "/admin/accounts/outboxmessage/": ["Nachrichten im Ausgang", "Wartet", "letzter Fehler", "Kontoschlüssel"],
        "/admin/accounts/keycopy/": ["Schlüsselkopie", "QR-Code per E-Mail"],
        "/admin/accounts/staffact/": ["(Befehlszeile)", "als Mitarbeiter zulassen"],
        "/admin/vault/head/": ["versiegelte Größe", "Einträge"],
    }
    for path, said in expected.items():
        shown = words(page(admin, path)).casefold()
        assert [text for text in said if text.casefold() not in shown] == [], path


def test_an_action_asks_and_answers_in_german(cast: Cast, admin: Web) -> None:
    body = {"action": "delete_selected", "index": "0", "_selected_action": [str(cast.bob.account.pk)]}
    asked = content(submit(admin, ACCOUNTS, body)).decode()
    assert "Sind Sie sicher" in words(asked)
    assert "Konten: 1" in words(asked)
    assert left_in(asked) == []
    assert submit(admin, ACCOUNTS, {**body, "action": "suspend"}).status_code == 302
    done = page(admin, ACCOUNTS)
    assert "Konten sperren: 1 erledigt." in words(done)
    assert left_in(done) == []


def test_the_way_to_a_second_factor_is_told_in_german(cast: Cast) -> None:
    staff.grant(cast.alice.account, allowed=True)
    cast.at_home.client.cookies["tessera_language"] = "de"
    told = page(cast.at_home, "/admin/login/", 403)
    assert "Ein zweiter Faktor ist nötig" in words(told)
    assert left_in(told) == []


def labels_of_field(field: "Field[Any, Any]") -> Iterator[object]:
    yield field.verbose_name
    if field.help_text:
        yield field.help_text
    for _, label in field.flatchoices:
        yield label


def labels_of(model_admin: ReadOnlyAdmin) -> Iterator[object]:
    """What an admin class puts before its readers: its model's names, its fields' and its actions'."""
    opts = model_admin.opts
    yield from (opts.verbose_name, opts.verbose_name_plural, opts.app_config.verbose_name)
    for name in {*model_admin.list_display, *(model_admin.fields or ()), *model_admin.list_filter}:
        try:
            field = opts.get_field(name)
        except FieldDoesNotExist:
            yield getattr(model_admin, name).short_description
        else:
            assert isinstance(field, Field)
            yield from labels_of_field(field)
    for action in model_admin.actions or ():
        yield action.short_description


def test_every_label_is_translated_when_it_is_shown() -> None:
    found: list[object] = [site.site_header, site.index_title]
    for model_admin in site._registry.values():
        assert isinstance(model_admin, ReadOnlyAdmin)
        found += labels_of(model_admin)
    assert len(found) > 80
    german = catalogue("de")
    for label in found:
        assert isinstance(label, Promise), label
        with override("en"):
            text = str(label)
        with override("de"):
            # What Django's own model names, Django translates.
            assert german.get(text) == str(label) or (text not in german and str(label) != text), text
