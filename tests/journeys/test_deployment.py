"""The same road on PostgreSQL, a Redis by URL and a real mail server, as the environment variables move it there."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import Person
from tests.servers import Postbox, smtp_server
from tests.site import Site, free_port, text_of, wait_for
from tools import valkey

pytestmark = pytest.mark.journey
KEY_MAIL = "IMPORTANT: Tessera Account Key QR code"


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    server = subprocess.Popen([valkey.binary(), "--port", str(port), "--dir", str(tmp_path), "--save", ""])
    yield f"redis://127.0.0.1:{port}/0"
    server.terminate()
    server.wait(30)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with smtp_server() as postbox:
        yield postbox


@pytest.fixture
def deployed(tmp_path: Path, postgres: str, redis_url: str, postbox: Postbox) -> Iterator[Site]:
    site = Site(tmp_path, DATABASE_URL=postgres, REDIS_URL=redis_url, EMAIL_URL=postbox.url)
    yield site
    site.stop()


def picture(postbox: Postbox, to: str) -> bytes:
    """`tessera_key.png` of the message that the mail server took."""

    def look() -> bytes | None:
        for message in postbox.to(to):
            if KEY_MAIL in str(message["Subject"]):
                content = next(iter(message.iter_attachments())).get_content()
                assert isinstance(content, bytes)
                return content
        return None

    return wait_for(look, "the key e-mail at the mail server")


def test_the_whole_road_on_postgresql_redis_and_smtp(deployed: Site, chromium: Browser, postbox: Postbox) -> None:
    alice = Person(deployed, chromium, "alice@example.org")
    alice.ask_for_account()
    alice.page.wait_for_url("**/verify/")
    code = wait_for(lambda: postbox.to(alice.email), "the code at the mail server")[0]
    alice.field("Code").fill(next(line.strip() for line in text_of(code).splitlines() if line.strip().isdigit()))
    alice.button("Confirm").click()
    alice.page.wait_for_url("**/welcome/")
    alice.enter_vault()
    alice.new_item("Kept in PostgreSQL", username="ada")

    elsewhere = alice.other_browser().sign_in()
    elsewhere.import_bytes("tessera_key.png", picture(postbox, alice.email), "image/png")
    elsewhere.page.wait_for_url("**/vault/")
    expect(elsewhere.item("Kept in PostgreSQL")).to_be_visible()
    assert not (deployed.folder / "data" / "tessera.sqlite3").exists()
    assert not (deployed.folder / "data" / "mail").exists()
    elsewhere.context.close()
    alice.context.close()
