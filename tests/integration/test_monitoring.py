"""Watching the watcher: status for people and programs, coverage, and the ping after each good crawl."""

import json
import subprocess
import sys
import textwrap
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from papers import LOCAL, OFF_BEAT, ON_BEAT, Answer, Khazri, Newspaper, article_page, plain_environment, rss, run_khazri, sources_file

from storage import slots
from storage.database import open_database

pytestmark = pytest.mark.thorough


def sitemap(paper: Newspaper, paths: list[str]) -> Answer:
    today = datetime.now(UTC).strftime("%Y-%m-%d")
    news = f"<news:news><news:publication_date>{today}</news:publication_date><news:title>A page</news:title></news:news>"
    entries = "".join(f"<url><loc>{paper.url}{path}</loc>{news}</url>" for path in paths)
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return Answer(f'<?xml version="1.0"?><urlset {spaces}>{entries}</urlset>'.encode(), "application/xml")


def crawled(khazri: Khazri, paper: Newspaper, folder: Path) -> Path:
    paper.answers |= {"/rss": rss(paper, ("/shells", "Shells")), "/shells": article_page("Baku refuses to supply shells", *ON_BEAT)}
    file = sources_file(folder, ("rss", f"{paper.url}/rss"))
    assert khazri("crawl", "--sources", str(file), **LOCAL).code == 0
    return file


def test_a_healthy_monitor_passes_the_check_and_one_that_fell_asleep_does_not(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    crawled(khazri, paper, tmp_path)
    assert khazri("status", "--check").code == 0
    assert json.loads(khazri("status", "--format", "json").out)["ok"] is True
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        slots.claim(database, "crawl", datetime.now(UTC) - timedelta(hours=3), datetime.now(UTC))
    ran = khazri("status", "--check")
    assert ran.code == 1
    assert "wrong        the scheduler has not woken up for 3 h; start khazri run" in ran.out
    told = json.loads(khazri("status", "--format", "json", "--check").out)
    assert (told["ok"], len(told["wrong"])) == (False, 1)
    assert "khazri_ok 0\n" in khazri("status", "--format", "prometheus").out


def test_a_digest_that_was_not_made_is_wrong_half_an_hour_after_its_time(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    crawled(khazri, paper, tmp_path)
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as database:
        slots.claim(database, "digest", datetime.now(UTC) - timedelta(days=3), datetime.now(UTC))
    late = (datetime.now(UTC) - timedelta(hours=1)).strftime("%H:%M")
    mail = {
        "KHAZRI_MAIL__HOST": "127.0.0.1",
        "KHAZRI_MAIL__TO": "desk@example.org",
        "KHAZRI_DIGEST__AT": late,
        "KHAZRI_DIGEST__TIMEZONE": "UTC",
    }
    assert "was not made" in khazri("status", **mail).out
    assert khazri("status", "--check", **mail).code == 1
    assert khazri("status", "--check").code == 0, "without a mail server no digest is missed"


def test_the_coverage_of_an_outlet_is_held_against_its_own_sitemap(khazri: Khazri, paper: Newspaper, tmp_path: Path) -> None:
    paths = [f"/news-{number}" for number in range(20)]
    for number, path in enumerate(paths):
        texts = ON_BEAT if number % 2 else OFF_BEAT
        paper.answers[path] = article_page(f"Headline number {number}", *(f"{text} This was item {number} of the day." for text in texts))
    for path in ("/news-3", "/news-8", "/news-12"):
        paper.answers[path] = Answer(b"<html><body>gone</body></html>", status=404)
    paper.answers["/map.xml"] = sitemap(paper, paths)
    file = sources_file(tmp_path, ("news-sitemap", f"{paper.url}/map.xml"))
    assert khazri("crawl", "--sources", str(file), **LOCAL).code == 0
    ran = khazri("coverage", "paper-1", "--sources", str(file))
    assert "85 %" in ran.out
    for path in ("/news-3", "/news-8", "/news-12"):
        assert f"{paper.url}{path}  rejected: HTTP 404" in ran.out
    (day,) = khazri("coverage", "--sources", str(file), "--format", "jsonl").objects
    assert (day["published"], day["missing"], day["coverage"], day["against"]) == (20, 3, 0.85, "sitemap")
    assert {page["reason"] for page in day["not_read"]} == {"HTTP 404"}
    assert "name a source" in khazri("coverage", "--sources", str(file)).out
    assert khazri("coverage", "nobody", "--sources", str(file)).code == 2


def ran_until(folder: Path, file: Path, seen: "list[str]", times: int, **variables: str) -> str:
    environment = plain_environment(**LOCAL, KHAZRI_CRAWL_EVERY="0.5", KHAZRI_LOOK_EVERY="0.5", **variables)
    command = [sys.executable, "-m", "desk.cli", "run", "--sources", str(file)]
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while len([each for each in seen if each == "/rss"]) < times and time.monotonic() < deadline:
        time.sleep(0.1)
    process.terminate()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err
    return out + err


class Seen(list[str]):
    """What a newspaper is asked for, as it goes on."""

    def __init__(self, paper: Newspaper) -> None:
        self.paper = paper

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.paper.paths())


def test_each_crawl_that_went_well_pings_and_its_failure_is_told_once(paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {"/rss": rss(paper), "/alive": Answer(b"ok", "text/plain")}
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"))
    said = ran_until(tmp_path, file, Seen(paper), 4, KHAZRI_PING_URL=f"{paper.url}/alive")
    assert paper.paths().count("/alive") >= 2
    assert "ping_url" not in said
    del paper.answers["/alive"]
    paper.requests.clear()
    said = ran_until(tmp_path, file, Seen(paper), 4, KHAZRI_PING_URL=f"{paper.url}/alive")
    assert paper.paths().count("/alive") >= 2
    assert said.count("ping_url cannot be reached: HTTP 404") == 1


PING = """
    import asyncio, json, sys
    from crawler.loop import run_in_loop
    from desk.pings import Pings
    from desk.settings import Settings
    async def work(stop):
        pings = Pings()
        return [await pings.send(Settings(ping_url=sys.argv[1]), stop) for _ in range(2)]
    print(json.dumps(run_in_loop(work)))
"""


def test_a_private_address_is_no_more_pinged_than_crawled(paper: Newspaper) -> None:
    paper.answers["/alive"] = Answer(b"ok", "text/plain")
    script = textwrap.dedent(PING)
    done = subprocess.run([sys.executable, "-c", script, f"{paper.url}/alive"], capture_output=True, text=True, timeout=60, check=True)
    first, second = json.loads(done.stdout)
    assert "127.0.0.1 is a private address" in first
    assert second is None
    assert paper.requests == []


def test_a_wrong_ping_address_is_told_in_one_line(tmp_path: Path) -> None:
    ran = run_khazri(tmp_path, "status", KHAZRI_PING_URL="ftp://ping.example.org/")
    assert ran.code == 2
    assert "setting 'ping_url': not an http(s) address" in ran.err
