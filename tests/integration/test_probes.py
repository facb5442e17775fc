"""Questions asked by hand go through the same door as crawls."""

import subprocess
import sys
from pathlib import Path

from papers import Answer, Newspaper, plain_environment, rss

ASK = """
import asyncio, sys
from ipaddress import ip_network
from crawler.loop import run_in_loop
from crawler.probes import probing

async def main(stop):
    async with probing("Test/1", [ip_network("127.0.0.0/8")], stop) as prober:
        for answer in await prober.ask_all(sys.argv[1:], delay=0.05):
            print(answer.failure or f"{answer.page.status} {answer.page.url}")

run_in_loop(main)
"""


def ask(folder: Path, *urls: str) -> list[str]:
    command = [sys.executable, "-c", ASK, *urls]
    done = subprocess.run(command, capture_output=True, env=plain_environment(PYTHONPATH=":".join(sys.path)), timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().splitlines()


def test_answers_and_failures_come_back_as_values_in_the_order_of_the_questions(paper: Newspaper, tmp_path: Path) -> None:
    paper.answers |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /secret\n", "text/plain"),
        "/rss": rss(paper, ("/a", "A")),
        "/old": Answer(b"", status=301, headers={"Location": "/rss"}),
        "/inside": Answer(b"", status=302, headers={"Location": "http://10.0.0.1/"}),
    }
    places = ("/secret/1", "/rss", "/old", "/none", "/secret/2", "/inside")
    answers = ask(tmp_path, *(paper.url + place for place in places), "http://127.0.0.1:1/", "file:///etc/passwd", "http://nobody.invalid/")
    assert answers[0] == answers[4] == "robots.txt forbids it", "also of those that waited for robots.txt together"
    assert answers[1] == answers[2] == f"200 {paper.url}/rss"
    assert answers[3] == "HTTP 404"
    assert "private address" in answers[5]
    assert answers[6:] == ["connection refused", "not an http(s) address", "host not found"]
    assert not [path for path in paper.paths() if path.startswith("/secret")]
    assert {headers["User-Agent"] for _, headers in paper.requests} == {"Test/1"}
