"""
A case as a document for editors: one HTML file, one Word file, and a PDF of the HTML.

All of them are written from one report, and it from the same claims, days in words and figures
as the page and the build, so they tell the same with the same numbers.
"""

from __future__ import annotations

from geo.report.content import make_report
from geo.report.files import FORMS, report_files

__all__ = ["FORMS", "make_report", "report_files"]
