"""Articles as files for other programs: CSV and JSON lines piece by piece, Parquet where pyarrow is installed.

A page of the archive is read, written and forgotten before the next, so that an export of any size needs the memory of one page.
"""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desk.archive import Archive
from desk.formats import SearchFormat
from desk.objects import article_object
from desk.printing import csv_cell
from news.articles import StoredArticle
from news.errors import Failure, UsageError
from news.queries import Query
from storage import articles, deadlines

if TYPE_CHECKING:
    import pyarrow

COLUMNS: Final = (
    *("id", "published_at", "published_precision", "first_seen_at", "lang", "source", "title"),
    *("topics", "relevance", "copies", "story", "author", "word_count", "url", "text"),
)
PAGE = 200  # articles read at once
PAGE_SECONDS = 10.0  # that the archive may take for one page
_TEXTS: Final = frozenset(COLUMNS) - {"id", "copies", "story", "word_count", "topics"}


def pages(archive: Archive, query: Query) -> Iterator[tuple[StoredArticle, ...]]:
    """Give all articles that a query means, page by page; no article is left out or comes twice, whatever arrives meanwhile."""
    query = replace(query, limit=PAGE, cursor=None)
    while True:
        with deadlines.within(PAGE_SECONDS):
            page = articles.page(archive.database, query)
        yield page.articles
        if page.cursor is None:
            return
        query = replace(query, cursor=page.cursor)


def as_csv(found: Iterable[Iterable[StoredArticle]]) -> Iterator[str]:
    """Write articles as CSV, with a heading; no cell of it is taken for a formula."""
    yield _csv_lines([COLUMNS])
    for page in found:
        yield _csv_lines([csv_cell(row[name]) for name in COLUMNS] for row in map(flat_object, page))


def as_json_lines(found: Iterable[Iterable[StoredArticle]]) -> Iterator[str]:
    """Write articles as JSON lines: one article object a line."""
    for page in found:
        yield "".join(f"{json.dumps(article_object(stored), ensure_ascii=False)}\n" for stored in page)


def write_file(archive: Archive, query: Query, form: SearchFormat, output: Path | None) -> None:
    """Write what a query finds into a file, or to standard output. Raises UsageError for a form that is not for files."""
    found = _limited(pages(archive, query), query.limit)
    if form is SearchFormat.atom:
        body = archive_feed(archive, query).decode("utf-8")
        return _write(iter([body]), output)
    if form is SearchFormat.parquet and output is not None:
        return write_parquet(found, output)
    if form is SearchFormat.csv:
        return _write(as_csv(found), output)
    if form is SearchFormat.jsonl:
        return _write(as_json_lines(found), output)
    raise UsageError(f"--format {form} and a file do not go together", "write --format csv, jsonl, atom or parquet with -o FILE")


def archive_feed(archive: Archive, query: Query) -> bytes:
    """Return what a query finds as an Atom feed, its newest entries."""
    from desk.web.feeds import ENTRIES, FeedHead, atom  # noqa: PLC0415 - what serves is needed only here

    limited = replace(query, limit=min(query.limit or ENTRIES, ENTRIES))
    return atom(FeedHead("Khazri", "search"), archive.search(limited).hits, archive.names)


def _limited(found: Iterable[tuple[StoredArticle, ...]], limit: int | None) -> Iterator[tuple[StoredArticle, ...]]:
    left = limit
    for page in found:
        yield page if left is None else page[:left]
        left = None if left is None else max(0, left - len(page))
        if left == 0:
            return


def _write(pieces: Iterator[str], output: Path | None) -> None:
    try:
        with output.open("w", encoding="utf-8", newline="") if output else nullcontext(sys.stdout) as file:
            file.writelines(pieces)
    except OSError as error:
        raise Failure(f"{output}: {(error.strerror or 'cannot be written').lower()}", "name another file with -o") from error


def has_parquet() -> bool:
    """Whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(found: Iterable[Iterable[StoredArticle]], file: Path) -> None:
    """Write articles into a Parquet file. Raises UsageError where pyarrow is not installed."""
    if not has_parquet():
        raise UsageError("Parquet needs pyarrow, which is not installed", "pip install 'khazri[notebooks]', or take jsonl")
    import pyarrow.parquet  # noqa: PLC0415 - an extra

    schema = _schema()
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for page in found:
            rows = [flat_object(stored) for stored in page]
            if rows:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def flat_object(stored: StoredArticle) -> dict[str, Any]:
    """Return an article as a row of ``COLUMNS``: topics as ids, copies as their number."""
    whole: Mapping[str, Any] = article_object(stored)
    topics = [topic["id"] for topic in whole["topics"] if topic["rank"] != "background"]
    return {name: whole[name] for name in COLUMNS} | {"topics": topics, "copies": len(stored.copies)}


def _csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    return written.getvalue()


def _schema() -> "pyarrow.Schema":
    import pyarrow as arrow  # noqa: PLC0415 - an extra

    kinds = {"topics": arrow.list_(arrow.string()), **{name: arrow.string() for name in _TEXTS}}
    return arrow.schema([(name, kinds.get(name, arrow.int64())) for name in COLUMNS])
