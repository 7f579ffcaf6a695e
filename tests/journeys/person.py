"""A person before a browser: what people do on Tessera's pages, by the labels that they read."""

import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.site import Site

PASSWORD = "correct horse battery staple 42"
# In ms: for what a page does in its own time. No bound on how fast it has to be.
PATIENCE = 60_000


class Person:
    """One address, one password, one browser profile. `other_browser()` is the same person elsewhere."""

    def __init__(
        self, site: Site, chromium: Browser, email: str, password: str = PASSWORD, locale: str = "en-US"
    ) -> None:
        self.site, self.chromium = site, chromium
        self.email, self.password = email, password
        self.context: BrowserContext = chromium.new_context(base_url=site.url, locale=locale)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.requests: list[Request] = []
        self.console: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request))
        self.context.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")

    def other_browser(self) -> "Person":
        """The same person at a browser that knows nothing."""
        return Person(self.site, self.chromium, self.email, self.password)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def ask_for_account(self, *, mail_key: bool = True) -> None:
        """Fills in the sign-up page and sends it off."""
        self.page.goto("/signup/")
        self.field("Email").fill(self.email)
        self.field("Account password").fill(self.password)
        self.field("Repeat password").fill(self.password)
        self.field("Email me my Account Key").set_checked(mail_key)
        self.button("Create account").click()

    def sign_up(self, *, mail_key: bool = True) -> "Person":
        """From the sign-up page to the confirmed address: ends on the welcome page."""
        codes = sum("confirm" in str(message["Subject"]) for message in self.site.mails(self.email))
        self.ask_for_account(mail_key=mail_key)
        self.page.wait_for_url("**/verify/")
        self.field("Code").fill(self.site.code(self.email, codes))
        self.button("Confirm").click()
        self.page.wait_for_url("**/welcome/")
        return self

    def enter_vault(self) -> "Person":
        self.page.get_by_role("link", name="Continue to my vault").click()
        self.page.wait_for_url("**/vault/")
        expect(self.button("New item")).to_be_visible()
        self.settle()
        return self

    def settle(self) -> None:
        """Until what is told above the vault has come: a click is lost where something moves away under it."""
        expect(self.page.locator(".vault[data-settled=true]")).to_be_visible()

    def skip_tour(self) -> None:
        """Until the focus has gone on to the list, where keys are typed."""
        self.button("Skip").click()
        self.page.wait_for_function("document.activeElement.closest('.listpane') !== null")

    def sign_in(self) -> "Person":
        self.page.goto("/signin/")
        self.field("Email").fill(self.email)
        self.field("Account password").fill(self.password)
        self.button("Sign in").click()
        self.page.wait_for_url(re.compile(r"/(vault|authorize|welcome)/$"))
        return self

    def unlock(self, password: str | None = None) -> None:
        self.field("Account password").fill(password or self.password)
        self.button("Unlock").click()

    def import_file(self, path: Path | dict[str, str | bytes]) -> None:
        """Chooses a file on the authorize page: a path, or a name with its bytes."""
        self.field("Key file, picture, PDF or backup").set_input_files(path)  # type: ignore[arg-type]  # FilePayload

    def import_bytes(self, name: str, content: bytes, kind: str = "application/octet-stream") -> None:
        self.import_file({"name": name, "mimeType": kind, "buffer": content})

    def type_key(self, text: str) -> None:
        self.button("Type the key").click()
        self.page.get_by_role("textbox", name="Key words or key text").fill(text)
        self.button("Authorize").click()

    def alert(self) -> str:
        """What the page says went wrong."""
        element = self.page.get_by_role("alert").filter(has_text=re.compile(r"\S"))
        expect(element.first).to_be_visible()
        return element.first.inner_text()

    def new_item(self, title: str, **fields: str) -> None:
        """Saves a login; `fields` by label in small letters: username, password, website, notes."""
        self.settle()
        self.button("New item").click()
        self.field("Title").fill(title)
        for label, value in fields.items():
            self.field(label.capitalize()).fill(value)
        self.button("Save").click()
        expect(self.item(title)).to_be_visible()
        expect(self.button("Save")).to_have_count(0)

    def item(self, title: str) -> Locator:
        return self.page.get_by_role("option", name=title, exact=True)

    def open(self, title: str) -> None:
        """Shows an item of the list: until then another one may be beside it, with the same buttons."""
        self.settle()
        self.item(title).click()
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    def titles(self) -> list[str]:
        found: list[str] = self.page.get_by_role("option").evaluate_all(
            "nodes => nodes.map(n => document.getElementById(n.getAttribute('aria-labelledby'))?.textContent ?? '')"
        )
        return found

    def authorize_by_picture(self) -> "Person":
        """Signs this browser in with the picture of the key e-mail: ends in the vault."""
        self.sign_in()
        self.import_bytes("tessera_key.png", self.site.key_picture(self.email), "image/png")
        self.page.wait_for_url("**/vault/")
        self.settle()
        return self

    def refusals(self) -> list[str]:
        """What the browser's own defences refused: a policy that blocks our own pages shows here."""
        return [line for line in self.console if "Content Security Policy" in line or "Trusted" in line]

    def settings(self, section: str) -> None:
        """Opens a section of Settings, unlocking where the page asks for it."""
        self.page.goto("/settings/")
        tab = self.page.get_by_role("tab", name=section, exact=True)
        expect(self.button("Unlock").or_(tab)).to_be_visible()
        if self.button("Unlock").is_visible():
            self.unlock()
        tab.click()

    def key_file(self) -> str:
        """The key file that Settings gives."""
        self.settings("Account Key")
        with self.page.expect_download() as download:
            self.button("Download key file").click()
        assert download.value.suggested_filename == "tessera.tesserakey"
        return Path(download.value.path()).read_text("ascii")

    def key_text(self) -> str:
        """The key string of a new key file."""
        found = re.search(r"^Key: (TSRK1:\S+)$", self.key_file(), re.M)
        assert found
        return found[1]

    def words(self) -> str:
        """The 24 words, as Settings shows them."""
        self.settings("Account Key")
        self.button("Show words").click()
        shown = self.page.get_by_role("list", name="Account Key words").get_by_role("listitem")
        expect(shown).to_have_count(24)
        return " ".join(re.sub(r"[^a-z]", "", text.lower()) for text in shown.all_inner_texts())
