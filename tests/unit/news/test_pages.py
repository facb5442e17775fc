"""What kind of page came back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.pages import Page, PageKind, kind_of, parse_html

PARAGRAPH = (
    "<p>The ferry between the two harbours will sail three times a day from Monday, the company said, because the new pier "
    "is ready and the ice has gone from the bay earlier than in any of the last ten years of its records.</p>"
)
ARTICLE = f"<html><head><title>Ferry sails again</title></head><body><h1>Ferry sails again</h1><div>{PARAGRAPH * 3}</div></body></html>"


def kind(body: str | bytes, status: int = 200, content_type: str = "text/html; charset=utf-8") -> PageKind:
    page = Page("https://northwind.example/a", status, body if isinstance(body, bytes) else body.encode(), content_type)
    return kind_of(page, parse_html(page)).value


def titled(title: str, body: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def test_an_article_is_an_article() -> None:
    assert kind(ARTICLE) == "article"


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "gone"),
        (410, "gone"),
        (403, "refused"),
        (429, "refused"),
        (451, "refused"),
        (401, "login page"),
        (500, "server error"),
        (503, "server error"),
        (302, "refused"),
    ],
)
def test_the_status_speaks_first(status: int, expected: PageKind) -> None:
    assert kind(ARTICLE, status) == expected


@pytest.mark.parametrize("status", [200, 403, 429, 503])
@pytest.mark.parametrize(
    "page",
    [
        titled("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript><script>window._cf_chl_opt={}</script>"),
        titled("DDOS-GUARD", "<p>Проверка браузера перед переходом на сайт. Это займёт несколько секунд.</p>"),
        titled("news.example", "<script src='/__qrator/qauth_utm_v2.js'></script><p>One second</p>"),
        titled("Вы не робот?", "<form action='/showcaptcha'><p>Подтвердите, что запросы отправляли вы, а не робот</p></form>"),
        titled("", "<iframe src='/_Incapsula_Resource?x=1'></iframe>"),
        titled("Один момент…", "<p>Выполняется проверка</p>"),
    ],
)
def test_a_challenge_is_no_article(page: str, status: int) -> None:
    assert kind(page, status) in (
        {"challenge"} if "<script" in page or status == 200 or "title>D" in page else {"challenge", "refused", "server error"}
    )


COOKIES = (
    "<p>Мы используем файлы cookie, чтобы сайт работал лучше. Нажимая «Принять», вы даёте согласие на обработку персональных данных "
    "нами и нашими партнёрами в соответствии с политикой конфиденциальности. Согласие можно отозвать в любое время.</p>"
)


@pytest.mark.parametrize(
    "page",
    [
        titled(
            "Before you continue",
            "<h1>Before you continue</h1><p>We use cookies and data to deliver our services, to measure them and to show advertising.</p>",
        ),
        titled("Вестник", f"<div class='cmp'>{COOKIES}{COOKIES}<button>Принять</button></div>"),
        titled(
            "Gazeta",
            "<h1>Szanujemy Twoją prywatność</h1><p>My i nasi partnerzy przechowujemy informacje na urządzeniu. Zgoda jest dobrowolna.</p>",
        ),
    ],
)
def test_a_consent_wall_is_no_article(page: str) -> None:
    assert kind(page) == "consent wall"


@pytest.mark.parametrize(
    "phrase",
    [
        "Page not found",
        "404",
        "Error 404",
        "Səhifə tapılmadı",
        "Страница не найдена",
        "Материал удалён",
        "Sayfa bulunamadı",
        "Сторінку не знайдено",
        "Strona nie istnieje",
        "Seite nicht gefunden",
    ],
)
def test_a_page_that_says_it_is_not_there_is_a_soft_404(phrase: str) -> None:
    assert kind(titled("Northwind Post", f"<h1>{phrase}</h1><p>Try the search or go to the front page.</p>")) == "soft 404"
    assert kind(titled(f"{phrase} - Northwind", "<p>Go back.</p>")) == "soft 404"


def test_being_sent_to_the_front_page_is_a_soft_404() -> None:
    front = Page("https://northwind.example/", 200, ARTICLE.encode(), "text/html", requested_url="https://northwind.example/news/gone")
    assert kind_of(front, parse_html(front)).value == "soft 404"


def test_a_headline_about_a_missing_page_stays_an_article() -> None:
    assert kind(ARTICLE.replace("Ferry sails again", "Error 404: ministry deletes report")) == "article"
    assert kind(ARTICLE.replace("Ferry sails again", "Just a moment in history")) == "article"
    assert kind(ARTICLE.replace("Ferry sails again", "Cookie settings of ministries break law")) == "article"


def test_a_login_page_is_none() -> None:
    assert (
        kind(titled("Northwind", "<form><input name=u><input type=password><button>OK</button></form><p>Welcome back.</p>")) == "login page"
    )
    assert kind(titled("Daxil ol - Northwind", "<p>Parolu daxil edin</p>")) == "login page"


def test_a_listing_is_no_article() -> None:
    items = "".join(
        f"<div><a href='/{n}'>Headline number {n} about something that happened</a><p>A short teaser of the text.</p></div>"
        for n in range(30)
    )
    assert kind(titled("Xəbərlər", items)) == "listing"


def test_an_article_with_many_links_beside_it_stays_one() -> None:
    items = "".join(f"<li><a href='/{n}'>Headline number {n} about something that happened</a></li>" for n in range(60))
    assert kind(ARTICLE.replace("</body>", f"<ul>{items}</ul></body>")) == "article"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 x", "text/html"),
        (b"\x89PNG\r\n", ""),
        (b'{"a": 1}', "application/json"),
        (b'{"a": 1}', "text/html"),
        (b"<?xml version='1.0'?><rss></rss>", "text/xml"),
        (b"words", "image/jpeg"),
    ],
)
def test_what_is_not_html_is_told(body: bytes, content_type: str) -> None:
    assert kind(body, content_type=content_type) == "not HTML"


@pytest.mark.parametrize(
    "body", ["", " \n ", "<html><body></body></html>", "<html><script>var a = 'many words in a script only'</script></html>"]
)
def test_nothing_is_empty(body: str) -> None:
    assert kind(body) == "empty"


def test_a_text_that_is_not_free_and_short_is_a_teaser() -> None:
    flag = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    assert kind(ARTICLE.replace("</head>", flag + "</head>").replace(PARAGRAPH * 3, PARAGRAPH)) == "teaser"
    assert kind(ARTICLE.replace("</head>", flag + "</head>").replace("of its records.</p></div>", "of …</p></div>")) == "teaser"
    assert kind(ARTICLE.replace("</head>", flag + "</head>").replace(PARAGRAPH, PARAGRAPH * 4)) == "article"


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300)
    | st.lists(
        st.sampled_from([b"<p>", b"</p>", b"<a href=x>", b"\x00", b"<h1>", b"<table>", b"<svg>", b"</body>", b"x "]), max_size=30
    ).map(b"".join),
    st.sampled_from([200, 204, 403, 404, 503]),
)
def test_any_bytes_are_some_kind_of_page(body: bytes, status: int) -> None:
    assert isinstance(kind(body, status), str)


@pytest.mark.parametrize("forbidden", ["\x01", "&#1;", "&#x0B;", "&#031", "&#xFFFE;", "&#65535;", "\ufffe"])
def test_a_character_that_xml_forbids_keeps_no_page_from_being_cut_down(forbidden: str) -> None:
    tree = parse_html(
        Page("https://northwind.example/a", 200, f"<p>One <b>two</b> three{forbidden}four</p>".encode(), "text/html; charset=utf-8")
    )
    assert tree is not None
    bold = tree.find(".//b")
    assert bold is not None
    bold.drop_tree()
    assert tree.text_content() == "One  threefour"


def test_references_that_are_letters_stay() -> None:
    tree = parse_html(Page("https://northwind.example/a", 200, b"<p>&#110;&#x411;&#1074;&#8;9</p>", "text/html; charset=utf-8"))
    assert tree is not None
    assert tree.text_content() == "nБв9"
