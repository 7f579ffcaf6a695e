"""Whatever an owner does, in whatever order: nothing saved is lost, nothing retired gets in, what should work works.

A state machine (hypothesis.stateful) plays random lives through the HTTP API, with the keys of the independent
reference: up to three browsers, a mailbox, a thief who knows the password. tests/lives has the acts, each with what it
expects of the server, and what is checked after every step (life.py, retired.py). Each life is rolled back, and has the
cache to itself. A step takes an hour by the clock of the limits, so that they are not what is tried here.

The same lives are played at every run. To play others, and many more:

    LIVES=1000 python -m pytest tests/test_lives.py
"""

import os
import time
from collections import Counter
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.accounts.resetting import Clock
from tests.lives import changes, resetting
from tests.lives.acts import ACTS, Dice
from tests.lives.life import Life

LIVES, STEPS = 22, 25
HOUR = 3600
DICE = st.builds(
    Dice, who=st.integers(0, 2), what=st.integers(0, 7), word=st.text("abc", max_size=1), luck=st.booleans()
)

# What must have happened in the lives of one run for it to have shown anything.
EVENTS = {
    "saved",
    "conflict",
    "came back",
    "mailed",
    "copy cancelled",
    "authorized with a copy",
    "authorized again",
    "revoked",
    "session ended",
    "other sessions ended",
    "password",
    "cancelled with the password",
    "email",
    "email withdrawn",
    "replaced",
    "replacement given up",
    "swap refused: conflict",
    "swap refused: item-refused",
    "swap refused: key-not-taken",
    "reset cancelled",
    "recovery removed",
    "recovered",
    "erased",
    "deleted",
}


class Lives(RuleBasedStateMachine):
    """One rule for all acts, and a deck for each life, whose cards are played once: lives are few, and have to differ.

    With a rule for each act Hypothesis would play a few of them again and again.
    """

    clock: ClassVar[Clock]
    happened: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        cache.clear()
        self.world = transaction.atomic()
        self.world.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    @initialize()
    def sign_up(self) -> None:
        """Two items, two browsers, and a recovery key."""
        self.life, self.deck = Life(self.clock, self.happened), list(ACTS)
        changes.add(self.life, self.life.at(0), ["one", "two"])
        self.life.add_browser()
        resetting.set_up(self.life, self.life.at(1))

    @rule(data=st.data(), dice=DICE)
    def go_on(self, data: st.DataObject, dice: Dice) -> None:
        act = data.draw(st.sampled_from([act for act in self.deck if act.fits(self.life)]))
        self.deck.remove(act)
        act.play(self.life, dice)
        self.happened["steps"] += 1

    @invariant()
    def holds(self) -> None:
        self.life.check()


def test_nothing_saved_is_lost_and_nothing_retired_gets_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    Lives.clock, Lives.happened = Clock(monkeypatch), Counter()
    slow = SimpleNamespace(time=lambda: time.time() + Lives.happened["steps"] * HOUR)
    monkeypatch.setattr("config.limits.time", slow)
    run_state_machine_as_test(Lives, settings=how_long())
    assert "LIVES" in os.environ or EVENTS - set(Lives.happened) == set()


def how_long() -> settings:
    return settings(
        max_examples=int(os.environ.get("LIVES", LIVES)),
        stateful_step_count=STEPS,
        derandomize="LIVES" not in os.environ,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
