"""The recovery tool opens what browsers have made, without a server, and nothing that was changed since."""

import base64
import dataclasses
import json
import os
import pty
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mnemonic import Mnemonic

from tests.reference import backup
from tests.reference.accepted_backups import ADA
from tools import open_backup

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
TOOL = Path(open_backup.__file__)
DAMAGED = "This backup has been changed or damaged since it was made. Nothing was taken from it."
Case = dict[str, Any]


def load(name: str) -> list[Case]:
    cases: list[Case] = json.loads((VECTORS / f"{name}.json").read_text("ascii"))["cases"]
    return cases


ALONE, BOTH = load("from_js/backups")
REFERENCE = load("backups")


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """The one file, alone in a folder."""
    return Path(shutil.copy(TOOL, tmp_path))


def run(tool: Path, file: bytes, *typed: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    path = tool.parent / "some.tesserabackup"
    path.write_bytes(file)
    lines = "".join(f"{line}\n" for line in typed).encode()
    command = [sys.executable, "-I", str(tool), str(path), *options]
    return subprocess.run(command, input=lines, capture_output=True, timeout=60, check=False)


def secrets(case: Case) -> tuple[str, ...]:
    """What the tool asks for."""
    return (case["password"],) if case["password_part"] else (case["password"], case["words"])


def file_of(case: Case) -> bytes:
    return bytes.fromhex(case["file"])


@pytest.mark.parametrize("case", [ALONE, BOTH, *REFERENCE], ids=lambda case: str(case["name"]))
def test_it_prints_what_the_backup_holds(tool: Path, case: Case) -> None:
    done = run(tool, file_of(case), *secrets(case))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads(case["json"])
    said = done.stderr.decode()
    assert case["email"] in said
    assert not [secret for secret in secrets(case) if secret in said]


def test_words_may_be_abbreviated_and_in_any_case(tool: Path) -> None:
    words = "  ".join(word[:4].upper() for word in BOTH["words"].split())
    assert run(tool, file_of(BOTH), BOTH["password"], words).returncode == 0


def test_it_knows_every_word_by_its_first_four_letters() -> None:
    assert list(open_backup.NUMBERS) == [word[:4] for word in Mnemonic("english").wordlist]
    assert list(open_backup.NUMBERS.values()) == list(range(2048))


def test_cxf_has_every_item_with_the_kind_of_each_field(tool: Path) -> None:
    done = run(tool, file_of(ALONE), *secrets(ALONE), options=("--format", "cxf"))
    header = json.loads(done.stdout)
    assert (header["version"], header["timestamp"]) == ({"major": 1, "minor": 0}, 1777800000)
    (account,) = header["accounts"]
    assert account["email"] == ALONE["email"]
    for item, original in zip(account["items"], json.loads(ALONE["json"])["items"], strict=True):
        assert (item["id"], item["title"], item["scope"]["urls"]) == (
            original["id"],
            original["title"],
            original["scope"]["urls"],
        )
        (login,) = item["credentials"]
        assert login["username"] == {"fieldType": "string", "value": "ada"}
        assert login["password"] == {"fieldType": "concealed-string", "value": 'p"\\\n'}
        assert item["extensions"][0] == {"name": "tessera", "type": "login", "trashedAt": None, "history": []}


def test_cxf_of_every_kind_of_item_is_what_browsers_export() -> None:
    sample = json.loads((VECTORS / "exports/cxf.json").read_text("utf-8"))
    read = open_backup.read(file_of(ALONE))
    owned = dataclasses.replace(
        read, email=sample["email"], account_id=base64.urlsafe_b64decode(sample["account_id"] + "==")
    )
    erased = {"id": "x", "type": "erased", "erasedAt": 1, "title": "", "credentials": []}
    content = {"date": sample["date"], "items": [*sample["items"], erased]}
    assert open_backup.as_cxf(owned, content) == sample["cxf"]


def test_a_file_that_it_writes_is_for_its_owner_alone_and_replaces_none(tool: Path, tmp_path: Path) -> None:
    target = tmp_path / "items.json"
    options = ("--output", str(target))
    done = run(tool, file_of(ALONE), *secrets(ALONE), options=options)
    assert (done.returncode, done.stdout) == (0, b"")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert json.loads(target.read_text("utf-8")) == json.loads(ALONE["json"])
    again = run(tool, file_of(ALONE), *secrets(ALONE), options=options)
    assert again.returncode == 1
    assert b"exists" in again.stderr


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("wrong password", BOTH["words"]), "Password and words do not open this backup together."),
        ((BOTH["password"], ALONE["words"]), "Password and words do not open this backup together."),
        ((BOTH["password"], "abandon " * 23 + "about"), "These words do not belong together"),
        ((BOTH["password"], "abandon " * 23), "The Account Key has 24 words; these are 23."),
        ((BOTH["password"], "abandon " * 23 + "tessera"), "Word 24 is not in the list"),
    ],
    ids=["password", "words", "checksum", "count", "spelling"],
)
def test_wrong_secrets_are_answered_by_the_cause(tool: Path, typed: tuple[str, ...], sentence: str) -> None:
    refused(run(tool, file_of(BOTH), *typed), sentence)


def test_a_password_part_does_not_open_with_another_password(tool: Path) -> None:
    refused(run(tool, file_of(ALONE), "wrong password"), "This password does not open the backup.")


@pytest.mark.parametrize("case", [ALONE, BOTH], ids=["alone", "both"])
@pytest.mark.parametrize("place", ["key string", "end", "last byte"])
def test_a_changed_byte_is_found_and_nothing_is_printed(tool: Path, case: Case, place: str) -> None:
    file = bytearray(file_of(case))
    at = {"key string": file.index(b"TSRK1:") + 20, "end": len(file) - 300, "last byte": len(file) - 1}[place]
    file[at] ^= 1
    sentence = "does not open" if case is ALONE and place == "key string" else DAMAGED
    refused(run(tool, bytes(file), *secrets(case)), sentence)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (file_of(BOTH)[:-1], DAMAGED),
        (file_of(BOTH)[:200], DAMAGED),
        (file_of(BOTH) + b"\x00", DAMAGED),
        (b"TSRB\x02" + file_of(BOTH)[5:], "Made by a newer version of Tessera than this tool knows."),
        (b"\x89PNG\r\n\x1a\n", "This file is no Tessera backup."),
        (b"", "This file is no Tessera backup."),
    ],
    ids=["cut by one", "cut short", "grown", "newer", "a picture", "empty"],
)
def test_another_file_is_said_to_be_what_it_is(tool: Path, file: bytes, sentence: str) -> None:
    refused(run(tool, file, *secrets(BOTH)), sentence)


def test_every_refused_backup_is_refused_here_as_well() -> None:
    """Those whose bytes are at fault; what a good seal vouches for is printed as it is."""
    cases = [case for case in load("refused") if case["operation"] == "open-backup" and "holding" not in case["name"]]
    assert len(cases) > 15
    for case in cases:
        with pytest.raises(open_backup.RefusedError):
            open_backup.open_content(
                open_backup.read(bytes.fromhex(case["input"]["file"])), bytes.fromhex(case["input"]["vault_key"])
            )


def test_a_file_that_is_not_there_is_told_without_a_traceback(tool: Path) -> None:
    command = [sys.executable, "-I", str(tool), str(tool.parent / "none")]
    done = subprocess.run(command, input=b"", capture_output=True, timeout=60, check=False)
    refused(done, "No such file")


def test_half_a_surrogate_pair_is_printed_as_json_spells_it(tool: Path) -> None:
    text = b'{"date":1,"version":1,"items":[{"id":"AAAAAAAAAAAAAAAAAAAAAA","title":"\\ud800"}]}'
    front = ADA.front()
    part = backup.seal_keys(bytes(16), ADA.m, front, ADA.ak, ADA.vk)
    done = run(tool, backup.seal_backup(bytes(16), ADA.vk, front, part, text), ADA.password)
    assert json.loads(done.stdout)["items"][0]["title"] == "\ud800"


def test_nothing_that_is_typed_at_a_terminal_is_shown(tool: Path) -> None:
    path = tool.parent / "some.tesserabackup"
    path.write_bytes(file_of(BOTH))
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, "-I", str(tool), str(path)])  # noqa: S606  # the tool under test
    shown = until(terminal, b"of that day: ")
    os.write(terminal, f"{BOTH['password']}\n".encode())
    shown += until(terminal, b"24 words: ")
    os.write(terminal, f"{BOTH['words']}\n".encode())
    shown += until(terminal, b"}\r\n", last=True)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b'"version": 12' in shown
    assert BOTH["password"].encode() not in shown
    assert BOTH["words"].split()[0].encode() + b" " not in shown


def until(terminal: int, end: bytes, *, last: bool = False) -> bytes:
    """What a terminal shows until these bytes, or until it is closed."""
    shown = b""
    while last or end not in shown:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # how Linux says that the other side has gone
            piece = b""
        if not piece:
            break
        shown += piece
    assert end in shown, shown
    return shown


def refused(done: subprocess.CompletedProcess[bytes], sentence: str) -> None:
    """It ended with a sentence, and gave nothing away."""
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b""), said
    assert sentence in said
    assert "Traceback" not in said
