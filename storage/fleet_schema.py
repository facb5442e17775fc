"""The schema of a fleet's queue, made and looked at through the archive's own connections."""

from importlib import metadata, resources

from sqlalchemy import Connection, text

from news.errors import DatabaseError
from news.fleet import QueueState
from storage.database import Database

SCHEMA = "khazri_jobs"
_LOCK = 0x6B68617A  # of an advisory lock: two programs that start at once make one schema
_STATE = """
SELECT count(*) FILTER (WHERE status = 'todo') AS waiting, count(*) FILTER (WHERE status = 'doing') AS running,
       (SELECT min(event.at) FROM khazri_jobs.procrastinate_events event JOIN khazri_jobs.procrastinate_jobs job ON job.id = event.job_id
         WHERE job.status = 'todo' AND event.type = 'deferred') AS oldest,
       coalesce(array_agg(queueing_lock), '{}') AS keys
  FROM khazri_jobs.procrastinate_jobs WHERE status IN ('todo', 'doing')
"""


def check_possible(db: Database) -> None:
    """Raise DatabaseError where a database cannot hold the queue of a fleet."""
    if db.dialect != "postgresql":
        raise DatabaseError(f"{db.url}: a fleet works on PostgreSQL alone", "docs/how-to/move-to-postgresql.md moves an archive there")


def prepare(db: Database, *, anew: bool) -> bool:
    """Make the queue where there is none; with ``anew`` also instead of one that another version made. Return whether it was made.

    Raises DatabaseError where another version made it and ``anew`` is not said, or Procrastinate is not installed.
    """
    check_possible(db)
    try:
        ours = metadata.version("procrastinate")
        schema = (resources.files("procrastinate.sql") / "schema.sql").read_text(encoding="utf-8")
    except (metadata.PackageNotFoundError, ModuleNotFoundError) as error:
        raise DatabaseError("Procrastinate is not installed, which a fleet needs", "pip install 'khazri[postgresql]'") from error
    with db.begin_write() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        there = _version(connection)
        if there == ours:
            return False
        if there is not None and not anew:
            remedy = "install the same version of Khazri on every machine, and start 'khazri run' first"
            raise DatabaseError(f"the queue of the fleet was made by Procrastinate {there}, this machine has {ours}", remedy)
        connection.execute(text(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        connection.execute(text(f"SET LOCAL search_path TO {SCHEMA}"))
        connection.connection.cursor().execute(schema)
        connection.execute(text(f"COMMENT ON SCHEMA {SCHEMA} IS '{ours}'"))
    return True


def state(db: Database) -> QueueState | None:
    """Return what the queue holds and who works at it; None where the database holds none."""
    if db.dialect != "postgresql":
        return None
    with db.begin_read() as connection:
        if _version(connection) is None:
            return None
        row = connection.execute(text(_STATE)).one()
    return QueueState(row.waiting, row.running, row.oldest, frozenset(key for key in row.keys if key))


def _version(connection: Connection) -> str | None:
    """Return which version of Procrastinate made the queue, None where there is none."""
    asked = text("SELECT obj_description(to_regnamespace(:schema), 'pg_namespace')")
    version: str | None = connection.scalar(asked, {"schema": SCHEMA})
    return version
