"""Which reader a file or a folder wants."""

from pathlib import Path

from crawler.archives.files import Lines, Pages, SavedFeed
from crawler.archives.keeping import OPEN
from crawler.archives.records import Archive
from crawler.archives.warcs import Warc
from news.errors import InputError

_SNIFFED = 512  # bytes
_KINDS = "WARC (.warc, .warc.gz), JSON lines (.jsonl), a folder of HTML, or a saved feed (.xml)"


def open_archive(path: Path, url_prefix: str | None = None) -> Archive:
    """Return the reader for a file or folder, by its name, else by how it begins.

    Raises InputError where it cannot be read or is of no kind that is known.
    """
    try:
        if path.is_dir():
            return Pages(path, url_prefix)
        with path.open("rb") as file:
            head = file.read(_SNIFFED)
        name = path.name.lower().removesuffix(OPEN)
        if name.endswith((".warc", ".warc.gz")) or head.startswith(b"WARC/"):
            return Warc(path)
        if name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")) or head.lstrip().startswith(b"{"):
            return Lines(path)
        if name.endswith((".html", ".htm", ".xhtml")):
            return Pages(path, url_prefix)
        if name.endswith((".xml", ".rss", ".atom")) or b"<rss" in head or b"<feed" in head:
            return SavedFeed(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})", "name a file or folder that is there") from error
    raise InputError(f"{path}: no archive that khazri reads", f"give it {_KINDS}")


def warcs_in(path: Path) -> list[Path]:
    """Return the WARC files in a folder and those beneath it, by name, those that are still written too; or the one file.

    Raises InputError where there is none.
    """
    if not path.exists():
        raise InputError(f"{path}: is not there", 'name WARC files or a folder of them; with archive = "warc" crawls make one')
    found = sorted(each for each in path.rglob("*") if each.is_file() and _is_warc(each)) if path.is_dir() else [path]
    if not found or not all(map(_is_warc, found)):
        raise InputError(f"{path}: no WARC", "name WARC files (.warc, .warc.gz) or a folder of them")
    return found


def present(path: Path) -> Path:
    """Return where a file is by now: one that was still written may have been given its final name."""
    return path if path.exists() else path.with_name(path.name.removesuffix(OPEN))


def _is_warc(path: Path) -> bool:
    return path.name.lower().removesuffix(OPEN).endswith((".warc", ".warc.gz"))
