"""The search behind the list, by itself: what one keystroke costs over 10,000 items."""

import json
import statistics
import subprocess
from pathlib import Path

from bench.table import Row

KEYSTROKES = Path(__file__).with_name("keystrokes.js")


def measure() -> list[Row]:
    done = subprocess.run(["node", str(KEYSTROKES)], capture_output=True, text=True, check=True)
    times: list[float] = json.loads(done.stdout)
    return [
        Row("10,000 items: a keystroke's search, median", statistics.median(times), "ms", "a frame of 16 ms", 16),
        Row("10,000 items: a keystroke's search, longest", max(times), "ms", "a frame of 16 ms", 16),
    ]
