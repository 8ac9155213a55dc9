"""The distribution's Chromium under Playwright: no browser is downloaded. Machines without one say so."""

import contextlib
import os
import pathlib
import shutil
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from emulator import ROOT

SCREENSHOTS = ROOT / ".build" / "screenshots"
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")


def chromium():
    """The path of the browser; the test is skipped, visibly, where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if found:
        return found
    pytest.skip("There is no Chromium on this machine: install the package `chromium`, or name one in CHROMIUM.")


@contextlib.contextmanager
def browser():
    with sync_playwright() as playwright:
        # Its sandbox refuses to run as root, and the pages are our own.
        running = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"])
        try:
            yield running
        finally:
            running.close()


@contextlib.contextmanager
def page(running, width="desktop", scheme="light", **options):
    """A page whose errors, and whose attempts at what the content policy forbids, fail the test."""
    horizontal, vertical = WIDTHS[width]
    context = running.new_context(
        viewport={"width": horizontal, "height": vertical}, color_scheme=scheme, reduced_motion="reduce",
        has_touch=width == "phone", locale="en-GB", **options)
    opened = context.new_page()
    opened.complaints = []
    opened.on("pageerror", lambda error: opened.complaints.append(f"error: {error}"))
    opened.on("console", lambda message: message.type in ("error", "warning")
              and "net::ERR" not in message.text and "404 (Not Found)" not in message.text and opened.complaints.append(f"console: {message.text}"))
    opened.set_default_timeout(15_000)
    try:
        yield opened
        assert not opened.complaints, opened.complaints
    finally:
        context.close()


def photograph(running, address, name, *, prepare=None):
    """The whole page at every width and scheme, checked for overflow and accessibility while it is there."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        for scheme in SCHEMES:
            with page(running, width, scheme) as opened:
                opened.goto(address)
                if prepare:
                    prepare(opened)
                show_all(opened)
                opened.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
                overflow = opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert overflow <= 0, f"{name} at {width} is {overflow} px wider than the window"
                assert_accessible(opened, f"{name}, {width}, {scheme}")


def show_all(opened):
    """Makes the window as high as the page: what is outside of it may not have been laid out."""
    width = opened.viewport_size["width"]
    # What is laid out only now can take more than what was left free for it.
    for _ in range(2):
        opened.set_viewport_size({"width": width, "height": opened.evaluate("document.documentElement.scrollHeight")})
        opened.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def until(opened, condition, seconds=15):
    """Waits; the pages' policy forbids Playwright to do so within them."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to be in time"
        opened.wait_for_timeout(50)


def assert_accessible(opened, name):
    """No finding of axe-core that is serious or critical."""
    found = [violation for violation in Axe().run(opened).response["violations"]
             if violation["impact"] in ("serious", "critical")]
    assert not found, "\n".join(
        f"{name}: {violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(f"    {node['html'][:200]} {node['failureSummary']}" for node in violation["nodes"][:4])
        for violation in found)
