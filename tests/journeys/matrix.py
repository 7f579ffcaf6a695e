"""Every carrier of one key, whole, damaged or of a newer format, and how a person presents it."""

from dataclasses import dataclass
from secrets import token_bytes

from accounts import qr
from tests import papers, pictures
from tests.journeys.opened import Opened
from tests.journeys.person import Person
from tests.reference import backup, keys

CARRIERS = (
    "camera",
    "PNG",
    "JPEG photo",
    "screenshot",
    "PDF",
    "key file",
    "backup",
    "backup with its password",
    "automatic backup",
    "words",
    "pasted text",
)
BACKUPS = {"backup", "backup with its password", "automatic backup"}

# A camera whose one frame is `scene`: the bytes of a picture.
SCENE = """navigator.mediaDevices.getUserMedia = async () => {
  const picture = await createImageBitmap(new Blob([Uint8Array.from(globalThis.scene)]))
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1.5 * picture.width
  const pen = canvas.getContext('2d')
  setInterval(() => pen.drawImage(picture, picture.width / 4, picture.width / 4), 50)
  return canvas.captureStream(20)
}"""


@dataclass(frozen=True)
class Key:
    """One account's key as every carrier holds it; all of them are the same key copy, but for the words."""

    email: str
    password: str
    text: str
    words: str
    salt: bytes
    opened: Opened

    @classmethod
    def of(cls, person: Person) -> "Key":
        words = person.words()
        salt = person.site.rows("select salt from accounts_account where email = ?", person.email)[0][0]
        assert isinstance(salt, bytes)
        return cls(person.email, person.password, person.key_text(), words, salt, Opened.of(person, words))


def whole(key: Key, carrier: str) -> bytes:
    """The carrier as it should be: a file, a frame, or what is typed."""
    return written(carrier, key.text, key.words, key)


def damaged(key: Key, carrier: str) -> bytes:
    """One character of it changed; the words with two of them in each other's place."""
    if carrier in BACKUPS:
        file = whole(key, carrier)
        return file[:-40] + bytes([file[-40] ^ 1]) + file[-39:]
    first, *others = key.words.split()
    swapped = " ".join([*others, first])
    letter = "A" if key.text[99] != "A" else "B"
    return written(carrier, key.text[:99] + letter + key.text[100:], swapped, key)


def newer(key: Key, carrier: str) -> bytes:
    """The same of a format to come; for the words, more of them than today."""
    if carrier in BACKUPS:
        return b"TSRB\x02" + whole(key, carrier)[5:]
    return written(carrier, key.text.replace("TSRK1:", "TSRK2:"), f"{key.words} abandon", key)


def written(carrier: str, text: str, words: str, key: Key) -> bytes:
    if carrier == "words":
        return words.encode()
    if carrier == "pasted text":
        return text.encode()
    if carrier == "key file":
        return f"Tessera key file 1\nAccount: {key.email}\nMade: 2026-05-03\nKey: {text}\n".encode()
    if carrier in BACKUPS:
        return backup_of(key, text, with_password=carrier == "backup with its password")
    # Of a format to come this server draws none.
    return picture_of(carrier, qr.picture(text) if text.startswith("TSRK1:") else pictures.qr(text))


def picture_of(carrier: str, png: bytes) -> bytes:
    changed = pictures.distortions(png) if carrier in {"JPEG photo", "screenshot"} else {}
    match carrier:
        case "JPEG photo":
            return changed["phone photo"][1]
        case "screenshot":
            return changed["screenshot"][1]
        case "PDF":
            return papers.pdf(papers.page(png))
    return png


def backup_of(key: Key, text: str, *, with_password: bool) -> bytes:
    """Made on 3 May 2026; with the password part it opens with the password alone."""
    secrets = key.opened
    account, generation = secrets.account_id, secrets.generation
    m = keys.password_hash(key.password, key.salt, key.email)
    unlock = keys.unlock_key(m, secrets.ak, account)
    keyset = keys.seal_keyset(token_bytes(16), unlock, account, generation, secrets.vk)
    front = backup.front(account, generation, key.salt, key.email, keyset, text)
    part = backup.seal_keys(token_bytes(16), m, front, secrets.ak, secrets.vk) if with_password else b""
    return backup.seal_backup(token_bytes(16), secrets.vk, front, part, backup.write_json(1777800000, 7, []))


def present(person: Person, carrier: str, content: bytes) -> None:
    """On the authorize page, as one would."""
    if carrier == "camera":
        person.page.evaluate("bytes => { globalThis.scene = bytes }", list(content))
        person.button("Use camera").click()
    elif carrier in {"words", "pasted text"}:
        box = person.page.get_by_role("textbox", name="Key words or key text")
        if not box.is_visible():
            person.button("Type the key").click()
        box.fill(content.decode())
        person.button("Authorize").click()
    else:
        person.import_bytes("file", content)


def at_the_door(person: Person) -> Person:
    """The same person at a browser that knows nothing, on the authorize page, with a camera that takes scenes."""
    elsewhere = person.other_browser()
    elsewhere.context.add_init_script(SCENE)
    elsewhere.sign_in()
    elsewhere.page.wait_for_url("**/authorize/")
    return elsewhere
