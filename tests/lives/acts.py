"""The deck that lives are played with: every act that an owner may do next, whenever it fits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from . import changes, replacing, resetting
from .browser import Browser
from .life import Life

BROWSERS = 3
TRASHED = 1_760_000_000
T = TypeVar("T")


@dataclass(frozen=True)
class Dice:
    """What is drawn for an act: at which browser, to which other thing, with which word, and one way or the other."""

    who: int
    what: int
    word: str
    luck: bool

    def of(self, things: list[T]) -> T:
        return things[self.what % len(things)]


class Act(NamedTuple):
    name: str
    fits: Callable[[Life], Any]
    play: Callable[[Life, Dice], None]

    def __repr__(self) -> str:
        return self.name


ACTS: list[Act] = []


def always(life: Life) -> bool:
    return True


def act(fits: Callable[[Life], Any] = always, times: int = 1) -> Callable[[Callable[[Life, Dice], None]], None]:
    """Put an act into the deck, several times if it takes up what was begun: lives are short."""
    return lambda play: ACTS.extend([Act(play.__name__, fits, play)] * times)


# Items


@act()
def save(life: Life, dice: Dice) -> None:
    changes.add(life, life.at(dice.who), [dice.word, *dice.word])


@act(lambda life: life.vault.items)
def edit(life: Life, dice: Dice) -> None:
    changes.edit(life, life.at(dice.who), dice.what, title=dice.word)


@act(lambda life: life.vault.items)
def put_into_trash(life: Life, dice: Dice) -> None:
    changes.edit(life, life.at(dice.who), dice.what, trashedAt=TRASHED)


@act(lambda life: life.vault.items and len(life.live()) > 1, times=3)
def edit_in_every_browser(life: Life, dice: Dice) -> None:
    for at in life.live():
        changes.edit(life, at, dice.what, title=dice.word + at.name)


# Key copies and browsers


@act()
def take_copy(life: Life, dice: Dice) -> None:
    life.issue(life.at(dice.who), dice.of(["picture", "file", "kit", "backup"]))


@act()
def mail_copy(life: Life, dice: Dice) -> None:
    changes.mail_copy(life, life.at(dice.who))


@act(lambda life: life.copies)
def cancel_copy(life: Life, dice: Dice) -> None:
    changes.cancel_copy(life, life.at(dice.who), dice.of(life.copies))


@act(lambda life: life.copies and len(life.browsers) < BROWSERS)
def authorize_with_a_copy(life: Life, dice: Dice) -> None:
    changes.add_browser(life, dice.of(life.copies))


@act()
def authorize_again(life: Life, dice: Dice) -> None:
    changes.authorize_again(life, life.at(dice.who))


@act()
def revoke(life: Life, dice: Dice) -> None:
    at = life.at(dice.who)
    changes.revoke(life, at, dice.of(life.browsers))


# Sessions


@act()
def reopen(life: Life, dice: Dice) -> None:
    changes.reopen(life, life.at(dice.who))


@act()
def sign_out(life: Life, dice: Dice) -> None:
    changes.sign_out(life, life.at(dice.who))


@act()
def end_session(life: Life, dice: Dice) -> None:
    at = life.at(dice.who)
    changes.end_session(life, at, dice.of(life.live()))


@act()
def end_other_sessions(life: Life, dice: Dice) -> None:
    changes.end_others(life, life.at(dice.who))


# Password and address


@act(times=2)
def change_password(life: Life, dice: Dice) -> None:
    """Perhaps with a copy that is cancelled in the same act."""
    changes.change_password(life, life.at(dice.who), [dice.of(life.copies)] if life.copies and dice.luck else [])


@act(times=2)
def ask_for_email(life: Life, dice: Dice) -> None:
    """For a new address, or back to the one before."""
    before = life.former_emails[-1:] if dice.luck else []
    changes.ask_for_email(life, life.at(dice.who), *before or [f"{life.new_name('ada')}@example.org"])


@act(lambda life: life.pending, times=4)
def confirm_email(life: Life, dice: Dice) -> None:
    changes.confirm_email(life, life.at(dice.who))


@act(lambda life: life.pending, times=2)
def withdraw_email(life: Life, dice: Dice) -> None:
    changes.withdraw_email(life, life.at(dice.who))


# The Account Key


@act()
def replace_the_key(life: Life, dice: Dice) -> None:
    replacing.see_through(life, at_attempt(life) or life.at(dice.who))


@act(times=4)
def begin_replacement(life: Life, dice: Dice) -> None:
    replacing.begin(life, life.at(dice.who))
    if life.attempt and dice.luck:
        replacing.go_on(life, life.attempt)


@act(lambda life: life.attempt, times=6)
def go_on_replacing(life: Life, dice: Dice) -> None:
    """A step of it, or the swap, perhaps too early, perhaps when something has just been saved."""
    at = at_attempt(life)
    assert at
    assert life.attempt
    if dice.what % 4 == 0:
        changes.add(life, at, [dice.word])
    (replacing.swap if dice.luck else replacing.go_on)(life, life.attempt)


@act(lambda life: life.attempt, times=2)
def give_up_replacing(life: Life, dice: Dice) -> None:
    replacing.give_up(life, life.at(dice.who))


# Ways back, and the end


@act(times=3)
def ask_for_reset(life: Life, dice: Dice) -> None:
    """Of either kind, whether that can be or not; most times the link is opened at once."""
    resetting.begin(life, "erase" if dice.luck else "recover")
    if life.reset and life.reset.stage == "asked" and dice.what % 4:
        resetting.go_on(life, life.reset)


@act(lambda life: life.reset and life.reset.stage != "ready", times=2)
def go_on_resetting(life: Life, dice: Dice) -> None:
    assert life.reset
    resetting.go_on(life, life.reset)


@act(times=2)
def reset(life: Life, dice: Dice) -> None:
    resetting.see_through(life, "recover" if life.recovery and dice.luck else "erase", found=dice.what % 4 > 0)


@act(lambda life: life.reset, times=4)
def cancel_reset(life: Life, dice: Dice) -> None:
    resetting.cancel(life, life.at(dice.who))


@act(times=2)
def set_up_recovery(life: Life, dice: Dice) -> None:
    resetting.set_up(life, life.at(dice.who))


@act(lambda life: life.recovery, times=2)
def remove_recovery(life: Life, dice: Dice) -> None:
    resetting.remove(life, life.at(dice.who))


@act(lambda life: life.vault.version > 6, times=3)
def delete_account(life: Life, dice: Dice) -> None:
    resetting.delete(life, life.at(dice.who))


@act()
def wait(life: Life, dice: Dice) -> None:
    life.pass_time(dice.of([1, 12, 25, 73]))


def at_attempt(life: Life) -> Browser | None:
    """The browser that replaces the key, signed in."""
    return life.at(life.browsers.index(life.attempt.at)) if life.attempt else None
