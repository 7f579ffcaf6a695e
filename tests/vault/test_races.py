"""Two browsers at the same moment: one commits, the other is told. The same on SQLite and on PostgreSQL."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .race import BROWSERS, ROUNDS

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'race.sqlite3'}"
    return str(request.getfixturevalue("postgres"))


def race(database: str, folder: Path, module: str = "tests.vault.race") -> Any:
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": database, "TESSERA_DATA": str(folder / "data")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_of_parallel_commits_exactly_one_wins_and_pulls_see_whole_versions(database: str, tmp_path: Path) -> None:
    found = race(database, tmp_path)
    for base, outcomes in enumerate(found["rounds"], 1):
        assert outcomes == [f"conflict {base + 1}"] * (BROWSERS - 1) + [f"version {base + 1}"]
    # Every commit added one item to a vault that began empty at version 1.
    assert all(version == items + 1 == head for version, items, head in found["pulls"])
    assert found["pulls"][-1][0] == ROUNDS + 1 + 30


def test_of_a_swap_and_a_commit_of_the_same_base_exactly_one_happens(database: str, tmp_path: Path) -> None:
    for found in race(database, tmp_path, "tests.vault.replacement_race"):
        swapped = found["generation"] == 2
        winner, loser = ("swap", "commit") if swapped else ("commit", "swap")
        assert (found[winner], found[loser]) == ("version 3", "conflict 3")
        assert found["committed"] is not swapped
        assert found["newest"] == [3, 2 if swapped else 1]
