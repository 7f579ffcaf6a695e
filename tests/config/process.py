"""Processes that read their settings anew, each with an environment of its own."""

import os
import subprocess
import sys
from pathlib import Path

from cryptography.fernet import Fernet

ROOT = Path(__file__).resolve().parents[2]
# What production asks for, and nothing else.
SAFE = {
    "TESSERA_PRODUCTION": "1",
    "SECRET_KEY": "s" * 40,
    "TESSERA_PEPPER": "p" * 40,
    "TESSERA_OUTBOX_KEYS": Fernet.generate_key().decode(),
    "ALLOWED_HOSTS": "vault.example.org",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "REDIS_URL": "redis://queue.example.org:6379/0",
}


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with these arguments, when it is done; `folder` is TESSERA_DATA."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TESSERA_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    done = start(folder, *arguments, **environment)
    return done.returncode, done.stdout + done.stderr


def printed(folder: Path, program: str, **environment: str) -> str:
    """The output of a program that runs with Django set up; one that fails fails the test."""
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", **environment}
    done = start(folder, "-c", f"import django; django.setup()\n{program}", **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
