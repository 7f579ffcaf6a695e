"""Rewrites tests/vectors: `python -m tests.reference.generate`. The same bytes every time."""

import json
from pathlib import Path
from typing import Any

from . import (
    accepted,
    accepted_backups,
    accepted_carriers,
    generations,
    localrecords,
    recoveries,
    refused,
    refused_backups,
    refused_carriers,
    refused_vault,
)

DIRECTORY = Path(__file__).resolve().parent.parent / "vectors"


def files() -> dict[str, Any]:
    """The content of each vector file, by its name."""
    return {
        "encodings": accepted_carriers.encodings(),
        "seals": {"cases": accepted.seals()},
        "passwords": {"cases": accepted.passwords()},
        "keys": {"cases": accepted.derived()},
        "acts": {"cases": accepted.signed_acts()},
        "key-strings": {"cases": accepted_carriers.key_strings()},
        "key-files": {"cases": accepted_carriers.key_files()},
        "words": {"cases": accepted_carriers.word_lists()},
        "items": {"cases": accepted.sealed_items()},
        "roots": {"cases": accepted.roots()},
        "chain": accepted.chain(),
        "generations": generations.chain(),
        "local-records": {"cases": localrecords.local_records()},
        "recoveries": {"cases": recoveries.recoveries()},
        "backups": {"cases": accepted_backups.backups()},
        "refused": {"cases": refusals()},
    }


def refusals() -> list[accepted.Case]:
    """Every case of refused.json."""
    return [
        *refused_carriers.encodings(),
        *refused.seals(),
        *refused.keysets(),
        *refused.suites(),
        *refused.signed_acts(),
        *refused_carriers.key_string_forms(),
        *refused_carriers.key_string_bytes(),
        *refused_carriers.key_string_opening(),
        *refused_carriers.key_files_refused(),
        *refused_carriers.words_refused(),
        *recoveries.recovery_texts_refused(),
        *recoveries.recovery_records_refused(),
        *refused_vault.sealed_in_wrong_place(),
        *refused_vault.plaintexts(),
        *refused_vault.single_heads(),
        *refused_vault.chains(),
        *generations.refusals(),
        *refused_vault.lists(),
        *localrecords.in_wrong_place(),
        *localrecords.not_objects(),
        *refused_backups.forms(),
        *refused_backups.openings(),
        *refused_backups.key_openings(),
    ]


def rendered() -> dict[str, str]:
    """The text of each vector file: ASCII, so that no editor normalizes what must stay as it is."""
    return {f"{name}.json": json.dumps(content, indent=1) + "\n" for name, content in files().items()}


def main() -> None:
    """Writes every file."""
    for name, text in rendered().items():
        (DIRECTORY / name).write_text(text, encoding="ascii")


if __name__ == "__main__":
    main()
