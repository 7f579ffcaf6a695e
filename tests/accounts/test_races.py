"""What one request has read is looked at again once another has let go of it: on PostgreSQL, where both run at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.servers import postgres
from tests.site import ROOT

__all__ = ["postgres"]


def test_a_revoked_browser_does_not_rise_and_a_confirmed_account_is_not_replaced(postgres: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.accounts.race"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": postgres, "TESSERA_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "authorize": {"outcome": "done", "risen": False},
        "enroll": {"outcome": "IntegrityError", "stands": True},
    }
