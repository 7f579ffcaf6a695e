"""What is kept: sealed items, and the chain of sealed heads that says which of them are the vault."""

import uuid
from typing import Self, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Account

Row = TypeVar("Row", bound=models.Model)


class OwnedQuerySet(models.QuerySet[Row]):
    """The one door to sealed rows: nothing is read or written but through an account."""

    def owned_by(self, account: Account) -> Self:
        return self.filter(account=account)


class Item(models.Model):
    """The newest revision of one item, sealed as docs/formats.md §6 says. `version` is the vault's when it changed."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    item_id = models.UUIDField(help_text="Made in the browser.")
    revision = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField()
    blob = models.BinaryField()
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet["Item"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "item_id"], name="item_of_account")]
        indexes = [models.Index(fields=["account", "version", "item_id"], name="item_since")]

    def __str__(self) -> str:
        return f"{self.item_id}, revision {self.revision}"


class Head(models.Model):
    """One vault head (docs/formats.md §7). Every head is kept: a browser follows the chain from its pin."""

    account = models.ForeignKey(Account, models.CASCADE, verbose_name=_("account"), related_name="+")
    generation = models.PositiveIntegerField(_("generation"))
    version = models.PositiveBigIntegerField(_("version"))
    blob = models.BinaryField(max_length=141)
    # Carried from head to head, so that no commit has to add the whole vault up.
    size = models.PositiveBigIntegerField("sealed bytes of all items", default=0)
    # With the first head of a generation: without it a browser could not follow the chain from a pin of before.
    former = models.BinaryField("vault key of before, sealed", max_length=97, null=True)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = OwnedQuerySet["Head"].as_manager()

    class Meta:
        # To staff, who see the newest head of each.
        verbose_name = _("vault")
        verbose_name_plural = _("vaults")
        # The constraint is also what decides between two browsers that commit at the same moment.
        constraints = [models.UniqueConstraint(fields=["account", "version"], name="head_of_version")]

    def __str__(self) -> str:
        return gettext("version {version}").format(version=self.version)


class Replacement(models.Model):
    """A replacement of the Account Key under way: where the vault, sealed anew, is staged until one act swaps it in."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="+")
    browser_id = models.UUIDField(help_text="The one that does it; another starts over.")
    copy_id = models.UUIDField(default=uuid.uuid4, help_text="Its own key copy to be, which names this attempt.")
    base = models.PositiveBigIntegerField(help_text="The vault's version when it began.")
    made_at = models.DateTimeField(default=timezone.now)

    objects = OwnedQuerySet["Replacement"].as_manager()

    def __str__(self) -> str:
        return f"from version {self.base} on"


class StagedItem(models.Model):
    """One item sealed under the vault key to be."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    replacement = models.ForeignKey(Replacement, models.CASCADE, related_name="items")
    item_id = models.UUIDField()
    revision = models.PositiveIntegerField()
    blob = models.BinaryField()
    # SHA-256 of the blob: the swap adds them up in one short transaction, without reading the blobs again.
    digest = models.BinaryField(max_length=32, default=bytes)

    objects = OwnedQuerySet["StagedItem"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "item_id"], name="staged_of_account")]

    def __str__(self) -> str:
        return f"{self.item_id}, revision {self.revision}"
