"""From a page to an article: title, text, author, date, language, origin; or why there is none."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.articles import Article, Origin, Rejection, read_page
from news.dates import UNDATED, Dating
from news.feeds import Entry
from news.pages import Page
from news.sources import Source

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCE = Source("northwind", "Northwind Post", "https://northwind.example/", "GB", ("en",), "Europe/London", "independent")
URL = "https://northwind.example/news/ferry-sails-again"
ENTRY = Entry(URL, URL)
FIRST = "The ferry between the two harbours will sail three times a day from Monday, the company that runs it said in a statement."
SECOND = "The new pier is ready and the ice has gone from the bay earlier than in any of the last ten years of the harbour's records."
THIRD = "Tickets are on sale from Friday, and the first crossing is free for everyone who lives on the island or works there."
BODY = "".join(f"<p>{text}</p>" for text in (FIRST, SECOND, THIRD))
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"


def page(body: str = BODY, head: str = "", heading: str = "Ferry sails again after the winter", attributes: str = "") -> str:
    return f"<!doctype html><html {attributes}><head><title>{heading} - Northwind Post</title>{head}</head><body><nav><a href='/'>Home</a></nav><article><h1>{heading}</h1>{body}</article></body></html>"


def read(body: str | bytes, entry: Entry = ENTRY, url: str = URL, status: int = 200) -> Article | Rejection:
    raw = body if isinstance(body, bytes) else body.encode()
    return read_page(Page(url, status, raw, "text/html; charset=utf-8"), entry, SOURCE, NOW)


def article(body: str, entry: Entry = ENTRY, url: str = URL) -> Article:
    found = read(body, entry, url)
    assert isinstance(found, Article), found
    return found


def test_a_plain_page_becomes_an_article() -> None:
    found = article(page())
    assert found == Article(URL, "Ferry sails again after the winter", TEXT, "en", None, UNDATED)


def test_what_the_page_says_for_machines_is_read() -> None:
    head = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Northwind Post"},
    {"@type":["NewsArticle"],"headline":"Ferry sails again after the winter","datePublished":"2026-11-19T09:30:00+04:00",
    "author":[{"@type":"Person","name":"Leyla Nəsirova"},{"@type":"Organization","name":"Northwind Post"}]}]}</script>
    <meta property="article:published_time" content="2026-11-18T00:00:00Z"><link rel="canonical" href="/news/ferry">"""
    found = article(page(head=head))
    assert found.author == "Leyla Nəsirova"
    assert found.published == Dating(datetime(2026, 11, 19, 5, 30, tzinfo=UTC), "exact", "json-ld")
    assert found.url == "https://northwind.example/news/ferry"


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        (
            '<meta property="article:published_time" content="2026-11-19T09:30:00+00:00">',
            Dating(datetime(2026, 11, 19, 9, 30, tzinfo=UTC), "exact", "meta"),
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-11-19"}</script>',
            Dating(date(2026, 11, 19), "day", "json-ld"),
        ),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2099-01-01"}</script>', UNDATED),
        ('<script type="application/ld+json">{broken</script>', UNDATED),
    ],
)
def test_dates_of_the_head(markup: str, published: Dating) -> None:
    assert article(page(head=markup)).published == published


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ("<p><time>13 Aug 2020</time> | News, Harbours</p>", Dating(date(2020, 8, 13), "day", "text")),
        ('<time datetime="2026-11-19T09:30:00Z">yesterday</time>', Dating(datetime(2026, 11, 19, 9, 30, tzinfo=UTC), "exact", "text")),
        ('<div class="post-date">19 November 2026, 09:30</div>', Dating(datetime(2026, 11, 19, 9, 30, tzinfo=UTC), "exact", "text")),
        ('<aside><time datetime="2026-11-19T09:30:00Z">x</time></aside>', UNDATED),
    ],
)
def test_dates_beside_the_heading(markup: str, published: Dating) -> None:
    assert article(page(markup + BODY)).published == published
    assert article(page(markup + BODY)).text == TEXT


def test_the_feed_and_the_address_date_what_the_page_does_not() -> None:
    announced = Dating(datetime(2026, 11, 19, 8, tzinfo=UTC), "exact", "feed")
    assert article(page(), Entry(URL, URL, published=announced)).published == announced
    dated = "https://northwind.example/2026/11/18/ferry"
    assert article(page(), Entry(dated, dated), dated).published == Dating(date(2026, 11, 18), "day", "url")


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Ferry sails again after winter | World | News", "Ferry sails again after winter | World | News"),
        ("Ferry sails again after winter - Northwind Post", "Ferry sails again after winter"),
        ("Ferry sails again after winter :: Northwind.Example", "Ferry sails again after winter :: Northwind.Example"),
        ("Ferry sails again after winter — Northwind", "Northwind"),
        ("Ferry sails again after winter", "<span>Ferry</span> <b>sails</b> again after&nbsp;winter"),
    ],
)
def test_titles_lose_sites_and_sections(title: str, heading: str) -> None:
    html = f"<html><head><title>{title}</title></head><body><h1>{heading}</h1>{BODY}</body></html>"
    assert article(html).title == "Ferry sails again after winter"


def test_a_dash_or_bar_in_a_headline_stays() -> None:
    assert article(page(heading="Ferry sails again – after a winter of repairs")).title == "Ferry sails again – after a winter of repairs"
    assert article(page(heading="Live | Ferry sails again after the winter")).title == "Live | Ferry sails again after the winter"


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ('<a rel="author" href="/people/a">Anna Nowak</a>', "Anna Nowak"),
        ('<div class="byline">By Anna Nowak and Jan Lis</div>', "Anna Nowak, Jan Lis"),
        ('<div class="author">Автор: Анна Петрова</div>', "Анна Петрова"),
        ('<span class="muellif">Müəllif: Leyla Nəsirova</span>', "Leyla Nəsirova"),
        ('<div class="author">Northwind Post</div>', None),
        ('<div class="author">Reuters</div>', None),
        ('<div class="author">News Desk</div>', None),
        ('<div class="author">https://northwind.example/people/7</div>', None),
        ('<div class="author">20 November 2026</div>', None),
        ('<div class="author">admin</div>', None),
    ],
)
def test_authors_are_people(byline: str, author: str | None) -> None:
    assert article(page(byline + BODY)).author == author


@pytest.mark.parametrize(
    "tail",
    [
        "<p><a href='https://other.example/a'>Source link</a></p>",
        "<p>Sources:<br>- A News Agency<br>- Another Paper<br>- A Third</p><p>Ferries continue to dominate the headlines of general news.</p>",
        "<p>Read also: Winter storms close the harbour</p>",
        "<p>Источник: Северный вестник</p>",
        "<p>Źródło artykułu: gazeta</p>",
        "<p>© Northwind Post. All rights reserved.</p>",
        "<p>The opinions expressed here are the author's alone.</p>",
        "<p>Share on Facebook</p><p>Twitter</p>",
        "<p><a href='/news/other'>Another story about another thing</a></p>",
        "<p>Həmçinin oxuyun: Qış fırtınası limanı bağladı</p>",
        "<p>Sign up for our newsletter and never miss a story</p>",
    ],
)
def test_what_hangs_behind_a_text_goes(tail: str) -> None:
    assert article(page(BODY + tail)).text == TEXT


def test_what_hangs_between_the_lines_goes() -> None:
    video = "<p>Dalsza część artykułu pod materiałem wideo</p><p>Prom wraca? Zobacz nagranie</p>"
    body = f"<p>{FIRST}</p>{video}<p>{SECOND}</p><p>Read more: A storm closes the harbour</p><p>{THIRD}</p>"
    assert article(page(body)).text == TEXT


def test_a_paragraph_that_only_begins_like_a_label_stays() -> None:
    begins = "Sources in the harbour office said that the crossing had been planned for years, but that money was found only when the island's council sold the old pier to a museum, which will open it to visitors in summer and pay for the new one."
    assert begins in article(page(f"<p>{FIRST}</p><p>{begins}</p><p>{SECOND}</p><p>{THIRD}</p>")).text


def test_the_first_publisher_is_found() -> None:
    tail = "<p><a href='https://www.first.example/a?utm_source=x'>Source link</a></p>"
    assert article(page(BODY + tail)).origin == Origin(None, "https://www.first.example/a", "source link")
    named = "<p>Источник: <a href='https://first.example/a'>Первый вестник</a></p>"
    assert article(page(BODY + named)).origin == Origin("Первый вестник", "https://first.example/a", "source link")
    mention = "<p>This article was first published by The Harbour Times.</p>"
    assert article(page(BODY + mention)).origin == Origin("The Harbour Times", None, "text mention")
    elsewhere = article(page(head='<link rel="canonical" href="https://first.example/news/a">'))
    assert elsewhere.origin == Origin(None, "https://first.example/news/a", "canonical link")
    assert elsewhere.url == URL
    assert article(page(BODY + "<p><a href='/archive'>Source</a></p>")).origin is None


@pytest.mark.parametrize(
    "claimed", ["https://northwind.example/", "https://other.example/x", "https://northwind.example/ru/news/ferry", "javascript:x", ""]
)
def test_a_canonical_address_that_is_another_page_is_refused(claimed: str) -> None:
    url = "https://northwind.example/en/news/ferry"
    assert article(page(head=f'<link rel="canonical" href="{claimed}">'), Entry(url, url), url).url == url


def test_the_language_is_that_of_the_text_not_of_the_declaration() -> None:
    assert article(page(attributes='lang="az"')).lang == "en"


def test_a_short_text_behind_a_wall_is_partial() -> None:
    flag = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry sails again after the winter","isAccessibleForFree":"False"}</script>'
    assert article(page(head=flag)).partial
    assert not article(page(head=flag.replace('"False"', "true"))).partial


def test_the_text_of_json_ld_stands_in_where_the_page_hides_it() -> None:
    body = " ".join([FIRST, SECOND, THIRD])
    html = page(
        "<div id='app'></div>",
        head=f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Ferry sails again","articleBody":"{body}"}}</script>',
    )
    assert article(html).text == body


@pytest.mark.parametrize(
    ("body", "status", "rejection"),
    [
        (page(), 404, Rejection("HTTP 404")),
        (page(), 503, Rejection("HTTP 503", retry=True)),
        (page(), 429, Rejection("HTTP 429", retry=True)),
        ("<title>Just a moment...</title><script>_cf_chl_opt</script><p>Checking</p>", 200, Rejection("challenge", retry=True)),
        ("<title>Page not found</title><p>Go back to the front page.</p>", 200, Rejection("soft 404")),
        ("<title>About</title><h1>About us</h1><p>We write about ferries and bridges.</p>", 200, Rejection("service page")),
        ("%PDF-1.4 words", 200, Rejection("not HTML")),
        ("", 200, Rejection("empty", retry=True)),
    ],
)
def test_pages_that_hold_no_article_say_why(body: str, status: int, rejection: Rejection) -> None:
    assert read(body, status=status) == rejection


def test_a_flash_of_news_is_short_and_still_an_article() -> None:
    flash = "<p>The ferry to the island sails again from Monday, the company said.</p>"
    assert read(page(flash)) == Rejection("no text")
    assert isinstance(read(page(flash, head='<meta property="og:type" content="article">')), Article)


SHARED = "https://harbourtimes.example/2026/11/18/ferry"


def test_a_shared_story_is_read_from_its_fragment() -> None:
    fragment = (
        f"<div><p>Report No. 12, 18 November 2026</p>{BODY}<p>The opinions expressed in our reports are the authors' alone.</p></div>"
    )
    entry = Entry(SHARED, SHARED, title="Ferry sails again after the winter | HarbourTimes", content=fragment)
    found = article(fragment, entry, SHARED)
    assert (found.url, found.title, found.text, found.lang) == (SHARED, "Ferry sails again after the winter", TEXT, "en")
    assert found.published == Dating(date(2026, 11, 18), "day", "url")


def test_a_shared_story_without_text_is_none() -> None:
    assert read("<div></div>", Entry(SHARED, SHARED, title="A title", content="<div></div>")) == Rejection("no text")
    assert read(BODY, Entry(SHARED, SHARED, content=BODY)) == Rejection("no title")


TAGS = [b"<p>", b"<div>", b"<article>", b"<h1>a b c</h1>", b"<a href='http://[x'>", b"<time>", b"<script type='application/ld+json'>", b'{"@type":"Article","author":[[]]}', b"</script>",
        b"<link rel=canonical href='http://[::1'>", b"<base href='//['>", b"\x00\xff\xfe", b"<table><tr><td>", b"words of a text " * 12, "слова текста ".encode() * 12]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.lists(st.sampled_from(TAGS), max_size=30).map(b"".join))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    assert isinstance(read(body), Article | Rejection)
    assert isinstance(read(body, Entry(URL, URL, title="A title", content="x")), Article | Rejection)
