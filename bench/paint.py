"""First paints of a page, in milliseconds since the navigation began: `paint.py ADDRESS COUNT` prints a JSON list.

Runs in the environment of the client tests, which has Playwright; the browser is the distribution's.
"""

import json
import shutil
import sys

from playwright.sync_api import sync_playwright

PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null"""


def main(address, count):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"])
        found = []
        for _ in range(count):
            # A new context has nothing of the last one's in its cache.
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            page.goto(address)
            while (paint := page.evaluate(PAINT)) is None:
                page.wait_for_timeout(5)
            found.append(paint)
            context.close()
        browser.close()
    print(json.dumps(found))


main(sys.argv[1], int(sys.argv[2]))
