"""
How large the page is, how soon it is ready, and how fast it steps, beside what folium makes.

Each is measured in headless Chromium.  A page is ready at the first painting of a frame with
its map in it: ours when the ground of the day is drawn and the slider answers (``data-ready``),
folium's when its document has been read.  A further figure tells when Leaflet, our marks, key,
labels, chart and panel stand too (``data-settled``).  A step is the handler of the slider and
everything up to the end of its frame's painting; its words follow in the quiet after that.
The scripts that folium's pages name are fetched once with ``npm pack``; without npm only Leaflet,
which is installed, is written into folium's page.  The icon fonts are left out of it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import folium
import numpy as np
from folium.plugins import Timeline, TimelineSlider
from folium.utilities import JsCode
from large_case import ROOT, USUAL_COUNT, Dated, invented_events, write_large_case
from playwright.sync_api import Page, sync_playwright
from table import Row, finish

import geo
from geo.render.elements import leaflet_script, leaflet_style

METER = Path(__file__).with_name("page_meter.js").read_text("utf-8")
STEPS = 100
PASSES = 3
MEASURES = ("work", "words", "frames")
LOADS = 25
SETTLING_MS = 700  # a browser that has just been started still busies both cores
SHOWN_DAYS = 3
MS_PER_DAY = 86_400_000
EPOCH = date(1970, 1, 1).toordinal()
CIRCLE = JsCode("(feature, at) => L.circleMarker(at, { radius: 3 })")
KILOBYTE = 1_000
MARKERS = "leaflet.awesome-markers"
PACKAGES = {
    "jquery-3.7.1.min.js": ("jquery@3.7.1", "dist/jquery.min.js"),
    "bootstrap.bundle.min.js": ("bootstrap@5.2.2", "dist/js/bootstrap.bundle.min.js"),
    "bootstrap.min.css": ("bootstrap@5.2.2", "dist/css/bootstrap.min.css"),
    f"{MARKERS}.js": (f"{MARKERS}@2.0.5", f"dist/{MARKERS}.js"),
    f"{MARKERS}.css": (f"{MARKERS}@2.0.5", f"dist/{MARKERS}.css"),
    "leaflet.timeline.min.js": ("leaflet.timeline@1.6.0", "dist/leaflet.timeline.js"),
    "moment.min.js": ("moment@2.18.1", "min/moment.min.js"),
}
OWN_READY = "() => document.querySelector('#handover')?.dataset.ready === 'true'"
OWN_SETTLED = "() => document.querySelector('#handover')?.dataset.settled === 'true'"
# Leaflet draws while the scripts of the body run, so a parsed page shows all it has.
FOLIUM_READY = "() => document.readyState !== 'loading'"
OWN_STEP = """(() => {
  const slider = document.querySelector(".slider");
  return () => {
    slider.value = String((Number(slider.value) + 1) % (Number(slider.max) + 1));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
})()"""
TIMELINE_STEP = """(() => {
  const slider = document.querySelector("input.time-slider");
  const day = 86400000, first = Number(slider.min), days = (Number(slider.max) - first) / day;
  let at = 0;
  return () => {
    at = (at + 1) % days;
    slider.value = String(first + at * day);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
})()"""
NAMES = ("ours", "ours, with all reports", "folium, Leaflet alone", "folium")
EMPTY_STEP = "(() => () => {})()"


@dataclass(frozen=True)
class Steps:
    """The 95th percentile, in ms, of a step's work, of the time to its words, and of frames."""

    work: float
    words: float
    frame: float


@contextmanager
def opened(path: Path, ready: str) -> Iterator[Page]:
    """Open a page from disk, offline, in a browser that runs already; wait until it is ready."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
        page = context.new_page()
        page.goto("about:blank")
        page.wait_for_timeout(SETTLING_MS)
        page.add_init_script(f"{METER}\npageMeter.watch({ready});")
        page.goto(path.as_uri())
        page.evaluate("pageMeter.shown")
        yield page
        browser.close()


def ms_to_ready(path: Path, ready: str) -> float:
    """Give milliseconds from the start of loading to the painted page."""
    with opened(path, ready) as page:
        return float(page.evaluate("pageMeter.shown"))


def ready_times(pages: list[tuple[Path, str]]) -> tuple[list[float], list[float]]:
    """
    Load pages in turn, each until what it waits for.

    Returns
    -------
    tuple
        The median of each page in ms, and the median of the ratios of the first page to each,
        taken round by round: what else the machine does then counts for neither.
    """
    rounds = np.array([[ms_to_ready(*one) for one in pages] for _ in range(LOADS)])
    ratios = rounds[:, :1] / rounds
    return np.median(rounds, axis=0).tolist(), np.median(ratios, axis=0).tolist()


def steps_of(path: Path, ready: str, step: str) -> Steps:
    """Step through the days of a page, and give the middle of what each pass tells."""
    passes = []
    with opened(path, ready) as page:
        page.wait_for_timeout(500)
        for _ in range(PASSES):
            found = [page.evaluate(f"pageMeter.{one}({step}, {STEPS})") for one in MEASURES]
            passes.append([float(np.percentile(one, 95)) for one in found])
    return Steps(*np.median(passes, axis=0).tolist())


def build(case: Path, folder: Path) -> Path:
    """Build the page of a case, with the command that its users have."""
    command = [sys.executable, "-m", "geo", "build", str(case), "-o", str(folder), "--only", "page"]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return next(folder.glob("*.html"))


def plain_map() -> folium.Map:
    """Make folium's map of the flagship's extent, with the polygons that its page draws."""
    project = geo.load_case(ROOT)
    west, south, east, north = project.case.extent
    page = folium.Map(((south + north) / 2, (west + east) / 2), zoom_start=8, tiles=None)
    cells = project.control.cells[["cell_id", "geometry"]]
    for frame in (project.basemap[["name", "geometry"]], project.areas[["geometry"]], cells):
        folium.GeoJson(frame.to_json(), zoom_on_click=False).add_to(page)
    return page


def timeline(dated: list[Dated], page: folium.Map) -> None:
    """Add the events to folium's own slider, each shown for as many days as ours."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
            "properties": {
                "start": (start := (one.day.toordinal() - EPOCH) * MS_PER_DAY),
                "end": start + (SHOWN_DAYS + 1) * MS_PER_DAY,
                "name": f"Invented event {one.name}",
            },
        }
        for one in dated
    ]
    collection = {"type": "FeatureCollection", "features": features}
    layer = Timeline(collection, point_to_layer=CIRCLE).add_to(page)
    TimelineSlider(auto_play=False, show_ticks=False).add_timelines(layer).add_to(page)


def packed(cache: Path) -> dict[str, str]:
    """Fetch the scripts and styles that folium names, by file name; empty without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return {}
    texts = {}
    for name, (package, member) in PACKAGES.items():
        fetched = subprocess.run(
            [npm, "pack", "--silent", package], cwd=cache, check=False, capture_output=True
        )
        if fetched.returncode:
            return {}
        archive = cache / fetched.stdout.decode().split()[-1]
        with tarfile.open(archive) as files:
            found = files.extractfile(f"package/{member}")
            texts[name] = found.read().decode("utf-8") if found else ""
    return texts


def inlined(page: folium.Map, scripts: dict[str, str], path: Path) -> Path:
    """Write folium's page with its scripts and styles in it; what is not at hand is left out."""
    texts = {"leaflet.js": leaflet_script(), "leaflet.css": leaflet_style()} | scripts

    def text_of(found: re.Match[str]) -> str:
        text = texts.get(found["address"].rpartition("/")[2], "")
        tag = "script" if found[0].startswith("<script") else "style"
        return f"<{tag}>{text}</{tag}>" if text else ""

    html = page.get_root().render()
    html = re.sub(r'<script src="(?P<address>[^"]+)"></script>', text_of, html)
    html = re.sub(r'<link rel="stylesheet" href="(?P<address>[^"]+)"\s*/>', text_of, html)
    path.write_text(html, "utf-8")
    return path


def flagship(folder: Path, scripts: dict[str, str]) -> list[Row]:
    """Compare the flagship's page with plain folium."""
    own = build(ROOT, folder)
    plain = plain_map()
    bare = inlined(plain, {}, folder / "leaflet.html")
    pages = [(own, OWN_READY), (own, OWN_SETTLED), (bare, FOLIUM_READY)]
    if scripts:
        pages.append((inlined(plain, scripts, folder / "plain.html"), FOLIUM_READY))
    times, ratios = ready_times(pages)
    steps = steps_of(own, OWN_SETTLED, OWN_STEP)
    size = own.stat().st_size
    rows = [Row("the flagship's page", size / KILOBYTE, "kB", bar="at most", bound=700)]
    for name, ready, ratio in zip(NAMES[1:], times[1:], ratios[1:], strict=False):
        last = name == NAMES[len(times) - 1]
        bar = {"bar": "at most", "bound": 0.7} if last else {}
        rows.append(Row("the flagship ready", times[0], "ms", name, ready, ratio, **bar))
    return [*rows, Row("the flagship, frame to frame (p95)", steps.frame, "ms")]


def large(count: int, folder: Path, scripts: dict[str, str]) -> list[Row]:
    """Compare stepping through many events with folium's slider."""
    usual = count <= USUAL_COUNT
    own = build(write_large_case(folder / "case", count), folder)
    steps = steps_of(own, OWN_SETTLED, OWN_STEP)
    kilobytes = own.stat().st_size / KILOBYTE
    others: list[tuple[str, float, Steps]] = []
    if scripts:
        page = plain_map()
        timeline(invented_events(count), page)
        path = inlined(page, scripts, folder / "timeline.html")
        slider = steps_of(path, FOLIUM_READY, TIMELINE_STEP)
        others.append(("TimelineSlider", path.stat().st_size / KILOBYTE, slider))
    size_bar = {"bar": "at most", "bound": 1_600} if usual else {}
    step_bar = {"bar": "at most", "bound": 16.7} if usual else {}
    what = f"{count:,} events"
    rows = [
        Row(f"{what}, the page", kilobytes, "kB", **size_bar),
        Row(f"{what}, a step (p95)", steps.work, "ms", **step_bar),
        Row(f"{what}, a step until its words stand (p95)", steps.words, "ms"),
        Row(
            f"{what}, frame to frame (p95)",
            steps.frame,
            "ms",
            bar="at most",
            bound=33.4 if usual else 50.0,
        ),
    ]
    for name, size, found in others:
        rows += [
            Row(f"{what}, the page", kilobytes, "kB", name, size, kilobytes / size),
            Row(
                f"{what}, frame to frame (p95)",
                steps.frame,
                "ms",
                name,
                found.frame,
                steps.frame / found.frame,
            ),
        ]
    return rows


def main() -> int:
    """Print the figures; 1 when one is over its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[10_000, 100_000])
    counts = parser.parse_args().counts
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scripts = packed(folder)
        if not scripts:
            print("folium's own scripts are not at hand: npm is missing, or answers nothing")
        empty = folder / "empty.html"
        empty.write_text("<!DOCTYPE html><title>empty</title>", "utf-8")
        noise = steps_of(empty, "() => true", EMPTY_STEP)
        (folder / "flagship").mkdir()
        rows = [Row("an empty page, frame to frame (p95)", noise.frame, "ms")]
        rows += flagship(folder / "flagship", scripts)
        for count in counts:
            (folder / str(count)).mkdir()
            rows += large(count, folder / str(count), scripts)
    return finish(rows)


if __name__ == "__main__":
    sys.exit(main())
