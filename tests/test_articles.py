from datetime import date

import pytest

from geo.articles import article_of, read_article
from geo.errors import SourceError

PAGE = """<html><head><title>Troops leave Velt</title>
<meta property="article:published_time" content="2020-12-01T08:00:00Z">
<meta property="og:site_name" content="Velt News"></head>
<body><nav><a href="/">Home</a></nav><script>var place = "Moscow";</script>
<article><h1>Troops leave Velt</h1>
<p>The troops left the town of Velt on Tuesday, the ministry said in a long statement.</p>
<p>They are to leave the hills beside it too, the ministry added in the same statement.</p>
</article></body></html>"""


def test_a_text_is_kept_as_it_stands_so_that_offsets_hold(tmp_path):
    raw = "\ufeffTroops leave Velt\r\n\r\nThey left — at last.\r\n".encode()
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    article = read_article(path)
    assert article.text.encode() == raw
    assert article.title == "Troops leave Velt"


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    # FIPS 180-4, example of one block
    assert read_article(path).sha256 == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_a_page_gives_text_title_publisher_and_day_and_no_script(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    article = read_article(path)
    assert (article.title, article.publisher) == ("Troops leave Velt", "Velt News")
    assert article.published == date(2020, 12, 1)
    assert "town of Velt" in article.text
    assert "Moscow" not in article.text


def test_a_page_without_an_article_still_gives_its_words(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body><div>Troops left Velt.</div></body></html>", encoding="utf-8")
    article = read_article(path)
    assert "Troops left Velt." in article.text


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("paper.txt", b"%PDF-1.7 ...", "PDF"),
        ("program.txt", bytes(range(256)) * 10, "binary"),
        ("script.html", b"<html><script>x = 1</script></html>", "no text"),
    ],
)
def test_a_file_without_text_is_refused_with_the_reason(tmp_path, name, raw, words):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(SourceError, match=words):
        read_article(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        read_article(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "Le président a été réélu à Vélt"),
        ("cp1251", "Войска ушли из города"),
        ("utf-16", "Troops left Velt."),
    ],
)
def test_another_encoding_is_read_with_a_note(tmp_path, encoding, text):
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    article = read_article(path)
    assert article.text.lstrip("\ufeff") == text
    assert any("not UTF-8" in note for note in article.notes)


def test_another_language_is_said():
    text = "Die Truppen haben die Stadt verlassen, sagte das Ministerium. " * 3
    article = article_of(text)
    assert article.language == "und"
    assert any("English" in note for note in article.notes)


@pytest.mark.parametrize(
    "line",
    ["Published: 03:30 PM, 1 Dec, 2020", "Tuesday, 1 December 2020", "Updated 1 December 2020"],
)
def test_a_stated_day_of_publication_is_read(line):
    assert article_of(f"A title\n\n{line}\n\nThe text.").published == date(2020, 12, 1)


def test_a_day_told_in_the_text_is_no_day_of_publication():
    article = article_of("A title\n\nThe pact of 1 December 2020 was signed in the hills by all.")
    assert article.published is None
    assert any("--published" in note for note in article.notes)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("News  /  Velt", "navigation"),
        ("SHARE THIS ARTICLE", "share links"),
        ("www.example.org", "address"),
        ("Read more: Troops leave Velt", "related link"),
        ("Troops ride a truck near Velt, May 5, 2020. (Photo by Somebody)", "caption"),
        ("Copyright 2020 Velt News", "notice"),
        ("AFP", "credit"),
    ],
)
def test_a_line_that_is_no_prose_is_known_as_such(line, reason):
    text = f"A title\n\n{line}\n\nThe text of it."
    [span] = article_of(text).boilerplate
    assert (text[span.start : span.end], span.reason) == (line, reason)


@pytest.mark.parametrize(
    "line",
    [
        "AFP journalists saw soldiers in the town.",
        "Sources in the ministry spoke of a delay.",
        "They follow us on the road to Velt, a driver said of the soldiers.",
    ],
)
def test_prose_is_not_taken_for_furniture(line):
    assert article_of(f"A title\n\n{line}").boilerplate == ()
