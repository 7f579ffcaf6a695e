"""What staff did: rows that are written once, and outlive the accounts they tell of."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .addresses import EMAIL_LENGTH

COMMAND_LINE = "(command line)"  # stands where a member of staff would


class WrittenOnce(models.QuerySet["StaffAct"]):
    """Rows that are neither changed nor deleted, not even in bulk."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("a record of staff is not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("a record of staff is not deleted")


class StaffAct(models.Model):
    """What a member of staff did to an account. Rows are written once: there is no verb that changes or deletes one."""

    class Act(models.TextChoices):
        SUSPEND = "suspend", _("suspend")
        REACTIVATE = "reactivate", _("reactivate")
        SIGN_OUT = "sign out everywhere", _("sign out everywhere")
        REVOKE_BROWSERS = "revoke browsers", _("revoke browsers")
        REVOKE_BROWSER = "revoke browser", _("revoke browser")
        DELETE = "delete account", _("delete account")
        GRANT_STAFF = "grant staff", _("grant staff")
        REVOKE_STAFF = "revoke staff", _("revoke staff")

    at = models.DateTimeField(_("at"), default=timezone.now)
    staff = models.CharField(_("staff member"), max_length=EMAIL_LENGTH)
    act = models.CharField(_("act"), max_length=40, choices=Act)
    account_id = models.UUIDField(_("account id"), help_text=_("Kept when the account is gone."))
    account_email = models.CharField(_("account email"), max_length=EMAIL_LENGTH)
    detail = models.CharField(_("detail"), max_length=200, blank=True)

    objects = WrittenOnce.as_manager()

    class Meta:
        verbose_name = _("staff act")
        verbose_name_plural = _("staff acts")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_act_display()} {self.account_email}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a record of staff is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a record of staff is not deleted")

    @property
    def who(self) -> str:
        """The member of staff, as shown to others."""
        return gettext("(command line)") if self.staff == COMMAND_LINE else self.staff
