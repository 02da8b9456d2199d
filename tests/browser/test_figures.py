"""A figure as SVG opens in a browser, asks for nothing, and its text can be found."""

from __future__ import annotations

from datetime import date

import pytest

from geo.figures import Figures, write
from geo.project import load_case

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def svg(root, tmp_path_factory):
    drawn = Figures(load_case(root)).day(date(2020, 11, 25))
    path = tmp_path_factory.mktemp("figure") / "figure.svg"
    path.write_bytes(write(drawn.figure, "svg", drawn.caption))
    return path


def test_text_of_a_figure_is_found_in_the_browser(browser, svg):
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    page.goto(svg.as_uri())

    found = page.get_by_text("KALBAJAR", exact=True)

    assert found.is_visible()
    assert "Verdana" in found.evaluate("node => getComputedStyle(node).fontFamily")
    assert page.get_by_role("img", name="25 November 2020").count() == 1
    assert [asked, said] == [[svg.as_uri()], []]
    context.close()
