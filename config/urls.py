"""Every path of the site. tests/test_routes.py lists each with its gate."""

from django.conf import settings
from django.urls import include, path

from accounts.api import router as accounts_router
from accounts.changesapi import router as changes_router
from accounts.factorsapi import router as factors_router
from accounts.mailpage import mail_urls
from accounts.receiptsapi import router as receipts_router
from accounts.resetapi import router as resets_router
from accounts.sessionsapi import router as sessions_router
from accounts.urls import admin_site_urls, auth_urls
from vault.api import router as vault_router
from vault.breachapi import router as breach_router
from vault.replacementapi import router as replacement_router

from . import views
from .api import api

api.add_router("", accounts_router)
api.add_router("", changes_router)
api.add_router("", receipts_router)
api.add_router("", resets_router)
api.add_router("factors", factors_router)
api.add_router("sessions", sessions_router)
api.add_router("vault/breaches", breach_router)
api.add_router("vault", vault_router)
api.add_router("vault", replacement_router)

urlpatterns = [
    path("", include("accounts.urls")),
    path("api/", api.urls),
    path("_allauth/browser/v1/", include(auth_urls)),
    path("admin/", admin_site_urls),
    path("healthz", views.healthz, name="healthz"),
    *(mail_urls if settings.MAIL_PAGE else []),
]
