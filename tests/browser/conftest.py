"""The real server with a small fictional directory, and Debian's Chromium to click through it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.mail_sink import MailSink, mail_sink

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A slow machine is no fault of the page: what does not come after this long does not come.
WAIT_MILLISECONDS = 30_000
SCREENSHOTS = Path(__file__).parent / "screenshots"
START_SECONDS = 120
PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def mail_server() -> Iterator[MailSink]:
    """Run a mail server for the site."""
    with mail_sink() as sink:
        yield sink


@pytest.fixture(scope="session")
def state(tmp_path_factory) -> Path:
    """Give the folder in which the site keeps everything."""
    return Path(tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def site(state, mail_server) -> Iterator[str]:
    """Start the site as `unpinch serve` does, in a state folder of its own; give its address."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("UNPINCH_", "DJANGO_"))}
    environment |= {"UNPINCH_STATE": str(state), "UNPINCH_DEMONSTRATION_CLINICIANS": "3000", "UNPINCH_WORKERS": "1"}
    environment |= {
        "UNPINCH_CRISIS_CONTACT": "Maya Ortiz <maya@example.org> +1 555 010 0100",
        "UNPINCH_EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}/?from=unpinch@example.org",
    }
    start = f"from unpinch.server import serve\nif __name__ == '__main__': serve(host='127.0.0.1', port={port})"
    script = state / "start.py"
    script.write_text(start)
    log = (state / "log").open("wb")
    server = subprocess.Popen([sys.executable, str(script)], env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address=address, server=server, log=state / "log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(*, address: str, server: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the site did not start:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium, or fail saying how to install it: a journey that nobody walked must not look walked."""
    if not shutil.which(CHROMIUM):
        pytest.fail(
            f"{CHROMIUM} is not there. Install Debian's package: apt-get install chromium (`make test` does it)."
        )
    expect.set_options(timeout=WAIT_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page, with what it asked for elsewhere and what it complained of."""

    size = ""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self._note(request.url, site))
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, url: str, site: str) -> None:
        if not url.startswith(site):
            self.elsewhere.append(url)

    def was_quiet(self) -> bool:
        """Say whether nothing was asked elsewhere and nothing went wrong; show what did."""
        assert self.elsewhere == []
        assert self.complaints == []
        return True


def _watched(
    chromium: Browser, site: str, *, size: ViewportSize, script: bool = True
) -> tuple[BrowserContext, Watched]:
    context = chromium.new_context(
        base_url=site, viewport=size, java_script_enabled=script, has_touch=size is PHONE, locale="en-US"
    )
    context.set_default_timeout(WAIT_MILLISECONDS)
    return context, Watched(context.new_page(), site)


@pytest.fixture(params=["phone", "desk"])
def watched(request, chromium, site) -> Iterator[Watched]:
    """Give a page at both sizes."""
    context, page = _watched(chromium, site, size=PHONE if request.param == "phone" else DESK)
    page.size = request.param
    yield page
    context.close()


@pytest.fixture
def without_script(chromium, site) -> Iterator[Watched]:
    """Give a page whose browser runs no script."""
    context, page = _watched(chromium, site, size=DESK, script=False)
    yield page
    context.close()


@pytest.fixture
def take_picture():
    """Keep a picture of the whole page for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)

    def take(watched: Watched, name: str) -> None:
        watched.page.screenshot(path=SCREENSHOTS / f"{name}_{watched.size}.png", full_page=True)

    return take
