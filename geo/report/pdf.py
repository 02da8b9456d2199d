"""
A report as PDF, printed from its HTML by a headless Chromium where there is one.

The PDF is tagged and its text can be searched.  Chromium writes the time of printing into it;
it is taken out, so that the same HTML gives the same bytes from the same Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import RenderError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LONGEST_S = 180
TIMES = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)")
OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def find_browser() -> str:
    """Give the path of a Chromium, or nothing."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), "")


def print_pdf(html: str, browser: str) -> bytes:
    """
    Print HTML.

    Parameters
    ----------
    html
        A file that asks for nothing else.
    browser
        Path of a Chromium.

    Raises
    ------
    RenderError
        The browser gives no PDF, or takes more than three minutes.
    """
    with TemporaryDirectory(prefix="handover-map-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        page, pdf = folder / "report.html", folder / "report.pdf"
        page.write_text(html, "utf-8")
        command = [
            browser,
            *OPTIONS,
            *(["--no-sandbox"] if _is_root() else []),
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=LONGEST_S, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RenderError(f"{browser} printed no PDF: {error}; leave it out") from error
        if done.returncode or not pdf.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise RenderError(
                f"{browser} printed no PDF: {said[-1] if said else 'no reason given'}"
            )
        return without_times(pdf.read_bytes())


def without_times(pdf: bytes) -> bytes:
    """Blank the times of a PDF; offsets into the file stay true."""
    return TIMES.sub(lambda hit: b" " * len(hit[0]), pdf)


def _is_root() -> bool:
    """Whether the sandbox cannot start: Chromium refuses it to root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
