"""The mailed picture is read back after everything that happens to pictures on their way."""

from collections.abc import Callable

import pytest

from tests.journeys.alerts import listening, said_of
from tests.journeys.person import Person
from tests.pictures import distortions
from tests.site import Site

pytestmark = pytest.mark.journey


def test_the_mailed_picture_survives_what_happens_to_pictures(person: Callable[..., Person], site: Site) -> None:
    """Bob imports Alice's picture in every state: being told whose it is not proves that it was read to the letter."""
    alice = person().sign_up()
    bob = person("bob").sign_up()
    elsewhere = listening(bob.other_browser())
    distorted = distortions(site.key_picture(alice.email))
    read = {name: said_of(elsewhere, file, content) for name, (file, content) in distorted.items()}
    assert len(read) >= 9
    assert {name: said for name, said in read.items() if "belongs to another account" not in said} == {}
    elsewhere.context.close()
