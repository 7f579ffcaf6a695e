"""Who has an account, which browsers may open its vault, and which copies of its key are about.

Everything here is metadata or sealed (docs/formats.md); what each secret is for is in docs/keys.md.
"""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import atrest
from . import records as records  # Django looks for a package's models here
from .addresses import EMAIL_LENGTH

LANGUAGE = "en"  # of e-mails, until somebody has asked for another
SUITE = 1  # the one suite there is (docs/formats.md)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the address as the protocol spells it."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").lower())


class Account(AbstractBaseUser, PermissionsMixin):
    """One person's account. `password` holds Argon2id over the peppered login secret, never the account password."""

    id = models.UUIDField(_("id"), primary_key=True, editable=False, help_text=_("Made in the browser at sign-up."))
    email = models.EmailField(_("email"), unique=True, max_length=EMAIL_LENGTH)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, editable=False)
    suite = models.PositiveSmallIntegerField(default=SUITE, editable=False)
    salt = models.BinaryField(max_length=16)
    generation = models.PositiveIntegerField(_("generation"), default=1, editable=False)
    replaced_at = models.DateTimeField(_("Account Key replaced"), null=True, editable=False)
    proof_key = models.BinaryField(max_length=32)
    keyset = models.BinaryField(max_length=97)
    carrier_record = models.BinaryField(help_text="Sealed by the browser, encrypted here under an environment key.")
    proved_at = models.DateTimeField("a copy last proved", null=True, editable=False)
    drills_declined = models.BooleanField("wants no drills", default=False, editable=False)
    language = models.CharField("language of its e-mails", max_length=8, default=LANGUAGE, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.email

    def open_carrier_record(self) -> bytes:
        """The record as the browser sealed it, 97 bytes. Only for a session that has just shown the password."""
        return atrest.decrypt(bytes(self.carrier_record))

    def speak(self, language: str | None) -> None:
        """E-mails to this account are in this language from now on."""
        if language and language != self.language:
            self.language = language
            self.save(update_fields=["language"])

    @property
    def key_taken(self) -> bool:
        """Whether a copy of this Account Key was ever taken outside the browsers; until then the vault stays closed.

        One that was cancelled later counts, one whose message was given up does not: it never left.
        """
        outside = self.key_copies.filter(generation=self.generation).exclude(kind=KeyCopy.Kind.BROWSER)
        return outside.exclude(message__state=OutboxMessage.State.EXPIRED).exists()


class Reservation(models.Model):
    """An account id that a sign-up has named, kept for its address while that may still be confirmed.

    It is there whether the address has an account or not, so that asking for an id again tells nothing about addresses.
    """

    account_id = models.UUIDField(primary_key=True, editable=False)
    claim = models.BinaryField(max_length=32, help_text="A keyed hash of the address.")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.account_id)


class KeyCopy(models.Model):
    """One issued key string. Its release share opens it, together with password and server; cancelling erases that."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("QR e-mailed")
        PICTURE = "picture", _("Picture")
        FILE = "file", _("Key file")
        KIT = "kit", _("Words or kit")
        BACKUP = "backup", _("Backup")
        BROWSER = "browser", _("Browser")

    account = models.ForeignKey(Account, models.CASCADE, verbose_name=_("account"), related_name="key_copies")
    copy_id = models.UUIDField(editable=False, help_text="Made in the browser; another account may have it too.")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used at"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    generation = models.PositiveIntegerField(default=1, help_text="Above the account's: of a replacement under way.")
    share = models.BinaryField(max_length=32, null=True, help_text="The release share; null once cancelled.")

    class Meta:
        verbose_name = _("key copy")
        verbose_name_plural = _("key copies")
        constraints = [models.UniqueConstraint(fields=["account", "copy_id"], name="copy_of_account")]
        ordering = ["-made_at"]

    def __str__(self) -> str:
        made = date_format(self.made_at, gettext("j F Y"))
        return f"{self.get_kind_display()}, {made}"

    def cancel(self) -> None:
        """Erase the release share: the copy opens nothing any more."""
        self.share = None
        self.cancelled_at = self.cancelled_at or timezone.now()
        self.save(update_fields=["share", "cancelled_at"])

    def used(self) -> None:
        self.last_used_at = timezone.now()
        self.save(update_fields=["last_used_at"])


class Browser(models.Model):
    """An authorized browser: the holder of the row token whose SHA-256 is kept here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, verbose_name=_("account"), related_name="browsers")
    name = models.CharField(_("name"), max_length=100)
    token_hash = models.BinaryField(max_length=32, unique=True)
    own_copy = models.OneToOneField(KeyCopy, models.RESTRICT, related_name="browser")
    authorized_by = models.ForeignKey(
        KeyCopy, models.SET_NULL, verbose_name=_("authorized by"), null=True, related_name="authorized"
    )
    session_key = models.CharField(max_length=40, blank=True)
    first_used_at = models.DateTimeField(_("first used at"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used at"), default=timezone.now)

    class Meta:
        verbose_name = _("browser")
        verbose_name_plural = _("browsers")
        ordering = ["-last_used_at"]

    def __str__(self) -> str:
        return self.name


class OutboxMessage(models.Model):
    """An e-mail on its way. The payload is encrypted under an environment key and erased once it is not needed."""

    class Kind(models.TextChoices):
        KEY = "key", _("Account Key")
        CODE = "code", _("Code")
        EXISTS = "exists", _("Account exists already")
        BROWSER = "browser", _("New browser")
        NOTICE = "notice", _("Security notice")
        RESET = "reset", _("Reset link")
        NOTHING = "nothing", _("Nothing")  # never sent: it costs what a code costs, for an address that gets none

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Sending")
        SENT = "sent", _("Sent")
        EXPIRED = "expired", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="messages")
    key_copy = models.OneToOneField(KeyCopy, models.CASCADE, null=True, related_name="message")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    email = models.EmailField(_("email"), max_length=EMAIL_LENGTH)
    language = models.CharField(max_length=8, default=LANGUAGE)
    payload = models.BinaryField(null=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_due")]

    def __str__(self) -> str:
        return gettext("{kind} to {email}").format(kind=self.get_kind_display(), email=self.email)


class EmailChange(models.Model):
    """A new address that waits for its code, 24 hours at most: what the account becomes once that is typed.

    It holds while the proof key that signed it is the account's.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="email_change")
    email = models.EmailField(max_length=EMAIL_LENGTH)
    code_hash = models.BinaryField(max_length=32)
    signed_by = models.BinaryField(max_length=32, help_text="The public proof key of that day.")
    credential = models.CharField(max_length=128)
    salt = models.BinaryField(max_length=16)
    proof_key = models.BinaryField(max_length=32)
    keyset = models.BinaryField(max_length=97)
    carrier_record = models.BinaryField(help_text="As the account's.")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.account} to {self.email}"


class Recovery(models.Model):
    """The owner's recovery key, set up beforehand: the vault key sealed under it, and what its use is proved with."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="recovery")
    record = models.BinaryField(max_length=97)
    proof_key = models.BinaryField(max_length=32)
    made_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField("used; the Account Key not replaced since", null=True)

    def __str__(self) -> str:
        return str(self.account)


class Reset(models.Model):
    """A way back for somebody who is locked out. Nothing happens before 72 hours in which any authorized browser can
    cancel it; cancelling or running out deletes the row.
    """

    class Kind(models.TextChoices):
        ERASE = "erase", "Begin anew, erasing the old data"
        RECOVER = "recover", "With the recovery key"

    account = models.OneToOneField(Account, models.CASCADE, related_name="reset")
    kind = models.CharField(max_length=8, choices=Kind)
    token_hash = models.BinaryField(max_length=32, unique=True, help_text="Of the link that was mailed last.")
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField("first link opened", null=True)
    ready_at = models.DateTimeField("second link mailed", null=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.account}"
