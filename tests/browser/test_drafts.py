"""A claim that nobody has reviewed says so where a reader meets it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from geo.articles import article_of
from geo.drafts import draft_of
from geo.extraction import Extractor
from geo.project import load_case
from geo.render import HandoverMap

pytestmark = pytest.mark.browser

REPORT = "Russian peacekeepers set up an observation post in the village of Aghavno on Friday."
BOTH = [False, True]


@pytest.fixture(scope="module")
def drafted(root, tmp_path_factory):
    """The flagship with a draft read from a report: its page, and the draft's event."""
    folder = tmp_path_factory.mktemp("drafted")
    for name in ("data", "seeds"):
        shutil.copytree(root / name, folder / name)
    case = load_case(folder)
    article = article_of(REPORT, published=date(2020, 11, 23), title="A post", path="report.txt")
    found = Extractor(case.case, case.places).extract(article)
    source_id, text = draft_of(found, case.case, case.places)
    (folder / "seeds" / f"{source_id}.toml").write_text(text, "utf-8")
    project = load_case(folder, drafts=True)
    HandoverMap(project).save(folder / "map.html")
    (event,) = [
        event for event in project.events if {"draft"} & {claim.review for claim in event.claims}
    ]
    return folder / "map.html", event.event_id


@pytest.mark.parametrize("dark", BOTH, ids=["light", "dark"])
def test_draft_carries_its_mark_in_plain_sight(opened, drafted, dark):
    path, event_id = drafted
    page = opened(color_scheme="dark" if dark else "light").open(
        path, f"date=2020-11-26&select={event_id}"
    )

    mark = page.locator(".claim .draft")

    assert mark.all_inner_texts() == ["Draft, not reviewed"]
    assert mark.is_visible()
    assert mark.bounding_box()["height"] >= 16
    assert "dashed" in mark.evaluate("(one) => getComputedStyle(one).borderStyle")


def test_reviewed_claims_carry_none(opened, drafted):
    path, _ = drafted
    page = opened().open(path, "date=2020-11-26&select=kalbajar-district")

    assert page.locator(".claim").count() > 0
    assert page.locator(".draft").count() == 0
