"""How the Markdown of an article is read, and what is refused."""

import pytest

from unpinch.knowledge import articles
from unpinch.knowledge.articles import BadArticle, Bullets, Link, Paragraph, Reference, TableHere, Words

from .conftest import FIRST_LINE


def read(path):
    return articles.read_article(path=path)


def test_an_article_is_its_fields_and_its_sections(write):
    article = read(write("Text of **bold** words.\n\n## More {#more}\n\nEnd.", order="7"))
    assert (article.slug, article.file, article.condition, article.order) == ("needles", "en/needles.md", "sciatica", 7)
    assert [section.id for section in article.sections] == ["what", "more"]
    [paragraph] = article.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.pieces == (Words("Text of "), Words("bold", is_strong=True), Words(" words."))


def test_a_reference_keeps_its_underscores_and_its_line(write):
    article = read(write("Some text.\nThen {effect dry_needling vs sham_needling pain short}."))
    [reference] = article.references()
    words = ("dry_needling", "vs", "sham_needling", "pain", "short")
    assert reference == Reference("effect", words, FIRST_LINE + 1)
    assert str(reference) == "{effect dry_needling vs sham_needling pain short}"


def test_a_list_holds_paragraphs_and_a_table_stands_alone(write):
    article = read(write("- See [there](article:other).\n- {claim c17}\n\n{table harms dry_needling}"))
    bullets, table = article.sections[0].blocks
    assert isinstance(bullets, Bullets)
    assert bullets.items[0].pieces[1] == Link("there", "article:other", FIRST_LINE)
    assert bullets.items[1].pieces == (Reference("claim", ("c17",), FIRST_LINE + 1),)
    assert table == TableHere(Reference("table", ("harms", "dry_needling"), FIRST_LINE + 3))


@pytest.mark.parametrize(("written", "read_as"), [("&#53; of them", "5 of them"), (r"\*Plain\*", "*Plain*")])
def test_no_number_hides_behind_an_entity_or_a_backslash(write, written, read_as):
    [paragraph] = read(write(written)).sections[0].blocks
    assert "".join(piece.text for piece in paragraph.pieces) == read_as


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<b>bold</b> words", "<!-- {claim c17} -->"])
def test_html_is_no_markup_but_words(write, html):
    article = read(write(html))
    [paragraph] = article.sections[0].blocks
    written = "".join(str(piece) if isinstance(piece, Reference) else piece.text for piece in paragraph.pieces)
    assert written == html
    assert all(isinstance(piece, Words | Reference) for piece in paragraph.pieces)


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("Text with {} in it.", 0, "braces hold a reference"),
        ("{claim\nc17}", 0, "on one line"),
        ("> A quotation.", 0, "no use for 'blockquote'"),
        ("```\ncode\n```", 0, "no use for 'fence'"),
        ("1. First.", 0, "no use for 'ordered_list'"),
        ("Text.\nMore *text*.", 1, "no use for 'em'"),
        ("![a picture](x.png)", 0, "no use for 'image'"),
        ("### Smaller {#small}", 0, "no use for 'heading'"),
        ("- Text.\n  - Inside.", 1, "a list cannot hold"),
        ("Words {table claims}", 0, "is not alone"),
        ("- {table claims}", 0, "cannot stand in a list"),
        ("## No address", 0, "a heading ends with its address"),
        ("## Two words {#a b}", 0, "a heading ends with its address"),
    ],
)
def test_what_an_article_has_no_use_for_is_refused_with_its_line(write, body, line, words):
    with pytest.raises(BadArticle) as refused:
        read(write(body))
    assert str(refused.value).startswith(f"en/needles.md, line {FIRST_LINE + line}: ")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"order": "first"}, "line 5: order is a whole number, not 'first'"),
        ({"questions": "-1"}, "line 6: questions is a whole number, not '-1'"),
        ({"lead": ""}, "the fields lack lead"),
        ({"author": "Somebody"}, "line 8: write one of title, lead"),
    ],
)
def test_fields_are_checked(write, fields, words):
    with pytest.raises(BadArticle, match=r"en/needles\.md") as refused:
        read(write("Text.", **fields))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("# A heading", "begins with its fields"),
        ("---\ntitle: x\n", "begins with its fields"),
        ("", "begins with its fields"),
        ("---\ntitle: a\nlead: b\ncondition: c\norder: 1\nquestions: 0\ndefinitions: 0\n---\n", "at least one section"),
        ("---\ntitle: a\nlead: b\ncondition: c\norder: 1\nquestions: 0\ndefinitions: 0\n---\nText.\n", "line 9: text"),
    ],
)
def test_a_file_that_is_no_article_is_refused(tmp_path, content, words):
    path = tmp_path / "needles.md"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadArticle, match=words):
        read(path)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(BadArticle, match="cannot be read"):
        read(tmp_path / "needles.md")
    (tmp_path / "needles.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadArticle, match="cannot be read"):
        read(tmp_path / "needles.md")


def test_the_name_of_the_file_is_the_address(write):
    with pytest.raises(BadArticle, match="the name of the file is the address"):
        read(write("Text.", name="Dry_Needling"))


def test_the_articles_come_in_the_order_of_the_list():
    orders = [(article.order, article.slug) for article in articles.articles()]
    assert orders == sorted(orders)
    assert orders[0][1] == "dry-needling-for-sciatica"
