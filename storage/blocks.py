"""Paragraphs that hosts print on page after page, counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select

from storage.database import Database
from storage.statements import insert_into
from storage.tables import blocks, hosts

WINDOW = 100  # pages of a host after which a paragraph that came once is forgotten


@dataclass(slots=True)
class Block:
    """A paragraph of a host: on how many pages it stood, and since when."""

    pages: int
    since: int
    """The host's count of pages when it was first seen."""
    first_seen_at: datetime
    sample: str | None = None
    learnt: bool = False
    """It is known for a repeated one, once and for all."""


def of(db: Database, host: str) -> tuple[int, dict[str, Block]]:
    """Return how many articles were read from a host, and its paragraphs by their keys."""
    columns = (blocks.c.block, blocks.c.pages, blocks.c.since, blocks.c.first_seen_at, blocks.c.sample, blocks.c.learnt)
    with db.begin_read() as connection:
        pages = connection.scalar(select(hosts.c.pages).where(hosts.c.host == host)) or 0
        rows = connection.execute(select(*columns).where(blocks.c.host == host)).all()
    return pages, {row.block: Block(*row[1:]) for row in rows}


def add(db: Database, host: str, pages: int, seen: Mapping[str, Block]) -> None:
    """Add what one crawl counted: ``pages`` more of a host, and for each paragraph how many of them carried it.

    Paragraphs that came once and long ago are forgotten.
    """
    rows = [
        {
            "host": host,
            "block": key,
            "pages": block.pages,
            "since": block.since,
            "first_seen_at": block.first_seen_at,
            "sample": block.sample,
            "learnt": block.learnt,
        }
        for key, block in seen.items()
    ]
    with db.begin_write() as connection:
        counted = insert_into(connection, hosts).values(host=host, pages=pages)
        more = {"pages": hosts.c.pages + counted.excluded.pages}
        total = connection.scalar(counted.on_conflict_do_update(index_elements=["host"], set_=more).returning(hosts.c.pages)) or pages
        if rows:
            statement = insert_into(connection, blocks)
            new = statement.excluded
            told = {
                "pages": blocks.c.pages + new.pages,
                "sample": func.coalesce(new.sample, blocks.c.sample),
                "learnt": or_(blocks.c.learnt, new.learnt),
            }
            connection.execute(statement.on_conflict_do_update(index_elements=["host", "block"], set_=told), rows)
        gone = (blocks.c.host == host, blocks.c.pages == 1, blocks.c.since < total - WINDOW, blocks.c.learnt.is_(False))
        connection.execute(delete(blocks).where(*gone))
