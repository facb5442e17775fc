"""What commands open: settings, sources, the beat and the archive."""

from pathlib import Path

from desk.printing import say
from desk.settings import Settings
from news.beats import Beat, load_beat
from news.errors import DatabaseError
from news.own_sources import read_own_sources, with_own
from news.sources import Source, read_sources
from storage import about, copy_marks
from storage.database import Database, open_database
from storage.engines import file_of, read_address
from storage.searching import rebuilding

OWN_SOURCES = Path("sources.local.toml")
DEMO_MARK = "demo"  # a database with this key holds the invented press


def sources_of(settings: Settings, file: Path | None = None) -> tuple[Source, ...]:
    """Read the sources: from the file given and no other; else from the one in the settings, or of the beat, or that ships,
    with the user's own beside them.
    """
    if file:
        return read_sources(file)
    of_beat = settings.beat / "sources.toml" if settings.beat else None
    listed = read_sources(settings.sources or (of_beat if of_beat and of_beat.is_file() else None))
    own = own_file_of(settings)
    return with_own(listed, read_own_sources(own)) if settings.more_sources or own.is_file() else listed


def own_file_of(settings: Settings) -> Path:
    """Return the file of the user's own sources, which may not be there yet."""
    return settings.more_sources or OWN_SOURCES


def beat_of(settings: Settings) -> Beat:
    """Read the beat: from the folder in the settings, else the one that ships."""
    return load_beat(settings.beat)


def check_whole_beat(settings: Settings) -> None:
    """Read all of the beat, its names too: parser processes will, and a mistake is to be told before any page is asked for."""
    beat_of(settings).names.names  # noqa: B018


def open_archive(settings: Settings) -> Database:
    """Open the archive for questions; raise DatabaseError where there is none yet."""
    return open_archive_at(settings.database_url)


def open_archive_at(url: str) -> Database:
    """Open the archive at an address that was given to a command; raise DatabaseError where there is none yet."""
    return _indexed(open_database(url, say=say, create=False))


def open_for_reading(settings: Settings) -> Database:
    """Open the archive so that nothing can be written, brought up to date before; raise DatabaseError where there is none yet."""
    open_archive(settings).close()
    return open_database(settings.database_url, create=False, read_only=True)


def _indexed(database: Database) -> Database:
    """Index an archive anew that an earlier version indexed, and say so; killed, the next to open it goes on.

    Raises DatabaseError for the unfinished copy of another archive.
    """
    try:
        copy_marks.check_finished(database)
    except BaseException:
        database.close()
        raise
    if rebuilding.is_needed(database):
        told = False

        def progress(done: int, total: int) -> None:
            nonlocal told
            if not told and done < total:
                say(f"khazri: indexing {total:,} articles anew for this version; search finds the newest first meanwhile")
                told = True

        try:
            rebuilding.rebuild(database, progress=progress)
        except BaseException:
            database.close()
            raise
    return database


def is_new_archive(settings: Settings) -> bool:
    """Whether the archive is a file that is not there yet."""
    path = file_of(read_address(settings.database_url))
    return path is not None and not path.exists()


def open_for_crawls(settings: Settings) -> Database:
    """Open or make the archive for crawls; raise DatabaseError where it holds the demo's invented press."""
    database = _indexed(open_database(settings.database_url, say=say))
    if about.get(database, DEMO_MARK):
        database.close()
        remedy = "remove it, or name another with KHAZRI_DATABASE_URL (such as sqlite:///news.db)"
        raise DatabaseError(f"{database.url} holds the invented press of 'khazri demo'; real news is not mixed into it", remedy)
    return database
