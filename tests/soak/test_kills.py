"""Crawls killed at random moments: nothing that was announced may be lost, nothing stored twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from papers import LOCAL, ON_BEAT, Newspaper, article_page, rss, run_khazri, sources_file

KILLS = int(os.environ.get("SOAK_KILLS", "40"))
PAGES = 80
SEED = 20260302  # any will do; a fixed one makes a failure come back


def test_a_crawl_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    paper = Newspaper()
    paths = [f"/page-{number}" for number in range(PAGES)]
    for number, path in enumerate(paths):
        paper.answers[path] = article_page(f"Note number {number}", f"This is note number {number} of many. " + ON_BEAT[0], *ON_BEAT[1:])
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths), headers={"ETag": '"one"'})
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.3)
    dice = random.Random(SEED)
    killed = 0
    while killed < KILLS:
        command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(file), "paper-1"]
        process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, **LOCAL}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.2, 5.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += 1
    ran = run_khazri(tmp_path, "crawl", "--sources", str(file), "paper-1", **LOCAL)
    assert ran.code == 0, ran.err
    stored = run_khazri(tmp_path, "search", "--format", "jsonl").objects
    with sqlite3.connect(tmp_path / "khazri.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        states = dict(connection.execute("SELECT state, count(*) FROM urls GROUP BY state").fetchall())
    connection.close()
    paper.close()
    assert sorted(article["url"] for article in stored) == sorted(f"{paper.url}{path}" for path in paths)
    assert states == {"stored": PAGES}
    asked = [path for path in paper.paths() if path != "/rss"]
    print(f"\n{killed} kills, {PAGES} pages: {len(stored)} stored, 0 lost, 0 twice; {len(asked)} page requests")
