"""A limit lets exactly its number through, for each subject apart, and says when to come back."""

import pytest
from django.core.cache import cache

from config.limits import Limit, SlowDownError

LIMIT = Limit("test", 3, 60)


def test_it_lets_exactly_its_number_through() -> None:
    for _ in range(3):
        LIMIT.take("alice")
    with pytest.raises(SlowDownError) as refusal:
        LIMIT.take("alice")
    assert 0 < refusal.value.detail["retry_after"] <= 60


def test_one_subject_does_not_use_up_anothers_tries() -> None:
    for _ in range(3):
        LIMIT.take("alice")
    LIMIT.take("bob")


def test_parts_of_a_subject_do_not_run_together() -> None:
    for _ in range(3):
        LIMIT.take("ab", "c")
    LIMIT.take("a", "bc")


def test_a_new_window_starts_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.limits.time.time", lambda: 1000.0)
    for _ in range(3):
        LIMIT.take("alice")
    monkeypatch.setattr("config.limits.time.time", lambda: 1060.0)
    LIMIT.take("alice")


def test_a_try_that_was_no_guess_can_be_given_back() -> None:
    for _ in range(10):
        LIMIT.take("alice").give_back()
    for _ in range(3):
        LIMIT.take("alice")
    with pytest.raises(SlowDownError):
        LIMIT.take("alice")


def test_giving_back_what_the_cache_has_lost_is_no_error() -> None:
    taken = LIMIT.take("alice")
    cache.clear()
    taken.give_back()
    LIMIT.take("alice")
