"""Texts that are cleaned after they were stored: written over the one of an article, or found to be another article's."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import IntegrityError

from news.articles import Article, StoredArticle
from news.beats import Judgement
from news.ledger import OFF_BEAT
from news.searching.indexing import Indexed
from storage import ledger
from storage.arrivals import hang_tags, hide, judged_columns
from storage.holders import twin_of
from storage.rows import dating_columns
from storage.searching.writing import index
from storage.statements import insert_into
from storage.tables import article_urls, articles, copies, tags


@dataclass(frozen=True, slots=True)
class Recast:
    """An article's text without what its outlet repeats, and what follows from it."""

    was: str
    """The fingerprint of the text it was made from."""
    article: Article
    judgement: Judgement
    fingerprint: str
    indexed: Indexed


def recast(connection: Connection, stored: StoredArticle, recasting: Recast) -> None:
    """Write a cleaned text and what follows from it over the one of an article, unless that was replaced meanwhile.

    Where another article has that text, the two are one: this becomes a copy of it. What the beat is not about any more goes aside.
    """
    row = connection.execute(select(articles.c.fingerprint, articles.c.source_id).where(articles.c.id == stored.id).with_for_update()).one()
    if row.fingerprint != recasting.was:
        return
    columns = {"text": recasting.article.text, "fingerprint": recasting.fingerprint, **judged_columns(recasting.judgement)}
    try:
        with connection.begin_nested():
            connection.execute(update(articles).where(articles.c.id == stored.id).values(**columns))
    except IntegrityError:
        _merge(connection, stored, recasting)
        return
    connection.execute(delete(tags).where(tags.c.article_id == stored.id))
    hang_tags(connection, stored.id, recasting.judgement)
    index(connection, stored.id, recasting.indexed)
    if recasting.judgement.relevance == "none":
        ledger.reject(connection, stored.id, row.source_id, OFF_BEAT)


def _merge(connection: Connection, stored: StoredArticle, recasting: Recast) -> None:
    """Make an article a copy of the one that has its text, and take it out of every answer."""
    twin = twin_of(connection, recasting.fingerprint)
    if twin is None or not twin.shows_it:
        return
    row = {
        "article_id": twin.article_id,
        "url": stored.article.url,
        "source_id": stored.source_id,
        "title": stored.article.title,
        **dating_columns(stored.article.published),
        "seen_at": stored.first_seen_at,
        "relation": "same-text",
        "similarity": 1.0,
    }
    connection.execute(insert_into(connection, copies).values(**row).on_conflict_do_nothing())
    connection.execute(update(article_urls).where(article_urls.c.article_id == stored.id).values(article_id=twin.article_id))
    hide(connection, stored.id, f"the same text as article {twin.article_id}")
