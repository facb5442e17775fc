"""Articles that were stored before copies and stories were looked for: grouped later, one transaction each, the oldest first."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from news.articles import StoredArticle
from news.beats import ON_BEAT
from news.gists import Gist
from storage import folding, shelves, stories
from storage.database import Database
from storage.rows import level_of
from storage.tables import articles, gists, sketches

_ON_BEAT_FROM = min(level_of(relevance) for relevance in ON_BEAT)


def _ungrouped() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions: nothing to be compared by, or on the beat and in no story."""
    has_sketch = exists().where(sketches.c.article_id == articles.c.id)
    has_gist = exists().where(gists.c.article_id == articles.c.id)
    return ~articles.c.hidden, ~has_sketch | ((articles.c.level >= _ON_BEAT_FROM) & ~has_gist)


def count(db: Database) -> int:
    """Return how many articles are to be grouped."""
    with db.begin_read() as connection:
        return connection.execute(select(func.count()).select_from(articles).where(*_ungrouped())).scalar_one()


def following(db: Database, after: int, limit: int) -> tuple[StoredArticle, ...]:
    """Return the next articles to be grouped beyond an id, the oldest first."""
    statement = select(articles).where(articles.c.id > after, *_ungrouped())
    with db.begin_read() as connection:
        return shelves.fetch(connection, statement.order_by(articles.c.id).limit(limit))


def group(db: Database, article_id: int, numbers: Sequence[int], gist: Gist | None, now: datetime) -> bool:
    """Fold an article into another of which it is a copy, else find its story; return whether it is a copy."""
    with db.begin_write() as connection:
        folding.write_sketch(connection, article_id, numbers)
        if folding.fold(connection, article_id, numbers, now) != article_id:
            return True
        if gist is not None:
            stories.find_place(connection, article_id, gist, now)
        return False
