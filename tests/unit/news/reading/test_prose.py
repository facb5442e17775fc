"""Running text, block by block."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from news.reading.prose import article_paragraphs, blocks_of, largest_group, paragraphs_of

LINE = "The ferry between the two harbours will sail three times a day from Monday."


def test_a_fragment_gives_its_paragraphs_in_order() -> None:
    tree = html.fragment_fromstring("<div>One <b>bold</b> word<br>next<p>Two</p>three<ul><li>four</li></ul><script>x</script></div>")
    assert paragraphs_of(tree) == ["One bold word", "next", "Two", "three", "four"]


def test_the_largest_group_is_the_text_with_most_letters() -> None:
    tree = html.document_fromstring(f"<body><div><p>Cookies</p></div><article><p>{LINE}</p><p>{LINE}</p></article></body>")
    assert largest_group(tree) == f"{LINE}\n{LINE}"


def test_the_paragraphs_of_an_only_article_are_found_and_short_ones_left_out() -> None:
    assert article_paragraphs(html.document_fromstring(f"<body><article><p>{LINE}</p><p>Share</p></article></body>")) == LINE
    assert article_paragraphs(html.document_fromstring(f"<body><article><p>{LINE}</p></article><article></article></body>")) == ""


def test_words_in_links_and_headlines_are_counted_apart() -> None:
    tree = html.document_fromstring(
        "<body><p>Four words stand here <a href=/s>and this is a headline</a></p><p><a href=/t>Tag</a></p></body>"
    )
    assert [(block.plain, block.linked, block.headlines) for block in blocks_of(tree)] == [(4, 5, 1), (0, 1, 0)]


@given(st.text(alphabet="<>/ abdivpul=\"'&;\n", max_size=300))
def test_any_markup_has_blocks(content: str) -> None:
    tree = html.fragment_fromstring(content, create_parent="div")
    assert all(block.plain + block.linked > 0 for block in blocks_of(tree))
