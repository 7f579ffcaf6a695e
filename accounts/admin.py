"""The staff's view: metadata only, no credential to set, nothing sealed to read (ATTACKS W10).

It lies behind the same sign-in and the same authorized browser as everything else. Tessera's other admin classes
register on `site`. What staff do is written to StaffAct; Django's own log of admin changes is not used beside it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.contrib.admin.sites import AdminSite
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from . import browsers, factors, staff
from .models import Account, Browser, KeyCopy, OutboxMessage
from .records import StaffAct

# django-stubs' ModelAdmin takes a model; Django's own does not.
if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Base = admin.ModelAdmin[Any]
else:
    Base = admin.ModelAdmin

Row = TypeVar("Row", bound=Model)
CLOSED = {"password_change", "password_change_done", "autocomplete", "view_on_site"}


def _staff_at_home(request: HttpRequest) -> Account | None:
    """The account of this request if it is staff, in an authorized browser."""
    account = request.user
    if not (isinstance(account, Account) and account.is_active and account.is_staff):
        return None
    return account if browsers.standing(request) else None


class Site(AdminSite):
    """Open to staff in an authorized browser whose account has a second factor; a page says so to those who have none.

    Signing in and out happens on Tessera's own pages.
    """

    site_header = _("Tessera: accounts")
    site_title = "Tessera"
    index_title = _("What staff may see")
    site_url = "/vault/"

    def has_permission(self, request: HttpRequest) -> bool:
        account = _staff_at_home(request)
        return account is not None and factors.exists(account)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if _staff_at_home(request) and not self.has_permission(request):
            return render(request, "admin/factor.html", status=403)
        return HttpResponseRedirect("/signin/")

    def logout(  # type: ignore[override]  # the stock view's type is narrower than the stock site needs
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect("/settings/")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [found for found in super().get_urls() if getattr(found, "name", None) not in CLOSED]


site = Site()


class ReadOnlyAdmin(Base):
    """A list and a page of named fields, nothing to write. Fields are named one by one: a new one is not shown."""

    actions: Any = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        return []


def _for_each(verb: Callable[[str, Row], None], label: "_StrPromise", done: "_StrPromise") -> Any:
    """An action of a list: does one of `staff`'s verbs to every chosen row; `done` says to how many, its `{count}`."""

    @admin.action(description=label)
    def act(owner: ReadOnlyAdmin, request: HttpRequest, chosen: QuerySet[Row]) -> None:
        rows = list(chosen)
        for row in rows:
            verb(str(request.user), row)
        owner.message_user(request, str(done).format(count=len(rows)))

    act.__name__ = verb.__name__
    return act


@admin.register(Account, site=site)
class AccountAdmin(ReadOnlyAdmin):
    list_display = ["email", "is_active", "is_staff", "confirmed_at", "made_at", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "id"]
    ordering = ["-made_at"]
    fields = [
        "id", "email", "is_active", "is_staff", "made_at", "confirmed_at", "last_login", "generation", "replaced_at"
    ]  # fmt: skip
    actions = [
        _for_each(staff.suspend, _("Suspend selected accounts"), _("Suspend accounts: {count} done.")),
        _for_each(staff.reactivate, _("Reactivate selected accounts"), _("Reactivate accounts: {count} done.")),
        _for_each(
            staff.sign_out,
            _("Sign selected accounts out everywhere"),
            _("Sign accounts out everywhere: {count} done."),
        ),
        _for_each(
            staff.revoke_browsers,
            _("Revoke all browsers of selected accounts"),
            _("Revoke all browsers of accounts: {count} done."),
        ),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        # What hangs on an account goes with it: there is nothing to list, and no permission to ask, row by row.
        names = [str(account) for account in objs]
        return names, {str(self.opts.verbose_name_plural): len(names)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Account) -> None:
        staff.delete(str(request.user), obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Account]) -> None:
        for account in queryset:
            staff.delete(str(request.user), account)


@admin.register(Browser, site=site)
class BrowserAdmin(ReadOnlyAdmin):
    list_display = ["name", "account", "first_used_at", "last_used_at"]
    search_fields = ["account__email", "name"]
    fields = ["name", "account", "first_used_at", "last_used_at", "authorized_by"]
    actions = [_for_each(staff.revoke_browser, _("Revoke selected browsers"), _("Revoke browsers: {count} done."))]


@admin.register(KeyCopy, site=site)
class KeyCopyAdmin(ReadOnlyAdmin):
    list_display = ["account", "kind", "made_at", "last_used_at", "cancelled_at"]
    list_filter = ["kind"]
    search_fields = ["account__email"]
    fields = ["account", "kind", "made_at", "last_used_at", "cancelled_at"]


@admin.register(OutboxMessage, site=site)
class OutboxAdmin(ReadOnlyAdmin):
    list_display = ["email", "kind", "state", "attempts", "last_error", "made_at", "sent_at"]
    list_filter = ["state", "kind"]
    search_fields = ["email"]
    fields = ["email", "kind", "state", "attempts", "last_error", "made_at", "due_at", "sent_at"]


@admin.register(StaffAct, site=site)
class StaffActAdmin(ReadOnlyAdmin):
    list_display = ["at", "who", "act", "account_email", "detail"]
    list_filter = ["act"]
    search_fields = ["staff", "account_email"]
    fields = ["at", "who", "act", "account_email", "account_id", "detail"]

    @admin.display(description=_("staff member"), ordering="staff")
    def who(self, row: StaffAct) -> str:
        return row.who
