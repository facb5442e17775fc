"""Paragraphs that hosts print on page after page, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Database
from storage.tables import blocks, hosts, insert_into, upsert

WINDOW = 100  # pages of a host after which a paragraph that came once is forgotten


@dataclass(slots=True)
class Block:
    """A paragraph of a host: on how many pages it stood, and since when."""

    pages: int
    since: int
    """The host's count of pages when it was first seen."""
    first_seen_at: datetime
    sample: str | None = None


def of(db: Database, host: str) -> tuple[int, dict[str, Block]]:
    """Return how many articles were read from a host, and its paragraphs by their keys."""
    columns = (blocks.c.block, blocks.c.pages, blocks.c.since, blocks.c.first_seen_at, blocks.c.sample)
    with db.begin_read() as connection:
        pages = connection.scalar(select(hosts.c.pages).where(hosts.c.host == host)) or 0
        rows = connection.execute(select(*columns).where(blocks.c.host == host)).all()
    return pages, {row.block: Block(row.pages, row.since, row.first_seen_at, row.sample) for row in rows}


def keep(db: Database, host: str, pages: int, changed: Mapping[str, Block]) -> None:
    """Write down the new counts of a host, and forget paragraphs that came once and long ago."""
    rows = [
        {
            "host": host,
            "block": key,
            "pages": block.pages,
            "since": block.since,
            "first_seen_at": block.first_seen_at,
            "sample": block.sample,
        }
        for key, block in changed.items()
        if not (block.pages == 1 and block.since < pages - WINDOW)
    ]
    with db.begin_write() as connection:
        upsert(connection, hosts, {"host": host, "pages": pages})
        statement = insert_into(connection, blocks)
        told = {name: statement.excluded[name] for name in ("pages", "sample")}
        if rows:
            connection.execute(statement.on_conflict_do_update(index_elements=["host", "block"], set_=told), rows)
        gone = (blocks.c.host == host, blocks.c.pages == 1, blocks.c.since < pages - WINDOW)
        connection.execute(delete(blocks).where(*gone))
