"""Use camera: a QR before Chromium's fake camera is read live, and each thing in its way says so and offers a file."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, Route, expect

from tests import pictures, scenes
from tests.journeys.conftest import ARGUMENTS
from tests.journeys.person import PATIENCE, Person
from tests.journeys.test_accessibility import fits, violations
from tests.site import Site

pytestmark = pytest.mark.journey
Launch = Callable[..., Browser]

# Keeps the tracks that the page was given, to see that it lets go of them.
TRACKS = """globalThis.tracks = []
const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
navigator.mediaDevices.getUserMedia = async wanted => {
  globalThis.wanted = wanted
  const stream = await getUserMedia(wanted)
  tracks.push(...stream.getTracks())
  return stream
}"""
# What is said while the camera is on can be gone before a test looks again.
MENU = "This QR code is a web address, not a Tessera Account Key."
HEARD = f"""globalThis.heard = false
new MutationObserver(() => {{ heard ||= document.body?.textContent.includes({MENU!r}) ?? false }})
  .observe(document, {{ childList: true, characterData: true, subtree: true }})"""
ALL_OFF = "() => tracks.length > 0 && tracks.every(track => track.readyState === 'ended')"


@pytest.fixture(scope="module")
def alice(site: Site, chromium: Browser) -> Iterator[Person]:
    alice = Person(site, chromium, f"alice-camera-{site.port}@example.org").sign_up()
    yield alice
    alice.context.close()


@pytest.fixture(scope="module")
def launch(playwright: Playwright) -> Iterator[Launch]:
    """Starts browsers with fake cameras, and says what to do when a page asks for one."""
    browsers: list[Browser] = []

    def start(*arguments: str, cameras: int = 2, answer: str = "") -> Browser:
        fake = [f"--use-fake-device-for-media-stream=device-count={cameras}", f"--use-fake-ui-for-media-stream{answer}"]
        browsers.append(
            playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *fake, *arguments], timeout=PATIENCE
            )
        )
        return browsers[-1]

    yield start
    for browser in browsers:
        browser.close()


@pytest.fixture(scope="module")
def two_cameras(launch: Launch) -> Browser:
    return launch()


def to_be_authorized(alice: Person, browser: Browser) -> Person:
    """Alice before the authorize page of a browser that does not know her."""
    elsewhere = Person(alice.site, browser, alice.email)
    elsewhere.context.add_init_script(TRACKS)
    elsewhere.context.add_init_script(HEARD)
    elsewhere.sign_in()
    elsewhere.page.wait_for_url("**/authorize/")
    return elsewhere


@pytest.fixture(scope="module")
def desk(alice: Person, two_cameras: Browser) -> Person:
    """The same, for everything that does not leave the page."""
    return to_be_authorized(alice, two_cameras)


def test_a_code_before_the_camera_authorizes_and_a_foreign_one_does_not_stop_it(
    alice: Person, launch: Launch, site: Site, tmp_path: Path
) -> None:
    film = tmp_path / "codes.mjpeg"
    film.write_bytes(scenes.film([pictures.web_address_qr(), site.key_picture(alice.email)]))
    elsewhere = to_be_authorized(alice, launch(f"--use-file-for-fake-video-capture={film}"))
    elsewhere.button("Use camera").click()
    elsewhere.page.wait_for_url("**/vault/")
    assert elsewhere.page.evaluate("heard")
    assert elsewhere.page.evaluate("wanted.video.facingMode") == {"ideal": "environment"}
    elsewhere.page.wait_for_function(ALL_OFF)
    assert elsewhere.refusals() == []
    sent = [request.post_data_buffer or b"" for request in elsewhere.requests]
    assert not [body for body in sent if b"TSRK1" in body or len(body) > 4096]


@contextmanager
def filming(person: Person) -> Iterator[None]:
    """With the camera on; at the end it has to be off, and its picture gone."""
    person.button("Use camera").click()
    person.page.wait_for_function("() => document.querySelector('video')?.videoWidth > 0")
    yield
    expect(person.button("Stop camera")).to_be_hidden()
    person.page.wait_for_function(ALL_OFF)


HIDE = """() => {
  Object.defineProperty(document, 'hidden', { value: true, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
  delete document.hidden
}"""


def test_the_camera_stops_when_it_is_closed_hidden_or_a_file_is_chosen(desk: Person) -> None:
    with filming(desk):
        desk.button("Stop camera").click()
    with filming(desk):
        desk.page.evaluate(HIDE)
    with filming(desk):
        desk.import_bytes("menu.png", pictures.web_address_qr())
    assert "web address" in desk.alert()


def test_another_camera_can_be_chosen(desk: Person) -> None:
    with filming(desk):
        choice = desk.page.get_by_label("Which camera")
        ids = choice.evaluate("select => [...select.options].map(option => option.value)")
        assert len(ids) == 2
        other = next(found for found in ids if found != choice.input_value())
        choice.select_option(other)
        desk.page.wait_for_function("other => tracks.at(-1).getSettings().deviceId === other", arg=other)
        desk.page.wait_for_function("() => tracks.at(-2).readyState === 'ended'")
        assert desk.page.evaluate("tracks.at(-1).readyState") == "live"
        expect(choice).to_have_value(other)
        desk.button("Stop camera").click()


def test_the_page_with_the_camera_on_is_for_everybody(desk: Person) -> None:
    with filming(desk):
        assert violations(desk) == []
        desk.page.set_viewport_size({"width": 320, "height": 640})
        assert fits(desk)
        desk.button("Stop camera").click()


BUSY = """() => { navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException('Could not start video source', 'NotReadableError')) }"""
INSECURE = "() => { Object.defineProperty(globalThis, 'isSecureContext', { value: false }) }"


def is_refused(person: Person, why: str) -> None:
    """The page says so instead of showing a picture; a file can be chosen all the same."""
    person.button("Use camera").click()
    said = person.page.get_by_role("alert")
    expect(said).to_have_text(re.compile(rf"^{re.escape(why)}"))
    expect(said).to_contain_text("use Import file")
    expect(person.button("Stop camera")).to_be_hidden()
    expect(person.button("Import file")).to_be_enabled()


def test_a_busy_camera_and_a_page_that_is_not_secure_are_told_apart(desk: Person) -> None:
    desk.page.evaluate(BUSY)
    is_refused(desk, "Another program is using the camera.")
    desk.page.evaluate(INSECURE)
    is_refused(desk, "This page did not come over a secure connection")


def test_a_refusal_is_said_and_a_file_authorizes_instead(alice: Person, launch: Launch, site: Site) -> None:
    elsewhere = to_be_authorized(alice, launch(answer="=deny"))
    is_refused(elsewhere, "This browser does not let the page use the camera.")
    elsewhere.import_bytes("tessera_key.png", site.key_picture(alice.email))
    elsewhere.page.wait_for_url("**/vault/")


def test_the_lack_of_a_camera_is_said(alice: Person, launch: Launch) -> None:
    is_refused(to_be_authorized(alice, launch(cameras=0)), "This browser finds no camera.")


def forbid(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "permissions-policy": "camera=()"})


def test_the_camera_stops_when_the_page_is_left_and_a_server_that_forbids_it_is_named(
    alice: Person, two_cameras: Browser
) -> None:
    elsewhere = to_be_authorized(alice, two_cameras)
    with filming(elsewhere):
        elsewhere.button("Sign out").click()
        elsewhere.page.wait_for_url("**/signin/")
    elsewhere.page.route("**/signin/", forbid)
    elsewhere.sign_in()
    elsewhere.page.wait_for_url("**/authorize/")
    is_refused(elsewhere, "This page may not use the camera: the server's Permissions-Policy forbids it.")
