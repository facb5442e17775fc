"""The part of a page that holds its article."""

from lxml import html

from news.reading.pruning import article_tree

LINE = "The ferry between the two harbours will sail three times a day from Monday, the company said on Friday."
TEXT = f"<p>{LINE}</p>" * 6


def text_of(page: str) -> str:
    return " ".join(article_tree(html.document_fromstring(page)).text_content().split())


def test_only_the_part_with_the_paragraphs_is_kept() -> None:
    page = (
        f"<body><div><a href=/>Home</a> Weather in the harbour</div><div><h1>Ferry</h1><div>{TEXT}</div></div><div>Small print</div></body>"
    )
    assert text_of(page).startswith(("Ferry", "The ferry"))
    assert "Weather" not in text_of(page)
    assert "Small print" not in text_of(page)


def test_the_page_itself_stays_as_it_is() -> None:
    tree = html.document_fromstring(f"<body><nav>Menu</nav><div class=related>Other</div><div>{TEXT}</div></body>")
    before = html.tostring(tree)
    article_tree(tree)
    assert html.tostring(tree) == before


def test_a_text_in_several_boxes_is_kept_whole() -> None:
    page = f"<body><h1>Ferry</h1><div class=part>{TEXT}</div><div class=part>{TEXT}</div><div class=part><p>And this is the very end of a long story.</p></div></body>"
    assert text_of(page).count("The ferry") == 12
    assert "very end" in text_of(page)


def test_what_is_called_furniture_and_holds_the_text_stays() -> None:
    assert LINE in text_of(f"<body><div class='share promo'>{TEXT}</div></body>")


def test_hidden_parts_go_unless_they_are_the_text() -> None:
    assert "hidden words" not in text_of(f"<body><div>{TEXT}<p style='display:none'>Some hidden words</p></div></body>")
    assert LINE in text_of(f"<body><div hidden>{TEXT}</div></body>")


def test_tables_that_lay_a_page_out_become_boxes_and_tables_of_figures_stay() -> None:
    figures = "<table><tr><td>2025</td><td>4,412</td></tr></table>"
    tree = article_tree(html.document_fromstring(f"<body><table><tr><td>{TEXT}{figures}</td></tr></table></body>"))
    assert len(tree.findall(".//table")) == 1
    assert "4,412" in tree.text_content()


def test_dates_within_sentences_stay() -> None:
    assert "opens on 12 May at noon" in text_of(
        f"<body><div><p>The line opens on <time>12 May</time> at noon, he said.</p>{TEXT}</div></body>"
    )
