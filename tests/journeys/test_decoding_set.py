"""The decoder that is shipped reads the set of distorted pictures as well as it has been seen to read."""

from collections import defaultdict

import pytest
from playwright.sync_api import Browser

from tests.decoding.classes import CLASSES, cases
from tests.decoding.reading import Reading, read
from tests.site import Site

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def readings(site: Site, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Reading]]:
    by_class: dict[str, list[Reading]] = defaultdict(list)
    for reading in read(list(cases()), site.url, chromium, tmp_path_factory.mktemp("set")):
        by_class[reading.case.kind].append(reading)
    _show(by_class)
    return by_class


def _show(readings: dict[str, list[Reading]]) -> None:
    for kind, each in readings.items():
        plainly, closely = sum(one.is_read_plainly for one in each), sum(one.is_read for one in each)
        print(f"{kind:16} {len(each):3} pictures, {plainly:3} read plainly, {closely:3} with the retries")


def _share(readings: list[Reading]) -> float:
    return sum(one.is_read for one in readings) / len(readings)


@pytest.mark.parametrize("kind", CLASSES)
def test_each_distortion_is_read_as_often_as_it_has_to_be(readings: dict[str, list[Reading]], kind: str) -> None:
    assert _share(readings[kind]) >= CLASSES[kind].least, [one.case.name for one in readings[kind] if not one.is_read]


def test_nothing_is_read_that_is_not_there(readings: dict[str, list[Reading]]) -> None:
    assert [(one.case.name, one.found) for each in readings.values() for one in each if one.is_wrong] == []


def test_the_retries_are_worth_their_time(readings: dict[str, list[Reading]]) -> None:
    """Else the set is too easy to say anything, or the retries do nothing."""
    every = [one for each in readings.values() for one in each]
    assert len(every) >= 300
    assert {one.case.name for one in every if one.is_read_plainly and not one.is_read} == set()
    assert sum(one.is_read_plainly for one in every) / len(every) < 0.85
    assert _share(every) > 0.9
