"""A fleet as tests run it: many invented outlets, each at an address of its own, `khazri run` and workers on one PostgreSQL."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

from papers import LOCAL, plain_environment

ROOT = Path(__file__).parents[1]
SHOWN = 40  # entries of a feed
_WORDS = (
    *("gas", "pipeline", "border", "train", "grain", "embassy", "tariff", "cable", "tanker", "visa", "dam", "quota", "audit", "refinery"),
    *("customs", "corridor", "minister", "delegate", "railway", "ferry", "harbour", "contract", "tender", "treaty", "inspector", "court"),
    *("signed", "refused", "measured", "counted", "delayed", "opened", "repaired", "visited", "promised", "rejected", "checked", "sold"),
    *("quietly", "twice", "yesterday", "abroad", "again", "openly", "slowly", "soon", "early", "together", "finally", "nearby"),
)


def article_text(seed: str) -> tuple[str, list[str]]:
    """A headline and paragraphs about both sides that no other seed gives."""
    dice = random.Random(seed)

    def sentence() -> str:
        return f"{' '.join(dice.choice(_WORDS) for _ in range(14))} {dice.randrange(10**6)}".capitalize() + "."

    title = f"Azerbaijan and Russia: {' '.join(dice.sample(_WORDS, 6))} {dice.randrange(10**6)}"
    return title, [f"Azerbaijan told Russia: {sentence()}", *(" ".join(sentence() for _ in range(3)) for _ in range(4))]


class Press:
    """Outlets on addresses of 127.0.0.0/8 that print new articles when told to, and remember who asked for what and when."""

    def __init__(self, outlets: int, shown: int = SHOWN) -> None:
        self.hosts = [f"127.1.{1 + number // 200}.{1 + number % 200}" for number in range(outlets)]
        self.requests: list[tuple[float, float, str, str]] = []
        """When each was answered and when its answer had ended, of which host, for what."""
        self._printed: dict[str, list[int]] = {host: [] for host in self.hosts}
        self._count = 0
        self.shown = shown
        press = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                began, host = time.monotonic(), str(self.connection.getsockname()[0])
                kind, body = press.answer(host, self.path)
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                press.requests.append((began, time.monotonic(), host, self.path))

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A worker that is killed hangs up."""

        self.port = 0  # any that is free, and the same everywhere
        self._servers = []
        for host in self.hosts:
            self._servers.append(Server((host, self.port), Handler))
            self.port = self._servers[-1].server_port
        for server in self._servers:
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def publish(self, count: int, dice: random.Random) -> None:
        """Let so many articles appear at outlets chosen by chance."""
        for _ in range(count):
            self.publish_at(dice.randrange(len(self.hosts)))

    def publish_at(self, outlet: int) -> None:
        """Let an article appear at an outlet."""
        self._count += 1
        self._printed[self.hosts[outlet]].append(self._count)

    @property
    def published(self) -> set[str]:
        """The addresses of all articles."""
        return {f"http://{host}:{self.port}/{number}.html" for host, numbers in self._printed.items() for number in numbers}

    def answer(self, host: str, path: str) -> tuple[str, bytes]:
        """The type and the body of what an outlet answers; no type where it has nothing there."""
        printed = self._printed[host]
        if path == "/rss":
            items = "".join(
                f"<item><title>{article_text(f'{host} {number}')[0]}</title><link>http://{host}:{self.port}/{number}.html</link></item>"
                for number in reversed(printed[-self.shown :])
            )
            whole = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'
            return "application/rss+xml", whole.encode()
        number = path.removeprefix("/").removesuffix(".html")
        if not number.isdigit() or int(number) not in printed:
            return "", b"not here"
        title, paragraphs = article_text(f"{host} {number}")
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        page = f"<!doctype html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
        return "text/html; charset=utf-8", page.encode()

    def shortest_pause(self) -> float:
        """The least seconds between an answer of a host and the next request to it, over all hosts."""
        by_host = defaultdict(list)
        for began, ended, host, _ in sorted(self.requests):
            by_host[host].append((began, ended))
        return min((later[0] - earlier[1] for each in by_host.values() for earlier, later in pairwise(each)), default=float("inf"))

    def close(self) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def write_sources(self, file: Path, delay: float) -> None:
        """Write the sources file of all outlets."""
        file.write_text(
            "".join(
                f'[[source]]\nid = "outlet-{number}"\nname = "Outlet {number}"\nhomepage = "http://{host}:{self.port}/"\ncountry = "AZ"\n'
                f'languages = ["en"]\ntimezone = "Asia/Baku"\nownership = "independent"\ndelay = {delay}\n\n'
                f'  [[source.feed]]\n  kind = "rss"\n  url = "http://{host}:{self.port}/rss"\n\n'
                for number, host in enumerate(self.hosts, start=1)
            )
        )


class Fleet:
    """`khazri run` and workers as processes, whose every line is kept."""

    def __init__(self, folder: Path, url: str, **variables: str) -> None:
        self.folder = folder
        given = {"KHAZRI_FLEET": "true", "KHAZRI_DATABASE_URL": url, "KHAZRI_SOURCES": str(folder / "sources.toml")}
        self._environment = {**plain_environment(**LOCAL, **given, **variables), "PYTHONPATH": str(ROOT)}
        self.processes: list[subprocess.Popen[bytes]] = []

    @property
    def said(self) -> str:
        return "".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("said-*")))

    def start(self, command: str) -> "subprocess.Popen[bytes]":
        """Start `khazri run` or `khazri worker`."""
        with (self.folder / f"said-{command}-{time.monotonic_ns()}").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "desk.cli", command], cwd=self.folder, env=self._environment, stdout=said, stderr=said
            )
        self.processes.append(process)
        return process

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """End a parent and everything below it without warning, as a machine that loses its power does."""
        for pid in [*_below(process.pid), process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        process.wait()
        self.processes.remove(process)

    def stop(self) -> None:
        """Stop all of them as a person would."""
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            code = process.wait(timeout=30)
            assert code == 0, (code, process.args, self.said[-3000:])
        self.processes.clear()


def _below(pid: int) -> list[int]:
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (*_below(child), child)]


@contextmanager
def fleet(folder: Path, url: str, **variables: str) -> Iterator[Fleet]:
    """A fleet that is ended in the end, whatever happens."""
    running = Fleet(folder, url, **variables)
    try:
        yield running
    finally:
        for process in list(running.processes):
            running.kill(process)
