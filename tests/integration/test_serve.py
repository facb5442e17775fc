"""The server as a person starts it: a real one on 127.0.0.1."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import small_archives
from papers import Khazri, plain_environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("serve")
    small_archives.make(made, count=5).close()
    return made


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """The command, the line it prints, and its port."""
    command = [sys.executable, "-m", "desk.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=plain_environment(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = urlsplit(line.split()[0]).port
        assert port is not None
        yield process, line, port
        process.kill()


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """One server for the tests that leave it as it was, in whatever order they are run."""
    with serving(folder) as started:
        yield started


def raw(port: int, request: bytes) -> bytes:
    """Send bytes as they are; return the first line of the answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        return connection.makefile("rb").readline()


def test_it_says_in_one_line_where_it_is_and_answers_there(server: tuple[subprocess.Popen[str], str, int]) -> None:
    _, line, port = server
    assert line == f"http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with closing(connection):
        connection.request("GET", "/api/v1/search?q=gas&limit=2")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["Server"] is None
        assert len(answer.read()) > 500


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", b"421"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", b"400"),
        (b"GET //evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /\\evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /%2f/evil.example HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
        (b"POST /login HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 99999999\r\n\r\n", b"413"),
        (b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\n\r\n", b"40"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_requests_that_no_browser_sends_are_refused(server: tuple[subprocess.Popen[str], str, int], request_: bytes, status: bytes) -> None:
    assert raw(server[2], request_).split()[1].startswith(status)


def test_it_ends_within_seconds_when_it_is_told_to(folder: Path) -> None:
    with serving(folder) as (process, _, port), socket.create_connection(("127.0.0.1", port)) as half:
        half.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        began = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - began < 8


def test_an_address_that_others_reach_needs_a_token(khazri: Khazri, folder: Path) -> None:
    database = f"sqlite:///{folder / 'khazri.db'}"
    ran = khazri("--database", database, "serve", "--host", "0.0.0.0")
    assert ran.code == 2
    assert "this needs a token; set KHAZRI_TOKEN" in ran.err
    ran = khazri("--database", database, "serve", "--host", "news.example")
    assert "no address of this machine" in ran.err
    ran = khazri("--database", database, "serve", KHAZRI_TOKEN="short")
    assert "khazri serve --new-token" in ran.err
    assert "short" not in ran.err.replace("khazri serve", "")
    token = khazri("serve", "--new-token").out.strip()
    assert len(token) >= 43


def test_a_port_that_is_taken_is_told_in_one_line(khazri: Khazri, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = khazri("--database", f"sqlite:///{folder / 'khazri.db'}", "serve", "--port", str(port))
    assert ran.code == 1
    assert f"port {port}: address already in use" in ran.err


def test_searches_are_saved_listed_and_removed(khazri: Khazri, folder: Path) -> None:
    base = ("--database", f"sqlite:///{folder / 'khazri.db'}", "searches")
    assert khazri(*base, "add", "gas", "gas", "lang:en").code == 0
    assert khazri(*base, "add", "gas", "oil").code == 2
    assert "gas lang:en" in khazri(*base, "list", "--format", "jsonl").out
    assert khazri(*base, "remove", "gas").code == 0
    assert khazri(*base, "list", "--format", "jsonl").out == ""
    assert "no search of that name" in khazri(*base, "remove", "gas").err


def test_what_is_found_is_written_into_files(khazri: Khazri, folder: Path, tmp_path: Path) -> None:
    base = ("--database", f"sqlite:///{folder / 'khazri.db'}", "search", "title:part")
    assert khazri(*base, "--format", "atom").out.count("<entry") == 5
    assert khazri(*base, "--format", "csv", "-o", str(tmp_path / "found.csv")).code == 0
    assert len((tmp_path / "found.csv").read_text().splitlines()) == 6
    assert khazri(*base, "--format", "jsonl", "--limit", "3", "-o", str(tmp_path / "found.jsonl")).code == 0
    assert len((tmp_path / "found.jsonl").read_text().splitlines()) == 3
    assert "do not go together" in khazri(*base, "--format", "parquet").err
    assert "cannot be" in khazri(*base, "--format", "csv", "-o", str(tmp_path)).err or khazri(*base, "-o", "x").code == 2
