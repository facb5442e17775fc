"""The whole job on the invented press: one demonstration, and everything that must be true after it."""

import re
from pathlib import Path
from typing import Any

import pytest
from papers import Ran, run_khazri
from story_scores import b_cubed, found_stories, splits, wanted_events

from demo.contents import LAST_ROUND, read_contents
from demo.expectations import ExpectedText, expectations
from demo.press import Press
from storage import stories
from storage.database import open_database

CONTENTS = read_contents()
EXPECTED = expectations(Press(CONTENTS, {outlet.id: f"http://{outlet.id}/" for outlet in CONTENTS.outlets}), LAST_ROUND)

Stored = dict[str, Any]


B_CUBED = 0.70  # F1 of the stories, whatever the order in which texts arrive; it only rises


@pytest.fixture
def folder(demo_folder: Path) -> Path:
    return demo_folder


@pytest.fixture
def ran(demonstrated: Ran) -> Ran:
    return demonstrated


@pytest.fixture(scope="module")
def stored(demo_folder: Path, demonstrated: Ran) -> list[Stored]:
    assert demonstrated.code == 0
    return run_khazri(demo_folder, "search", "--format", "jsonl").objects


def paths(urls: set[str]) -> set[str]:
    """Addresses without what differs from run to run: the port, behind which each outlet stands."""
    return {re.sub(r"^https?://[^/]*", "", url) for url in urls}


def addresses(article: Stored) -> set[str]:
    return {article["url"], *article["urls"], *(copy["url"] for copy in article["copies"])}


def matching(text: ExpectedText, stored: list[Stored]) -> list[Stored]:
    wanted = paths({text.url, *text.copies})
    return [article for article in stored if paths(addresses(article)) & wanted]


@pytest.mark.parametrize("text", EXPECTED.texts, ids=lambda text: text.url)
def test_each_text_on_the_beat_is_one_article_with_its_copies(text: ExpectedText, stored: list[Stored]) -> None:
    (article,) = matching(text, stored)
    assert paths({text.url, *text.copies}) <= paths(addresses(article))
    assert len(article["copies"]) == len(text.copies)
    assert article["lang"] == text.lang
    assert article["versions"] == text.versions
    if not text.copies:
        assert article["title"] == text.title


def test_nothing_else_is_stored(stored: list[Stored]) -> None:
    assert len(stored) == len(EXPECTED.texts)
    unwanted = paths({*EXPECTED.off_beat, *(refusal.url for refusal in EXPECTED.refusals)})
    assert not [article["url"] for article in stored if paths(addresses(article)) & unwanted]


def test_every_date_is_exact_and_in_the_fortnight_or_unknown(stored: list[Stored]) -> None:
    dated = [article for article in stored if article["published_at"]]
    assert all("2026-03-01" < article["published_at"] < "2026-03-16" for article in dated)
    assert all(article["published_precision"] == "none" for article in stored if not article["published_at"])
    assert len(dated) >= len(stored) - 5  # the stories on the shared page carry no date


MANDATORY = {"arms-transfers", "gas-routes", "plane-crash"}  # the press says of its articles which of these they have


def test_the_mandatory_topics_are_found_in_their_seven_languages(stored: list[Stored]) -> None:
    spoken = {"az", "de", "en", "pl", "ru", "tr", "uk"}
    wanted = {(text.url, topic) for text in EXPECTED.texts if text.lang in spoken for topic in text.topics}
    found = set()
    false = set()
    for text in EXPECTED.texts:
        shown = {topic["id"] for topic in matching(text, stored)[0]["topics"] if topic["rank"] != "background"} & MANDATORY
        found |= {(text.url, topic) for topic in shown & set(text.topics)}
        false |= {(text.url, topic) for topic in shown - set(text.topics)}
    assert wanted - found == set()
    assert false == set()


def test_evidence_points_at_exactly_its_words(stored: list[Stored]) -> None:
    for article in stored:
        for topic in article["topics"]:
            assert topic["evidence"]
            for piece in topic["evidence"]:
                field = article["title"] if piece["where"] == "title" else article["text"]
                assert field[piece["start"] : piece["end"]] == piece["words"]


def test_no_furniture_of_a_page_gets_into_a_text(stored: list[Stored]) -> None:
    furniture = {phrase for phrases in CONTENTS.phrases.values() for phrase in (phrases.cookies, phrases.related, *phrases.teasers)}
    for article in stored:
        assert not [phrase for phrase in furniture if phrase in article["text"]], article["url"]


def test_stories_are_the_events_that_the_press_tells(folder: Path, stored: list[Stored]) -> None:
    with open_database(f"sqlite:///{folder / 'khazri.db'}", create=False) as database:
        found = found_stories(stories.find(database), EXPECTED.texts)
    wanted = wanted_events(EXPECTED.texts)
    assert set(found) == set(wanted)
    assert len(found) == len(stored)
    precision, recall, f1 = b_cubed(found, wanted)
    assert f1 >= B_CUBED, (precision, recall, splits(found, wanted), splits(wanted, found))


def test_what_was_collected_the_topics_and_the_digest_are_printed(ran: Ran, stored: list[Stored]) -> None:
    assert "What was collected" in ran.out
    for reason in ("soft 404", "HTTP 404", "robots.txt forbids it", "challenge", "consent wall", "listing"):
        assert reason in ran.out
    assert "Edited in place" in ran.out
    assert "Topics" in ran.out
    counts = re.search(r"(\d+) new stories · (\d+) updates", ran.out)
    assert counts
    assert sum(map(int, counts.groups())) == len({article["story"] for article in stored}), "each story is in the digest"
    assert re.search(r"[1-9]\d* unchanged", ran.err)


def test_the_archive_stays_for_questions(folder: Path, ran: Ran, stored: list[Stored]) -> None:
    assert ran.code == 0
    number = str(stored[0]["id"])
    shown = run_khazri(folder, "show", number)
    assert stored[0]["title"] in shown.out
    assert run_khazri(folder, "show", number, "--format", "json").code == 0
    found = run_khazri(folder, "search", "газ", "--lang", "ru", "--format", "jsonl").objects
    assert found
    assert {article["lang"] for article in found} == {"ru"}
    assert "AZAL" in run_khazri(folder, "search", "--topic", "plane-crash", "--limit", "3").out
    assert run_khazri(folder, "search", "--format", "csv").out.count("\n") > len(stored)
    assert run_khazri(folder, "status").code == 0


def test_invented_news_never_mixes_with_real_news(folder: Path, ran: Ran) -> None:
    assert ran.code == 0
    for command in ("crawl", "run"):
        refused = run_khazri(folder, command)
        assert refused.code == 1
        assert "invented press" in refused.err
        assert "KHAZRI_DATABASE_URL" in refused.err
