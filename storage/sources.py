"""Sources as the archive knows them: what its rows may refer to."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, case, null, select

from news.sources import Feed, Source
from storage.database import Database
from storage.statements import insert_into, upsert
from storage.tables import feeds as feed_rows
from storage.tables import sources as source_rows

_LEARNT = (
    *("etag", "last_modified", "next_look_at", "problem", "failing_since"),
    *("body_hash", "looks_since_whole", "learnt_every", "newest_at", "entries_last"),
)
"""What belongs to a feed's address."""


def register(db: Database, sources: Sequence[Source]) -> None:
    """Make sources and their feeds known, or bring them up to date; what is no longer listed stays, articles refer to it.

    A feed whose address changed loses its validators and is due at once: they belonged to the old address.
    """
    with db.begin_write() as connection:
        for source in sorted(sources, key=lambda source: source.id):
            _register_source(connection, source)
            for feed in sorted(source.feeds, key=lambda feed: feed.id):
                _register_feed(connection, feed)


def names(db: Database) -> dict[str, str]:
    """Return the name of every source by its id, in the order of the names."""
    with db.begin_read() as connection:
        found = connection.execute(select(source_rows.c.id, source_rows.c.name)).all()
    return dict(sorted(((row.id, row.name) for row in found), key=lambda pair: pair[1].casefold()))


def every(db: Database) -> dict[str, Source]:
    """Return every source that the archive ever knew by its id, in the order of the names; without its feeds."""
    with db.begin_read() as connection:
        rows = connection.execute(select(source_rows)).all()
    found = (
        Source(row.id, row.name, row.homepage, row.country, tuple(json.loads(row.languages)), row.timezone, row.ownership, row.delay)
        for row in rows
    )
    return {source.id: source for source in sorted(found, key=lambda source: source.name.casefold())}


def countries(db: Database) -> dict[str, str]:
    """Return the country of every source by its id."""
    with db.begin_read() as connection:
        return {row.id: row.country for row in connection.execute(select(source_rows.c.id, source_rows.c.country))}


def _register_source(connection: Connection, source: Source) -> None:
    row = {
        "id": source.id,
        "name": source.name,
        "homepage": source.homepage,
        "country": source.country,
        "languages": json.dumps(source.languages),
        "timezone": source.timezone,
        "ownership": source.ownership,
        "delay": source.delay,
    }
    upsert(connection, source_rows, row)


def _register_feed(connection: Connection, feed: Feed) -> None:
    row = {"id": feed.id, "source_id": feed.source_id, "url": feed.url, "kind": feed.kind}
    learnt = [feed_rows.c[name] for name in _LEARNT]
    statement = insert_into(connection, feed_rows).values(**row, failures=0)
    same = feed_rows.c.url == statement.excluded.url
    changes: dict[str, Any] = {name: value for name, value in row.items() if name != "id"}
    changes |= {column.name: case((same, column), else_=null()) for column in learnt}
    changes |= {"failures": case((same, feed_rows.c.failures), else_=0)}
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changes))
