"""Two browsers editing at once lose nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person

pytestmark = pytest.mark.journey


def test_two_browsers_that_edit_at_once_lose_nothing(person: Callable[..., Person]) -> None:
    desk = person().sign_up().enter_vault()
    desk.new_item("Ivory Air", username="old name", notes="old notes")
    couch = desk.other_browser().authorize_by_picture()
    for someone in (desk, couch):
        someone.open("Ivory Air")
        someone.button("Edit").click()
    desk.field("Username").fill("new name")
    couch.field("Notes").fill("new notes")
    desk.button("Save").click()
    expect(desk.page.get_by_text("new name").first).to_be_visible()
    couch.button("Save").click()
    expect(couch.page.get_by_text("new notes").first).to_be_visible()
    expect(couch.page.get_by_text("new name").first).to_be_visible()

    desk.page.reload()
    desk.unlock()
    desk.open("Ivory Air")
    expect(desk.page.get_by_text("new name").first).to_be_visible()
    expect(desk.page.get_by_text("new notes").first).to_be_visible()

    couch.button("Edit").click()
    couch.field("Notes").fill("still wanted")
    desk.button("Delete").click()
    expect(desk.item("Ivory Air")).to_have_count(0)
    couch.button("Save").click()
    said = "Another browser had moved “Ivory Air” to the trash. It is back among your items."
    expect(couch.page.get_by_text(said)).to_be_visible()
    expect(couch.item("Ivory Air")).to_be_visible()
    couch.context.close()


def test_items_made_on_both_sides_are_on_both_sides(person: Callable[..., Person]) -> None:
    desk = person().sign_up().enter_vault()
    couch = desk.other_browser().authorize_by_picture()
    desk.new_item("Made at the desk")
    couch.new_item("Made on the couch")
    desk.new_item("Made at the desk later")
    for someone in (desk, couch):
        someone.page.reload()
        someone.unlock()
        expect(someone.page.get_by_role("option")).to_have_count(3)
    couch.context.close()


def test_a_deleted_item_comes_back_with_undo(person: Callable[..., Person]) -> None:
    alice = person().sign_up().enter_vault()
    alice.new_item("Alder & Finch", username="ada")
    alice.open("Alder & Finch")
    alice.button("Delete").click()
    expect(alice.item("Alder & Finch")).to_have_count(0)
    alice.page.locator(".toast").filter(has_text="in the trash").get_by_role("button", name="Undo").click()
    expect(alice.item("Alder & Finch")).to_be_visible()
