"""A process that crawls as often as tests like, one job after the other, for a crawl costs a tenth of what its process costs.

Each job has an archive, a door and a memory of its own, as after a restart. Run as a program this is the process: a job a line comes
in, an answer a line goes out, both JSON.
"""

import asyncio
import contextlib
import itertools
import json
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from unittest import mock

SECONDS = 180  # for one job, on a machine that has much else to do


@dataclass(frozen=True)
class Crawled:
    """What became of a job."""

    said: str
    """What went wrong, a line each."""
    stored: tuple[int, ...] = ()
    """Articles, by crawl."""
    peak: int = 0
    """The most memory that the process held meanwhile, in MB."""
    reached: tuple[str, ...] = ()
    """Every network address that the process connected to, or tried to."""
    tried: dict[str, str] = field(default_factory=dict)
    """What was said of each address that was tried for a new outlet."""


class House:
    """The process, as tests see it."""

    def __init__(self, environment: dict[str, str]) -> None:
        command = [sys.executable, __file__]
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def crawl(self, folder: Path, file: Path, **rest: Any) -> Crawled:
        """Look at all sources of a file; `_Job` says what else can be asked for."""
        return self._do({"folder": str(folder), "file": str(file), **rest})

    def find(self, folder: Path, url: str, **rest: Any) -> Crawled:
        """Find the feeds of an outlet, as `khazri sources add` does."""
        return self._do({"folder": str(folder), "find": url, **rest})

    def ping(self, folder: Path, *urls: str, **rest: Any) -> Crawled:
        """Ask for each of some addresses as the dead man's switch does."""
        return self._do({"folder": str(folder), "ping": urls, **rest})

    def ask(self, folder: Path, *urls: str, **rest: Any) -> Crawled:
        """Ask for a few addresses."""
        return self._do({"folder": str(folder), "ask": urls, **rest})

    def _do(self, job: dict[str, Any]) -> Crawled:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the process has died; what it said stands above"
        said = json.loads(line)
        assert not said.pop("failed", False), said["said"]
        return Crawled(**{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()})

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=20)
        self._process.kill()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


@dataclass
class _Job:
    folder: str
    file: str = ""
    names: tuple[str, ...] = ()
    """The sources that are named; all that are due where none is."""
    all_named: bool = True
    """Whether all sources are named, due or not."""
    crawls: int = 1
    pause: float = 0.0
    timeout: float = 10.0
    pages: int = 500
    allowed: tuple[str, ...] = ("127.0.0.0/8",)
    find: str = ""
    delay: float = 0.01
    """Seconds between two questions to a host, where an outlet's feeds are looked for."""
    ask: tuple[str, ...] = ()
    ping: tuple[str, ...] = ()
    hosts: dict[str, list[list[str]]] = field(default_factory=dict)
    """What a name resolves to at the first time, the second, and so on; then from the beginning."""


class _Names:
    """A resolver with a few names of its own."""

    def __init__(self, inner: Any, hosts: dict[str, list[list[str]]]) -> None:
        self.inner = inner
        self.hosts = {name: itertools.cycle(answers) for name, answers in hosts.items()}

    def resolveHostName(self, receiver: Any, name: str, port: int = 0, *rest: Any) -> Any:  # noqa: N802
        """Resolve a name."""
        from twisted.internet.address import IPv4Address, IPv6Address

        if name not in self.hosts:
            return self.inner.resolveHostName(receiver, name, port, *rest)
        receiver.resolutionBegan(None)
        for each in next(self.hosts[name]):
            receiver.addressResolved((IPv6Address if ":" in each else IPv4Address)("TCP", each, port))
        receiver.resolutionComplete()
        return None


_reached: list[str] = []


def _watch(event: str, values: tuple[Any, ...]) -> None:
    if event == "socket.connect" and isinstance(values[1], tuple):
        _reached.append(f"{values[1][0]}:{values[1][1]}")


async def _work(stop: asyncio.Event) -> None:
    from crawler.parsers import ParserPool

    with ParserPool(None) as parsers, tempfile.TemporaryDirectory() as shelf:
        empty = _empty_archive(Path(shelf))
        while line := await asyncio.to_thread(sys.stdin.readline):
            job = _Job(**json.loads(line))
            _reached.clear()
            _prepare(job, empty)
            with _names(job), contextlib.chdir(job.folder):
                answer = await _answer(job, parsers, stop)
            print(json.dumps(answer | {"peak": peak_megabytes(), "reached": sorted(set(_reached))}), flush=True)


def _prepare(job: _Job, empty: Path) -> None:
    if not Path(job.folder, empty.name).exists():
        shutil.copy(empty, job.folder)
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory begins anew


def _empty_archive(folder: Path) -> Path:
    """Make an archive to be copied: making one takes as long as a crawl."""
    from storage.database import open_database

    path = folder / "khazri.db"
    with open_database(f"sqlite:///{path}"):
        pass
    return path


@contextlib.contextmanager
def _names(job: _Job) -> Iterator[None]:
    from twisted.internet import reactor as installed

    reactor: Any = installed
    before = reactor.nameResolver
    reactor.installNameResolver(_Names(before, job.hosts))
    yield
    reactor.installNameResolver(before)


async def _answer(job: _Job, parsers: Any, stop: asyncio.Event) -> dict[str, Any]:
    try:
        return await asyncio.wait_for(_work_of(job, parsers, stop), SECONDS)
    except Exception:  # noqa: BLE001 - told to the test, and the next job finds the process alive
        return {"said": traceback.format_exc(), "failed": True}


def _work_of(job: _Job, parsers: Any, stop: asyncio.Event) -> Coroutine[Any, Any, dict[str, Any]]:
    if job.ping:
        return _ping(job, stop)
    return _find(job, parsers, stop) if job.find or job.ask else _crawl(job, parsers)


async def _ping(job: _Job, stop: asyncio.Event) -> dict[str, Any]:
    from desk.pings import Pings
    from desk.settings import Settings

    said = []
    for url in job.ping:
        try:
            settings = Settings(ping_url=url, allow_networks=list(job.allowed))
        except ValueError:
            said.append("refused")
        else:
            said.append(str(await Pings().send(settings, stop)))
    return {"said": "\n".join(said)}


async def _crawl(job: _Job, parsers: Any) -> dict[str, Any]:
    import crawler.settings
    from crawler.crawls import CrawlPlan, Crawls
    from news.sources import read_sources
    from storage.database import open_database

    crawler.settings.DOWNLOAD_TIMEOUT = job.timeout  # type: ignore[assignment]
    sources = read_sources(Path(job.file))
    plan = CrawlPlan(sources, allowed=tuple(map(ip_network, job.allowed)), pages_a_host=job.pages)
    names = job.names or ([source.id for source in sources] if job.all_named else [])
    reports = []
    with open_database("sqlite:///khazri.db") as database, mock.patch("crawler.crawls.ParserPool", return_value=parsers):
        crawls = Crawls(database, plan)
        for number in range(job.crawls):
            await asyncio.sleep(job.pause if number else 0)
            reports.append(await crawls.crawl(names))
    return {"said": "\n".join(line for report in reports for line in report.problems), "stored": [report.stored for report in reports]}


async def _find(job: _Job, parsers: Any, stop: asyncio.Event) -> dict[str, Any]:
    from crawler.probes import Prober

    with mock.patch.dict(Prober.ask.__kwdefaults__, delay=job.delay):
        return await _probe(job, parsers, stop)


async def _probe(job: _Job, parsers: Any, stop: asyncio.Event) -> dict[str, Any]:
    from crawler.probes import probing
    from desk.source_probes import Tools, find_feeds

    async with probing("Test/1", tuple(map(ip_network, job.allowed)), stop) as prober:
        if job.ask:
            answers = [await prober.ask(url, delay=0, robots=False) for url in job.ask]
            return {"said": "\n".join(str(answer.failure) for answer in answers)}
        found = await find_feeds(Tools(prober, parsers), job.find, ())
    return {"said": "", "tried": {each.candidate.url: each.problem or "ok" for each in found.tried}}


def peak_megabytes() -> int:
    """Return the most memory this process held; not ``ru_maxrss``, which begins with what the process that started it held."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    from crawler.loop import run_in_loop

    sys.addaudithook(_watch)
    run_in_loop(_work)
