"""Exports of a question as files, sent while they are written."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import BoundedSemaphore

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from desk.archive import Archive
from desk.exports import as_csv, as_json_lines, has_parquet, pages, write_parquet
from desk.web.answers import NotThere, TooBusy
from desk.web.questions import query_of, question_in
from news.articles import StoredArticle

AT_ONCE = 4  # exports that may run: each keeps a thread and the disk busy for as long as it lasts

Writer = Callable[[Iterable[Iterable[StoredArticle]]], Iterator[str]]


def routes(archive: Archive) -> list[Route]:
    """Return the routes of all exports."""
    turns = BoundedSemaphore(AT_ONCE)
    streamed: tuple[tuple[str, str, Writer], ...] = (
        ("csv", "text/csv; charset=utf-8; header=present", as_csv),
        ("jsonl", "application/jsonl; charset=utf-8", as_json_lines),
    )
    made = [Route(f"/export.{ending}", _stream(archive, turns, kind, writer), methods=["GET"]) for ending, kind, writer in streamed]
    return [*made, Route("/export.parquet", _parquet(archive, turns), methods=["GET"])]


def _stream(archive: Archive, turns: BoundedSemaphore, kind: str, writer: Writer) -> Callable[[Request], Response]:
    def export(request: Request) -> Response:
        query = query_of(archive, question_in(request.query_params))
        _take(turns)
        name = "khazri" + Path(request.url.path).suffix
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return _Turned(writer(pages(archive, query)), turns, kind, headers)

    return export


class _Turned(StreamingResponse):
    """A streamed answer that gives its turn back however it ends."""

    def __init__(self, pieces: Iterator[str], turns: BoundedSemaphore, kind: str, headers: dict[str, str]) -> None:
        super().__init__(pieces, media_type=kind, headers=headers)
        self._turns = turns

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._turns.release()


def _parquet(archive: Archive, turns: BoundedSemaphore) -> Callable[[Request], Response]:
    def export(request: Request) -> Response:
        if not has_parquet():
            raise NotThere("this server writes no Parquet", "pip install 'khazri[notebooks]' where it runs, or take /export.jsonl")
        query = query_of(archive, question_in(request.query_params))
        _take(turns)
        with tempfile.NamedTemporaryFile(suffix=".parquet", delete=False) as made:
            file = Path(made.name)
        try:
            write_parquet(pages(archive, query), file)
        except BaseException:
            file.unlink()
            raise
        finally:
            turns.release()
        kind = "application/vnd.apache.parquet"
        return FileResponse(file, media_type=kind, filename="khazri.parquet", background=BackgroundTask(file.unlink))

    return export


def _take(turns: BoundedSemaphore) -> None:
    if not turns.acquire(blocking=False):
        raise TooBusy("too many exports at once", "wait until one has ended")
