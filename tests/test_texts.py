"""The page's own words: all in one file, every one used, and another language can follow."""

from __future__ import annotations

import re
import tomllib

import pytest

from geo.errors import RenderError
from geo.render import HandoverMap
from geo.render.elements import ASSETS, SCRIPTS
from geo.texts import FOLDER, page_texts
from tests.browser import invented

ENGLISH = (FOLDER / "en.toml").read_text("utf-8")
PROSE = ASSETS.parent.parent / "prose"
BODY = (ASSETS.parent / "templates" / "body.html.j2").read_text("utf-8")

# Values of attributes and styles, selectors and the names of keys and types: nobody reads them.
UNSEEN = re.compile(
    r"""
      class:\ $ | style:\ $ | className\ =\ $ | \brel:\ $ | "?viewBox"?:\ $ | transform:\ $
    | (?:querySelector(?:All)?|closest|matchMedia|createPane|font:)\(?\ ?$
    | \.setAttribute\("d",\ $ | \bd:\ $ | \bon\($ | \b(?:row|swatch)\ =\ $
    """,
    re.VERBOSE,
)
EXCEPTIONS = {
    "Feature", "FeatureCollection", "Point", "Polygon", "MultiPolygon", "LineString",
    "MultiLineString",  # types of GeoJSON
    "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown",  # keys
    "PageUp", "PageDown", "Home", "End", "Enter", "Escape", "Tab",
    "base base-", "limit limit-wanted", "cell leaflet-interactive",  # classes
    "moveend zoomend resize viewreset", "zoomend moveend resize",  # Leaflet's events
}  # fmt: skip


def script(name: str) -> str:
    """Read a script as it is written, without lines of comment."""
    lines = (ASSETS / f"{name}.js").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.strip().startswith("//"))


def literals(script: str) -> list[tuple[str, str]]:
    """Give the strings of a script, each with the code before it; `${…}` are taken apart."""
    found, at, code = [], 0, ""
    closing: list[int] = []
    while at < len(script):
        sign = script[at]
        if sign == "/" and re.search(r"[(,=:!&|?{;\[]\s*$", code):
            at = re.compile(r"/(?:\[(?:\\.|[^\]\\])*\]|\\.|[^/\\\[])+/").match(script, at).end()
            code += "r"
        elif sign in "\"'`" or (sign == "}" and closing and closing[-1] == 0):
            if sign == "}":
                closing.pop()
            end = "`" if sign in "}`" else sign
            text, stop = "", at + 1
            while script[stop] != end and not (end == "`" and script.startswith("${", stop)):
                step = 2 if script[stop] == "\\" else 1
                text += script[stop : stop + step]
                stop += step
            found.append((code[-40:], text))
            inside = script[stop] != end
            if inside:
                closing.append(0)
            at = stop + (2 if inside else 1)
            code += "" if inside else "s"
        else:
            if closing and sign in "{}":
                closing[-1] += 1 if sign == "{" else -1
            code += sign
            at += 1
    return found


def reads_as_english(text: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2,},? [a-z]{2,}", text) or re.match(r"[A-Z][a-z]{2,}", text))


def keys_named() -> tuple[set[str], set[str]]:
    """Give the keys that scripts and templates name, and the groups they name as a whole."""
    code = "\n".join(script(name) for name in SCRIPTS)
    keys = {text for _, text in literals(code) if re.fullmatch(r"[a-z]+\.[a-z0-9_]+", text)}
    groups = set(re.findall(r't\.of\("([a-z]+)"', code)) | {
        text.rstrip(".") for _, text in literals(code) if re.fullmatch(r"[a-z]+\.", text)
    }
    prose = "\n".join(path.read_text("utf-8") for path in sorted(PROSE.glob("*.py")))
    keys |= {f"prose.{name}" for name in re.findall(r'"([a-z0-9_]+)"', prose)} & {
        f"prose.{name}" for name in page_texts()["prose"]
    }
    keys |= {"language.plural", "language.forms", "place.named_district"}
    # Named by how a matter stands: passes_late, taken_on, claimed.
    dynamic = ("passes_on", "passes_late", "passes_early", "taken_on", "claimed", "unconfirmed")
    keys |= {f"prose.{name}" for name in dynamic}
    keys |= set(re.findall(r"texts\.([a-z]+\.[a-z0-9_]+)", BODY + code))
    return keys, groups


class TestOneFile:
    @pytest.mark.parametrize("name", SCRIPTS)
    def test_no_script_holds_words_of_its_own(self, name):
        words = [
            text
            for before, text in literals(script(name))
            if reads_as_english(text) and not UNSEEN.search(before) and text not in EXCEPTIONS
        ]

        assert words == []

    def test_the_frame_of_the_page_holds_no_words_of_its_own(self):
        bare = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", BODY)
        bare = re.sub(r"<script>.*?</script>", "", bare, flags=re.DOTALL)
        shown = re.findall(r">([^<]*)<", bare)
        shown += re.findall(r'(?:aria-label|data-short|title|placeholder|alt)="([^"]*)"', bare)

        assert [text for text in shown if re.search("[A-Za-z]{2}", text)] == ["&minus;"]

    def test_every_text_is_used_and_every_key_is_there(self):
        texts = page_texts()
        keys, groups = keys_named()
        there = {f"{group}.{key}" for group in texts for key in texts[group]}

        assert {key for key in keys if key.split(".")[0] in texts} - there == set()
        assert {key for key in there - keys if key.split(".")[0] not in groups} == set()

    def test_a_word_put_into_a_script_would_be_found(self):
        (found,) = literals('el("p", { class: "a b" }, `Held by ${party(`x${1}`)} so far`);')[2:3]

        assert reads_as_english(found[1])


@pytest.fixture
def languages(tmp_path):
    """Give a folder in which a test may put the texts of another language."""

    def write(text: str, lang: str = "xx"):
        (tmp_path / f"{lang}.toml").write_text(text, "utf-8")
        return tmp_path

    return write


class TestOtherLanguages:
    def test_a_whole_file_is_read(self, languages):
        text = ENGLISH.replace('play = "Play"', 'play = "Spiel"')

        assert page_texts("xx", folder=languages(text))["time"]["play"] == "Spiel"

    def test_a_language_may_have_more_forms_of_a_count(self, languages):
        forms = (
            'late = { one = "{n} dzień", few = "{n} dni", many = "{n} dni", other = "{n} dnia" }'
        )
        text = re.sub(r"(?m)^late = .*$", forms, ENGLISH)

        assert page_texts("xx", folder=languages(text))["count"]["late"]["few"] == "{n} dni"

    @pytest.mark.parametrize(
        ("line", "other", "message"),
        [
            (r"^play = .*\n", "", "time.play is missing; add it as in en.toml"),
            (r"^passes = .*$", 'passes = "{place}"', "day.passes lacks {party}"),
            (
                r"^full_stop = .*$",
                'full_stop = "{text} {moon}."',
                "day.full_stop has {moon}, not given",
            ),
            (
                r"^late = .*$",
                'late = { one = "{n}" }',
                "count.late needs the forms of a counted text, with `other`",
            ),
            (
                r"^late = .*$",
                'late = { other = "{n}", lots = "{n}" }',
                "count.late has the form 'lots'; forms are zero, one, two, few, many, other",
            ),
            (r"^months = .*$", 'months = ["I"]', "date.months needs a list of 12 texts"),
            (r"^play = .*$", "play = [1]", "time.play needs one text"),
            (
                r"^play = (.*)$",
                r'play = "Play"\nmoon = "Moon"',
                "time.moon is used nowhere; take it out",
            ),
        ],
    )
    def test_a_fault_is_named_with_what_to_change(self, languages, line, other, message):
        text = re.sub(f"(?m){line}", other, ENGLISH, count=1)

        with pytest.raises(RenderError) as error:
            page_texts("xx", folder=languages(text))

        assert str(error.value) == f"texts/xx.toml: {message}"

    def test_all_faults_come_in_one_message(self, languages):
        text = re.sub(r"(?m)^(play|pause) = .*\n", "", ENGLISH)

        with pytest.raises(RenderError) as error:
            page_texts("xx", folder=languages(text))

        assert str(error.value) == (
            "texts/xx.toml: time.play is missing; add it as in en.toml; "
            "time.pause is missing; add it as in en.toml"
        )

    def test_a_group_that_is_missing_is_named_once(self, languages):
        text = re.sub(r"(?s)\[picture\].*?(?=\[prose\])", "", ENGLISH)

        with pytest.raises(RenderError) as error:
            page_texts("xx", folder=languages(text))

        assert str(error.value) == ("texts/xx.toml: [picture] is missing; add it as in en.toml")

    def test_a_file_that_is_no_toml_is_named(self, languages):
        with pytest.raises(RenderError, match=r"^texts/xx.toml: not TOML: "):
            page_texts("xx", folder=languages("[date"))

    @pytest.mark.parametrize("lang", ["xx", "../en", ""])
    def test_a_language_without_a_file_stops_the_build(self, lang):
        with pytest.raises(RenderError) as error:
            HandoverMap(invented.project(), texts=lang)

        assert str(error.value) == f"the page has no texts in {lang!r}; there are: en"


def test_the_page_takes_its_words_from_the_file(monkeypatch):
    text = ENGLISH.replace('skip = "Skip to the table"', 'skip = "<b>{{ 7 * 7 }}</b>"')
    other = tomllib.loads(text.replace('play = "Play"', 'play = "</script>"'))
    monkeypatch.setattr("geo.render.page.page_texts", {"xx": other}.__getitem__)
    monkeypatch.setattr("geo.prose.phrasing.page_texts", {"xx": other}.__getitem__)

    html = HandoverMap(invented.project(), texts="xx").to_html()

    assert '<html lang="xx">' in html
    assert "&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt;" in html
    assert '"play":"\\u003c/script\\u003e"' in html


@pytest.mark.parametrize(
    ("titles", "shown"),
    [
        ({"en": "Velt", "xx": "Velten"}, "Velten"),
        ({"hy": "Վելտ", "en": "Velt"}, "Velt"),
        ({"hy": "Վելտ"}, "Վելտ"),
    ],
)
def test_the_title_is_in_the_language_of_the_page_else_in_english(monkeypatch, titles, shown):
    monkeypatch.setattr("geo.render.page.page_texts", {"xx": tomllib.loads(ENGLISH)}.__getitem__)
    monkeypatch.setattr("geo.prose.phrasing.page_texts", {"xx": tomllib.loads(ENGLISH)}.__getitem__)
    project = invented.project()
    project.case.title = titles

    html = HandoverMap(project, texts="xx").to_html()

    assert f"<title>{shown}</title>" in html
    assert f"<h1>{shown}</h1>" in html
