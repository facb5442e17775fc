"""From a fetched page to an article: what kind of page, whose title, which words, who, when and in which language."""

from datetime import datetime

from lxml.html import HtmlElement

from news.articles import Article, Origin, Rejection
from news.authors import choose_author
from news.bodies import find_origin, link_lines, read_body, read_fragment, trim
from news.charsets import decode
from news.dates import choose_dating, date_in_path
from news.feeds import Entry
from news.languages import language_code, language_of
from news.metadata import Claims, read_claims
from news.pages import MAX_BODY, TEASER, Page, PageKind, kind_of, parse_html
from news.prose import article_paragraphs, largest_group
from news.sources import Source
from news.texts import clean_line, clean_text, word_set
from news.titles import bare_title, choose_title
from news.urls import canonical_url, path_of, site_of

_RETRY: dict[PageKind, bool] = {"challenge": True, "consent wall": True, "server error": True, "refused": True, "empty": True}
_FEW_WORDS = 25
"""Words under which a text is only taken from a page that marks itself as an article: a news flash has fifteen."""
_WORDS_OF_A_FLASH = 6
_SHARE_FOUND = 0.6
"""The part that must be found of what JSON-LD carries or the only ``<article>`` holds; with less, some of the paragraphs were missed."""
_LANGUAGE_STEPS = word_set("az ru en tr uk pl de fr hy ka fa ar es it ro kk aze rus eng")
"""Steps of a path that name an edition: a canonical address that changes one belongs to another text."""


def extract(page: Page, entry: Entry, source: Source, now: datetime) -> Article | Rejection:
    """Read the article on a page, or say why there is none; never fails, whatever the bytes.

    Where the entry carries its story, the page's body is that fragment and the page's address the story's own.
    """
    if entry.content is not None:
        return _read_story(page, entry, source, now)
    tree = parse_html(page)
    kind = kind_of(page, tree)
    if kind not in {"article", "teaser"} or tree is None:
        reason = f"HTTP {page.status}" if kind in {"gone", "refused", "server error"} else kind
        return Rejection(reason, _RETRY.get(kind, False))
    return _read_article(page, tree, entry, source, now)


def _read_article(page: Page, tree: HtmlElement, entry: Entry, source: Source, now: datetime) -> Article | Rejection:
    url = canonical_url(page.url) or entry.url
    claims = read_claims(tree, source.timezone, now)
    title = choose_title(claims, entry.title, (source.name,), url)
    if title is None:
        return Rejection("no title")
    said = read_body(tree)
    text = _text(tree, said, claims, title)
    words = len(text.split())
    if words < (_WORDS_OF_A_FLASH if claims.is_article else _FEW_WORDS):
        return Rejection("no text")
    return Article(
        url=_own_address(claims.canonical, url),
        title=title,
        text=text,
        lang=language_of(f"{title}\n{text}", hints=_hints(claims.lang, entry, source)),
        author=choose_author((*claims.authors, *((entry.author,) if entry.author else ())), (source.name, *claims.site_names)),
        published=choose_dating((*claims.datings, entry.published, date_in_path(path_of(url), now))),
        origin=find_origin(tree, url, said) or _canonical_origin(claims.canonical, url),
        partial=not claims.is_free and words < TEASER,
    )


def _read_story(page: Page, entry: Entry, source: Source, now: datetime) -> Article | Rejection:
    """Read a story that stands on a page of shared stories: its own page is never seen."""
    url = canonical_url(page.url) or entry.url
    announced = clean_line(entry.title)
    text = read_fragment(decode(page.body[:MAX_BODY], "text/html; charset=utf-8"))
    if announced is None or not text:
        return Rejection("no title" if text else "no text")
    title = bare_title(announced, frozenset(), url)
    text = trim(text, (title, announced))
    if len(text.split()) < _WORDS_OF_A_FLASH:
        return Rejection("no text")
    hints = (entry.lang,) if entry.lang else ()
    return Article(
        url=url,
        title=title,
        text=text,
        lang=language_of(f"{title}\n{text}", hints=hints),
        author=choose_author((entry.author,) if entry.author else (), (source.name,)),
        published=choose_dating((entry.published, date_in_path(path_of(url), now))),
    )


def _text(tree: HtmlElement, said: str, claims: Claims, title: str) -> str:
    """Take the body from the page; where its markup hides it, from JSON-LD or from the largest group of paragraphs."""
    titles = tuple(line for line in (title, *claims.headings, claims.headline, claims.shared_title, claims.page_title) if line)
    text = trim(said, titles, link_lines(tree))
    told = trim(read_fragment(claims.body), titles) if claims.body else ""
    marked = trim(clean_text(article_paragraphs(tree)), titles)
    words = len(text.split())
    if words >= max(_FEW_WORDS, len(told.split()) * _SHARE_FOUND, len(marked.split()) * _SHARE_FOUND):
        return text
    others = (told, marked, trim(clean_text(largest_group(tree)), titles) if words < _FEW_WORDS else "")
    return max(text, *others, key=lambda found: len(found.split()))


def _hints(declared: str | None, entry: Entry, source: Source) -> tuple[str, ...]:
    spoken = (entry.lang, language_code(declared), *source.languages[:1])
    return tuple(dict.fromkeys(code for code in spoken if code))


def _own_address(claimed: str | None, url: str) -> str:
    """Take the address a page gives as its own, unless it is another host's, the home page, another edition or another page altogether."""
    canonical = canonical_url(claimed, url) if claimed else None
    if canonical is None or site_of(canonical) != site_of(url) or path_of(canonical) == "/" or _edition(canonical) != _edition(url):
        return url
    if len(path_of(canonical).strip("/").split("/")) == 1 and len(path_of(url).strip("/").split("/")) > 2:
        return url  # a section's front page: /news for /news/2026/a-headline
    return canonical


def _edition(url: str) -> tuple[str, ...]:
    return tuple(step for step in path_of(url).lower().split("/") if step in _LANGUAGE_STEPS)


def _canonical_origin(claimed: str | None, url: str) -> Origin | None:
    """Take a canonical address on another site as the place where the text was first published."""
    canonical = canonical_url(claimed, url) if claimed else None
    if canonical is None or path_of(canonical) == "/" or _is_same_owner(site_of(canonical), site_of(url)):
        return None
    return Origin(None, canonical, "canonical link")


def _is_same_owner(one: str, other: str) -> bool:
    return one == other or one.endswith("." + other) or other.endswith("." + one) or one.split(".")[-2:] == other.split(".")[-2:]
