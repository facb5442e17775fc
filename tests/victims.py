"""Processes made to be killed: one warm process forks a child for each task, so that a kill costs a fraction of a second.

The child is what ``khazri crawl`` or ``python -m scheduler`` is, with parser processes of its own, or only what tells readers of the latter;
the imports alone are shared, and the server that parser processes are forked from. ``main`` is the warm process, ``Victims`` talks to it.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import Any, Self

from papers import plain_environment

PATIENCE = 60.0  # seconds that a child may take on a busy machine


class Victims:
    """The warm process."""

    def __init__(self) -> None:
        # Not `python victims.py`: each parser process would begin by running that file. A killed process leaves its semaphores to be told of.
        command = [sys.executable, "-W", "ignore:resource_tracker", "-c", "import victims; victims.main()"]
        path = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = plain_environment(PYTHONPATH=path)
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        self._process.stdout.close()

    def start(self, folder: Path, task: str, *arguments: str, failpoint: str = "", **variables: str) -> int:
        """Start a child in a folder, which may die at a failpoint; return its process id. What it says is appended to ``said``."""
        (folder / "said").touch()
        order = {"folder": str(folder), "task": task, "arguments": arguments, "failpoint": failpoint, "variables": variables}
        return int(self._ask(order))

    def wait(self, process: int) -> int:
        """Wait for the end of a child; return its exit code, negative for a signal."""
        return int(self._ask({"wait": process}))

    def run(self, folder: Path, task: str, *arguments: str, failpoint: str = "", **variables: str) -> int:
        """Start a child and wait for its end."""
        return self.wait(self.start(folder, task, *arguments, failpoint=failpoint, **variables))

    def _ask(self, order: dict[str, Any]) -> int:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(json.loads(self._process.stdout.readline()))


def main() -> None:
    """Fork a child for each line that comes, or wait for one; in the end kill what a test that failed has left running."""
    tasks = _warm_up()
    running: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            answer = _wait(order["wait"])
            running.discard(order["wait"])
        else:
            answer = _fork(tasks[order["task"]], order)
            running.add(answer)
        print(answer, flush=True)
    for process in running:
        os.kill(process, signal.SIGKILL)


def _wait(process: int) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(process, signal.SIGABRT)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _fork(task: Callable[..., int], order: dict[str, Any]) -> int:
    process = os.fork()
    if process:
        return process
    code = 99
    try:
        os.chdir(order["folder"])
        said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for number in (1, 2):
            os.dup2(said, number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.environ.update(order["variables"])
        from storage import failpoints

        failpoints.arm(order["failpoint"])
        code = task(*order["arguments"])
    except BaseException:  # noqa: BLE001 - told, and the end of this process all the same
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _warm_up() -> dict[str, Callable[..., int]]:
    """Import everything, and start the server that parser processes are forked from, for all children together."""
    import multiprocessing.forkserver as server

    import scheduler
    from crawler.parsers import ParserPool
    from desk.digest_forms import check_headers
    from desk.opening import check_whole_beat
    from desk.settings import Settings

    check_whole_beat(Settings())
    _import_scrapy()
    ParserPool(None, workers=1).close()
    # It runs, and it is nobody's child but ours.
    server._forkserver.ensure_running = server.ensure_running = lambda: None  # type: ignore[attr-defined,method-assign]
    check_headers()  # and every template is compiled
    return {"crawl": _crawl, "schedule": lambda *arguments: scheduler.main(list(arguments)), "tell": _tell}


def _import_scrapy() -> None:
    """Import what Scrapy would import in each child, but for the reactor, which is each child's own."""
    from scrapy.settings import Settings
    from scrapy.spiderloader import SpiderLoader
    from scrapy.utils.misc import load_object

    settings = Settings()
    settings.setmodule("crawler.settings")
    parts: list[object] = ["scrapy.core.engine.ExecutionEngine", *settings.values()]
    for table in ("EXTENSIONS", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES", "DOWNLOAD_HANDLERS", "ITEM_PIPELINES"):
        parts += [each for pair in settings.getwithbase(table).items() for each in pair]
    for part in parts:
        if isinstance(part, str) and part.startswith(("scrapy.", "crawler.")) and part.rpartition(".")[2][:1].isupper():
            load_object(part)
    SpiderLoader.from_settings(settings)
    assert "twisted.internet.reactor" not in sys.modules


def _crawl(url: str, sources: str) -> int:
    """Do one crawl of every source, as ``khazri crawl`` does with names."""
    from crawler.crawls import CrawlPlan, Crawls
    from crawler.loop import run_in_loop
    from news.sources import read_sources
    from storage.database import open_database

    listed = read_sources(Path(sources))
    with open_database(url) as database:
        crawls = Crawls(database, CrawlPlan(listed, allowed=(ip_network("127.0.0.0/8"),)))

        async def work(_stop: asyncio.Event) -> None:
            report = await crawls.crawl([source.id for source in listed])
            print(*report.problems, report, sep="\n")

        run_in_loop(work)
    return 0


def _tell(now: str) -> int:
    """Freeze what is due at a moment and send what waits, as the scheduler does, by the settings of the folder."""
    from desk.opening import open_archive
    from desk.options import Options
    from desk.telling import Teller

    settings = Options().settings()
    with open_archive(settings) as database:
        for line in Teller().tell(database, settings, datetime.fromisoformat(now)):
            print(line)
    return 0
