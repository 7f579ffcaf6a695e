"""A page that is measured is not asked anything: the driver looks about with a script on the page's own thread."""

from collections.abc import Callable
from typing import Any

from tests.journeys.person import Person
from tests.site import wait_for

# In ms: a page that was just loaded is at rest by then.
REST = 1000
# In ms, longer than what is measured after a click or a key.
PAUSE = 200


def rest(person: Person) -> None:
    person.page.wait_for_timeout(REST)


def undisturbed(person: Person, act: Callable[[], object], expression: str, what: str) -> Any:
    """Acts, leaves the page alone, then asks until the expression is true; its value. Raises what `wait_for` does."""
    act()
    person.page.wait_for_timeout(PAUSE)
    return wait_for(lambda: person.page.evaluate(expression), what)
