"""The security events that owners are told of, and the words of each notice."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop as _


class Event(StrEnum):
    """What is told. Stored in the payload of an outbox row for minutes, so the words may change at any time."""

    PASSWORD_CHANGED = "password-changed"  # noqa: S105  # the name of an event
    EMAIL_CHANGE_ASKED = "email-change-asked"
    EMAIL_CHANGED = "email-changed"
    KEY_REPLACED = "key-replaced"
    BROWSER_REVOKED = "browser-revoked"
    FACTOR_ADDED = "factor-added"
    FACTOR_REMOVED = "factor-removed"
    CODES_MADE = "codes-made"
    RESET_BEGUN = "reset-begun"
    RESET_CANCELLED = "reset-cancelled"
    RESET_DONE = "reset-done"
    RECOVERY_SET = "recovery-set"
    RECOVERY_REMOVED = "recovery-removed"
    RECOVERY_USED = "recovery-used"
    SIGNED_OUT = "signed-out-everywhere"
    DELETED = "account-deleted"


@dataclass(frozen=True)
class Words:
    """`title` is the subject too, `meaning` what follows from it, `otherwise` what to do if it was not the owner.

    English: mail.py translates.
    """

    title: str
    meaning: str
    otherwise: str


CHANGE_BOTH = _(
    "In a browser of yours, open Settings > Security, change the password, then replace the Account Key. "
    "Revoke browsers that you do not know under Settings > Browsers."
)
WORDS = {
    Event.PASSWORD_CHANGED: Words(
        _("The account password was changed"),
        _("Every other session was signed out. Browsers, key copies and backups go on working with the new password."),
        _(
            "Whoever did it knows your old password and used one of your browsers. Ask whoever runs this server "
            "to suspend the account, and look at the reset page for what still helps."
        ),
    ),
    Event.EMAIL_CHANGE_ASKED: Words(
        _("A new e-mail address was asked for"),
        _("It takes effect once the code that went to the new address is typed, within 24 hours."),
        _(
            "In a browser of yours, open Settings > Security, change the password, then replace the Account Key. "
            "Revoke browsers that you do not know under Settings > Browsers. Changing the password voids the new "
            "address."
        ),
    ),
    Event.EMAIL_CHANGED: Words(
        _("The e-mail address of your account was changed"),
        _("Sign in with the new address from now on. Every other session was signed out."),
        _("Ask whoever runs this server to suspend the account."),
    ),
    Event.KEY_REPLACED: Words(
        _("The Account Key was replaced"),
        _("Every other browser was cut off, and every older key copy is void. Keep the new one."),
        _("Ask whoever runs this server to suspend the account."),
    ),
    Event.BROWSER_REVOKED: Words(
        _("A browser was revoked"),
        _("It has erased its copy of the Account Key and its saved items, or will when it next asks."),
        CHANGE_BOTH,
    ),
    Event.FACTOR_ADDED: Words(
        _("A second factor was added"),
        _("Signing in asks for it after the password."),
        CHANGE_BOTH,
    ),
    Event.FACTOR_REMOVED: Words(
        _("A second factor was removed"),
        _("Signing in no longer asks for it."),
        CHANGE_BOTH,
    ),
    Event.CODES_MADE: Words(
        _("New recovery codes were made"),
        _("The codes of before no longer work."),
        CHANGE_BOTH,
    ),
    Event.RESET_BEGUN: Words(
        _("A reset of this account has begun"),
        _(
            "In 72 hours a second message will let whoever reads this mailbox go on. Until then any authorized "
            "browser can cancel it."
        ),
        _("Open your vault in any authorized browser and choose Cancel the reset."),
    ),
    Event.RESET_CANCELLED: Words(
        _("The reset of this account was cancelled"),
        _("Nothing has changed."),
        _(
            "Somebody with an authorized browser of yours cancelled it. In a browser of yours, open Settings > "
            "Security, change the password, then replace the Account Key. Revoke browsers that you do not know "
            "under Settings > Browsers."
        ),
    ),
    Event.RESET_DONE: Words(
        _("The account was reset"),
        _("The old vault, its key copies and its browsers were erased, and a new account was begun with this address."),
        _(
            "Somebody else reads this mailbox: change its password first. Ask whoever runs this server to delete "
            "the new account, and for what the server's own backups still hold of the old one."
        ),
    ),
    Event.RECOVERY_SET: Words(
        _("A recovery key was set up"),
        _("Whoever has it and reads this mailbox can open the vault after 72 hours."),
        CHANGE_BOTH,
    ),
    Event.RECOVERY_REMOVED: Words(
        _("The recovery key was removed"),
        _("It opens nothing any more."),
        CHANGE_BOTH,
    ),
    Event.RECOVERY_USED: Words(
        _("The account was recovered with its recovery key"),
        _(
            "It has a new password; every browser and key copy of before is void. Replace the Account Key next: "
            "Settings > Security."
        ),
        _("Ask whoever runs this server to suspend the account."),
    ),
    Event.SIGNED_OUT: Words(
        _("Other sessions of your account were ended"),
        _("Those browsers stay authorized and ask for the password again."),
        CHANGE_BOTH,
    ),
    Event.DELETED: Words(
        _("Your account was deleted"),
        _("Its items, key copies and browsers are gone from this server."),
        _("Ask whoever runs this server for what its own backups still hold."),
    ),
}
