"""Embedded maps in a real Chromium, with the network off."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

from geo.embedding import Embedded, Form, embed

pytestmark = pytest.mark.browser
HOST = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Report</title>
<style>body {{ margin: 0; }}</style>{head}</head><body>
<script>
window.asked = [];
addEventListener("message", (event) => asked.push(event.data.height));
</script>
{body}</body></html>
"""
NO_SCRIPTS = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'">"""
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)
SHOWN = Embedded("velt.html", "Velt", state="date=2001-03-12", image="velt.png", alt="Velt, drawn")


@pytest.fixture
def host(velt, tmp_path):
    """Write a page that embeds the invented case's map, which lies beside it."""
    (tmp_path / "velt.html").write_bytes(velt.read_bytes())
    (tmp_path / "velt.png").write_bytes(PICTURE)

    def write(body: str, head: str = "") -> Path:
        path = tmp_path / "report.html"
        path.write_text(HOST.format(head=head, body=body), "utf-8")
        return path

    return write


def embedded_frame(page):
    """Wait for the map inside the first iframe, and give its frame."""
    frame = page.wait_for_selector("iframe").content_frame()
    frame.wait_for_selector("#handover[data-settled]")
    return frame


def scrolls(frame) -> bool:
    return frame.evaluate(
        "() => { const page = document.documentElement;"
        " return page.scrollHeight > innerHeight || page.scrollWidth > innerWidth; }"
    )


@pytest.mark.parametrize(("width", "height"), [(1440, 700), (900, 558), (390, 560)])
def test_the_frame_is_as_high_as_its_page_asks(opened, host, width, height):
    one = opened(viewport={"width": width, "height": 800})
    page = one.page
    page.goto(host(embed(SHOWN, Form.IFRAME)).as_uri())
    frame = embedded_frame(page)

    page.wait_for_function("asked.length > 0")
    page.wait_for_function(f"document.querySelector('iframe').clientHeight === {height}")
    assert page.evaluate("asked.at(-1)") == height
    assert not scrolls(frame)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert one.said == []


def test_a_message_of_another_window_changes_nothing(opened, host):
    stranger = "<script>parent.postMessage({type:'handover-map:height',height:1500},'*')</script>"
    other = f'<iframe srcdoc="{html.escape(stranger)}" width="10" height="10"></iframe>'
    page = opened(viewport={"width": 900, "height": 800}).page
    page.goto(host(embed(SHOWN, Form.IFRAME) + other).as_uri())
    embedded_frame(page)

    page.wait_for_function("asked.includes(1500) && asked.includes(558)")
    assert page.evaluate("document.querySelector('iframe').clientHeight") == 558


@pytest.mark.parametrize("form", [Form.IFRAME, Form.PLAIN])
@pytest.mark.parametrize("width", [1000, 390])
def test_the_map_works_where_the_host_forbids_scripts(opened, host, form, width):
    page = opened(viewport={"width": width, "height": 800}).page
    page.goto(host(embed(SHOWN, form), NO_SCRIPTS).as_uri())

    frame = embedded_frame(page)

    assert page.evaluate("document.querySelector('iframe').clientHeight") == 620
    assert not scrolls(frame)
    assert "12 March 2001" in frame.locator(".embed-day").inner_text()


@pytest.mark.parametrize("form", [Form.IFRAME, Form.PLAIN, Form.MKDOCS])
def test_the_picture_is_shown_without_javascript(opened, host, form):
    page = opened(java_script_enabled=False).page
    page.goto(host(embed(SHOWN, form)).as_uri())

    picture = page.locator("figure img")

    assert picture.is_visible()
    assert picture.get_attribute("alt") == "Velt, drawn"
    assert not page.locator("iframe").is_visible()


def test_the_picture_is_not_shown_with_javascript(opened, host):
    page = opened().page
    page.goto(host(embed(SHOWN, Form.IFRAME)).as_uri())
    embedded_frame(page)

    assert page.locator("figure img").count() == 0


def test_a_report_of_one_file_holds_the_map_itself(opened, velt, tmp_path):
    shown = Embedded(
        "https://example.org/velt.html",
        "Velt",
        state="date=2001-03-12",
        page=velt.read_text("utf-8"),
    )
    report = tmp_path / "report.html"
    report.write_text(HOST.format(head="", body=embed(shown, Form.SRCDOC)), "utf-8")
    one = opened(viewport={"width": 900, "height": 800})
    one.page.goto(report.as_uri())

    frame = embedded_frame(one.page)

    one.page.wait_for_function("document.querySelector('iframe').clientHeight === 558")
    assert "12 March 2001" in frame.locator(".embed-day").inner_text()
    assert not scrolls(frame)
    link = frame.locator(".full-link").get_attribute("href")
    assert link.startswith("https://example.org/velt.html#date=2001-03-12")
    assert one.said == []
    assert [
        asked for asked in one.asked if not asked.startswith(("file:", "about:", "data:"))
    ] == []


def test_a_source_opens_beside_the_report_and_not_in_the_frame(opened, host):
    folder = host(embed(SHOWN, Form.IFRAME)).parent
    one = opened(viewport={"width": 1200, "height": 800})
    one.context.route(
        "https://example.org/**",
        lambda route: route.fulfill(path=folder / route.request.url.rpartition("/")[2]),
    )
    one.page.goto("https://example.org/report.html")
    frame = embedded_frame(one.page)

    with one.context.expect_page() as beside:
        frame.locator(".full-link").click()

    assert "#date=2001-03-12" in beside.value.url
    beside.value.wait_for_selector("#handover[data-settled]")


def test_without_leave_for_scripts_there_is_no_map(opened, host):
    without = embed(SHOWN, Form.IFRAME).replace("allow-scripts ", "")
    page = opened().page
    page.goto(host(without).as_uri())

    frame = page.wait_for_selector("iframe").content_frame()
    frame.wait_for_selector("#handover", state="attached")

    assert frame.query_selector("#handover[data-ready]") is None


def test_the_html_of_the_quarto_form_shows_the_map(opened, host):
    text = embed(SHOWN, Form.QUARTO)
    raw = re.search(r"```\{=html\}\n(.*?)\n```\n", text, re.DOTALL)[1]
    page = opened(viewport={"width": 900, "height": 800}).page
    page.goto(host(raw).as_uri())

    embedded_frame(page)

    page.wait_for_function("document.querySelector('iframe').clientHeight === 558")


def test_a_mkdocs_site_shows_the_map_from_disk(opened, velt, tmp_path):
    docs = tmp_path / "docs"
    (docs / "maps").mkdir(parents=True)
    (docs / "maps" / "velt.html").write_bytes(velt.read_bytes())
    shown = Embedded("maps/velt.html", "Velt {{ 7 }}", state="date=2001-03-12")
    (docs / "index.md").write_text(
        f"# Report\n\nText.\n\n{embed(shown, Form.MKDOCS)}\nMore.\n", "utf-8"
    )
    settings = "site_name: Report\nuse_directory_urls: false\ntheme:\n  name: mkdocs\n"
    (tmp_path / "mkdocs.yml").write_text(settings + "plugins: []\n", "utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    page = opened(viewport={"width": 1200, "height": 800}).page
    page.goto((tmp_path / "site" / "index.html").as_uri())

    frame = embedded_frame(page)

    width = page.evaluate("document.querySelector('iframe').clientWidth")
    height = min(700, max(480, round(width * 0.62)))
    page.wait_for_function(
        f"Math.abs(document.querySelector('iframe').clientHeight - {height}) < 2"
    )
    assert not scrolls(frame)
    assert page.locator("iframe").get_attribute("title") == "Velt {{ 7 }}"
    assert "handover-map:height" not in page.locator("body").inner_text()


@pytest.mark.filterwarnings("ignore")
def test_a_notebook_shows_the_map_by_itself(opened, root, tmp_path):
    cells = [
        "import geo\nfrom tests.browser import invented",
        "geo.HandoverMap(invented.project())",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(one) for one in cells])
    ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(
        notebook, {"metadata": {"path": str(root)}}
    )
    body, _ = HTMLExporter().from_notebook_node(notebook)
    shown = tmp_path / "notebook.html"
    shown.write_text(re.sub(r'<script src="https?://[^"]*"></script>', "", body), "utf-8")
    assert "text/html" in json.dumps(notebook.cells[1].outputs[0])
    page = opened(viewport={"width": 1200, "height": 900}).page
    page.goto(shown.as_uri())

    frame = embedded_frame(page)

    assert frame.locator("h1").inner_text().startswith("Velt")
    assert not scrolls(frame)
