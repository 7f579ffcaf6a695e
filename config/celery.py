"""The Celery application: it finds every app's `tasks` module and takes its settings from Django's (`CELERY_…`)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tessera")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def check_start(**_: Any) -> None:
    from .checks import refuse_unsafe_start

    refuse_unsafe_start()
