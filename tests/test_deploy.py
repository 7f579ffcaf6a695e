"""The systemd units: the same cage around each, commands that exist, and a database that is ready before it is used."""

import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
UNITS = {path.stem: path for path in sorted((ROOT / "deploy").glob("*.service"))}
HOME = "/opt/tessera/"


def lines(name: str) -> list[str]:
    return UNITS[name].read_text("utf8").splitlines()


def values(name: str, key: str) -> list[str]:
    return [line.partition("=")[2] for line in lines(name) if line.startswith(f"{key}=")]


def cage(name: str) -> list[str]:
    text = lines(name)
    return text[text.index("Restart=always") :]


def test_there_is_a_unit_for_each_process() -> None:
    assert set(UNITS) == {"tessera-web", "tessera-worker", "tessera-sweep"}


def test_all_units_are_confined_alike() -> None:
    assert cage("tessera-web") == cage("tessera-worker") == cage("tessera-sweep")
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "PrivateTmp=yes"):
        assert line in cage("tessera-web")


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_what_set_up_installs(name: str) -> None:
    for command in [*values(name, "ExecStartPre"), *values(name, "ExecStart")]:
        program = shlex.split(command)[0]
        assert program.startswith(HOME)
        assert (ROOT / program.removeprefix(HOME)).exists(), program


def test_the_values_are_checked_and_the_database_migrated_before_anything_serves() -> None:
    before = " ".join(values("tessera-web", "ExecStartPre"))
    assert before.index("check --deploy") < before.index("migrate")
    for name in ("tessera-worker", "tessera-sweep"):
        assert values(name, "After") == ["tessera-web.service"]


def test_one_sweep_and_no_second_in_the_workers() -> None:
    assert "beat" in values("tessera-sweep", "ExecStart")[0]
    assert "beat" not in values("tessera-worker", "ExecStart")[0]
