"""A day in the vault: notes, search, copying, trash and back, locking by itself, and what a new browser is told."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.person import Person
from tests.site import Site, wait_for

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    """In her vault, with three items in it."""
    alice = Person(site, chromium, f"alice-day-{site.port}@example.org").sign_up().enter_vault()
    alice.new_item("Bluestone Bank", username="a.lovelace", password="vJ7q-Tmu4e!xkRw92", notes="Branch in Ålesund")
    alice.new_item("Cinder hosting", username="root", website="https://cinder.example")
    alice.button("New item").click()
    alice.field("Kind").select_option("Secure note")
    alice.field("Title").fill("Locker")
    alice.field("Notes").fill("left, right, left")
    alice.button("Save").click()
    expect(alice.item("Locker")).to_be_visible()
    yield alice
    alice.context.close()


@pytest.fixture
def home(alice: Person) -> Person:
    """Alice with her vault on screen and open."""
    alice.page.goto("/vault/")
    alice.unlock()
    expect(alice.button("New item")).to_be_visible()
    return alice


def test_a_secure_note_keeps_its_text_and_asks_for_no_password(home: Person) -> None:
    home.open("Locker")
    expect(home.page.get_by_role("region", name="Item", exact=True).get_by_text("left, right, left")).to_be_visible()
    home.button("Edit").click()
    expect(home.field("Title")).to_be_visible()
    expect(home.field("Password")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("blue", ["Bluestone Bank"]),
        ("LOVELACE", ["Bluestone Bank"]),
        ("alesund", ["Bluestone Bank"]),
        ("cinder.example", ["Cinder hosting"]),
        ("lo", ["Locker", "Bluestone Bank"]),
    ],
)
def test_search_answers_as_one_types_over_every_field(home: Person, typed: str, found: list[str]) -> None:
    home.page.get_by_role("searchbox", name="Search").press_sequentially(typed)
    wait_for(lambda: home.titles() == found, f"{found} to be listed alone")


def test_no_password_is_found_by_searching_for_it(home: Person) -> None:
    home.page.get_by_role("searchbox", name="Search").fill("vJ7q")
    expect(home.page.get_by_role("option")).to_have_count(0)


def test_the_password_is_hidden_until_asked_for_and_copied_without_being_shown(home: Person) -> None:
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    home.open("Bluestone Bank")
    home.button("Copy password").click()
    expect(home.page.get_by_text("30 seconds").first).to_be_visible()
    expect(home.page.get_by_text("vJ7q-Tmu4e!xkRw92")).to_have_count(0)
    assert home.page.evaluate("navigator.clipboard.readText()") == "vJ7q-Tmu4e!xkRw92"
    home.button("Show password").click()
    expect(home.page.get_by_text("vJ7q-Tmu4e!xkRw92")).to_be_visible()
    home.button("Hide password").click()
    expect(home.page.get_by_text("vJ7q-Tmu4e!xkRw92")).to_have_count(0)


def test_a_copied_password_leaves_the_clipboard_after_30_seconds(home: Person) -> None:
    home.context.grant_permissions(["clipboard-read", "clipboard-write"])
    home.open("Bluestone Bank")
    home.page.clock.install()
    home.button("Copy password").click()
    expect(home.page.get_by_text("30 seconds").first).to_be_visible()
    home.page.clock.fast_forward(29_000)
    assert home.page.evaluate("navigator.clipboard.readText()") == "vJ7q-Tmu4e!xkRw92"
    home.page.clock.fast_forward(2_000)
    home.page.wait_for_function("async () => await navigator.clipboard.readText() !== 'vJ7q-Tmu4e!xkRw92'")


def test_a_deleted_item_waits_in_the_trash_and_can_be_restored(home: Person) -> None:
    home.open("Cinder hosting")
    home.button("Delete").click()
    expect(home.item("Cinder hosting")).to_have_count(0)
    home.page.get_by_role("navigation").get_by_text("Trash").click()
    home.open("Cinder hosting")
    home.button("Restore").click()
    home.page.get_by_role("navigation").get_by_text("All items").click()
    expect(home.item("Cinder hosting")).to_be_visible()


def kit_beside(home: Person) -> Page:
    """Another tab, with the printed kit on screen."""
    beside = home.context.new_page()
    beside.add_init_script("window.print = () => {}")
    beside.goto("/settings/")
    beside.get_by_label("Account password", exact=True).fill(home.password)
    beside.get_by_role("button", name="Unlock", exact=True).click()
    beside.get_by_role("button", name="Print kit", exact=True).click()
    expect(beside.get_by_role("list", name="Account Key words")).to_be_visible()
    return beside


WORKER = re.compile(r"/build/worker[.\w]*\.js")
CLOCK = """{
  const told = Date.now
  let ahead = 0
  Date.now = () => told() + ahead
  new BroadcastChannel('clock').onmessage = ({ data }) => { ahead += data }
}
"""
AHEAD = """ms => { const clock = new BroadcastChannel('clock'); clock.postMessage(ms); clock.close() }"""


def with_a_clock(route: Route) -> None:
    """The key worker decides when to lock, by the clock on the wall and not by its timers: that clock can be moved."""
    answer = route.fetch()
    route.fulfill(response=answer, body=CLOCK + answer.text())


def test_the_vault_locks_by_itself_after_the_chosen_time(home: Person) -> None:
    home.settings("Security")
    home.field("Lock after").select_option("1")
    home.context.route(WORKER, with_a_clock)
    home.page.goto("/vault/")
    home.unlock()
    expect(home.button("New item")).to_be_visible()
    beside = kit_beside(home)
    home.page.evaluate(AHEAD, 61_000)
    expect(home.button("Unlock")).to_be_visible()
    expect(home.item("Bluestone Bank")).to_have_count(0)
    expect(beside.get_by_role("button", name="Unlock", exact=True)).to_be_visible()
    expect(beside.get_by_role("list", name="Account Key words")).to_have_count(0)
    beside.close()
    home.context.unroute(WORKER)
    home.settings("Security")
    home.field("Lock after").select_option("10")


def test_a_new_browser_is_told_date_and_count_of_the_vault_it_got(alice: Person) -> None:
    elsewhere = alice.other_browser().authorize_by_picture()
    expect(elsewhere.page.get_by_text("3 items")).to_be_visible()
    elsewhere.context.close()


def test_the_account_password_has_no_name_and_nothing_can_be_sent_before_the_scripts_are_ready(
    person: Callable[..., Person], site: Site
) -> None:
    visitor = person("visitor")
    for path in ("/signup/", "/signin/"):
        bare = visitor.page.request.get(f"{site.url}{path}").text()
        assert "<input" not in bare
        assert "<form" not in bare
        visitor.page.goto(path)
        visitor.field("Account password").wait_for()
        names = visitor.page.locator("input").evaluate_all("nodes => nodes.map(n => n.getAttribute('name'))")
        assert set(names) == {None}


def test_the_decoder_is_loaded_only_where_a_key_is_read(alice: Person) -> None:
    loaded = [request.url for request in alice.requests]
    assert any("/static/build/worker." in url for url in loaded)
    assert not [url for url in loaded if "reader" in url or "zxing" in url]
