"""What the database said, turned into one line for a person: errors of SQLAlchemy and the drivers end here."""

from collections.abc import Mapping

from news.errors import DatabaseError
from storage.deadlines import too_slow

_RUN_AGAIN = "see that it runs, then run the command again; nothing that was acknowledged is lost"

# SQLite's result codes, without SQLITE_ and without what follows the first word: https://www.sqlite.org/rescode.html
_SQLITE: Mapping[str, tuple[str, str]] = {
    "BUSY": ("another program has been writing to it for half a minute", "wait until that ends, then run the command again"),
    "LOCKED": ("another program has been writing to it for half a minute", "wait until that ends, then run the command again"),
    "FULL": ("the disk is full", "free some space, then run the command again; nothing that was acknowledged is lost"),
    "READONLY": ("may not be written", "give yourself write permission on the file and on its folder"),
    "PERM": ("may not be written", "give yourself write permission on the file and on its folder"),
    "CANTOPEN": ("cannot be opened", "see that the folder is there and that you may write to it"),
    "NOTADB": ("is not a database", "name another file in KHAZRI_DATABASE_URL"),
    "CORRUPT": ("is damaged", "restore it from a backup"),
    "IOERR": ("the disk could not be read or written", "see that the disk is there and healthy, then run the command again"),
}

# PostgreSQL's SQLSTATE, whole or its class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Mapping[str, tuple[str, str]] = {
    "28": ("the user or the password is wrong", "correct KHAZRI_DATABASE_URL"),
    "3D": ("there is no such database", "make it with createdb, or correct KHAZRI_DATABASE_URL"),
    "42501": ("the user may not do this", "grant the user of KHAZRI_DATABASE_URL the rights to create and write tables"),
    "53100": ("the server's disk is full", "free some space, then run the command again; nothing that was acknowledged is lost"),
    "53300": ("the server has no connection left", "raise its max_connections, or end other programs"),
    "08": ("the connection was lost", _RUN_AGAIN),
    "57P": ("the server was shut down", _RUN_AGAIN),
    "40": ("two programs changed the same rows at once", "run the command again"),
}

_CANCELLED = "57014"  # by statement_timeout: storage/deadlines.py

# libpq gives no SQLSTATE for a connection that never came about, only words.
_REFUSALS: tuple[tuple[str, str], ...] = (
    ("password", "28"),
    ("role", "28"),
    ("pg_hba", "28"),
    ("database", "3D"),
)


def told(error: Exception, url: str) -> DatabaseError:
    """Return the error that tells a person what became of the database at an address; the address must hold no password."""
    cause: object = getattr(error, "orig", None) or error
    if getattr(cause, "sqlite_errorname", None) == "SQLITE_INTERRUPT" or getattr(cause, "sqlstate", None) == _CANCELLED:
        return too_slow()
    for what, remedy in (_sqlite(cause), _postgresql(error, cause)):
        if what:
            return DatabaseError(f"{url}: {what}", remedy)
    lines = str(cause).splitlines() or [type(cause).__name__]
    return DatabaseError(f"{url}: {lines[0]}", "if it happens again, report it with this line")


def is_busy(error: Exception) -> bool:
    """Return whether SQLite refused because another program holds the file."""
    return str(getattr(getattr(error, "orig", None) or error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def has_no_room(error: BaseException | None) -> bool:
    """Return whether SQLite found no room for the file that it makes to begin with."""
    return getattr(getattr(error, "orig", error), "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE"


def cannot_connect(error: Exception, url: str) -> DatabaseError:
    """Return the error for a server that could not be talked to; the driver's own words stay out, they may hold part of a password."""
    cause: object = getattr(error, "orig", None) or error
    said = str(cause).lower()
    state = getattr(cause, "sqlstate", None) or next((state for words, state in _REFUSALS if "fatal" in said and words in said), None)
    what, remedy = _by_state(state) if state else ("", "")
    if what:
        return DatabaseError(f"{url}: {what}", remedy)
    remedy = "see that PostgreSQL runs there, and that KHAZRI_DATABASE_URL names its host and port"
    return DatabaseError(f"{url}: the server cannot be reached", remedy)


def _sqlite(cause: object) -> tuple[str, str]:
    name = getattr(cause, "sqlite_errorname", None)
    if not isinstance(name, str):
        return "", ""
    if name == "SQLITE_IOERR_SHMSIZE":  # no room for the file that readers and writers share
        name = "SQLITE_FULL"
    return _SQLITE.get(name.removeprefix("SQLITE_").split("_")[0], ("", ""))


def _postgresql(error: Exception, cause: object) -> tuple[str, str]:
    state = getattr(cause, "sqlstate", None)
    if getattr(error, "connection_invalidated", False):
        state = "08"
    return _by_state(state) if isinstance(state, str) else ("", "")


def _by_state(state: str) -> tuple[str, str]:
    return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:3]) or _POSTGRESQL.get(state[:2]) or ("", "")
