"""The key e-mail from the worker by SMTP into a real mailbox, fetched by IMAP by a program that is not ours."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import Person
from tests.mailroad import MailRoad, mail_road
from tests.site import Site, text_of

pytestmark = pytest.mark.journey


@pytest.fixture
def road() -> Iterator[MailRoad]:
    with mail_road() as road:
        yield road


@pytest.fixture
def deployed(tmp_path: Path, road: MailRoad) -> Iterator[Site]:
    site = Site(tmp_path, EMAIL_URL=road.url)
    yield site
    site.stop()


def save_picture(message: EmailMessage, folder: Path) -> Path:
    """What *Save attachment* does in a mail program."""
    part = next(part for part in message.iter_attachments() if part.get_filename() == "tessera_key.png")
    content = part.get_content()
    assert isinstance(content, bytes)
    path = folder / "tessera_key.png"
    path.write_bytes(content)
    return path


def test_the_mailed_picture_travels_the_real_road_and_authorizes_a_browser(
    deployed: Site, chromium: Browser, road: MailRoad, tmp_path: Path
) -> None:
    alice = Person(deployed, chromium, "alice@example.org")
    alice.ask_for_account()
    alice.page.wait_for_url("**/verify/")
    code = text_of(road.fetched(alice.email, "confirm"))
    alice.field("Code").fill(next(line.strip() for line in code.splitlines() if line.strip().isdigit()))
    alice.button("Confirm").click()
    alice.page.wait_for_url("**/welcome/")
    alice.enter_vault()
    alice.new_item("Reached by mail", username="ada")

    message = road.fetched(alice.email, "IMPORTANT: Tessera Account Key QR code - ")
    assert "by mail.example.org" in str(message["Received"])
    elsewhere = alice.other_browser().sign_in()
    elsewhere.import_file(save_picture(message, tmp_path))
    elsewhere.page.wait_for_url("**/vault/")
    expect(elsewhere.item("Reached by mail")).to_be_visible()
    assert road.fetched(alice.email, "new browser")
    assert not (deployed.folder / "data" / "mail").exists()
    elsewhere.context.close()
    alice.context.close()
