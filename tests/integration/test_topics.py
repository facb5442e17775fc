"""Topics at work: edited, tried, checked, applied to what is stored, and explained; on a beat that is not ours."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from papers import LOCAL, Khazri, Newspaper, article_page, plain_environment, rss, run_khazri, sources_file
from sqlalchemy import select

from storage import digests
from storage.database import Database, open_database
from storage.tables import articles, tags

BEAT = """\
id = "norway-iceland"
title = "Norway and Iceland"
side = [{ id = "norway", title = "Norway", country = "NO", anchors = ["norw*", "oslo"] },
        { id = "iceland", title = "Iceland", country = "IS", anchors = ["iceland*", "reykjavik"] }]
"""
TOPIC = 'id = "cod"\ntitle = "Cod"\n[[rule]]\nlang = "en"\nany = ["cod", "herring*"]\n'
TEXT = "Norway and Iceland have agreed on quotas for herring. The ministers met in Oslo on Monday and signed after a long night."
TEXTS = (TEXT, "The fleets of both countries will sail in April, the ministry said, and inspectors of both will be on board of every ship.")


def write_beat(folder: Path) -> Path:
    """Write a small beat; return its folder."""
    (folder / "fish" / "topics").mkdir(parents=True)
    (folder / "fish" / "beat.toml").write_text(BEAT, encoding="utf-8")
    (folder / "fish" / "topics" / "cod.toml").write_text(TOPIC, encoding="utf-8")
    return folder / "fish"


@pytest.fixture
def beat(tmp_path: Path) -> Path:
    """The folder of a small beat."""
    return write_beat(tmp_path)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that beat and an archive of three articles on it."""
    folder, paper = tmp_path_factory.mktemp("crawled"), Newspaper()
    write_beat(folder)
    pages = [(f"/{name}", f"Norway and Iceland {name}") for name in ("agree", "quarrel", "wait")]
    paper.answers["/feed"] = rss(paper, *pages)
    for path, title in pages:
        paper.answers[path] = article_page(title, *TEXTS, f"This was written on the day of {title}.")
    sources_file(folder, ("rss", f"{paper.url}/feed"), name="fish/sources.toml")
    assert run_khazri(folder, "--beat", "fish", "crawl", **LOCAL).code == 0
    paper.close()
    return folder


@pytest.fixture
def archive(crawled: Path, tmp_path: Path) -> Path:
    """The beat's folder in a copy of that, in which the command runs."""
    shutil.copytree(crawled, tmp_path, dirs_exist_ok=True)
    return tmp_path / "fish"


def test_another_beat_is_a_folder(khazri: Khazri, archive: Path) -> None:
    found = khazri("--beat", "fish", "search", "--topic", "cod", "--format", "jsonl").objects
    assert [article["relevance"] for article in found] == ["strong"] * 3
    assert khazri("--beat", "fish", "topics", "check").code == 0
    (listed,) = khazri("--beat", "fish", "topics", "list", "--format", "jsonl").objects
    assert (listed["id"], listed["articles"], listed["shown"]) == ("cod", 3, 3)
    assert re.match(r"20\d\d-", listed["last_match"])


def test_the_topics_are_listed_without_an_archive(khazri: Khazri, beat: Path) -> None:
    (listed,) = khazri("--beat", "fish", "topics", "list", "--format", "jsonl").objects
    assert (listed["articles"], listed["last_match"]) == (None, None)


def test_explain_marks_the_words_and_tells_of_near_misses(khazri: Khazri, archive: Path) -> None:
    (archive / "topics" / "cod.toml").write_text(TOPIC + 'near = ["trawler*"]\n', encoding="utf-8")
    told = khazri("--beat", "fish", "explain", "1").out
    assert re.search(r"\[\[Norway\]\] and \[\[Iceland\]\] (agree|quarrel|wait)\n", told)
    assert re.search(r"Cod: not tagged, no rule matched\n  rule cod/en/1 .*: does not match\n    - “herring”", told)
    assert "none of the words it needs stands within 12 words" in told
    assert "khazri topics retag applies it" in told
    (archive / "topics" / "cod.toml").write_text(TOPIC, encoding="utf-8")
    told = khazri("--beat", "fish", "explain", "1").out
    assert "Cod: primary, title or lead speaks of it" in told
    assert "quotas for [[herring]]" in told
    (explained,) = khazri("--beat", "fish", "explain", "1", "--format", "jsonl").objects
    assert explained["topics"][0]["rules"][0]["matched"]
    assert not explained["retag"]
    assert khazri("--beat", "fish", "explain", "99").code == 2


def test_retag_says_first_what_it_would_do(khazri: Khazri, archive: Path) -> None:
    (archive / "topics" / "cod.toml").write_text(TOPIC.replace('"cod", "herring*"', '"halibut"'), encoding="utf-8")
    (archive / "topics" / "talks.toml").write_text(
        TOPIC.replace("cod", "talks").replace('"talks", "herring*"', '"ministers"'), encoding="utf-8"
    )
    told = khazri("--beat", "fish", "topics", "retag", "--dry-run").out
    assert re.search(r"^cod +0 +3$", told, re.M)
    assert re.search(r"^talks +3 +0$", told, re.M)
    assert re.search(r"cod loses 1: Norway and Iceland (agree|quarrel|wait)\n", told)
    assert "3 articles read, 3 would change" in told
    assert len(khazri("--beat", "fish", "search", "--topic", "cod", "--format", "jsonl").objects) == 3
    assert "3 articles read, 3 changed" in khazri("--beat", "fish", "topics", "retag").out
    assert khazri("--beat", "fish", "search", "--topic", "cod", "--format", "jsonl").objects == []
    assert len(khazri("--beat", "fish", "search", "--topic", "talks", "--format", "jsonl").objects) == 3
    assert "3 articles read, 0 changed" in khazri("--beat", "fish", "topics", "retag").out


def test_retag_mails_nobody_about_old_articles(khazri: Khazri, archive: Path, tmp_path: Path) -> None:
    original = (archive / "beat.toml").read_text(encoding="utf-8")
    (archive / "beat.toml").write_text(original.replace('"norw*", "oslo"', '"bergen"'), encoding="utf-8")
    khazri("--beat", "fish", "topics", "retag")
    assert khazri("--beat", "fish", "search", "--format", "jsonl").objects == []
    (archive / "beat.toml").write_text(original, encoding="utf-8")
    told = khazri("--beat", "fish", "topics", "retag").out
    assert "3 come onto the beat" in told
    assert len(khazri("--beat", "fish", "search", "--format", "jsonl").objects) == 3
    with open_database(f"sqlite:///{tmp_path / 'khazri.db'}") as database:
        assert digests.untold(database, "daily") == ()


def test_a_topic_is_tried_on_texts(khazri: Khazri, beat: Path) -> None:
    given = [
        {"id": "a", "title": "Herring for Oslo", "text": TEXT, "lang": "en"},
        {"id": "b", "title": "Cold", "text": "Snow.", "lang": "en"},
    ]
    stdin = "\n".join(map(json.dumps, given)).encode()
    told = khazri("--beat", "fish", "topics", "test", "cod", stdin=stdin).out
    assert told.startswith("+ a: Herring for Oslo\n    primary")
    assert "- b: Cold\n    none of the words of its rules stands there\n    the article itself is none" in told
    assert "cod: found in 1 of 2 texts" in told
    rows = khazri("--beat", "fish", "topics", "test", "cod", "--format", "jsonl", stdin=stdin).objects
    assert [row["found"] for row in rows] == [True, False]
    wrong = khazri("--beat", "fish", "topics", "test", "code", stdin=stdin)
    assert (wrong.code, wrong.err) == (2, "khazri: no topic 'code'; the topics are cod\n")
    assert khazri("--beat", "fish", "topics", "test", "cod", stdin=b"{").err.startswith("khazri: -:1: not JSON")


def test_a_new_topic_begins_as_a_template_that_holds(khazri: Khazri, beat: Path) -> None:
    ran = khazri("--beat", "fish", "topics", "new", "freight-trains")
    assert ran.out == f"{Path('fish') / 'topics' / 'freight-trains.toml'}: written; fill it in, then run khazri topics check\n"
    assert khazri("--beat", "fish", "topics", "check").code == 0
    assert khazri("--beat", "fish", "topics", "new", "freight-trains").err.endswith(
        "is there already; choose another id, or edit that file\n"
    )
    assert khazri("--beat", "fish", "topics", "new", "Freight!").code == 2
    assert "copy news/beats/azerbaijan_russia" in khazri("topics", "new", "trains").err


def test_check_names_the_words_that_a_stem_would_catch(khazri: Khazri, beat: Path) -> None:
    (beat / "topics" / "cod.toml").write_text(TOPIC.replace('"herring*"', '"gas*"'), encoding="utf-8")
    ran = khazri("--beat", "fish", "topics", "check")
    assert ran.code == 1
    assert re.search(r"cod\.toml:5: the stem 'gas\*' matches too much \(en\): it begins gas, .*list the forms you mean", ran.err)
    assert "advice: " in ran.err, "few examples are no mistake"
    (beat / "words").mkdir()
    (beat / "words" / "az.toml").write_text('fuel = [\n  "neft",\n  "qaz*",\n]\n', encoding="utf-8")
    assert re.search(r"az\.toml:3: the stem 'qaz\*' .*qazı?", khazri("--beat", "fish", "topics", "check").err)
    (beat / "words" / "az.toml").write_text("fuel = []\n", encoding="utf-8")
    assert 'az.toml:1: "fuel" is an empty list; fill it in' in khazri("--beat", "fish", "topics", "check").err


@pytest.mark.thorough
def test_a_killed_retag_goes_on_where_it_was(khazri: Khazri, archive: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'khazri.db'}"
    with open_database(url) as database, database.begin_write() as connection:
        row = dict(connection.execute(select(articles).where(articles.c.id == 1)).one()._mapping)
        many = [{**row, "id": 10 + number, "fingerprint": str(number), "title": f"Norway and Iceland {number}"} for number in range(6000)]
        connection.execute(articles.insert(), many)
    command = [sys.executable, "-m", "desk.cli", "--beat", "fish", "topics", "retag"]
    root = Path(__file__).parents[2]
    variables = {**plain_environment(), "PYTHONPATH": str(root)}
    running = subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    with open_database(url) as database:
        deadline = time.monotonic() + 60
        while not _tagged(database) and time.monotonic() < deadline:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        before = _tagged(database)
        again = khazri("--beat", "fish", "topics", "retag").out
        assert _tagged(database) == 6003
    read = int(re.search(r"(\d+) articles read", again)[1])  # type: ignore[index]
    assert before > 0
    assert read <= 6003 - (before // 500) * 500 + 500, "it did not begin anew"


def _tagged(database: Database) -> int:
    with database.begin_read() as connection:
        return len(connection.execute(select(tags.c.article_id)).all())


def test_a_mistake_in_the_names_of_a_beat_is_told_before_any_page_is_asked_for(beat: Path, khazri: Khazri, tmp_path: Path) -> None:
    (beat / "names.toml").write_text('[[name]]\nid = "oslo"\nkind = "town"\nen = ["oslo"]\n', encoding="utf-8")
    file = sources_file(tmp_path, ("rss", "http://127.0.0.1:9/rss"))
    for arguments in (("crawl", "--sources", str(file)), ("topics", "check")):
        ran = khazri("--beat", str(beat), *arguments, **LOCAL)
        assert ran.code != 0
        assert "names.toml:3" in ran.err
        assert ran.err.count("\n") == 1
