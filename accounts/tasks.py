"""What the workers do. Tasks take ids, may run twice, and may die half-way: the outbox row decides, not the queue."""

from celery import shared_task
from django.conf import settings

from . import emailchange, enrollment, outbox, resets, sessions

# A task is killed when the lease of whatever it claimed can still not have run out, so nobody else has started on it.
WITHIN_LEASE = settings.OUTBOX_LEASE_SECONDS
# A sweep that waited this long in the queue has been overtaken by later ones.
STALE = 300


@shared_task(acks_late=True, ignore_result=True, time_limit=WITHIN_LEASE)
def deliver_message(message_id: str) -> None:
    outbox.deliver(message_id)


@shared_task(acks_late=True, ignore_result=True, time_limit=WITHIN_LEASE, expires=STALE)
def sweep_outbox() -> None:
    outbox.sweep()


@shared_task(acks_late=True, ignore_result=True, expires=STALE)
def sweep_unconfirmed() -> None:
    enrollment.sweep_unconfirmed()
    emailchange.sweep()


@shared_task(acks_late=True, ignore_result=True, expires=STALE)
def sweep_sessions() -> None:
    sessions.sweep()


@shared_task(acks_late=True, ignore_result=True, expires=STALE)
def sweep_resets() -> None:
    resets.sweep()
