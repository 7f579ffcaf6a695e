"""The browser that all journeys share."""

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.journey
SWITCH = "--disable-features="


def test_what_playwright_leaves_out_is_left_out_beside_what_takes_the_processor(chromium: Browser) -> None:
    line = chromium.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    theirs, ours = [set(each.removeprefix(SWITCH).split(",")) for each in line.split() if each.startswith(SWITCH)]
    assert ours - theirs == {"WebUIOmniboxPopup", "WebUIOmniboxAimPopup"}
    assert theirs - ours == set()
