"""What staff see of a vault: how new, how many, how large. Never a sealed byte, and nothing can be changed."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from accounts.admin import ReadOnlyAdmin, site

from .models import Head, Item

ITEMS = Item.objects.filter(account=OuterRef("account")).order_by().values("account")
NEWEST = Head.objects.filter(account=OuterRef("account")).order_by("-version").values("version")[:1]


@admin.register(Head, site=site)
class VaultAdmin(ReadOnlyAdmin):
    """One row a vault: its newest head, with the count and the size of its items."""

    list_display = ["account", "version", "generation", "made_at", "item_count", "sealed_size"]
    fields = ["account", "version", "generation", "made_at", "item_count", "sealed_size"]
    search_fields = ["account__email"]
    ordering = ["-made_at"]
    list_select_related = ["account"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Head]:
        heads: QuerySet[Head] = super().get_queryset(request)
        return (
            heads.defer("blob")
            .filter(version=Subquery(NEWEST))
            .annotate(items=Subquery(ITEMS.annotate(count=Count("pk")).values("count")))
        )

    @admin.display(description=_("items"))
    def item_count(self, head: Head) -> int:
        return getattr(head, "items", None) or 0

    @admin.display(description=_("sealed size"))
    def sealed_size(self, head: Head) -> str:
        return filesizeformat(head.size)
