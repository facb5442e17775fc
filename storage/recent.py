"""Names and numbers that a shell completes: read at once, where opening an archive as for a question would make a person wait.

An archive in an SQLite file is read without SQLAlchemy, which alone takes half a second to import; nothing is made or brought up to date.
One that nobody has open is read as it stands: otherwise SQLite would leave files beside it that belong to whoever pressed Tab.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

MOST = 30  # numbers that are offered: more than a screen of them helps nobody to choose
_SQLITE = "sqlite:///"
_PATIENCE = 0.2  # seconds for a lock: a person waits at a prompt

_ARTICLES = "SELECT id, title FROM articles WHERE NOT hidden ORDER BY id DESC LIMIT :most"
_STORIES = (
    "SELECT stories.id, (SELECT title FROM articles WHERE story_id = stories.id AND NOT hidden ORDER BY first_seen_at LIMIT 1) "
    "FROM stories WHERE merged_into IS NULL ORDER BY stories.id DESC LIMIT :most"
)
_SOURCES = "SELECT id, name, country, languages FROM sources ORDER BY id"


class KnownSource(NamedTuple):
    """An outlet of the archive."""

    id: str
    name: str
    country: str
    langs: tuple[str, ...]


def articles(url: str) -> list[tuple[int, str]]:
    """Return the numbers and titles of the newest articles, the newest first; nothing where the archive cannot be read."""
    return [(number, title or "") for number, title in _rows(url, _ARTICLES)]


def stories(url: str) -> list[tuple[int, str]]:
    """Return the numbers of the newest stories with the title of their first article; nothing where the archive cannot be read."""
    return [(number, title or "") for number, title in _rows(url, _STORIES)]


def sources(url: str) -> list[KnownSource]:
    """Return the outlets of the archive in the order of their ids; none where the archive cannot be read."""
    return [KnownSource(name, title, country, _langs(langs)) for name, title, country, langs in _rows(url, _SOURCES)]


def _langs(written: str) -> tuple[str, ...]:
    try:
        return tuple(json.loads(written))
    except ValueError:
        return ()


def _rows(url: str, statement: str) -> list[Any]:
    try:
        if not url.startswith(_SQLITE):
            return _rows_of_server(url, statement)
        with _opened(Path(url.removeprefix(_SQLITE).partition("?")[0])) as connection:
            return connection.execute(statement, {"most": MOST}).fetchall()
    except Exception:  # noqa: BLE001 - whatever is wrong, a prompt is not the place to tell it
        return []


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    is_open = Path(f"{path}-wal").exists()
    mode = "mode=ro" if is_open else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True, timeout=_PATIENCE)
    try:
        yield connection
    finally:
        connection.close()


def _rows_of_server(url: str, statement: str) -> list[Any]:
    from sqlalchemy import text  # noqa: PLC0415 - half a second

    from storage.engines import make_engine, read_address  # noqa: PLC0415 - the same

    engine = make_engine(read_address(url), read_only=True)
    try:
        with engine.connect() as connection:
            return list(connection.execute(text(statement), {"most": MOST} if ":most" in statement else {}))
    finally:
        engine.dispose()
