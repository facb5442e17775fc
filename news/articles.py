"""An article: one text, as read from a page, and as kept in the archive."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from news.answers import Page
from news.beats import Judgement
from news.dates import Dating
from news.feeds import Entry
from news.fetches import Redirect
from news.reading.editions import Edition
from news.sources import Source

if TYPE_CHECKING:
    from news.extraction import Extraction


@dataclass(frozen=True, slots=True)
class Origin:
    """The publisher that a page names as the one who wrote the text."""

    name: str | None
    url: str | None
    evidence: str
    """What on the page says so: ``source link``, ``canonical link``, ``text mention``."""


ArticleKind = Literal["article", "live blog", "teaser"]


@dataclass(frozen=True, slots=True)
class Article:
    """One text, read from a page."""

    url: str
    title: str
    text: str
    """Paragraphs separated by one newline, NFC, without control characters."""
    lang: str | None
    author: str | None
    published: Dating
    origin: Origin | None = None
    kind: ArticleKind = "article"
    editions: tuple[Edition, ...] = ()
    """What the page names as its own in other languages."""

    @property
    def partial(self) -> bool:
        """Only the beginning of the text was there (a paywall teaser)."""
        return self.kind == "teaser"

    @property
    def word_count(self) -> int:
        """The number of words between white space."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a page did not become an article."""

    reason: str
    """One short phrase: ``soft 404``, ``consent wall``, ``HTTP 404``."""
    retry: bool = False
    """Whether the page may hold an article later."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A page of an article that was not read, for nothing it says can be what is looked for."""

    is_undated: bool
    """Whether the page does not say when it was published."""


Relation = Literal["same-text", "near-duplicate"]


@dataclass(frozen=True, slots=True)
class Copy:
    """Another address that carries the text of an article."""

    url: str
    source_id: str
    title: str
    published: Dating
    seen_at: datetime
    relation: Relation = "same-text"
    similarity: float = 1.0
    contained: float = 1.0
    """The part of its words that stands in the text it was found like."""
    article_id: int | None = None
    """The number of its own row, where its text is another than that of the article shown."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the archive, with everything that hangs from it."""

    id: int
    article: Article
    source_id: str
    urls: tuple[str, ...]
    first_seen_at: datetime
    fetched_at: datetime
    judgement: Judgement
    via: str | None = None
    """The id of the shared-stories feed it came through."""
    copies: tuple[Copy, ...] = field(default=())
    story: int | None = None
    versions: int = 1
    translations: tuple[int, ...] = field(default=())
    """The numbers of articles that are this one in other languages: texts of their own."""
    redirects: tuple[Redirect, ...] = field(default=())
    """Steps on the ways to its page."""


def explain_page(page: Page, entry: Entry, source: Source, now: datetime) -> "Extraction":
    """Read the article on a page as ``read_page`` does, and say for each field which candidate won and why."""
    from news.extraction import extract  # noqa: PLC0415 - brings trafilatura, half a second that only those who extract shall pay

    return extract(page, entry, source, now)


def read_page(page: Page, entry: Entry, source: Source, now: datetime) -> Article | Rejection:
    """Read the article on a page, or say why there is none; never fails, whatever the bytes.

    Where the entry carries its story, the page's body is that fragment of HTML and the page's address the story's own.
    """
    return explain_page(page, entry, source, now).result


def read_wanted_page(
    page: Page, entry: Entry, source: Source, now: datetime, may_be_on_beat: Callable[[str], bool]
) -> Article | Rejection | Passed:
    """Read a page as ``read_page`` does, unless nothing that it says can be what is looked for: that costs far less.

    ``may_be_on_beat`` is given everything that the article could say, and more; a page that may have no text is read in any case.
    """
    from news.extraction import extract_wanted  # noqa: PLC0415 - as above

    found = extract_wanted(page, entry, source, now, may_be_on_beat)
    return found if isinstance(found, Passed) else found.result
