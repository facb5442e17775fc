"""Who holds an arrival's addresses, or its text: which articles they belong to, and which of these is the arrival's own."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, false, func, select, true, union_all

from news.duplicates import are_related, is_mostly
from news.identity import face_of
from storage.tables import article_urls, article_versions, articles, copies

if TYPE_CHECKING:
    from storage.arrivals import Arrival

# What is asked of every arrival, with parameters.
_HOLDER = (articles.c.id, articles.c.source_id, articles.c.via, articles.c.title, articles.c.text)
_URLS: BindParameter[Any] = bindparam("urls", expanding=True)
_IS_COPY = and_(copies.c.article_id == articles.c.id, copies.c.url == article_urls.c.url, copies.c.source_id == bindparam("source_id"))
_HOLDERS = union_all(
    select(article_urls.c.url, *_HOLDER, copies.c.url.is_not(None).label("copy_of_ours"), false().label("later"))
    .select_from(article_urls.join(articles).outerjoin(copies, _IS_COPY))
    .where(article_urls.c.url.in_(_URLS)),
    # An address belongs to one article; one that came to it later has it as its own all the same.
    select(articles.c.url, *_HOLDER, false(), true()).where(articles.c.url.in_(_URLS)),
)
_FACES = (
    select(articles.c.id, articles.c.url, articles.c.text)
    .join_from(article_urls, articles)
    .where(
        article_urls.c.face.in_(bindparam("faces", expanding=True)),
        articles.c.source_id == bindparam("source_id"),
        articles.c.via.is_(None),
    )
    .order_by(articles.c.id)
)
_TWINS = union_all(
    select(articles.c.id, true().label("shows_it")).where(articles.c.fingerprint == bindparam("fingerprint")),
    select(func.min(article_versions.c.article_id), false()).where(article_versions.c.fingerprint == bindparam("fingerprint")),
)


@dataclass(frozen=True, slots=True)
class Holder:
    """The article that an address belongs to."""

    url: str
    article_id: int
    source_id: str
    via: str | None
    """The shared-stories feed that the article came through."""
    title: str
    text: str
    copy_of_ours: bool
    """The arrival's own source published the article there as a copy of another's."""


@dataclass(frozen=True, slots=True)
class Twin:
    """The article that has, or once had, the text that arrived."""

    article_id: int
    shows_it: bool


def own_article(holders: tuple[Holder, ...], arrival: "Arrival") -> int | None:
    """Return the article that this page is a new reading of: only one of the same source can be.

    A copy that is edited is a text of its own, and must not write over the original; nor must another article at the same address.
    """
    article = arrival.article
    own = own_holders(holders, arrival)
    return next((each.article_id for each in own if are_related(each.title, each.text, article.title, article.text)), None)


def own_holders(holders: tuple[Holder, ...], arrival: "Arrival") -> list[Holder]:
    """Return the holders that are articles of the arrival's own source."""
    return [holder for holder in holders if holder.source_id == arrival.feed.source_id and not holder.copy_of_ours]


def shared_before(holders: tuple[Holder, ...], arrival: "Arrival") -> int | None:
    """Return the article whose own page we hold, where a shared story is that page's text or a part of it: no publication of its own."""
    if not arrival.is_shared_story:
        return None
    own = (holder for holder in holders if holder.via is None and holder.url == arrival.article.url and not holder.copy_of_ours)
    return next((holder.article_id for holder in own if is_mostly(holder.text, arrival.article.text)), None)


def rightly_addressed(arrival: "Arrival", holders: tuple[Holder, ...]) -> "Arrival":
    """Take the announced address for the article's own where the page calls itself by that of quite another article."""
    article = arrival.article
    others = [holder for holder in own_holders(holders, arrival) if holder.url == article.url]
    wrong = any(not are_related(each.title, each.text, article.title, article.text) for each in others)
    return replace(arrival, article=replace(article, url=arrival.entry.url)) if wrong else arrival


def holders_of(connection: Connection, arrival: "Arrival") -> tuple[Holder, ...]:
    """Return the articles that the arrival's addresses belong to, in the order of the addresses."""
    rows = connection.execute(_HOLDERS, {"urls": list(arrival.urls), "source_id": arrival.feed.source_id}).all()
    found = sorted((row for row in rows if not row.later), key=lambda row: arrival.urls.index(row.url))
    holders = [Holder(*row[:-1]) for row in found]
    known = {holder.article_id for holder in holders}
    return (*holders, *(Holder(*row[:-1]) for row in rows if row.later and row.id not in known))


def other_face(connection: Connection, arrival: "Arrival") -> Row[*tuple[Any, ...]] | None:
    """Return the row of the article of which this page is another face (AMP, mobile, print): its text may be cut, but most is the same."""
    faces = {face_of(url) for url in arrival.urls}
    found = connection.execute(_FACES, {"faces": list(faces), "source_id": arrival.feed.source_id}).all()
    return next((row for row in found if is_mostly(row.text, arrival.article.text)), None)


def twin_of(connection: Connection, fingerprint: str) -> Twin | None:
    """Return the article that has a text, or had it once."""
    twins = [Twin(*row) for row in connection.execute(_TWINS, {"fingerprint": fingerprint}) if row.id is not None]
    return max(twins, key=lambda twin: twin.shows_it, default=None)
