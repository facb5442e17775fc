"""From a fetched page to an article: what kind of page, whose title, which words, who, when and in which language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from news.articles import Article, ArticleKind, Passed, Rejection
from news.charsets import decode
from news.choices import Choice, Said
from news.dates import DateCandidate, choose_dating, date_in_path
from news.feeds import Entry
from news.identity import own_address
from news.languages import choose_language, language_code
from news.mojibake import is_garbled
from news.pages import ARTICLE_KINDS, MAX_BODY, Page, PageKind, flash_text, kind_of, parse_html
from news.reading.authors import choose_author
from news.reading.bodies import FEW_WORDS, choose_body, read_fragment, trim
from news.reading.bylines import text_bylines
from news.reading.editions import Edition, read_editions
from news.reading.metadata import Heads, claims_of, read_heads, says_when
from news.reading.origins import find_origin
from news.reading.telling import all_told, has_text
from news.reading.titles import bare_title, choose_title
from news.sources import Source
from news.texts import clean_line
from news.urls import canonical_url, path_of

_RETRY: dict[PageKind, bool] = {"challenge": True, "consent wall": True, "server error": True, "refused": True, "empty": True}
_ARTICLE_KINDS: dict[PageKind, ArticleKind] = {"live blog": "live blog", "teaser": "teaser"}
_WORDS_OF_A_FLASH = 6


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a page gave, and for each field of the article which candidate won."""

    result: Article | Rejection
    choices: Mapping[str, Choice[Any]] = field(default_factory=dict)
    """By field: ``kind``, ``url``, ``title``, ``author``, ``published``, ``text``, ``lang``, ``origin``."""


class Seen(NamedTuple):
    """A page that holds an article, and what its head says of it."""

    page: Page
    tree: HtmlElement
    kind: Choice[PageKind]
    heads: Heads


def extract(page: Page, entry: Entry, source: Source, now: datetime) -> Extraction:
    """Read the article on a page, or say why there is none; never fails, whatever the bytes.

    Where the entry carries its story, the page's body is that fragment and the page's address the story's own.
    """
    if entry.content is not None:
        return Extraction(_read_story(page, entry, source, now))
    seen = _see(page)
    return seen if isinstance(seen, Extraction) else _read_article(seen, entry, source, now)


def extract_wanted(page: Page, entry: Entry, source: Source, now: datetime, may_be_on_beat: Callable[[str], bool]) -> Extraction | Passed:
    """Read the article on a page as ``extract`` does, unless ``may_be_on_beat`` says no of all the page tells."""
    if entry.content is not None:
        return Extraction(_read_story(page, entry, source, now))
    seen = _see(page)
    if isinstance(seen, Extraction):
        return seen
    if has_text(seen.tree) and not may_be_on_beat(all_told(seen.tree, seen.heads.claims, entry.title)):
        announced = _announced_dates(entry, canonical_url(page.url) or entry.url, now)
        return Passed(is_undated=not any(True for _ in announced) and not says_when(seen.heads, source.timezone, now))
    return _read_article(seen, entry, source, now)


def _see(page: Page) -> Seen | Extraction:
    """Parse a page and read its head; where it holds no article, say why."""
    tree = parse_html(page)
    kind = kind_of(page, tree)
    if kind.value not in ARTICLE_KINDS or tree is None:
        by_status = kind.value in {"gone", "refused", "server error"} and page.status >= 300
        reason = f"HTTP {page.status}" if by_status else kind.value
        return Extraction(Rejection(reason, _RETRY.get(kind.value, False)), {"kind": kind})
    return Seen(page, tree, kind, read_heads(tree))


def _read_article(seen: Seen, entry: Entry, source: Source, now: datetime) -> Extraction:
    page, tree, kind, heads = seen
    claims = claims_of(heads, source.timezone, now)
    address = canonical_url(page.url) or entry.url
    title = choose_title(claims, entry.title, (source.name,), address)
    choices: dict[str, Choice[Any]] = {"kind": kind, "url": own_address(claims.canonical, address, claims.shared_url), "title": title}
    if title.value is None:
        return Extraction(Rejection("no title"), choices)
    body = choose_body(tree, claims, title.value)
    text = body.value.text
    if len(text.split()) < FEW_WORDS and not (claims.is_article and len(text.split()) >= _WORDS_OF_A_FLASH):
        text = flash_text(page, tree, text)
    choices["text"] = body
    if is_garbled(f"{title.value}\n{text}"):
        return Extraction(Rejection("garbled letters", retry=True), choices)
    if len(text.split()) < _WORDS_OF_A_FLASH:
        return Extraction(Rejection("no text"), choices)
    choices["lang"] = choose_language(f"{title.value}\n{text}", _hints(claims.lang, entry, source))
    choices["published"] = choose_dating((*claims.dates, *_announced_dates(entry, address, now)))
    own_names = (source.name, *claims.site_names)
    bylines = (*claims.authors, *text_bylines(body.value.whole), *_announced_author(entry))
    choices["author"] = choose_author(bylines, own_names)
    named = (*bylines, *claims.organizations)
    choices["origin"] = find_origin(tree, address, body.value.whole, claims.canonical, named, own_names)
    return Extraction(_article(choices, text, read_editions(tree, address, choices["lang"].value)), choices)


def _article(choices: Mapping[str, Choice[Any]], text: str, editions: tuple[Edition, ...]) -> Article:
    kind = _ARTICLE_KINDS.get(choices["kind"].value, "article")
    fields = ("url", "title", "lang", "author", "published", "origin")
    return Article(text=text, kind=kind, editions=editions, **{name: choices[name].value for name in fields})


def _announced_author(entry: Entry) -> tuple[Said, ...]:
    return (Said("feed", entry.author),) if entry.author else ()


def _announced_dates(entry: Entry, url: str, now: datetime) -> Iterator[DateCandidate]:
    if entry.published.at is not None:
        yield DateCandidate("feed", str(entry.published.at), entry.published)
    in_path = date_in_path(path_of(url), now)
    if in_path.at is not None:
        yield DateCandidate("address", url, in_path)


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
    return Article(
        url=url,
        title=title,
        text=text,
        lang=choose_language(f"{title}\n{text}", _hints(None, entry, source)).value,
        author=choose_author(_announced_author(entry), (source.name,)).value,
        published=choose_dating(_announced_dates(entry, url, now)).value,
    )


def _hints(declared: str | None, entry: Entry, source: Source) -> tuple[str, ...]:
    spoken = (entry.lang, language_code(declared), *source.languages)
    return tuple(dict.fromkeys(code for code in spoken if code))
