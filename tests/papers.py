"""The command as a person runs it, and small newspapers for it on 127.0.0.1: what the integration tests are made of."""

import contextlib
import functools
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from forked import run_forked

if TYPE_CHECKING:
    from news.beats import Beat


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON lines it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


Khazri = Callable[..., Ran]


OWN_PROCESS = {"crawl", "ingest", "reextract", "run", "demo"}  # they need a reactor, which a process can run once, or parser processes
OWN_PYTHON = {"run", "demo"}  # they start processes of their own, or last so long that its start is nothing beside it
FAILPOINT = "KHAZRI_FAILPOINT"  # read when Python starts
SECONDS = 300  # for one command, on a machine that has much else to do


def plain_environment(**variables: str) -> dict[str, str]:
    """The variables of this process without settings of Khazri's own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KHAZRI_")}
    return {**inherited, "COLUMNS": "160", **variables}


def run_khazri(folder: Path, *arguments: str, stdin: bytes = b"", **variables: str) -> Ran:
    """Run the command in a folder: as a process of its own where it crawls, else in this one, which is quicker."""
    environment = plain_environment(**variables)
    if OWN_PYTHON & set(arguments) or FAILPOINT in variables:
        command = [sys.executable, "-m", "desk.cli", *arguments]
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=folder, env=environment, timeout=SECONDS, check=False)
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    elif OWN_PROCESS & set(arguments):
        ran = Ran(*run_forked(arguments, folder=folder, environment=environment, stdin=stdin, timeout=SECONDS))
    else:
        ran = _run_here(folder, arguments, stdin, environment)
    assert "Traceback" not in ran.err, ran.err
    return ran


def _run_here(folder: Path, arguments: tuple[str, ...], stdin: bytes, environment: dict[str, str]) -> Ran:
    from desk import opening
    from desk.cli import main

    out, err, code = io.StringIO(), io.StringIO(), 0
    with (
        contextlib.chdir(folder),
        mock.patch.dict(os.environ, environment, clear=True),
        mock.patch.object(opening, "load_beat", beat_read_once),
        mock.patch.object(sys, "argv", ["khazri", *arguments]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as exit_:
            code = exit_.code if isinstance(exit_.code, int) else 0
    return Ran(code, out.getvalue(), err.getvalue())


def beat_read_once(folder: Path | None = None) -> "Beat":
    """Read a beat; the one that ships, which takes half a second, only once."""
    from news.beats import load_beat

    return load_beat(folder) if folder else _shipped_beat()


@functools.cache
def _shipped_beat() -> "Beat":
    from news.beats import load_beat

    return load_beat()


@dataclass
class Answer:
    """What a newspaper answers at one path."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Newspaper:
    """A server whose answers a test writes, and whose requests it can read afterwards."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        paper = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                paper.requests.append((self.path, dict(self.headers)))
                answer = paper.answers.get(self.path, Answer(b"not here", "text/plain", 404))
                etag = answer.headers.get("ETag")
                unchanged = etag is not None and self.headers.get("If-None-Match") == etag
                self.send_response(304 if unchanged else answer.status)
                self.send_header("Content-Type", answer.kind)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                body = b"" if unchanged else answer.body
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that hangs up on a huge answer is what the tests want."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def paths(self) -> list[str]:
        """Everything that was asked for but robots.txt."""
        return [path for path, _ in self.requests if path != "/robots.txt"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


LOCAL = {"KHAZRI_ALLOW_NETWORKS": "127.0.0.0/8"}


def article_page(title: str, *paragraphs: str, head: str = "") -> Answer:
    """A plain article page."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    whole = f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return Answer(whole.encode())


def rss(newspaper: Newspaper, *items: tuple[str, str], headers: dict[str, str] | None = None) -> Answer:
    """An RSS feed of paths and titles."""
    entries = "".join(f"<item><title>{title}</title><link>{newspaper.url}{path}</link></item>" for path, title in items)
    whole = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Paper</title>{entries}</channel></rss>'
    return Answer(whole.encode(), "application/rss+xml", headers=headers or {})


def sources_file(folder: Path, *feeds: tuple[str, str], name: str = "sources.toml", delay: float = 0.0) -> Path:
    """A sources file with one source for each feed, given as kind and address (further lines may follow the address)."""
    parts = [
        f'[[source]]\nid = "paper-{number}"\nname = "Paper {number}"\nhomepage = "http://127.0.0.1/"\ncountry = "AZ"\nlanguages = ["en"]\n'
        f'timezone = "Asia/Baku"\nownership = "independent"\ndelay = {delay}\n\n  [[source.feed]]\n  kind = "{kind}"\n  url = "{url}\n\n'
        for number, (kind, url) in enumerate(((kind, url if '"' in url else url + '"') for kind, url in feeds), start=1)
    ]
    path = folder / name
    path.write_text("".join(parts), encoding="utf-8")
    return path


ON_BEAT = (
    "Azerbaijan has refused to supply artillery shells to Ukraine, the defence ministry in Baku said after a question from Moscow.",
    "A spokesman for the Russian foreign ministry had asked about reports that weapons were delivered through a third country last week.",
    "The ministry called the reports invented and said that every export contract for ammunition is published in its yearly register.",
)
OFF_BEAT = (
    "The football club of the harbour town won its third match in a row on Sunday in front of eleven thousand people.",
    "The coach praised the young goalkeeper, who saved a penalty in the last minute of a game that had little to offer before.",
    "Next week the team travels to the mountains, where it has not won for nine years, and hopes for better weather than this time.",
)
