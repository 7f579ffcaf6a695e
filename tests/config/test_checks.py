"""Production does not start with unsafe values, and each refusal says what to set."""

from pathlib import Path

import pytest

from tests.config.process import SAFE, run


def check(folder: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    return run(folder, "manage.py", "check", "--fail-level", "ERROR", *arguments, **environment)


def test_a_web_process_does_not_start_with_unsafe_values(tmp_path: Path) -> None:
    status, said = run(tmp_path, "-c", "import config.wsgi", **{**SAFE, "TESSERA_PEPPER": ""})
    assert status != 0
    assert "TESSERA_PEPPER is missing" in said


def test_safe_values_start(tmp_path: Path) -> None:
    status, said = check(tmp_path, "--deploy", **SAFE)
    assert status == 0, said


def test_mail_by_submission_is_encrypted(tmp_path: Path) -> None:
    environment = {**SAFE, "EMAIL_URL": "submission://user:password@mail.example.org"}
    assert check(tmp_path, **environment)[0] == 0
    shown = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.EMAIL_PORT, s.EMAIL_USE_TLS)"
    status, said = run(tmp_path, "manage.py", "shell", "--verbosity", "0", "-c", shown, **environment)
    assert (status, said.split()) == (0, ["django.core.mail.backends.smtp.EmailBackend", "587", "True"])


def test_production_makes_no_secrets_of_its_own(tmp_path: Path) -> None:
    check(tmp_path, **SAFE)
    assert not (tmp_path / "secrets").exists()


@pytest.mark.parametrize(
    ("variable", "value", "identifier"),
    [
        ("SECRET_KEY", None, "tessera.E001"),
        ("SECRET_KEY", "short", "tessera.E001"),
        ("TESSERA_PEPPER", None, "tessera.E001"),
        ("TESSERA_OUTBOX_KEYS", None, "tessera.E002"),
        ("TESSERA_PEPPER", "s" * 40, "tessera.E003"),
        ("ALLOWED_HOSTS", None, "tessera.E004"),
        ("ALLOWED_HOSTS", "*", "tessera.E004"),
        ("ALLOWED_HOSTS", ".example.org", "tessera.E007"),
        ("TESSERA_ORIGIN", "http://vault.example.org", "tessera.E007"),
        ("TESSERA_ORIGIN", "https://vault.example.org/tessera", "tessera.E007"),
        ("TESSERA_ORIGIN", "https://vault.example.net", "tessera.E007"),
        ("BREACH_URL", "http://list.example.org/canary", "tessera.E008"),
        ("BREACH_URL", "http://10.0.0.1/range", "tessera.E008"),
        ("EMAIL_URL", None, "tessera.E005"),
        ("EMAIL_URL", "console://", "tessera.E005"),
        ("EMAIL_URL", "memory:", "tessera.E005"),
        ("EMAIL_URL", "dummy:", "tessera.E005"),
        ("EMAIL_URL", "file:///srv/mail", "tessera.E005"),
        ("EMAIL_URL", "smtp+tls://user:canary@mail.example.org:587", "tessera.E005"),
    ],
)
def test_an_unsafe_value_is_refused_with_a_hint(
    tmp_path: Path, variable: str, value: str | None, identifier: str
) -> None:
    environment = {**SAFE, variable: value}
    status, said = check(tmp_path, **{name: text for name, text in environment.items() if text is not None})
    assert status == 1
    assert identifier in said
    assert "HINT" in said
    assert "canary" not in said


@pytest.mark.parametrize(
    "address", ["https://list.example.org/range/", "http://127.0.0.1:8001/range", "http://[::1]/range", ""]
)
def test_a_list_of_breaches_is_asked_over_tls_or_on_this_machine(tmp_path: Path, address: str) -> None:
    status, said = check(tmp_path, **{**SAFE, "BREACH_URL": address})
    assert status == 0, said


def test_a_bad_outbox_key_is_refused_without_being_shown(tmp_path: Path) -> None:
    status, said = check(tmp_path, **{**SAFE, "TESSERA_OUTBOX_KEYS": "canary-not-a-key"})
    assert status != 0
    assert "TESSERA_OUTBOX_KEYS: key 1 is not 32 bytes" in said
    assert "canary" not in said


def test_the_trial_is_refused_by_check_deploy(tmp_path: Path) -> None:
    status, said = check(tmp_path, "--deploy")
    assert status == 1
    assert "tessera.E006" in said


def test_the_trial_starts_without_any_environment_and_keeps_its_secrets(tmp_path: Path) -> None:
    assert check(tmp_path)[0] == 0
    before = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert check(tmp_path)[0] == 0
    assert before == {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert len(set(before.values())) == 3
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "secrets").iterdir()} == {0o600}
