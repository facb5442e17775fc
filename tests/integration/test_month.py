"""A month of digests, with the clock as the one thing that is not real: what each reader's folder holds is the judge."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk.settings import Settings
from desk.telling import Teller
from storage import about
from storage.database import Database, open_database
from tests.newsrooms import Newsroom

pytestmark = pytest.mark.thorough

BEGIN = datetime(2026, 3, 10, 12, tzinfo=UTC)  # summer time begins in Europe on the 29th
OUTAGE = (BEGIN + timedelta(days=12), BEGIN + timedelta(days=15))


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/khazri.db" if request.param == "sqlite" else str(request.getfixturevalue("postgresql")("month"))
    with open_database(url) as opened:
        about.clear(opened)
        yield opened


def settings(folder: Path, **subscriptions: dict[str, Any]) -> Settings:
    """Return settings by which each subscription goes to a folder of its own."""
    channels = {name: {"kind": "file", "path": folder / name, "form": "json"} for name in subscriptions}
    told = {name: {"to": [name], **given} for name, given in subscriptions.items()}
    return Settings(channels=channels, subscriptions=told, digest={"history_days": 7})  # type: ignore[arg-type]


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the digests in a reader's folder, in the order in which they were made."""
    found = [json.loads(file.read_text(encoding="utf-8")) for file in (folder / name).glob("*.json")]
    return sorted(found, key=lambda digest: digest["made_at"])


def told(digest: dict[str, Any]) -> list[int]:
    """Return the articles that a digest tells: under the stories it shows, or under those it names by number."""
    shown = [number for section in digest["sections"] for line in section["stories"] for number in line["articles"]]
    assert set(shown) <= set(digest["told"]["articles"])
    assert len(shown) == len(set(shown)), "an article stands in one place"
    return list(digest["told"]["articles"])


def test_a_month_with_changes_of_the_clock_two_zones_and_an_outage_tells_each_reader_each_item_once(tmp_path: Path) -> None:
    with open_database(f"sqlite:///{tmp_path}/khazri.db") as archive:
        live_a_month(archive, tmp_path, hours=6)


def live_a_month(archive: Database, tmp_path: Path, hours: int) -> None:
    """Let a month pass with a look at the clock every few hours, and judge it by what the readers' folders hold."""
    given = settings(
        tmp_path,
        daily={"at": "07:00", "timezone": "Asia/Baku"},
        berlin={"cron": "30 2 * * *", "timezone": "Europe/Berlin", "topics": ["arms-transfers", "none"]},
        desk={"at": "09:00", "days": "weekdays", "timezone": "America/New_York", "langs": ["ru"], "when_empty": "skip"},
        night={"immediate": True, "timezone": "Asia/Baku", "quiet": "22:00-07:00", "query": "title:matter -lang:az"},
    )
    newsroom, teller = Newsroom(archive), Teller()
    kinds = [
        ("paper", "en", ("gas-routes",)), ("gazette", "ru", ("arms-transfers",)), ("ministry", "az", ()), ("gazette", "ru", ("diplomacy", "arms-transfers")),
    ]  # fmt: skip
    seen: dict[int, tuple[datetime, str, tuple[str, ...]]] = {}
    for hour in range(0, 31 * 24, hours):
        now = BEGIN + timedelta(hours=hour)
        if hour % (2 * hours) == 0:
            outlet, lang, topics = kinds[hour // (2 * hours) % len(kinds)]
            seen[newsroom.add(now, outlet=outlet, lang=lang, topics=topics)] = (now, lang, topics)
        if not OUTAGE[0] <= now < OUTAGE[1]:
            for line in teller.tell(archive, given, now + timedelta(minutes=5)):
                assert " sent " in line or "digest for" in line, line
    end = BEGIN + timedelta(days=30)
    young = BEGIN + timedelta(days=8)  # what a first week's digests only count
    wanted = {
        "daily": {number for number, (at, _, _) in seen.items() if young < at < end},
        "berlin": {number for number, (at, _, topics) in seen.items() if young < at < end and topics != ("gas-routes",)},
        "desk": {number for number, (at, lang, _) in seen.items() if young < at < end - timedelta(days=3) and lang == "ru"},
        "night": {number for number, (at, lang, _) in seen.items() if young < at < end and lang != "az"},
    }
    for name, numbers in wanted.items():
        counts = Counter(number for digest in read(tmp_path, name) for number in told(digest))
        assert not [number for number, count in counts.items() if count > 1], f"{name} was told twice"
        assert not numbers - counts.keys(), f"{name} was never told"
        assert all(_wants(name, seen[number]) for number in counts), f"{name} was told what it did not ask for"
    days = [datetime.fromisoformat(digest["made_at"]).date() for digest in read(tmp_path, "daily")]
    assert len(days) == len(set(days)) == 31 - 3 + 1, "one a day, and one for the three days of the outage"
    nightly = [datetime.fromisoformat(digest["made_at"]).astimezone(UTC) for digest in read(tmp_path, "night")]
    assert all(3 <= at.hour < 18 for at in nightly), "nobody is told at night"


def _wants(name: str, article: tuple[datetime, str, tuple[str, ...]]) -> bool:
    _, lang, topics = article
    return {"berlin": not topics or "arms-transfers" in topics, "desk": lang == "ru", "night": lang != "az"}.get(name, True)


def test_an_alert_comes_at_once_for_an_official_source_once_and_never_at_night(archive: Database, tmp_path: Path) -> None:
    given = settings(tmp_path, daily={"at": "07:00", "alerts": True, "quiet": "22:00-06:00"})
    newsroom, teller = Newsroom(archive), Teller()
    newsroom.add(BEGIN - timedelta(days=9))

    def tell(now: datetime) -> list[str]:
        return [line for line in teller.tell(archive, given, now) if line.startswith("alert")]

    assert tell(BEGIN) == []
    with_story(archive, newsroom.add(BEGIN + timedelta(minutes=1), outlet="paper", topics=("plane-crash",)), BEGIN)
    assert tell(BEGIN + timedelta(minutes=2)) == [], "one publisher is no reason to wake anybody"
    with_story(archive, newsroom.add(BEGIN + timedelta(minutes=3), outlet="ministry", topics=("karabakh",)), BEGIN)
    assert tell(BEGIN + timedelta(minutes=4)) == [], "no mandatory topic"
    official = newsroom.add(
        BEGIN + timedelta(minutes=5), outlet="ministry", topics=("plane-crash",), title="The Ministry speaks of the crash"
    )
    with_story(archive, official, BEGIN)
    lines = tell(BEGIN + timedelta(minutes=6))
    assert lines == ["alert for daily: The Ministry speaks of the crash", lines[-1]]
    assert tell(BEGIN + timedelta(minutes=7)) == []
    night = BEGIN.replace(hour=19)  # 23:00 in Baku
    with_story(archive, newsroom.add(night, outlet="ministry", topics=("arms-transfers",), title="The Ministry speaks at night"), night)
    assert tell(night + timedelta(minutes=1)) == []
    morning = tell(night + timedelta(hours=7))
    assert morning[0] == "alert for daily: The Ministry speaks at night"
    alerts = [digest for digest in read(tmp_path, "daily") if digest["kind"] == "alert"]
    assert [digest["sections"][0]["stories"][0]["title"] for digest in alerts] == [
        "The Ministry speaks of the crash", "The Ministry speaks at night",
    ]  # fmt: skip


def with_story(archive: Database, article_id: int, now: datetime) -> None:
    """Give an article a story of its own, as gists would."""
    from sqlalchemy import update

    from storage.stories import _begin
    from storage.tables import articles

    with archive.begin_write() as connection:
        story = _begin(connection, None, now)
        connection.execute(update(articles).where(articles.c.id == article_id).values(story_id=story))
