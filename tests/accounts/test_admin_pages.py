"""The admin's stock pages in a real browser, under our policy: no inline script or style, nothing from elsewhere."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from accounts import staff
from accounts.records import StaffAct
from tests.base import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@pytest.fixture
def told() -> list[str]:
    """What the browser complained of."""
    return []


@pytest.fixture
def page(live_server: Any, told: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page of Alice's, who is staff and at home."""
    # Playwright runs an event loop in this thread; Django only wants to know whether it is waited for.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    cast = make_cast()
    staff.grant(cast.alice.account, allowed=True)
    cast.at_home.add_app(cast.alice)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        context = browser.new_context(base_url=live_server.url)
        context.add_cookies([{"name": "sessionid", "value": cast.at_home.session_id, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: told.append(request.url) if live_server.url not in request.url else None)
        yield page
        browser.close()


def test_the_stock_pages_obey_the_policy(page: Page, told: list[str]) -> None:
    page.goto("/admin/")
    assert "default-src 'none'" in str(page.reload().headers["content-security-policy"])  # type: ignore[union-attr]
    links = page.locator("#content a").evaluate_all("found => found.map(link => link.getAttribute('href'))")
    lists = [link for link in links if link.count("/") == 4]
    assert len(lists) >= 5
    for path in lists:
        page.goto(path)
        rows = page.locator("#result_list tbody th a")
        if rows.count():
            rows.first.click()
            page.locator("#content h1").wait_for()
    assert told == []


def test_staff_choose_an_account_and_suspend_it(page: Page, told: list[str]) -> None:
    page.goto("/admin/accounts/account/?q=bob")
    page.locator("input.action-select").check()
    page.locator("select[name=action]").select_option("suspend")
    page.get_by_role("button", name="Go").click()
    page.locator(".messagelist").wait_for()
    assert StaffAct.objects.filter(act="suspend", account_email="bob@example.org").count() == 1
    assert told == []


def test_deleting_asks_first(page: Page, told: list[str]) -> None:
    page.goto("/admin/accounts/account/?q=bob")
    page.locator("#result_list tbody th a").click()
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Yes").click()
    page.locator(".messagelist").wait_for()
    assert StaffAct.objects.filter(act="delete account", account_email="bob@example.org").count() == 1
    assert told == []
