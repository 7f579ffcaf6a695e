"""The vault's health: what wants attention, what moves the score, and passwords that a list of breaches knows."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.breachlist import BreachList, breach_list, sha1
from tests.journeys.person import Person
from tests.journeys.test_accessibility import violations
from tests.site import Site

pytestmark = pytest.mark.journey

STRONG = "vJ7q-Tmu4e!xkRw92"
LEAKED = "correct horse leaky staple 7"
SWITCH = "Check passwords against known breaches"


@pytest.fixture(scope="module")
def leaks() -> Iterator[BreachList]:
    with breach_list({LEAKED: 3}) as leaks:
        yield leaks


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, leaks: BreachList) -> Iterator[Site]:
    """A site whose operator has named the list."""
    site = Site(tmp_path_factory.mktemp("health"), BREACH_URL=leaks.url)
    yield site
    site.stop()


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-health-{site.port}@example.org").sign_up().enter_vault()
    alice.new_item("Forum", username="ada", password="password1", website="http://forum.example")
    alice.new_item("Shop", username="ada", password=STRONG)
    alice.new_item("Shop, the other", username="bob", password=STRONG)
    alice.new_item("Mail", username="ada", password=LEAKED)
    yield alice
    alice.context.close()


@pytest.fixture
def report(alice: Person) -> Locator:
    """Alice looks at the report; every password has been rated."""
    if alice.button("Unlock").is_visible():
        alice.unlock()
    alice.page.get_by_role("navigation").get_by_role("button", name="Health").click()
    report = alice.page.get_by_role("region", name="Health", exact=True)
    expect(report.get_by_text("items with a password.")).to_be_visible(timeout=60_000)
    return report


def section(report: Locator, name: str) -> Locator:
    return report.get_by_role("region", name=name)


def asked(person: Person) -> list[str]:
    """What the browser has posted about breaches."""
    posts = [request for request in person.requests if request.method == "POST" and "breaches" in request.url]
    return [request.post_data or "" for request in posts]


def test_the_report_names_what_is_weak_shared_and_not_encrypted(report: Locator) -> None:
    expect(section(report, "Weak").get_by_role("button", name="Forum")).to_be_visible()
    shared = section(report, "Used more than once").get_by_role("button")
    expect(shared).to_have_text(["Shop", "Shop, the other"])
    expect(section(report, "Sites without encryption").get_by_text("forum.example")).to_be_visible()
    expect(section(report, "Without a second factor").get_by_role("button", name="Mail", exact=True)).to_be_visible()


def test_mending_what_moves_the_score_most_moves_it(alice: Person, report: Locator) -> None:
    expect(report.get_by_text("35 of 100")).to_be_visible()
    moves = section(report, "What would move it").get_by_role("listitem")
    expect(moves.first).to_contain_text("Give 2 items passwords of their own")
    section(report, "Used more than once").get_by_role("button", name="Shop", exact=True).click()
    alice.button("Edit").click()
    alice.field("Password").fill("t9!Kfw-20xPq.vLm4")
    alice.button("Save").click()
    expect(section(report, "Used more than once")).to_have_count(0)
    expect(report.get_by_text("67 of 100")).to_be_visible()


def test_what_is_said_of_a_second_factor_is_kept_and_can_be_undone(alice: Person, report: Locator) -> None:
    missing = section(report, "Without a second factor")
    missing.get_by_role("button", name="Code is elsewhere for Mail").click()
    expect(missing.get_by_role("button", name="Mail", exact=True)).to_have_count(0)
    expect(report.get_by_text("You said where the second factor of 1 item is")).to_be_visible()
    alice.button("Undo").last.click()
    expect(missing.get_by_role("button", name="Mail", exact=True)).to_be_visible()


def test_nothing_is_asked_of_the_list_before_the_switch_is_on(
    alice: Person, report: Locator, leaks: BreachList
) -> None:
    expect(alice.field(SWITCH)).not_to_be_checked()
    assert asked(alice) == []
    assert leaks.asked == []


def test_a_leaked_password_is_found_without_being_told(alice: Person, report: Locator, leaks: BreachList) -> None:
    alice.field(SWITCH).check()
    breached = section(report, "In known breaches")
    expect(breached.get_by_role("button")).to_have_text(["Mail"])
    assert sha1(LEAKED)[:5] in leaks.asked
    assert all(len(prefix) == 5 for prefix in leaks.asked)
    posted = " ".join(asked(alice))
    assert sha1(LEAKED)[:5] in posted
    assert not [secret for secret in (LEAKED, sha1(LEAKED)[5:], "Mail", "forum.example") if secret in posted]
    alice.page.reload()
    alice.unlock()
    alice.page.get_by_role("navigation").get_by_role("button", name="Health").click()
    expect(alice.field(SWITCH)).to_be_checked()
    expect(breached.get_by_role("button")).to_have_text(["Mail"])


def test_a_list_that_is_down_leaves_the_rest_of_the_report(alice: Person, report: Locator, leaks: BreachList) -> None:
    leaks.answer = lambda handler, prefix: handler.send_error(500)
    alice.page.get_by_role("navigation").get_by_role("button", name="All items").click()
    alice.new_item("Bank", password="another 1! unheard Of")
    alice.page.get_by_role("navigation").get_by_role("button", name="Health").click()
    expect(report.get_by_role("alert")).to_contain_text("The list of known breaches cannot be reached at the moment.")
    expect(section(report, "Weak").get_by_role("button", name="Forum")).to_be_visible()
    leaks.answer = None
    report.get_by_role("button", name="Try again").click()
    expect(report.get_by_text("1 item has a password of the list.")).to_be_visible()


def test_weak_items_are_found_by_search(alice: Person) -> None:
    alice.page.reload()
    alice.unlock()
    alice.page.get_by_role("searchbox", name="Search").fill("is:weak")
    expect(alice.page.get_by_role("option")).to_have_count(1)
    assert alice.titles() == ["Forum"]


def test_the_report_is_open_to_everybody(alice: Person, report: Locator) -> None:
    assert violations(alice) == []
    alice.page.set_viewport_size({"width": 320, "height": 640})
    assert alice.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    alice.page.set_viewport_size({"width": 1280, "height": 800})
    assert alice.refusals() == []


def test_where_no_list_is_named_nothing_is_offered(alice: Person) -> None:
    alice.page.route("**/api/vault/breaches", lambda route: route.fulfill(json={"offered": False}))
    alice.page.reload()
    alice.unlock()
    alice.page.get_by_role("navigation").get_by_role("button", name="Health").click()
    expect(alice.page.get_by_text("named no list of known breaches")).to_be_visible()
    expect(alice.field(SWITCH)).to_have_count(0)
