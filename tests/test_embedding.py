"""Embedding: what is printed holds no word that could turn into code, and leads where it says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from html.parser import HTMLParser

import markdown
import packkit
import pytest

from geo import cli
from geo.embedding import SANDBOX, Embedded, Form, embed
from geo.errors import RenderError

HOSTILE = packkit.HOSTILE + ' " onload=alert(1) ](javascript:alert(2)) ``` :::'


class Marks(HTMLParser):
    """Every element with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def marks(text: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Marks()
    reader.feed(text)
    return reader.found


def first(text: str, tag: str) -> dict[str, str | None]:
    return next(attributes for name, attributes in marks(text) if name == tag)


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["handover-map", *arguments])
        try:
            code = cli.main()
        except SystemExit as exit_:
            code = exit_.code
        return code or 0, *capsys.readouterr()

    return call


@pytest.mark.parametrize("form", ["iframe", "plain", "mkdocs"])
def test_an_iframe_has_title_lazy_loading_and_a_sandbox(form):
    shown = Embedded("https://example.org/velt.html", "Velt", state="date=2001-04-10")

    frame = first(embed(shown, Form(form)), "iframe")

    assert frame["src"] == "https://example.org/velt.html#embed&date=2001-04-10"
    assert (frame["title"], frame["loading"]) == ("Velt", "lazy")
    assert frame["sandbox"] == SANDBOX
    assert "allow-same-origin" not in SANDBOX
    assert (frame["width"], frame["height"]) == ("100%", "620")


@pytest.mark.parametrize("form", list(Form))
def test_hostile_words_stay_words(form):
    shown = Embedded("velt.html", HOSTILE, image="a.png", alt=HOSTILE, page="<html><p>{{ 1 }}")

    text = embed(shown, form)

    assert "{{ 7" not in text
    assert "{%" not in text
    assert "</script><img" not in text
    given = [name for _, attributes in marks(text) for name in attributes]
    assert not [name for name in given if name.startswith("on")]


UNSAFE = ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/a", "http://")


@pytest.mark.parametrize(
    ("field", "address"),
    [("address", ""), *((field, one) for field in ("address", "image") for one in UNSAFE)],
)
def test_an_address_that_could_run_is_refused(address, field):
    shown = Embedded(**{"address": "velt.html", "title": "Velt"} | {field: address})

    with pytest.raises(RenderError) as caught:
        embed(shown, Form.IFRAME)

    assert "is no address of a page" in str(caught.value)


def test_a_height_out_of_reach_is_refused():
    with pytest.raises(RenderError) as caught:
        embed(Embedded("velt.html", "Velt", height=9), Form.PLAIN)

    assert str(caught.value) == "9 pixels are no height for a map; write a number from 200 to 2000"


def test_the_plain_form_has_no_script():
    assert "<script" not in embed(Embedded("velt.html", "Velt"), Form.PLAIN)


def test_markdown_is_a_picture_that_links_to_the_map():
    shown = Embedded("maps/velt (1).html", "Velt [a] *b*", image="maps/velt.png", state="date=x")

    html = markdown.markdown(embed(shown, Form.MARKDOWN))

    assert first(html, "a")["href"] == "maps/velt%20(1).html#date=x" or (
        first(html, "a")["href"] == "maps/velt (1).html#date=x"
    )
    assert first(html, "img") == {"alt": "Velt [a] *b*", "src": "maps/velt.png"}


def test_markdown_of_a_hostile_title_is_one_link_with_words():
    html = markdown.markdown(embed(Embedded("velt.html", HOSTILE), Form.MARKDOWN))

    assert [name for name, _ in marks(html)] == ["p", "a"]
    assert first(html, "a") == {"href": "velt.html"}


def test_quarto_has_the_map_for_html_and_the_picture_for_the_rest():
    shown = Embedded("velt.html", "Velt", image="velt.png")

    text = embed(shown, Form.QUARTO)

    raw = re.search(
        r'::: \{.content-visible when-format="html"\}\n```\{=html\}\n(.*?)\n```\n:::\n',
        text,
        re.DOTALL,
    )
    other = re.search(
        r'::: \{.content-visible unless-format="html"\}\n(.*?)\n:::\n', text, re.DOTALL
    )
    assert first(raw[1], "iframe")["title"] == "Velt"
    assert other[1] == "[![Velt](<velt.png>)](<velt.html>)"


def test_the_command_finds_a_view_of_a_case(run, root):
    code, out, _ = run(
        "embed",
        str(root),
        "--view",
        "kalbajar",
        "--date",
        "2020-11-25",
        "--address",
        "https://example.org/m/",
    )

    assert code == 0
    frame = first(out, "iframe")
    assert frame["src"] == "https://example.org/m/karabakh-2020-kalbajar.html#embed&date=2020-11-25"
    assert frame["title"].startswith("Kalbajar district")


def test_the_command_finds_the_title_of_a_page(run, root):
    page = root / "maps" / "karabakh-2020.html"

    _, out, _ = run("embed", str(page), "--form", "plain", "--known", "--lang", "hy")

    frame = first(out, "iframe")
    assert frame["title"] == "Karabakh, autumn 2020"
    assert frame["src"] == "karabakh-2020.html#embed&clock=known&lang=hy"


def test_a_picture_of_the_day_beside_the_page_is_taken(run, tmp_path):
    (tmp_path / "velt.html").write_text("<html><title>Velt</title>", "utf-8")
    (tmp_path / "velt-2001-04-10.png").write_bytes(b"\x89PNG")
    (tmp_path / "velt-2001-04-10.txt").write_text("10 April: West Velt passes\n\nMore.", "utf-8")

    _, out, _ = run(
        "embed",
        str(tmp_path / "velt.html"),
        "--date",
        "2001-04-10",
        "--address",
        "https://example.org/m/",
    )

    picture = first(out, "img")
    assert picture["src"] == "https://example.org/m/velt-2001-04-10.png"
    assert picture["alt"] == "10 April: West Velt passes"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--form", "gif"], 2, "is not known; write one of"),
        (["--view", "nowhere"], 1, "the case has no view 'nowhere'; its views: control-changes"),
        (["--date", "1999-01-01"], 1, "1999-01-01 is not in the case"),
        (["--date", "soon"], 2, "is not a day"),
    ],
)
def test_what_cannot_be_embedded_is_said(run, root, arguments, code, words):
    ended, out, err = run("embed", str(root), *arguments)

    assert (ended, out) == (code, "")
    assert words in " ".join(err.split()).replace("│ ", "")


def test_a_page_that_is_not_there_is_said(run, tmp_path):
    code, _, err = run("embed", str(tmp_path / "no.html"))

    assert code == 1
    assert "cannot be read" in err


def test_templates_are_shipped_with_the_package(root):
    shipped = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    patterns = shipped["tool"]["setuptools"]["package-data"]["geo"]

    assert {"embedding/templates/*", "embedding/assets/*"} <= set(patterns)
    assert {form.value for form in Form} <= {
        file.name.partition(".")[0] for file in (root / "geo/embedding/templates").iterdir()
    }
    assert {field.name for field in fields(Embedded)} >= {"address", "title", "state", "image"}
