"""Tasks: found by name, given ids, safe to run twice, and refused in any format but JSON."""

import time
import uuid
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from celery import current_app
from django.conf import settings

from accounts import outbox, tasks
from accounts.models import OutboxMessage
from tests.accounts.post import key_message, key_string
from vault.tasks import sweep_replacements

State = OutboxMessage.State
SWEEPS = (tasks.sweep_outbox, tasks.sweep_unconfirmed, tasks.sweep_sessions, tasks.sweep_resets, sweep_replacements)
ALL = (tasks.deliver_message, *SWEEPS)


def test_whatever_is_sent_or_scheduled_by_name_exists() -> None:
    names = {outbox.DELIVER, *(entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values())}
    assert names == {task.name for task in ALL}
    assert names <= set(current_app.tasks)


@pytest.mark.parametrize("task", ALL, ids=lambda task: str(task.name))
def test_a_task_is_acknowledged_when_done_and_keeps_no_result(task: object) -> None:
    assert getattr(task, "acks_late", None) is True
    assert getattr(task, "ignore_result", None) is True


def test_a_worker_is_stopped_before_its_lease_runs_out() -> None:
    for task in (tasks.deliver_message, tasks.sweep_outbox):
        assert task.time_limit is not None
        assert 0 < task.time_limit <= settings.OUTBOX_LEASE_SECONDS


def test_only_json_is_accepted_and_nothing_is_stored() -> None:
    assert list(current_app.conf.accept_content) == ["json"]
    assert current_app.conf.task_serializer == "json"
    assert current_app.conf.result_backend is None


@pytest.mark.django_db
def test_delivery_by_task_runs_twice_and_sends_once(mailoutbox: list[object]) -> None:
    message = key_message()
    for _ in range(2):
        tasks.deliver_message(str(message.pk))
    assert len(mailoutbox) == 1
    message.refresh_from_db()
    assert message.state == State.SENT


@pytest.mark.django_db
def test_a_task_for_a_row_that_is_gone_does_nothing(mailoutbox: list[object]) -> None:
    tasks.deliver_message(str(uuid.uuid4()))
    assert mailoutbox == []


def test_the_sweeps_call_their_verbs() -> None:
    with (
        patch("accounts.outbox.sweep") as letters,
        patch("accounts.enrollment.sweep_unconfirmed") as people,
        patch("accounts.sessions.sweep") as sessions,
        patch("accounts.resets.sweep") as resets,
        patch("accounts.emailchange.sweep") as addresses,
    ):
        tasks.sweep_outbox()
        tasks.sweep_unconfirmed()
        tasks.sweep_sessions()
        tasks.sweep_resets()
    assert [called.call_count for called in (letters, people, sessions, resets, addresses)] == [1, 1, 1, 1, 1]


@pytest.fixture
def no_broker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis+socket://{tmp_path}/nobody.sock")


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_a_broker_that_is_down_neither_fails_nor_delays_the_caller(
    django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    began = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        message = key_message()
    assert time.monotonic() - began < 1
    assert "the broker cannot be reached" in caplog.text
    assert key_string()[6:] not in caplog.text
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.WAITING, 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker")
def test_the_sweep_needs_no_broker() -> None:
    message = key_message()
    outbox.sweep()
    message.refresh_from_db()
    assert message.state == State.SENT
