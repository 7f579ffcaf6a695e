"""Nothing moves away under a hand: what a place loads first is shown at once, and later news takes no more room."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.lies import Answer, rewrite
from tests.journeys.person import Person

pytestmark = pytest.mark.journey
WAITING = {"state": "waiting", "sent_at": None, "attempts": 0, "last_error": ""}


def hold(person: Person, path: str) -> Callable[[], None]:
    """Keeps the answers of a route back, from now on until what is returned is called."""
    held: list[Route] = []
    released = False

    def keep(route: Route) -> None:
        if released:
            route.continue_()
        else:
            held.append(route)

    def release() -> None:
        nonlocal released
        released = True
        for route in held:
            route.continue_()

    person.context.route(f"**/{path}", keep)

    return release


def test_the_welcome_page_is_shown_at_once_below_a_heading_that_stays(person: Callable[..., Person]) -> None:
    alice = person()
    release = hold(alice, "api/key-copies")
    with alice.page.expect_request("**/api/key-copies"):
        alice.sign_up()
    heading = alice.page.get_by_role("heading", name="Take your Account Key")
    expect(heading).to_be_focused()
    place = heading.bounding_box()
    onward = alice.page.get_by_role("link", name="Continue to my vault")
    expect(onward).to_be_hidden()
    release()
    expect(onward).to_be_visible()
    expect(alice.page.get_by_role("heading", name="Prove one copy")).to_be_visible()
    assert heading.bounding_box() == place


@pytest.mark.parametrize("width", [1280, 390])
def test_that_the_key_email_was_sent_moves_nothing(person: Callable[..., Person], width: int) -> None:
    alice = person()
    alice.page.set_viewport_size({"width": width, "height": 800})
    told: list[Answer] = []

    def waiting_at_first(body: Answer) -> Answer:
        told.append(body)
        if len(told) > 1:
            return body
        return {"copies": [{**each, "delivery": each["delivery"] and WAITING} for each in body["copies"]]}

    rewrite(alice, "api/key-copies", waiting_at_first)
    alice.sign_up()
    onward = alice.page.get_by_role("link", name="Continue to my vault")
    expect(alice.page.get_by_text("Waiting to be sent")).to_be_visible()
    place = onward.bounding_box()
    expect(alice.page.get_by_text("Sent 2")).to_be_visible()
    assert onward.bounding_box() == place


@pytest.mark.parametrize(
    ("section", "late", "pressed"),
    [
        ("Account Key", "api/key-copies", "Take the drill"),
        ("Security", "api/sessions", "Change password"),
        ("Security", "api/factors", "Change password"),
        ("Account", "api/account", "Delete account"),
    ],
)
def test_a_section_of_the_settings_is_shown_at_once(
    person: Callable[..., Person], section: str, late: str, pressed: str
) -> None:
    alice = person().sign_up().enter_vault()
    alice.settings("Appearance")
    release = hold(alice, late)
    with alice.page.expect_request(f"**/{late}"):
        alice.page.get_by_role("tab", name=section, exact=True).click()
    button = alice.page.get_by_role("button", name=pressed, exact=True, include_hidden=True).first
    expect(button).to_be_attached()
    expect(button).to_be_hidden()
    release()
    expect(button).to_be_visible()


def test_the_button_below_typed_words_stays_when_it_is_pressed(person: Callable[..., Person]) -> None:
    alice = person().sign_up()
    elsewhere = alice.other_browser().sign_in()
    elsewhere.button("Type the key").click()
    box = elsewhere.page.get_by_role("textbox", name="Key words or key text")
    box.fill("zoo " * 23 + "sea")
    offered = elsewhere.page.get_by_role("listbox", name="Words that fit")
    expect(offered.get_by_role("option", name="season")).to_be_visible()
    place = elsewhere.button("Authorize").bounding_box()
    elsewhere.button("Authorize").focus()
    expect(offered).to_be_hidden()
    assert elsewhere.button("Authorize").bounding_box() == place
    box.focus()
    expect(offered).to_be_visible()
    elsewhere.button("Authorize").click()
    assert "These words do not open this account" in elsewhere.alert()
    elsewhere.context.close()
