from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.enrollment import enrolled

        from . import sync

        enrolled.connect(sync.enroll)
