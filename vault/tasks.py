"""What the workers do for the vault: nothing that anybody waits for."""

from celery import shared_task

from . import replacement

# A sweep that waited this long in the queue has been overtaken by later ones.
STALE = 3600


@shared_task(acks_late=True, ignore_result=True, expires=STALE)
def sweep_replacements() -> None:
    replacement.sweep()
