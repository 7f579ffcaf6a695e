"""The mailed picture is read back after everything that happens to pictures on their way."""

from collections.abc import Callable

import pytest

from tests.journeys.person import Person
from tests.pictures import distortions
from tests.site import Site

pytestmark = pytest.mark.journey


COUNT = """globalThis.alerts = 0
new MutationObserver(changes => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) if (node.closest?.('[role=alert]') || node.querySelector?.('[role=alert]')) alerts++
}).observe(document, { childList: true, subtree: true })"""


def test_the_mailed_picture_survives_what_happens_to_pictures(person: Callable[..., Person], site: Site) -> None:
    """Bob imports Alice's picture in every state: being told whose it is not proves that it was read to the letter."""
    alice = person().sign_up()
    bob = person("bob").sign_up()
    elsewhere = bob.other_browser()
    elsewhere.context.add_init_script(COUNT)
    elsewhere.sign_in()
    read = {}
    for name, (file, content) in distortions(site.key_picture(alice.email)).items():
        before = elsewhere.page.evaluate("alerts")
        elsewhere.import_bytes(file, content)
        elsewhere.page.wait_for_function("before => alerts > before", arg=before, timeout=60000)
        read[name] = elsewhere.alert()
    assert len(read) >= 9
    assert {name: said for name, said in read.items() if "belongs to another account" not in said} == {}
    elsewhere.context.close()
