"""Sign-in, challenge, authorize, continue: the walk of a new laptop (PROTOCOL "Sign-in")."""

import pytest

from tests.base import Cast


def test_the_cast_is_who_it_should_be(cast: Cast) -> None:
    states = [web.state for web in (cast.at_home, cast.elsewhere, cast.bobs, cast.anonymous)]
    assert states == ["authorized", "unauthorized", "authorized", "anonymous"]
