"""The files of a report: which there are, and what each needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.errors import RenderError
from geo.project import Project
from geo.report.content import make_report
from geo.report.html import write_html
from geo.report.pdf import find_browser, print_pdf

try:
    from geo.report.word import write_word
except ModuleNotFoundError as error:
    raise RenderError(f"{error.name} is missing: pip install 'handover-map[report]'") from error

FORMS = ("html", "docx", "pdf")
NO_BROWSER = (
    "no PDF: there is no Chromium here; install it (on Debian: apt-get install chromium), "
    "or print the HTML file from any browser"
)


def report_files(
    project: Project,
    days: Sequence[date] = (),
    *,
    forms: Sequence[str] = FORMS,
    lang: str = "",
) -> tuple[dict[str, str | bytes], tuple[str, ...]]:
    """
    Make the report of a case as files.

    Parameters
    ----------
    project
        The case.
    days
        The days to tell; the key days where none are named.
    forms
        Some of ``FORMS``.
    lang
        Language of names; empty for English.

    Returns
    -------
    tuple of dict and tuple of str
        Content by name; and notes on what was asked for and could not be made.

    Raises
    ------
    RenderError
        A package is missing, or a PDF alone is asked for and there is no Chromium.
    """
    browser = find_browser() if "pdf" in forms else ""
    if tuple(forms) == ("pdf",) and not browser:
        raise RenderError(NO_BROWSER)
    report = make_report(project, days, lang=lang)
    files: dict[str, str | bytes] = {}
    html = write_html(report) if "html" in forms or browser else ""
    if "html" in forms:
        files[f"{report.name}.html"] = html
    if "docx" in forms:
        files[f"{report.name}.docx"] = write_word(report)
    if browser:
        files[f"{report.name}.pdf"] = print_pdf(html, browser)
    return files, () if browser or "pdf" not in forms else (NO_BROWSER,)
