"""Authorize this browser: every carrier of the Account Key, and a sentence for everything that goes wrong."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import pictures
from tests.journeys.person import Person
from tests.reference import encoding, keystring
from tests.site import Site

pytestmark = pytest.mark.journey
Make = Callable[..., Person]


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    """Has signed up, keeps one item, and holds each kind of copy."""
    alice = Person(site, chromium, f"alice-carriers-{site.port}@example.org").sign_up().enter_vault()
    alice.new_item("Foundry git", username="ada")
    yield alice
    alice.context.close()


@pytest.fixture
def elsewhere(alice: Person) -> Iterator[Person]:
    """Alice at a browser that knows nothing, her password typed: on the authorize page."""
    elsewhere = alice.other_browser().sign_in()
    elsewhere.page.wait_for_url("**/authorize/")
    yield elsewhere
    assert elsewhere.refusals() == []
    elsewhere.context.close()


def in_the_vault(person: Person) -> None:
    person.page.wait_for_url("**/vault/")
    expect(person.item("Foundry git")).to_be_visible()


def test_the_key_file_authorizes(alice: Person, elsewhere: Person) -> None:
    elsewhere.import_bytes("renamed.bin", alice.key_file().encode())
    in_the_vault(elsewhere)


def test_the_downloaded_picture_authorizes(alice: Person, elsewhere: Person) -> None:
    alice.settings("Account Key")
    with alice.page.expect_download() as download:
        alice.button("Download picture").click()
    assert download.value.suggested_filename == "tessera_key.png"
    elsewhere.import_file(Path(download.value.path()))
    in_the_vault(elsewhere)


def test_a_dropped_picture_authorizes(alice: Person, elsewhere: Person, site: Site) -> None:
    picture = list(site.key_picture(alice.email))
    transfer = elsewhere.page.evaluate_handle(
        """bytes => { const data = new DataTransfer()
        data.items.add(new File([new Uint8Array(bytes)], 'photo.png', {type: 'image/png'})); return data }""",
        picture,
    )
    target = elsewhere.page.get_by_text("Drop your key here")
    target.dispatch_event("dragover", {"dataTransfer": transfer})
    target.dispatch_event("drop", {"dataTransfer": transfer})
    in_the_vault(elsewhere)


def test_a_pasted_picture_authorizes(alice: Person, elsewhere: Person, site: Site) -> None:
    expect(elsewhere.button("Import file")).to_be_visible()
    elsewhere.page.evaluate(
        """bytes => { const data = new DataTransfer()
        data.items.add(new File([new Uint8Array(bytes)], 'image.png', {type: 'image/png'}))
        document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})) }""",
        list(site.key_picture(alice.email)),
    )
    in_the_vault(elsewhere)


def test_typed_words_authorize(alice: Person, elsewhere: Person) -> None:
    elsewhere.type_key(alice.words().upper())
    in_the_vault(elsewhere)


def test_words_complete_as_they_are_typed(alice: Person, elsewhere: Person) -> None:
    elsewhere.button("Type the key").click()
    box = elsewhere.page.get_by_role("textbox", name="Key words or key text")
    for word in alice.words().split():
        box.press_sequentially(word[:4])
        if len(word) > 4:
            expect(elsewhere.page.get_by_role("option", name=word, exact=True)).to_be_visible()
        box.press("Enter" if len(word) > 4 else "Space")
    elsewhere.button("Authorize").click()
    in_the_vault(elsewhere)


def test_a_pasted_key_string_authorizes(alice: Person, elsewhere: Person) -> None:
    text = alice.key_text().lower()
    elsewhere.type_key(f"{text[:60]}\n {text[60:]}")
    in_the_vault(elsewhere)


def test_another_accounts_picture_names_whose_it_is_not(person: Make, elsewhere: Person, site: Site) -> None:
    bob = person("bob").sign_up()
    elsewhere.import_bytes("tessera_key.png", site.key_picture(bob.email), "image/png")
    assert re.fullmatch(
        r"This key belongs to another account \(ends in [A-Z2-7]{4}\)\. "
        rf"You are signing in as {re.escape(elsewhere.email)}\. Look for the message of \d+ \w+ \d{{4}}\.",
        elsewhere.alert(),
    )


def test_another_accounts_words_are_refused(person: Make, elsewhere: Person) -> None:
    bob = person("bob").sign_up().enter_vault()
    elsewhere.type_key(bob.words())
    assert elsewhere.alert() == (
        "These words do not open this account: they are another account's, were replaced, or one is mistyped."
    )


def test_a_mistyped_word_is_refused(alice: Person, elsewhere: Person) -> None:
    first, *rest = alice.words().split()
    elsewhere.type_key(" ".join(["zoo" if first != "zoo" else "abandon", *rest]))
    assert "These words do not open this account" in elsewhere.alert()


def test_a_cancelled_copy_says_when_it_was_cancelled(alice: Person, elsewhere: Person) -> None:
    file = alice.key_file()
    alice.settings("Account Key")  # the list anew: the copy just taken stands first
    row = alice.page.get_by_role("listitem").filter(has_text="Key file").first
    row.get_by_role("button", name="Cancel copy").click()
    alice.page.get_by_role("dialog").get_by_role("button", name="Cancel copy").click()
    expect(row).to_contain_text("Cancelled")
    elsewhere.import_bytes("tessera.tesserakey", file.encode())
    assert re.fullmatch(
        r"This copy was cancelled on \d+ \w+ \d{4}\. "
        r"Use a newer one, or an authorized browser's Settings > Account Key\.",
        elsewhere.alert(),
    )


def test_a_key_from_before_a_replacement_is_refused(alice: Person, elsewhere: Person) -> None:
    binary = encoding.unbase32(alice.key_text().removeprefix("TSRK1:"))
    older = keystring.with_checksum(binary[:21] + encoding.u32(0) + binary[25:-4])
    elsewhere.type_key(keystring.write_text(older))
    assert re.fullmatch(r"This key was replaced.* and no longer opens the account\.", elsewhere.alert())


@pytest.mark.parametrize(
    ("picture", "sentence"),
    [
        ("web_address_qr", "This QR code is a web address, not a Tessera Account Key."),
        ("otp_qr", "This QR code is a one-time-code set-up, not a Tessera Account Key."),
        (
            "no_code_picture",
            "No QR code found in this picture. Use the original tessera_key.png, or a sharper photo of the whole code.",
        ),
    ],
)
def test_a_picture_that_holds_no_key_says_what_it_holds(elsewhere: Person, picture: str, sentence: str) -> None:
    elsewhere.import_bytes("tessera_key.png", getattr(pictures, picture)(), "image/png")
    assert elsewhere.alert() == sentence


DAMAGED = "The checksum does not match: the file or picture was changed or cut. Download it again."
NEWER = "Made by a newer version of Tessera than this server runs."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda file: file[:-20], DAMAGED),
        (
            lambda file: re.sub(r"(TSRK1:.{40}).", r"\1A" if file[file.index("TSRK1:") + 46] != "A" else r"\1B", file),
            DAMAGED,
        ),
        (lambda file: file.replace("Tessera key file 1", "Tessera key file 2"), NEWER),
        (lambda file: file.replace("TSRK1:", "TSRK2:"), NEWER),
    ],
    ids=["cut", "changed", "newer file", "newer key"],
)
def test_a_broken_key_file_says_so(
    alice: Person, elsewhere: Person, change: Callable[[str], str], sentence: str
) -> None:
    elsewhere.import_bytes("tessera.tesserakey", change(alice.key_file()).encode())
    assert elsewhere.alert() == sentence


def test_a_failure_is_no_dead_end(alice: Person, elsewhere: Person, site: Site) -> None:
    elsewhere.import_bytes("tessera_key.png", pictures.no_code_picture(), "image/png")
    elsewhere.alert()
    elsewhere.import_bytes("tessera_key.png", site.key_picture(alice.email), "image/png")
    in_the_vault(elsewhere)


def test_nothing_of_the_vault_is_served_before(elsewhere: Person) -> None:
    for path in ("vault/pull?since=0", "account", "key-copies", "browsers"):
        answer = elsewhere.page.request.get(f"{elsewhere.site.url}/api/{path}")
        assert answer.status == 403
        assert answer.json() == {"error": {"code": "browser-not-authorized", "detail": {}}}


def test_the_picture_never_leaves_the_browser(alice: Person, elsewhere: Person, site: Site) -> None:
    picture = site.key_picture(alice.email)
    elsewhere.import_bytes("tessera_key.png", picture, "image/png")
    in_the_vault(elsewhere)
    sent = [request.post_data_buffer or b"" for request in elsewhere.requests]
    assert any(sent), "the recorder saw no request body"
    assert not [body for body in sent if picture[:100] in body or b"TSRK1" in body]
