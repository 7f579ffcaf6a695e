"""Backups, in the browser: made, previewed, restored, shown at a new browser, opened without a server."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_bytes

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.opened import Opened
from tests.journeys.person import PASSWORD, Person
from tests.reference import backup, keys, keystring
from tests.site import ROOT, Site

pytestmark = pytest.mark.journey
Make = Callable[..., Person]

DAMAGED = "This backup has been changed or damaged since it was made. Nothing was taken from it."
NEWER = "Made by a newer version of Tessera than this server runs."


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    """Has signed up and keeps two items."""
    alice = Person(site, chromium, f"alice-backups-{site.port}@example.org").sign_up().enter_vault()
    alice.new_item("Foundry git", username="ada", password="first password")
    alice.new_item("Bank", username="ada", password="first password")
    yield alice
    assert alice.refusals() == []
    alice.context.close()


@pytest.fixture(scope="module")
def words(alice: Person) -> str:
    return alice.words()


@pytest.fixture(scope="module")
def plain(alice: Person) -> bytes:
    """A backup without a password part."""
    return make_backup(alice)


@pytest.fixture(scope="module")
def alone(alice: Person) -> bytes:
    """A backup that opens with the password alone."""
    return make_backup(alice, password=alice.password)


@pytest.fixture
def elsewhere(alice: Person) -> Iterator[Person]:
    """Alice at a browser that knows nothing, her password typed: on the authorize page."""
    elsewhere = alice.other_browser().sign_in()
    elsewhere.page.wait_for_url("**/authorize/")
    yield elsewhere
    assert elsewhere.refusals() == []
    elsewhere.context.close()


def tab(person: Person, section: str) -> None:
    """A section of Settings, without loading the page anew where it is open: that would lock the vault."""
    there = person.page.get_by_role("tab", name=section, exact=True)
    if there.is_visible():
        there.click()
    else:
        person.settings(section)


def make_backup(person: Person, password: str | None = None) -> bytes:
    tab(person, "Backups")
    person.page.get_by_label("Let it open with the password alone").set_checked(password is not None)
    if password is not None:
        expect(person.page.get_by_text("Whoever gets this file can guess at your password for ever.")).to_be_visible()
        person.field("Account password").fill(password)
    with person.page.expect_download() as download:
        person.button("Make backup").click()
    assert re.fullmatch(r"tessera-backup-\d{4}-\d\d-\d\d\.tesserabackup", download.value.suggested_filename)
    return Path(download.value.path()).read_bytes()


def choose(person: Person, file: bytes, name: str = "tessera-backup-2026-05-03.tesserabackup") -> None:
    person.field("Backup to restore").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": file}
    )


def in_the_vault(person: Person) -> None:
    person.page.wait_for_url("**/vault/")
    expect(person.item("Foundry git")).to_be_visible()


def cancel_newest_backup_copy(person: Person) -> None:
    tab(person, "Account Key")
    row = person.page.get_by_role("listitem").filter(has_text="Backup").first
    row.get_by_role("button", name="Cancel copy").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Cancel copy").click()
    expect(row).to_contain_text("Cancelled")


def opened_by_tool(file: bytes, folder: Path, *typed: str) -> list[str]:
    """The titles that tools/open_backup.py prints."""
    path = folder / "a.tesserabackup"
    path.write_bytes(file)
    command = [sys.executable, str(ROOT / "tools" / "open_backup.py"), str(path)]
    lines = "".join(f"{line}\n" for line in typed)
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return sorted(item["title"] for item in json.loads(done.stdout)["items"])


def earlier(person: Person, words: str, password: str) -> bytes:
    """A backup from before a change of password, whose key string the server no longer knows."""
    secrets = Opened.of(person, words)
    salt, account, generation = token_bytes(16), secrets.account_id, secrets.generation
    m = keys.password_hash(password, salt, person.email)
    keyset = keys.seal_keyset(token_bytes(16), keys.unlock_key(m, secrets.ak, account), account, generation, secrets.vk)
    wrap, copy = keys.wrap_key(secrets.cs, token_bytes(32)), token_bytes(16)
    key_string = keystring.write_binary(token_bytes(16), wrap, account, generation, copy, secrets.ak)
    front = backup.front(account, generation, salt, person.email, keyset, keystring.write_text(key_string))
    part = backup.seal_keys(token_bytes(16), m, front, secrets.ak, secrets.vk)
    return backup.seal_backup(token_bytes(16), secrets.vk, front, part, backup.write_json(1777800000, 7, []))


def test_a_backup_made_with_one_click_authorizes_and_opens_without_a_server(
    plain: bytes, elsewhere: Person, words: str, tmp_path: Path
) -> None:
    elsewhere.import_bytes("renamed.bin", plain)
    in_the_vault(elsewhere)
    assert opened_by_tool(plain, tmp_path, elsewhere.password, words) == ["Bank", "Foundry git"]
    sent = [request.post_data_buffer or b"" for request in elsewhere.requests]
    assert not [body for body in sent if plain[:40] in body or b"TSRK1" in body]


def test_the_password_part_needs_the_right_password_and_opens_with_it_alone(
    alice: Person, alone: bytes, tmp_path: Path
) -> None:
    assert opened_by_tool(alone, tmp_path, alice.password) == ["Bank", "Foundry git"]
    tab(alice, "Backups")
    alice.page.get_by_label("Let it open with the password alone").check()
    expect(alice.button("Make backup")).to_be_disabled()
    alice.field("Account password").fill("not the password")
    alice.button("Make backup").click()
    assert alice.alert() == "This is not the account password. Check the keyboard and try again."


def test_a_cancelled_backup_is_refused_unless_its_password_part_opens(alice: Person, elsewhere: Person) -> None:
    plain = make_backup(alice)
    cancel_newest_backup_copy(alice)
    alone = make_backup(alice, password=alice.password)
    cancel_newest_backup_copy(alice)
    elsewhere.import_bytes("a.tesserabackup", plain)
    assert re.fullmatch(
        r"This copy was cancelled on \d+ \w+ \d{4}\. "
        r"Use a newer one, or an authorized browser's Settings > Account Key\.",
        elsewhere.alert(),
    )
    elsewhere.import_bytes("a.tesserabackup", alone)
    in_the_vault(elsewhere)


# Whether the field is left to take what is pasted.
PASTE = """(field, text) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  return field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""


def test_a_backup_of_an_earlier_password_asks_for_it(alice: Person, words: str, elsewhere: Person) -> None:
    file = earlier(alice, words, "an earlier horse, an earlier staple")
    elsewhere.import_bytes("tessera-backup-2026-05-03.tesserabackup", file)
    assert elsewhere.alert() == "This backup was made on 3 May 2026. Type the password that you had then."
    assert elsewhere.field("Password of that day").evaluate(PASTE, PASSWORD), "a password that is pasted is no key"
    elsewhere.field("Password of that day").fill(PASSWORD)
    elsewhere.button("Open backup").click()
    expect(elsewhere.page.get_by_role("alert")).to_contain_text("This password does not open the backup.")
    elsewhere.field("Password of that day").fill("an earlier horse, an earlier staple")
    elsewhere.button("Open backup").click()
    in_the_vault(elsewhere)


def test_a_backup_that_is_broken_newer_or_another_accounts_says_so(
    person: Make, alice: Person, plain: bytes, elsewhere: Person
) -> None:
    at = len(plain) - 40
    for file, sentence in [
        (plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :], DAMAGED),
        (plain[:-1], DAMAGED),
        (b"TSRB\x02" + plain[5:], NEWER),
    ]:
        elsewhere.import_bytes("a.tesserabackup", file)
        expect(elsewhere.page.get_by_role("alert")).to_have_text(sentence)
    bob = person("bob").sign_up().enter_vault()
    elsewhere.import_bytes("a.tesserabackup", make_backup(bob))
    said = elsewhere.page.get_by_role("alert")
    expect(said).to_contain_text(re.compile(r"^This key belongs to another account \(ends in [A-Z2-7]{4}\)\."))
    choose(bob, plain)
    expect(bob.page.get_by_role("alert")).to_contain_text("This backup was made with another Account Key")
    choose(bob, make_damaged(plain))
    expect(bob.page.get_by_role("alert")).to_have_text(DAMAGED)


def make_damaged(file: bytes) -> bytes:
    """Cut in the key string, where no key is needed to see it."""
    return file[:300]


def version(person: Person) -> int:
    """Of this person's vault, as the server has it: others keep theirs on the same site."""
    query = """select max(head.version) from vault_head head join accounts_account account
        on head.account_id = account.id where account.email = ?"""
    newest = person.site.rows(query, person.email)[0][0]
    assert isinstance(newest, int)
    return newest


def test_restoring_shows_what_differs_and_takes_back_what_is_chosen(alice: Person, plain: bytes) -> None:
    alice.page.get_by_role("link", name="Back to the vault").click()
    alice.open("Bank")
    alice.button("Edit").click()
    alice.field("Password").fill("second password")
    alice.button("Save").click()
    expect(alice.button("Edit")).to_be_visible()
    alice.new_item("Added since")
    before = version(alice)
    alice.settings("Backups")
    choose(alice, plain)
    expect(alice.page.get_by_text("0 missing here, 1 changed, 1 new here, 1 the same.")).to_be_visible()
    expect(alice.page.get_by_role("region", name="Changed since")).to_contain_text("differs: Password")
    expect(alice.page.get_by_role("region", name="New here")).to_contain_text("Added since")
    expect(alice.button("Restore")).to_be_disabled()
    alice.page.get_by_role("checkbox", name="Bank").check()
    alice.button("Restore 1 item").click()
    expect(alice.page.get_by_text("0 missing here, 0 changed, 1 new here, 2 the same.")).to_be_visible()
    alice.page.get_by_role("link", name="Back to the vault").click()
    alice.open("Bank")
    alice.button("Show password").click()
    expect(alice.page.get_by_text("first password")).to_be_visible()
    expect(alice.item("Added since")).to_be_visible()
    assert version(alice) == before + 1


def test_another_accounts_backup_is_restored_with_its_password(person: Make, alice: Person, alone: bytes) -> None:
    bob = person("bob", password="tinfoil umbrella seven 77").sign_up().enter_vault()
    bob.settings("Backups")
    choose(bob, alone)
    assert bob.alert() == "This backup was made on 3 May 2026. Type the password that you had then."
    bob.field("Password of that day").fill(alice.password)
    bob.button("Open backup").click()
    expect(bob.page.get_by_text(re.compile(r"^\d missing here, 0 changed, 0 new here, 0 the same\.$"))).to_be_visible()
    bob.page.get_by_role("button", name=re.compile(r"^Restore \d items$")).click()
    expect(bob.page.get_by_text(re.compile(r"^\d items were restored\.$"))).to_be_visible()
    bob.page.get_by_role("link", name="Back to the vault").click()
    expect(bob.item("Foundry git")).to_be_visible()
