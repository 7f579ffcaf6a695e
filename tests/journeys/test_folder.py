"""What a browser keeps by itself, in a folder that was picked or in its private files: key file, automatic backups."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.person import Person
from tests.site import wait_for

pytestmark = pytest.mark.journey

# The picker is the browser's own window, which no test reaches: a real handle stands in for what it would give.
PICKER = """window.showDirectoryPicker = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('Documents', { create: true })"""

# A handle below the private files never loses its leave. What the browser forgets is told by a file beside it.
FORGETFUL = """
const forgotten = async () => {
  try { await (await navigator.storage.getDirectory()).getFileHandle('forgotten'); return true } catch { return false }
}
FileSystemHandle.prototype.queryPermission = async () => await forgotten() ? 'prompt' : 'granted'
FileSystemHandle.prototype.requestPermission = async () => {
  if (await forgotten()) await (await navigator.storage.getDirectory()).removeEntry('forgotten')
  return 'granted'
}
"""
FORGET = "async () => (await navigator.storage.getDirectory()).getFileHandle('forgotten', { create: true })"

DROP_OWN_FILES = """async () => {
  const root = await navigator.storage.getDirectory()
  for await (const name of root.keys()) if (name.length === 26) await root.removeEntry(name, { recursive: true })
}"""

FILES = """async () => {
  const below = async (folder, path) => {
    const found = []
    for await (const [name, handle] of folder.entries())
      found.push(...(handle.kind === 'file' ? [path + name] : await below(handle, `${path}${name}/`)))
    return found
  }
  return (await below(await navigator.storage.getDirectory(), '')).sort()
}"""

CHANGE_RECORD = """async changes => {
  const db = await new Promise((yes, no) => {
    const request = indexedDB.open('tessera')
    request.onsuccess = () => yes(request.result)
    request.onerror = no
  })
  const store = db.transaction('keys', 'readwrite').objectStore('keys')
  const done = request => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result)
    request.onerror = no
  })
  const [key] = await done(store.getAllKeys())
  if (changes === null) await done(store.clear())
  else await done(store.put({...await done(store.get(key)), ...changes}, key))
  db.close()
}"""


def kept(someone: Person, below: str = "") -> list[str]:
    """What lies in the private files, by its path below the account's folder."""
    found: list[str] = someone.page.evaluate(FILES)
    return [re.sub(r"[a-z2-7]{26}/", "", path[len(below) :]) for path in found if path.startswith(below)]


def saves(someone: Person, count: int) -> None:
    for number in range(count):
        someone.new_item(f"Item {number}")


def to_backups(someone: Person) -> None:
    """From the vault without loading a page, which would end the key worker and a backup that it is just making."""
    someone.page.get_by_role("link", name="Settings").click()
    someone.page.get_by_role("tab", name="Backups", exact=True).click()


def records(someone: Person) -> list[str]:
    rows = someone.page.get_by_role("list", name="Kept files").get_by_role("listitem")
    return [text.split("\n")[0] for text in rows.all_inner_texts()]


def test_five_changes_make_a_backup_that_is_listed_and_downloaded_and_that_ends_with_the_browser(
    person: Callable[..., Person],
) -> None:
    alice = person().sign_up().enter_vault()
    saves(alice, 4)
    to_backups(alice)
    expect(alice.page.get_by_text("After 1 more change")).to_be_visible()
    alice.settings("Backups")  # loaded anew: the count is kept
    expect(alice.page.get_by_text("After 1 more change")).to_be_visible()
    expect(alice.page.get_by_text("None yet")).to_be_visible()
    alice.page.get_by_role("link", name="Back to the vault").click()
    alice.new_item("Item 4")
    to_backups(alice)
    expect(alice.page.get_by_text(re.compile("^Backup of"))).to_have_count(1)
    assert [title.split(" of")[0] for title in records(alice)] == ["Key file", "Backup"]
    backup, key_file = kept(alice)
    assert re.fullmatch(r"backups/tessera-backup-\d{4}-\d\d-\d\d\.tesserabackup", backup)
    assert key_file == "tessera.tesserakey"

    other = authorized_by(downloaded(alice), alice)
    revoke_myself(alice)
    assert kept(alice) == []
    alice.sign_in()
    alice.page.wait_for_url("**/authorize/")
    assert not alice.refusals()
    other.context.close()


def downloaded(someone: Person) -> bytes:
    """The one backup that is listed; it is deleted afterwards."""
    row = someone.page.get_by_role("listitem").filter(has_text="Backup of")
    with someone.page.expect_download() as download:
        row.get_by_role("button", name="Download").click()
    row.get_by_role("button", name="Delete").click()
    someone.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(row).to_have_count(0)
    assert kept(someone) == ["tessera.tesserakey"]
    return Path(download.value.path()).read_bytes()


def authorized_by(backup: bytes, someone: Person) -> Person:
    """Another browser of theirs that was let in with that file."""
    other = someone.other_browser().sign_in()
    other.import_bytes("whatever.bin", backup)
    other.page.wait_for_url("**/vault/")
    expect(other.item("Item 4")).to_be_visible()
    return other


def revoke_myself(someone: Person) -> None:
    someone.page.get_by_role("tab", name="Browsers", exact=True).click()
    mine = someone.page.get_by_role("listitem").filter(has_text="This browser")
    mine.get_by_role("button", name="Revoke").click()
    someone.page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(someone.page.get_by_text("This browser was revoked")).to_be_visible()


def test_a_record_that_is_gone_or_damaged_is_made_good_by_the_copy_that_is_found(
    person: Callable[..., Person],
) -> None:
    alice = person().sign_up().enter_vault()
    for count, changes in enumerate([None, {"keyString": "TSRK1:"}, {"rowToken": "lost"}]):
        wait_for(lambda: kept(alice) == ["tessera.tesserakey"], "the key file")
        locked_anew(alice)
        alice.page.evaluate(CHANGE_RECORD, changes)
        alice.context.clear_cookies()  # the session is over, as it is after a while
        alice.sign_in()
        alice.page.wait_for_url("**/vault/")
        expect(alice.button("New item")).to_be_visible()
        alice.site.mail(alice.email, "new browser", count)
    alice.page.reload()
    alice.unlock()
    expect(alice.button("New item")).to_be_visible()


def locked_anew(someone: Person) -> None:
    """On a page whose key worker has no keys: one that has them would put back what a test takes away."""
    someone.page.goto("/vault/")
    expect(someone.button("Unlock")).to_be_visible()


def forgetting(someone: Person) -> None:
    """Makes this browser's folders ones whose leave it can forget, on the page and in the key worker."""

    def with_forgetting(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=FORGETFUL + answer.text())

    someone.page.add_init_script(PICKER)
    someone.page.add_init_script(FORGETFUL)
    someone.page.route(re.compile(r"/build/worker[.\w]*\.js"), with_forgetting)


def test_a_picked_folder_has_key_file_and_backups_and_is_used_again_with_one_click(
    person: Callable[..., Person],
) -> None:
    alice = person()
    forgetting(alice)
    alice.sign_up().enter_vault()
    alice.settings("Backups")
    alice.button("Choose folder").click()
    expect(alice.page.get_by_text("Your folder Documents.")).to_be_visible()
    assert kept(alice, "Documents/") == ["tessera.tesserakey"]
    alice.page.get_by_role("link", name="Back to the vault").click()
    saves(alice, 5)
    to_backups(alice)
    expect(alice.page.get_by_text(re.compile("· in the folder$"))).to_have_count(2)
    assert [title.split(" of")[0] for title in records(alice)][:2] == ["Key file", "Backup"]
    alice.page.get_by_role("tab", name="Account Key").click()
    expect(alice.page.get_by_role("listitem").filter(has_text="Key file")).to_have_count(1)

    alice.page.evaluate(FORGET)
    alice.settings("Backups")
    expect(alice.page.get_by_text("once the browser lets it be used again")).to_be_visible()
    alice.button("Use the folder again").click()
    expect(alice.page.get_by_text("Your folder Documents.")).to_be_visible()
    come_back_by_the_folder(alice)
    alice.settings("Backups")
    alice.button("Stop using this folder").click()
    expect(alice.button("Stop using this folder")).to_have_count(0)
    backup, key_file = kept(alice, "Documents/")
    assert (backup.split("/")[0], key_file) == ("backups", "tessera.tesserakey")
    assert not alice.refusals()


def come_back_by_the_folder(someone: Person) -> None:
    """Signs in where record and private files are gone and the folder was forgotten."""
    locked_anew(someone)
    for script in (FORGET, DROP_OWN_FILES):
        someone.page.evaluate(script)
    someone.page.evaluate(CHANGE_RECORD, None)
    someone.sign_in()
    someone.page.wait_for_url("**/authorize/")
    someone.button("Use the folder again").click()
    someone.page.wait_for_url("**/vault/")
    expect(someone.item("Item 4")).to_be_visible()
