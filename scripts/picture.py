"""
Take the picture of the map that the README shows.

    .venv/bin/python scripts/picture.py [PAGE] [PICTURE]

The page is opened from disk in Debian's Chromium with the network off.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "maps" / "karabakh-2020.html"
PICTURE = ROOT / "maps" / "karabakh-2020.png"
SIZE = {"width": 1280, "height": 800}
SETTLED_MS = 1_500


def main(page: Path = PAGE, picture: Path = PICTURE) -> None:
    """Open the page, wait until it is drawn, write the picture."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        context = chromium.new_context(offline=True, viewport=SIZE, locale="en-GB")
        tab = context.new_page()
        tab.goto(page.resolve().as_uri())
        tab.wait_for_selector("#handover[data-settled]")
        tab.wait_for_timeout(SETTLED_MS)
        tab.screenshot(path=picture)
        chromium.close()


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
