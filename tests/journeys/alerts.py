"""What the authorize page says of one file after another, each time of the newest."""

from tests.journeys.person import Person

COUNT = """globalThis.alerts = 0
new MutationObserver(changes => {
  for (const { addedNodes } of changes)
    for (const node of addedNodes) if (node.closest?.('[role=alert]') || node.querySelector?.('[role=alert]')) alerts++
}).observe(document, { childList: true, subtree: true })"""


def listening(person: Person) -> Person:
    """Signs in at a browser that does not know the person yet, and counts from there on what is said."""
    person.context.add_init_script(COUNT)
    person.sign_in()
    person.page.wait_for_url("**/authorize/")
    return person


def said_of(person: Person, name: str, content: bytes) -> str:
    """The failure that importing a file ends in."""
    before = person.page.evaluate("alerts")
    person.import_bytes(name, content)
    person.page.wait_for_function("before => alerts > before", arg=before, timeout=60_000)
    return person.alert()
