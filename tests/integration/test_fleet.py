"""A fleet from outside: what `khazri run` hands out, `khazri worker` carries out, and what a person sees of it."""

import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fleets import Press, article_text, fleet
from papers import LOCAL, run_khazri

import scheduler
from news.errors import KhazriError
from news.queries import Query
from storage import articles
from storage.database import open_database

DELAY = 0.2
pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="each outlet has an address of its own in 127.0.0.0/8"),
]


@pytest.fixture
def press() -> Iterator[Press]:
    printing = Press(4)
    yield printing
    printing.close()


def stored(url: str) -> int:
    try:
        with open_database(url, create=False) as database:
            return articles.count(database, Query())
    except KhazriError:
        return 0


def old_pages() -> Iterator[dict[str, str]]:
    """Two pages that others fetched, as `khazri ingest` reads them."""
    for number in (1, 2):
        title, paragraphs = article_text(f"old {number}")
        html = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{'</p><p>'.join(paragraphs)}</p></article></body></html>"
        yield {"url": f"https://old.example/{number}.html", "html": html}


def wait_for(true: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def test_what_is_due_is_handed_out_and_carried_out_and_the_fleet_is_seen_in_the_status(
    press: Press, postgresql: Callable[[str], str], tmp_path: Path
) -> None:
    url = postgresql(f"fleet_{uuid.uuid4().hex}")
    press.write_sources(tmp_path / "sources.toml", DELAY)
    press.publish(20, random.Random(1))
    settings = {"KHAZRI_DATABASE_URL": url, "KHAZRI_FLEET": "true", "KHAZRI_SOURCES": str(tmp_path / "sources.toml"), **LOCAL}
    with fleet(tmp_path, url, KHAZRI_CRAWL_EVERY="0.5") as running:
        running.start("run")
        running.start("worker")
        pages = tmp_path / "old.jsonl"
        pages.write_text("".join(f"{json.dumps(page)}\n" for page in old_pages()))
        handed_out = run_khazri(tmp_path, "ingest", "--fleet", str(pages), **settings)
        wait_for(lambda: stored(url) == len(press.published) + 2)
        status = run_khazri(tmp_path, "status", **settings)
        running.stop()
        assert "Traceback" not in running.said
    assert "1 files handed out to the fleet" in handed_out.out
    assert "fleet        1 workers, " in status.out
    assert run_khazri(tmp_path, "audit", **settings).code == 0
    assert press.shortest_pause() >= DELAY - 0.02
    assert len(press.requests) == len(press.published) + 2 * len(press.hosts), "each page once, each feed and robots.txt once"


def test_a_fleet_on_sqlite_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    refusal = "a fleet works on PostgreSQL alone; docs/how-to/move-to-postgresql.md moves an archive there"
    ran = run_khazri(tmp_path, "crawl", KHAZRI_FLEET="true")
    assert ran.code != 0
    assert refusal in ran.err
    monkeypatch.setenv("KHAZRI_FLEET", "true")
    assert scheduler.main([]) != 0
    assert refusal in capsys.readouterr().err
