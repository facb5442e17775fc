"""Crawls killed at random moments: nothing that was announced may be lost, nothing stored twice, everything accounted for."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from papers import LOCAL, ON_BEAT, Newspaper, article_page, rss, run_khazri, sources_file

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
PAGES = 400
SEED = 20260302  # any will do; a fixed one makes a failure come back


def test_a_crawl_killed_again_and_again_loses_nothing(tmp_path: Path, database_url: str) -> None:
    paper = Newspaper()
    paths = [f"/page-{number}" for number in range(PAGES)]
    for number, path in enumerate(paths):
        paper.answers[path] = article_page(f"Note number {number}", f"This is note number {number} of many. " + ON_BEAT[0], *ON_BEAT[1:])
    paper.answers["/rss"] = rss(paper, *((path, path) for path in paths), headers={"ETag": '"one"'})
    file = sources_file(tmp_path, ("rss", f"{paper.url}/rss"), delay=0.1)
    variables = {**LOCAL, "KHAZRI_DATABASE_URL": database_url}
    dice = random.Random(SEED)
    for _ in range(KILLS):
        command = [sys.executable, "-m", "desk.cli", "crawl", "--sources", str(file), "paper-1"]
        process = subprocess.Popen(
            command, cwd=tmp_path, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(dice.uniform(0.2, 5.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    ran = run_khazri(tmp_path, "crawl", "--sources", str(file), "paper-1", **variables)
    assert ran.code == 0, ran.err
    stored = run_khazri(tmp_path, "search", "--format", "jsonl", **variables).objects
    audited = run_khazri(tmp_path, "audit", "--strict", **variables)
    paper.close()
    assert sorted(article["url"] for article in stored) == sorted(f"{paper.url}{path}" for path in paths)
    assert audited.code in {0, 1}, audited.err
    findings = [line for line in audited.out.splitlines() if "crawl" not in line] if audited.code else []
    assert not findings, audited.out
    asked = [path for path in paper.paths() if path != "/rss"]
    print(f"\n{KILLS} kills, {PAGES} pages: {len(stored)} stored, 0 lost, 0 twice; {len(asked)} page requests")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'khazri.db'}"
    return str(request.getfixturevalue("postgresql")("kills"))
