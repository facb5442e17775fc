"""Revisions of the tables: which one a database has, and the way to the latest.

Alembic's files live in ``storage/migrations/versions``, one a revision, named ``revision_<id>.py`` with ids that sort in their order.
Alembic itself is imported only where a database must change: an archive that is up to date opens without it.
"""

from pathlib import Path

from sqlalchemy import Connection, column, func, inspect, select, table

from news.errors import DatabaseError, DatabaseTooNew

VERSION_TABLE = "khazri_revision"  # not Alembic's usual name: other programs may share a PostgreSQL database with us
_MIGRATIONS = Path(__file__).parent / "migrations"
REVISIONS = tuple(sorted(path.stem.removeprefix("revision_") for path in (_MIGRATIONS / "versions").glob("revision_*.py")))
LATEST = REVISIONS[-1]
_ONE_AT_A_TIME = 7_212_019_411  # any number no other program on the server locks


def current(connection: Connection, url: str) -> str | None:
    """Return the revision of a database, nothing where it is still to be made.

    Raises DatabaseTooNew for a revision this program does not know, DatabaseError for a file that belongs to another program.
    """
    names = inspect(connection).get_table_names()
    if VERSION_TABLE not in names:
        if names and connection.dialect.name == "sqlite":
            raise DatabaseError(f"{url}: is a database of another program", "name another file in KHAZRI_DATABASE_URL")
        return None
    found = connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE)))
    if found is not None and found not in REVISIONS:
        what = f"{url}: made by a later version of Khazri (revision {found}; this one knows up to {LATEST})"
        raise DatabaseTooNew(what, "pip install --upgrade khazri")
    return None if found is None else str(found)


def upgrade(connection: Connection, url: str) -> None:
    """Bring a database to the latest revision inside the given transaction: all of it, or nothing."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    if current(connection, url) == LATEST:  # another process was faster
        return
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
