"""Real browsers against a real site. One site and one Chromium serve all journeys of a test process."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.journeys.person import PATIENCE, Person
from tests.servers import postgres
from tests.site import Site

# Chromium takes the last of such lists for all: so first what Playwright leaves out.
LEFT_OUT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
    # The suggestions under the address bar: a page of their own, and a second of processor time for every new window.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
]
ARGUMENTS = [
    f"--disable-features={','.join(LEFT_OUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
__all__ = ["postgres"]
# The machine also runs other journeys, their sites and their password hashes.
expect.set_options(timeout=PATIENCE)
_number = count(1)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS, timeout=PATIENCE)
    yield browser
    browser.close()


@pytest.fixture
def person(site: Site, chromium: Browser) -> Iterator[Callable[..., Person]]:
    """Makes people, each with an address and a browser of their own; their browsers close when the test ends."""
    made: list[Person] = []

    def make(name: str = "alice", **changes: str) -> Person:
        email = changes.pop("email", f"{name}-{next(_number)}-{site.port}@example.org")
        made.append(Person(site, chromium, email, **changes))
        return made[-1]

    yield make
    for someone in made:
        someone.context.close()
