"""The server never receives a secret: a whole journey is recorded, and none is found in what was sent or kept."""

import base64
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.journeys.opened import Opened
from tests.journeys.person import Person
from tests.site import Site

pytestmark = pytest.mark.journey
TITLE, SECRET, NOTE = "Canary Zeppelin Works", "canary-Vq9-pass", "canary note about the orchard"
LOGIN_BELONGS = ("/auth/signup", "/auth/login", "/api/unlock")


def spellings(raw: bytes) -> Iterator[bytes]:
    """How a byte string could travel or lie about."""
    yield raw
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for encode in (base64.b64encode, base64.urlsafe_b64encode, base64.b32encode):
        yield encode(raw).rstrip(b"=")
    yield str(list(raw)).replace(" ", "").encode()


def kept_by_the_server(site: Site) -> dict[str, bytes]:
    """Every file of the site: database with its log, queue, mail, log."""
    found = {}
    for path in site.folder.rglob("*"):
        # The site runs: a file that is being written has another name a moment later, and is found under that.
        with suppress(FileNotFoundError):
            if path.is_file() and "secrets" not in path.parts:
                found[str(path.relative_to(site.folder))] = path.read_bytes()
    return found


def mails(site: Site, email: str) -> bytes:
    """Every part of every message, decoded."""
    parts = [part for message in site.mails(email) for part in message.walk() if not part.is_multipart()]
    return b"\n".join(bytes(part.get_payload(decode=True) or b"") for part in parts)


def sent(*people: Person) -> list[tuple[str, bytes]]:
    """URL with headers, and body, of every request."""
    return [
        (request.url, quote(str(request.headers)).encode() + b"\n" + (request.post_data_buffer or b""))
        for person in people
        for request in person.requests
    ]


def lived(alice: Person) -> Person:
    """A whole journey in two browsers: keep an item, authorize, edit, lock, unlock. Returns the second browser."""
    alice.new_item(TITLE, username="canary-user-name", password=SECRET, notes=NOTE)
    elsewhere = alice.other_browser().authorize_by_picture()
    elsewhere.open(TITLE)
    elsewhere.button("Edit").click()
    elsewhere.field("Notes").fill(NOTE + " again")
    elsewhere.button("Save").click()
    expect(elsewhere.button("Edit")).to_be_visible()  # saved: a lock in the middle would ask about the unsaved edit
    elsewhere.button("Lock").click()
    elsewhere.unlock()
    expect(elsewhere.item(TITLE)).to_be_visible()
    return elsewhere


def test_the_server_never_receives_a_secret(person: Callable[..., Person], site: Site) -> None:
    alice = person("canary").sign_up().enter_vault()
    elsewhere = lived(alice)
    spoken = alice.words()
    opened = Opened.of(alice, spoken)

    needles = {
        "password": [alice.password.encode(), quote(alice.password).encode()],
        "words": [spoken.encode(), " ".join(spoken.split()[:3]).encode()],
        "AK": list(spellings(opened.ak)),
        "VK": list(spellings(opened.vk)),
        "CS": list(spellings(opened.cs)),
        "M": list(spellings(opened.m)),
        "item": [TITLE.encode(), SECRET.encode(), NOTE.encode(), b"canary-user-name"],
    }
    requests, kept = sent(alice, elsewhere), kept_by_the_server(site)
    mailed = mails(site, alice.email)
    for name, spelled in needles.items():
        for needle in spelled:
            assert not [url for url, body in requests if needle in body or needle in url.encode()], f"{name} was sent"
            assert not [path for path, content in kept.items() if needle in content], f"{name} is kept"
            assert needle not in mailed, f"{name} was mailed"

    login = opened.login.encode()
    carried = {url for url, body in requests if login in body}
    assert carried, "the recorder did not see the login secret where it belongs"
    assert all(url.endswith(LOGIN_BELONGS) for url in carried)
    assert not [path for path, content in kept.items() if login in content]
    assert [path for path, content in kept.items() if alice.email.encode() in content], (
        "the search finds nothing at all"
    )
    elsewhere.context.close()


def test_a_browser_keeps_only_sealed_bytes(person: Callable[..., Person], site: Site, tmp_path: object) -> None:
    """After locking, nothing in the page's stores opens: no secret in any spelling, and no plaintext."""
    alice = person("locked").sign_up().enter_vault()
    alice.new_item(TITLE, password=SECRET)
    opened = Opened.of(alice, alice.words())
    alice.page.goto("/vault/")
    alice.unlock()
    expect(alice.item(TITLE)).to_be_visible()
    alice.button("Lock").click()
    expect(alice.button("Unlock")).to_be_visible()
    stored = bytes(alice.page.evaluate(DUMP))
    assert len(stored) > 500, "the dump is empty"
    for raw in (opened.ak, opened.vk, opened.cs, opened.m):
        assert not [needle for needle in spellings(raw) if needle in stored]
    for text in (TITLE, SECRET, alice.password, opened.login):
        assert text.encode() not in stored
        assert text not in alice.page.content()


DUMP = """async () => {
  const bytes = []
  const put = value => {
    if (value instanceof ArrayBuffer) value = new Uint8Array(value)
    if (ArrayBuffer.isView(value)) for (const byte of value) bytes.push(byte)
    else if (value && typeof value === 'object') Object.values(value).forEach(put)
    else bytes.push(...new TextEncoder().encode(String(value)))
  }
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise(yes => { const r = indexedDB.open(name); r.onsuccess = () => yes(r.result) })
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll()
      put(await new Promise(yes => { all.onsuccess = () => yes(all.result) }))
    }
    db.close()
  }
  put({ ...localStorage }); put({ ...sessionStorage })
  return bytes
}"""
