"""Bylines that readers see."""

import pytest
from lxml.html import fromstring

from news.reading.bylines import text_bylines, visible_bylines


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<div class='byline'>By Anna Nowak</div>", ["By Anna Nowak"]),
        ("<a rel='author' href='/people/a'>Anna Nowak</a>", ["Anna Nowak"]),
        ("<a href='/author/anna'>Anna Nowak</a>", ["Anna Nowak"]),
        ("<span itemprop='author'><meta itemprop='name' content='Anna Nowak'></span>", ["Anna Nowak"]),
        ("<div itemprop='author'><span itemprop='name'>Anna Nowak</span><p>writes of ports</p></div>", ["Anna Nowak"]),
        ("<div class='muellif'>Leyla Nəsirova</div>", ["Leyla Nəsirova"]),
        ("<span class='article-avtor avtor'>Анна Иванова</span>", ["Анна Иванова"]),
        ("<div class='yazar'>Ayşe Yılmaz</div>", ["Ayşe Yılmaz"]),
        ("<div class='Author'><b>Anna Nowak</b><span>2 hours ago</span></div>", ["Anna Nowak | 2 hours ago"]),
        ("<p><span class='author'>Anna Nowak</span> <span class='author'>Jan Lis</span></p>", ["Anna Nowak, Jan Lis"]),
        ("<blockquote><span class='author'>The Minister</span></blockquote>", []),
        ("<div class='comments'><div class='comment'><span class='author'>A Reader</span></div></div>", []),
        ("<figure><span class='author'>Jan Lis</span></figure>", []),
        ("<aside><a rel='author' href='/x'>A Columnist</a></aside>", []),
        ("".join(f"<p><span class='author'>Columnist {letter}</span></p>" for letter in "ABCDEF"), []),
        ("<div class='authority'>Port authority</div>", []),
        (f"<div class='author'>{'A life of writing about ports. ' * 9}</div>", []),
    ],
)
def test_short_bylines_of_the_article_are_given(markup: str, shown: list[str]) -> None:
    assert list(visible_bylines(fromstring(f"<html><body><main><h1>A pier</h1>{markup}<p>Text.</p></main></body></html>"))) == shown


@pytest.mark.parametrize(
    ("line", "is_byline"),
    [
        ("Müəllif: Leyla Nəsirova", True),
        ("Автор: Анна Иванова", True),
        ("Hazırladı: Elçin İsmayılov", True),
        ("By Anna Nowak", True),
        ("By noon the pier was open again", False),
        ("Автор книги рассказал о порте", False),
        ("Haber alınamayan gemi bulundu", False),
    ],
)
def test_lines_that_name_their_author(line: str, is_byline: bool) -> None:
    text = "\n".join(["The pier is open."] * 6)
    assert bool(list(text_bylines(f"{text}\n{line}"))) == is_byline
    assert bool(list(text_bylines(f"{line}\n{text}"))) == is_byline
