"""Real servers for tests: started on demand, in a folder of their own, stopped at the end of the run."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from tests.site import wait_for


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres: Debian keeps them off the path."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of an empty PostgreSQL that listens on a socket only."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # PostgreSQL does not run as root, and could not enter pytest's own folders then.
    user = "nobody" if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="tessera-postgres-"))
    if user:
        shutil.chown(folder, user)
    data = str(folder / "data")
    setup = [str(programs / "initdb"), "-D", data, "-U", "tessera", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(setup, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    serve = [str(programs / "postgres"), "-D", data, "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(serve, user=user, cwd=folder, stdout=log, stderr=log)
    url = f"postgres://tessera@{quote(str(folder), safe='')}/postgres"
    try:
        wait_for(lambda: answers(folder), f"PostgreSQL to answer; see {folder / 'log'}")
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)
        shutil.rmtree(folder)


def answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), user="tessera", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True
