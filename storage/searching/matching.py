"""Which articles a query means, as a statement of either database: the index finds them, newest or oldest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, Text, cast, column, exists, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from news.queries import Having, Query, filters_of
from news.searching.facts import CREDITED, DATED, PARTIAL, UNCLASSIFIED, days_between, origin_facts
from news.searching.plans import All, But, Fact, Plan, plan_of
from news.searching.questions import Filter
from storage.database import Database
from storage.searching.compiling import expression, tsquery
from storage.searching.writing import first_place
from storage.tables import articles, copies, folds, search_entries, sources, stories

_fts = table("article_search", column("rowid", BigInteger), column("article_search", Text))
_vectors = table("article_search", column("position", BigInteger), column("words", TSVECTOR))
_NEVER = "\ue002"  # a fact that no article has


@dataclass(frozen=True, slots=True)
class Outlets:
    """What filters need to know of the sources in the archive."""

    countries: dict[str, str]
    owners: dict[str, str]


def plan_in(connection: Connection, query: Query) -> Plan:
    """Return what the index is asked for, with the sources of this archive."""
    asked = {node.field for node in filters_of(query.asked)}
    needed = query.countries or query.owners or asked & {"country", "owner"}
    return whole_plan(query, outlets(connection) if needed else Outlets({}, {}))


def plan_for(db: Database, query: Query) -> Plan:
    """Return what is looked for, to mark it in the texts that are found."""
    with db.begin_read() as connection:
        return plan_in(connection, query)


def outlets(connection: Connection) -> Outlets:
    """Read the country and the ownership label of every source, by its id."""
    rows = connection.execute(select(sources.c.id, sources.c.country, sources.c.ownership)).all()
    return Outlets({row.id: row.country for row in rows}, {row.id: row.ownership for row in rows})


def whole_plan(query: Query, known: Outlets) -> Plan:
    """Return what the index is asked for: the words and every condition that is a fact."""

    def facts(node: Filter) -> tuple[str, ...]:
        return _facts(node.field, node.values, known)

    parts: list[Plan] = [plan_of(query.asked, facts)]
    fields = (("topic", query.topics), ("lang", query.langs), ("source", query.sources), ("country", query.countries))
    for field, values in (*fields, ("owner", query.owners), ("relevance", query.relevances)):
        if values:
            parts.append(Fact(_facts(field, values, known)))
    if query.unclassified:
        parts.append(Fact((UNCLASSIFIED,)))
    if query.published_from or query.published_to:
        days = days_between(query.published_from or date(1900, 1, 1), query.published_to or date(2100, 12, 31))
        parts.append(Fact(tuple(days) or (_NEVER,)))
    parts += [Fact(tuple(_HAVING[name] for name in group)) for group in query.has if _HAVING.keys() >= set(group)]
    parts += [But(Fact((_HAVING[name],))) for name in query.lacks if name in _HAVING]
    return All(tuple(parts))


_HAVING = {"origin": CREDITED, "date": DATED}


def _facts(field: str, values: Sequence[str], known: Outlets) -> tuple[str, ...]:
    """Return the facts of which an article has one where a filter lets it pass."""
    return tuple(_allowed(field, values, known)) or (_NEVER,)


def _allowed(field: str, values: Sequence[str], known: Outlets) -> Iterable[str]:
    for value in values:
        folded = value.casefold()
        match field:
            case "country":
                yield from (f"source:{name}" for name, country in known.countries.items() if country.casefold() == folded)
            case "owner":
                yield from (f"source:{name}" for name, owner in known.owners.items() if owner.casefold() == folded)
            case "origin":
                yield from origin_facts(value)[:1]
            case "partial":
                yield PARTIAL
            case "source":
                yield f"source:{value}"
            case _:
                yield f"{field}:{folded}"


def matching(dialect: str, query: Query, plan: Plan, *columns: ColumnElement[Any], with_rows: bool = False) -> Select[*tuple[Any, ...]]:
    """Return the statement for columns of ``search_entries``, and with rows of ``articles`` too; without order and limit.

    Order it by ``place(dialect)``: the index then gives the newest first without sorting.
    """
    entries = search_entries
    if dialect == "sqlite":
        found = select(*columns).select_from(_fts.join(entries, entries.c.position == _fts.c.rowid))
        found = found.where(_fts.c.article_search.op("MATCH")(expression(plan)))
    else:
        found = select(*columns).select_from(_vectors.join(entries, entries.c.position == _vectors.c.position))
        found = found.where(_vectors.c.words.op("@@")(cast(tsquery(plan), TSQUERY)))
    conditions = list(_conditions(query))
    if conditions or with_rows:
        found = found.join(articles, articles.c.id == entries.c.article_id).where(*conditions)
    return found.where(*_times(dialect, query))


def place(dialect: str) -> ColumnElement[int]:
    """Return the column by which the index is in the order of time."""
    return _fts.c.rowid if dialect == "sqlite" else _vectors.c.position


def _times(dialect: str, query: Query) -> Iterable[ColumnElement[bool]]:
    at = place(dialect)
    if query.since is not None:
        yield at >= first_place(query.since)
    if query.until is not None:
        yield at < first_place(query.until if _is_whole_minute(query.until) else query.until + timedelta(minutes=1))


def _is_whole_minute(moment: datetime) -> bool:
    return not (moment.second or moment.microsecond)


def _conditions(query: Query) -> Iterable[ColumnElement[bool]]:
    """Return the conditions that the index cannot judge."""
    if query.since is not None and not _is_whole_minute(query.since):
        yield articles.c.first_seen_at >= query.since
    if query.until is not None and not _is_whole_minute(query.until):
        yield or_(articles.c.first_seen_at < query.until, articles.c.quiet)  # an old text stands where it was published
    if query.stories:
        merged = select(stories.c.merged_into).where(stories.c.id.in_(query.stories), stories.c.merged_into.is_not(None))
        yield or_(articles.c.story_id.in_(query.stories), articles.c.story_id.in_(merged))
    yield from (or_(*map(_having, group)) for group in query.has if not _HAVING.keys() >= set(group))
    yield from (~_having(name) for name in query.lacks if name not in _HAVING)


def _having(name: Having) -> ColumnElement[bool]:
    if name == "copies":
        return or_(exists().where(copies.c.article_id == articles.c.id), exists().where(folds.c.into_id == articles.c.id))
    told = {"versions": articles.c.versions > 1, "story": articles.c.story_id.is_not(None)}
    told |= {"origin": articles.c.origin_evidence.is_not(None), "date": articles.c.published_at.is_not(None)}
    return told[name]
