"""One process that crawls again and again, as the scheduler's does for months, holds no more in the end than it did in the beginning."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from statistics import median

import pytest
from papers import ON_BEAT, article_page, plain_environment, rss, sources_file
from rude import RudeServer, hang_up, moved, reply
from soak.well_behaved import article

CRAWLS = int(os.environ.get("SOAK_CRAWLS", "150"))
WARM = CRAWLS // 5  # crawls after which libraries have loaded what they load at first use
WINDOW = max(WARM // 3, 1)  # crawls at the beginning and at the end whose middle counts: a single one may have come at a bad moment
SERVERS = 12
KEPT = 20  # entries in a feed
HERE = Path(__file__).parent
JOURNAL = 64 << 20
PIPES = 6  # to the parser process for slow documents, which is started when the first comes


@pytest.fixture
def servers() -> Iterator[list[RudeServer]]:
    made = [RudeServer() for _ in range(SERVERS)]
    yield made
    for server in made:
        server.close()


def move_on(servers: list[RudeServer], crawl: int, numbers: Iterator[int]) -> None:
    """Let the world go on: an article on each server, on some a note that others have too, or a page or feed that goes wrong."""
    for place, server in enumerate(servers):
        number = next(numbers)
        server.answers[f"/article-{number}"] = article(number)
        if place % 4 == 0:
            server.answers[f"/note-{crawl}"] = reply(article_page(f"Note {crawl}", f"A note of {crawl}. " + ON_BEAT[0], *ON_BEAT[1:]).body)
        if place % 4 == 1:
            server.answers[f"/gone-{crawl}"] = (reply(b"no", 404), hang_up, moved(f"/gone-{crawl}"))[crawl % 3]
        paths = [path for path in server.answers if path != "/feed"]
        for path in paths[:-KEPT]:
            del server.answers[path]
        body = rss(server, *((path, path) for path in reversed(paths[-KEPT:]))).body  # type: ignore[arg-type]
        server.answers["/feed"] = reply(b"<rss" if (crawl + place) % 10 == 0 else body, kind="application/rss+xml", ETag=f'"{crawl}"')


def test_a_hundred_and_fifty_crawls_leave_memory_files_and_journal_as_they_were(servers: list[RudeServer], tmp_path: Path) -> None:
    file = sources_file(tmp_path, *(("rss", f"{server.url}/feed") for server in servers))
    command = [sys.executable, str(HERE / "loops.py"), str(file)]
    environment = plain_environment(PYTHONPATH=str(HERE.parent))
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=environment)
    assert process.stdin
    assert process.stdout
    numbers, held = count(), []
    for crawl in range(CRAWLS):
        move_on(servers, crawl, numbers)
        process.stdin.write("\n")
        process.stdin.flush()
        held.append(json.loads(process.stdout.readline()))
        if crawl % 10 == 0 or crawl == CRAWLS - 1:
            print(f"\n{crawl:4}: {held[-1]}", end="", flush=True)
    process.communicate()
    first, last = held[WARM : WARM + WINDOW], held[-WINDOW:]
    for name in ("own", "parsers", "files"):
        before, after = (median(each[name] for each in window) for window in (first, last))
        print(f"\n{name}: {before:.0f} after {WARM} crawls, {after:.0f} after {CRAWLS}: {after / before - 1:+.1%}", end="")
    print(f"\njournal: at most {max(each['journal'] for each in held) / 2**20:.1f} MB; {sum(each['stored'] for each in held)} stored")
    assert median(each["own"] for each in last) <= 1.05 * median(each["own"] for each in first)
    assert median(each["files"] for each in last) <= median(each["files"] for each in first) + PIPES
    assert max(each["journal"] for each in held) <= JOURNAL
