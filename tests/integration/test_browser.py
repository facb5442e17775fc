"""The pages in a real browser: nothing runs that should not, nothing is asked of other hosts, keys work, a phone shows all of it."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import storied_archives
import uvicorn

from desk.archive import Archive
from desk.web.app import make_app

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LISTS = (
    "/",
    "/search?q=gas",
    "/stories",
    "/topics",
    "/topics/gas-routes",
    "/sources",
    "/sources/northwind",
    "/radar",
    "/digests",
    "/digests/1",
)
OTHERS = ("/searches", "/status", "/help", "/search?q=tpoic:x", "/nope")

Page = Any  # of playwright, which is not always there

CONTRAST = """() => {
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.body.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const box = element.getBoundingClientRect();
    if (!own || element.closest("svg") || box.width < 2 || box.height < 2) continue;
    const [high, low] = [light(rgb(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    if ((high + 0.05) / (low + 0.05) < 4.5) poor.push(element.tagName + " " + element.className + ": " + element.textContent.slice(0, 30));
  }
  return poor;
}"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with storied_archives.make(tmp_path_factory.mktemp("browser"), hostile=storied_archives.HOSTILE) as made:
        yield made


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    """The pages behind their door, served by this process."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_app(archive), log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip("no Chromium here: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright here: pip install playwright")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


class Watched:
    """A page with everything it did that it should not have done."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page


@pytest.fixture
def desk(browser: Any, address: str) -> Iterator[Watched]:
    """A browser on a desk."""
    watched = Watched(browser, address)
    yield watched
    watched.context.close()


def _details(archive: Archive) -> list[str]:
    changed = archive.search("has:versions").articles[0]
    persian = archive.search("lang:fa").articles[0]
    article = f"/articles/{changed.id}"
    return [f"/stories/{changed.story}", article, f"{article}/why", f"{article}/versions", f"/articles/{persian.id}"]


def test_every_page_opens_without_a_word_in_the_console_and_asks_no_other_host(archive: Archive, desk: Watched) -> None:
    for path in (*LISTS, *OTHERS, *_details(archive)):
        desk.open(path)
        assert desk.page.evaluate("getComputedStyle(document.querySelector('nav.pages ul')).display") == "flex", "the style sheet holds"
    refused = [line for line in desk.said if "status of 400" not in line and "status of 404" not in line]
    assert refused == [], "not even a complaint about what the page may load"
    assert desk.asked
    assert all(url.startswith(desk.address) for url in desk.asked)


def test_no_headline_ever_runs(archive: Archive, desk: Watched) -> None:
    hostile = [stored for stored in archive.each("gas route", limit=200) if "pwned" in stored.article.title or "<" in stored.article.title]
    stories = sorted({stored.story for stored in hostile if stored.story})
    paths = [
        "/",
        "/?since=7d",
        "/search?q=gas+route",
        "/stories",
        "/topics/gas-routes",
        "/sources/northwind",
        "/digests/1",
        "/radar?since=7d",
    ]
    paths += [f"/stories/{story}" for story in stories[:4]]
    paths += [f"/articles/{stored.id}" for stored in hostile[:: max(1, len(hostile) // 8)]]
    paths += ["/search?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.__pwned%3D1%3E", "/%3Cscript%3Ewindow.__pwned=1%3C/script%3E"]
    for path in paths:
        desk.open(path)
        desk.page.mouse.move(400, 400)
        assert desk.page.evaluate("window.__pwned") is None, path
    assert all(url.startswith(desk.address) for url in desk.asked)


def test_keys_lead_to_the_box_through_the_list_and_to_help(desk: Watched) -> None:
    page = desk.open("/search?q=gas")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.href") == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("j?")
    assert page.input_value("#q") == "j?", "in the box, keys are letters"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    page.go_back()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/*")


def test_the_first_tab_skips_to_the_content_and_focus_can_be_seen(desk: Watched) -> None:
    page = desk.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_search_works_without_javascript_and_the_filters_are_open_then(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = watched.open("/")
    page.fill("#q", "Азербайджан")
    page.press("#q", "Enter")
    page.wait_for_url("**/search?*")
    assert page.locator("ol.items > li").count() >= 1
    assert page.locator("details.facets[open]").count() == 1
    watched.context.close()


def test_on_a_phone_no_page_is_wider_than_the_screen(archive: Archive, browser: Any, address: str) -> None:
    phone = Watched(browser, address, viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, device_scale_factor=2)
    for path in (*LISTS, *OTHERS, *_details(archive)):
        page = phone.open(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth && innerWidth <= 360"), path
    phone.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_in_light_and_in_dark(archive: Archive, browser: Any, address: str, scheme: str) -> None:
    watched = Watched(browser, address, color_scheme=scheme)
    for path in ("/", "/search?q=gas", "/search?q=tpoic:x", "/sources", *_details(archive)[1:4]):
        page = watched.open(path)
        assert page.evaluate(CONTRAST) == [], path
    red = page.evaluate("Number(getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0])")
    assert red < 40 if scheme == "dark" else red > 240
    watched.context.close()


def test_persian_is_set_from_right_to_left(archive: Archive, desk: Watched) -> None:
    persian = archive.search("lang:fa").articles[0]
    page = desk.open(f"/articles/{persian.id}")
    assert page.evaluate("getComputedStyle(document.querySelector('.prose')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('h1 bdi')).direction") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).direction") == "ltr"


def test_a_search_is_kept_under_a_name_and_taken_out_again(desk: Watched) -> None:
    page = desk.open("/search?q=gas+lang:ru")
    page.fill("#name", "gas-in-russian")
    page.get_by_role("button", name="Keep").click()
    page.wait_for_url("**/searches")
    assert page.get_by_role("link", name="gas-in-russian").get_attribute("href") == "/search?q=gas+lang%3Aru"
    page.get_by_role("button", name="Remove gas-in-russian").click()
    page.wait_for_load_state()
    assert page.get_by_role("link", name="gas-in-russian").count() == 0


def test_reading_a_line_takes_no_long_way(archive: Archive, desk: Watched) -> None:
    page = desk.open(_details(archive)[1])
    widths = page.evaluate("""() => [...document.querySelectorAll(".prose, .lead, .snippet")].map((each) =>
      each.getBoundingClientRect().width / parseFloat(getComputedStyle(each).fontSize))""")
    assert all(width <= 45 for width in widths), "75 letters of 0.6 em"


def test_what_is_not_needed_is_not_printed(desk: Watched, tmp_path: Path) -> None:
    page = desk.open("/")
    page.emulate_media(media="print")
    assert not page.locator("nav.pages").is_visible()
    assert page.locator("h1").is_visible()
