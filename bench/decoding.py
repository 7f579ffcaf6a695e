"""How long the decoder takes for a picture of the test set: one worker, the pictures one after another."""

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from bench.table import Row
from tests.decoding.classes import cases
from tests.decoding.reading import read
from tests.site import Site


def measure(site: Site, chromium: Browser) -> list[Row]:
    with TemporaryDirectory() as folder:
        readings = read(list(cases()), site.url, chromium, Path(folder), workers=1)
    times = [reading.ms for reading in readings]
    missed = [100 * (not reading.is_read) for reading in readings]
    # The limits are what the same library and retries took on real photos and synthetic ones.
    return [
        Row("Picture to key string, median", statistics.median(times), "ms", "20 ms", 20),
        Row("Picture to key string, 95th percentile", statistics.quantiles(times, n=20)[-1], "ms", "400 ms", 400),
        Row("Pictures of the set not read", statistics.mean(missed), "%", "9.7 %", 9.7),
    ]
