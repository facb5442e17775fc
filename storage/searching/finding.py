"""Articles found by a query: a page of them in the order that is wanted, and where the next page begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from news.articles import StoredArticle
from news.errors import QueryError
from news.queries import Query
from news.searching.plans import Plan, in_titles
from news.searching.ranking import Candidate, ranked
from storage import shelves
from storage.database import Database
from storage.searching.matching import matching, place, plan_in
from storage.searching.writing import minute_of_place
from storage.tables import search_entries

MOST_RANKED = 2_000  # of the newest that match: what is older does not come first by any rank
_RANKED: frozenset[str] = frozenset({"relevance", "best"})
_CURSOR = re.compile(r"([no])([0-9]{1,19})|r([0-9]{1,19})\.([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the articles that a query means, in its order."""

    articles: tuple[StoredArticle, ...]
    cursor: str | None
    """Asks for the next page; None where this is the last."""


def find(db: Database, query: Query) -> tuple[StoredArticle, ...]:
    """Return the articles that a query means, in its order, as many as its limit allows."""
    return page(db, query).articles


def page(db: Database, query: Query) -> Page:
    """Return one page of the articles that a query means, and where the next begins.

    No article is left out between two pages or comes twice, whatever arrives meanwhile. Raises QueryError for a cursor of another order.
    """
    with db.begin_read() as connection:
        plan = plan_in(connection, query)
        numbers, cursor = (_ranked if query.sort in _RANKED else _in_time)(connection, query, plan)
        return Page(shelves.fetch_numbers(connection, numbers), cursor)


def numbers(db: Database, query: Query) -> frozenset[int]:
    """Return the numbers of all articles that a query means."""
    with db.begin_read() as connection:
        found = matching(db.dialect, query, plan_in(connection, query), search_entries.c.article_id)
        return frozenset(connection.scalars(found))


def count(db: Database, query: Query, most: int | None = None) -> int:
    """Count the articles that a query means; no further than ``most``, which is quick in an archive of any size."""
    with db.begin_read() as connection:
        found = matching(db.dialect, query, plan_in(connection, query), search_entries.c.article_id)
        return connection.execute(select(func.count()).select_from(found.limit(most).subquery())).scalar_one()


def _in_time(connection: Connection, query: Query, plan: Plan) -> tuple[list[int], str | None]:
    """Return the numbers of a page in the order of time."""
    dialect = connection.dialect.name
    oldest = query.sort == "oldest"
    at = place(dialect)
    statement = matching(dialect, query, plan, search_entries.c.article_id, at)
    if query.cursor is not None:
        after = _read(query, "o" if oldest else "n")[0]
        statement = statement.where(at > after if oldest else at < after)
    statement = statement.order_by(at if oldest else at.desc())
    limit = None if query.limit is None else max(0, query.limit)
    rows = connection.execute(statement.limit(None if limit is None else limit + 1)).all()
    shown = rows[:limit]
    ends = len(shown) == len(rows) or not shown
    return [row[0] for row in shown], None if ends else f"{'o' if oldest else 'n'}{shown[-1][1]}"


def _ranked(connection: Connection, query: Query, plan: Plan) -> tuple[list[int], str | None]:
    """Return the numbers of a page in the order of rank, among the newest that matched when the first page was asked for."""
    newest, offset = _read(query, "r") if query.cursor is not None else (None, 0)
    candidates = _candidates(connection, query, plan, newest)
    order = ranked(candidates, by_words=query.sort == "best")
    limit = len(order) if query.limit is None else max(0, query.limit)
    shown = order[offset : offset + limit]
    end = offset + limit
    bound = newest if newest is not None else max((each.position for each in candidates), default=0)
    return shown, f"r{bound}.{end}" if limit and end < len(order) else None


def _candidates(connection: Connection, query: Query, plan: Plan, newest: int | None) -> list[Candidate]:
    dialect = connection.dialect.name
    at = place(dialect)
    columns = (search_entries.c.article_id, at, search_entries.c.level)

    def rows(of: Plan) -> Sequence[tuple[int, int, int]]:
        statement = matching(dialect, query, of, *columns)
        if newest is not None:
            statement = statement.where(at <= newest)
        return [tuple(row) for row in connection.execute(statement.order_by(at.desc()).limit(MOST_RANKED))]

    titled = {number: (number, position, level) for number, position, level in rows(in_titles(plan))} if query.sort == "best" else {}
    found = {number: (number, position, level) for number, position, level in rows(plan)} | titled
    return [Candidate(number, position, minute_of_place(position), level, number in titled) for number, position, level in found.values()]


def _read(query: Query, kind: str) -> tuple[int, int]:
    """Return what a cursor says: a place, and for ranks how many came before."""
    match = _CURSOR.fullmatch(query.cursor or "")
    if not match or (match[1] or "r") != kind:
        raise QueryError("this cursor belongs to another order, or to no page", "ask for the first page again, without a cursor")
    return (int(match[2]), 0) if match[1] else (int(match[3]), int(match[4]))
