"""`make run`: comes up, restarts what dies, stops cleanly, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.site import Site, wait_for


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    if site.process.poll() is None:
        site.stop()


def children(site: Site) -> dict[int, str]:
    """The direct children of the supervisor by process id."""
    shown = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(site.process.pid)], capture_output=True, text=True, check=False
    ).stdout
    lines = (line.split(None, 1) for line in shown.splitlines())
    return {int(number): words for number, words in lines}


def family(child: int) -> list[int]:
    """A child of the supervisor and all that it started: it leads a session of its own."""
    shown = subprocess.run(["ps", "-o", "pid=", "-s", str(child)], capture_output=True, text=True, check=False).stdout
    return [int(number) for number in shown.split()]


def gone(processes: Iterable[int]) -> bool:
    return not any(Path(f"/proc/{process}").exists() for process in processes)


def serves(site: Site) -> bool:
    with urllib.request.urlopen(f"{site.url}/healthz", timeout=5) as answer:
        return bool(answer.status == 200)


def test_it_starts_broker_web_server_and_worker(site: Site) -> None:
    found = " ".join(children(site).values())
    assert len(children(site)) == 3
    assert all(name in found for name in ("valkey", "granian", "celery"))
    assert serves(site)


@pytest.mark.parametrize("name", ["valkey", "granian", "celery"])
def test_it_restarts_what_dies(site: Site, name: str) -> None:
    victim = next(number for number, words in children(site).items() if name in words)
    before = family(victim)
    subprocess.run(["kill", "-9", str(victim)], check=True)
    wait_for(lambda: victim not in children(site) and len(children(site)) == 3, f"another {name}")
    wait_for(lambda: "starting it again" in site.log.read_text("utf8"), "a word about it")
    wait_for(lambda: gone(before), "what it had started to end")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_everything_at_a_signal(site: Site, number: signal.Signals) -> None:
    before = children(site)
    all_of_them = [process for child in before for process in family(child)]
    site.process.send_signal(number)
    assert site.process.wait(60) == 0
    assert gone(before)
    wait_for(lambda: gone(all_of_them), "what they had started to end")


def test_a_supervisor_that_is_killed_leaves_no_orphans_not_even_one_that_hangs(site: Site) -> None:
    web = next(number for number, words in children(site).items() if "granian" in words)
    before = [process for child in children(site) for process in family(child)]
    # A worker that is told to stop while it starts does not hear it.
    os.kill(next(process for process in family(web) if process != web), signal.SIGSTOP)
    site.process.kill()
    site.process.wait(10)
    wait_for(lambda: gone(before), "the children to end")


def test_a_port_in_use_is_said_before_anything_starts(site: Site, tmp_path: Path) -> None:
    again = subprocess.run(
        [sys.executable, "-m", "tools.serve"],
        cwd=Path(__file__).resolve().parents[2],
        env=site.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode != 0
    assert f"Port {site.port} is in use" in again.stderr
    assert serves(site)
