"""Saved searches: checked before they are kept, and written through a connection of their own, for what is read may be read-only."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desk.opening import open_archive
from news.errors import QueryError, UsageError
from storage import saved_searches
from storage.saved_searches import SavedSearch

if TYPE_CHECKING:
    from desk.archive import Archive

MOST = 500  # searches; more than a person can name
_LONGEST = 60  # characters of a name: it stands in addresses and in a list
_LONGEST_QUERY = 2_000  # as a query itself


def add(archive: "Archive", name: str, query: str) -> SavedSearch:
    """Keep a query under a name. Raises UsageError for a name that will not do, QueryError for a query that cannot be read."""
    if not 0 < len(name) <= _LONGEST or not all(sign.isalnum() or sign in "-_" for sign in name):
        remedy = f"write letters, digits, - and _, at most {_LONGEST}: such as gas-in-russian"
        raise UsageError("that is no name for a search", remedy)
    if not query.strip() or len(query) > _LONGEST_QUERY:
        remedy = f"write a query of at most {_LONGEST_QUERY:,} characters, such as topic:gas-routes lang:ru"
        raise QueryError("there is nothing to save", remedy)
    archive.query(query)
    saved = SavedSearch(name, query.strip(), datetime.now(UTC).replace(microsecond=0))
    with open_archive(archive.settings) as database:
        if not saved_searches.add(database, saved, MOST):
            raise UsageError(f"there is a search {name!r} already, or there are {MOST}", "take another name, or remove one first")
    return saved


def remove(archive: "Archive", name: str) -> None:
    """Forget the search of a name. Raises UsageError where there is none."""
    with open_archive(archive.settings) as database:
        if not saved_searches.remove(database, name):
            raise UsageError("there is no search of that name", "khazri searches list shows those there are")


def saved_object(saved: SavedSearch) -> dict[str, str]:
    """Return a saved search for a program."""
    return {"name": saved.name, "query": saved.query, "made_at": saved.made_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
