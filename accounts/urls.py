"""The pages' paths, and what `config/urls.py` mounts for allauth and for the admin."""

from django.urls import path

from . import entry, views
from .admin import site

urlpatterns = [
    path("", views.landing, name="landing"),
    path("signup/", views.signup, name="signup"),
    path("verify/", views.verify, name="verify"),
    path("welcome/", views.welcome, name="welcome"),
    path("signin/", views.signin, name="signin"),
    path("authorize/", views.authorize, name="authorize"),
    path("vault/", views.vault, name="vault"),
    path("settings/", views.settings, name="settings"),
    path("help/", views.help_centre, name="help"),
    path("reset/", views.reset, name="reset"),
]

auth_urls = entry.urlpatterns()
admin_site_urls = site.urls
