"""The harness of a server that lies: its answers are rewritten on their way to the unmodified browser code."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Route, expect

from tests.journeys.person import Person

Answer = dict[str, Any]

# As static/js/ui/messages.js has them.
ROLLED_BACK = "The server showed an older vault than this browser has seen."
FORKED = "The server showed a vault that does not follow from the one this browser has seen."
MISMATCH = "The items from the server do not match the sealed summary of your vault."


def rewrite(person: Person, path: str, change: Callable[[Answer], Answer]) -> None:
    """From now on the answers of a route are changed before the browser sees them."""

    def handle(route: Route) -> None:
        real = route.fetch()
        body = change(real.json())
        route.fulfill(response=real, body=json.dumps(body))

    person.context.route(f"**/{path}", handle)


def lock(person: Person) -> Person:
    person.button("Lock").click()
    expect(person.button("Unlock")).to_be_visible()
    return person


def show_picture(person: Person) -> None:
    """Signs in and shows the key picture, before a server that lies about what comes after."""
    person.sign_in()
    person.import_bytes("tessera_key.png", person.site.key_picture(person.email), "image/png")
