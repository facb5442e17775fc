import re
from datetime import UTC, datetime, timedelta

from desk.status_views import prometheus_text, status_object
from desk.statuses import Status
from news.gaps import Gap
from news.health import Alarm, SourceDay
from news.ledger import CrawlReport, FeedState, Tally, Validators
from news.politeness import QuietHost

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEYS = {
    "fleet",
    "ok", "wrong", "at", "database", "articles", "addresses", "feeds", "sources", "alarms", "gaps", "quiet_hosts",
    "last_crawl_finished_at", "scheduler_woke_at", "deliveries_unresolved", "deliveries", "closed_channels",
}  # fmt: skip


def feed(source_id: str, outcome: str | None = "new") -> FeedState:
    url = f"https://{source_id}.example/rss"
    return FeedState(f"{source_id}/rss", source_id, url, Validators(), NOON if outcome else None, outcome, None, 0, None)  # type: ignore[arg-type]


def status(*, own: tuple[str, ...] = (), alarms: tuple[Alarm, ...] = (), gaps: tuple[Gap, ...] = ()) -> Status:
    return Status(
        database="sqlite:///news.db",
        at=NOON,
        articles=7,
        tally=(Tally("northwind", "stored", "", 7), Tally("northwind", "rejected", "off the beat", 90)),
        feeds=(feed("northwind"), feed("lighthouse"), feed("harbour"), feed("new", None)),
        crawl=CrawlReport(NOON - timedelta(minutes=5), NOON - timedelta(minutes=4), feeds=3),
        unresolved=(),
        names={"northwind": 'North "wind"', "lighthouse": "Lighthouse"},
        alarms=alarms,
        gaps=gaps,
        quiet=(QuietHost("harbour.example", NOON + timedelta(hours=1), "HTTP 429"),),
        woke_at=NOON,
        today={"northwind": SourceDay(NOON.date(), looks=9, found=14)},
        own=own,
    )


ILL = (
    Alarm("northwind", "silence", NOON - timedelta(hours=9), "no pages for 9 h, usually 14 a day"),
    Alarm("lighthouse", "feed-failing", NOON - timedelta(days=2), "lighthouse/rss: HTTP 503"),
    Alarm("harbour", "missing-dates", NOON, "9 of 9 articles without a date, usually 2 %"),
    Alarm("harbour", "silence", NOON, "no pages for 30 h, usually 5 a day"),
)


def test_a_monitoring_program_reads_that_all_is_well_in_one_key() -> None:
    told = status_object(status())
    assert set(told) == KEYS, "docs/how-to/watch-the-watcher.md promises these"
    assert told["ok"] is True
    assert told["wrong"] == []
    assert told["sources"] == {"known": 4, "ok": 3, "silent": 0, "failing": 0, "troubled": 0, "new": 1}


def test_what_is_wrong_is_told_with_outlet_since_when_and_what() -> None:
    told = status_object(status(alarms=ILL, own=("the scheduler has not woken up for 3 h",)))
    assert told["ok"] is False
    assert told["wrong"][:2] == ["the scheduler has not woken up for 3 h", 'North "wind": no pages for 9 h, usually 14 a day']
    assert told["sources"] == {"known": 4, "ok": 0, "silent": 2, "failing": 1, "troubled": 0, "new": 1}
    assert told["alarms"][0] == {
        "source": "northwind",
        "name": 'North "wind"',
        "kind": "silence",
        "since": "2026-03-01T03:00:00Z",
        "detail": "no pages for 9 h, usually 14 a day",
    }


def test_a_gap_is_wrong_for_a_day_and_stays_in_the_list() -> None:
    fresh, old = (Gap("northwind/rss", NOON - age, NOON - age, NOON - age) for age in (timedelta(hours=2), timedelta(days=3)))
    told = status_object(status(gaps=(fresh, old)))
    assert len(told["wrong"]) == 1
    assert len(told["gaps"]) == 2


def test_every_line_for_prometheus_is_one_it_can_read() -> None:
    text = prometheus_text(status(alarms=ILL))
    sample = re.compile(r'khazri_[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? -?[0-9.e+]+')
    comment = re.compile(r"# (HELP khazri_[a-z_]+ .+|TYPE khazri_[a-z_]+ gauge)")
    lines = text.splitlines()
    assert text.endswith("\n")
    assert [line for line in lines if not (sample.fullmatch(line) or comment.fullmatch(line))] == []
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names))
    assert "khazri_ok 0" in lines
    assert f'khazri_alarm_since_seconds{{source="northwind",kind="silence"}} {ILL[0].since.timestamp():.15g}' in lines
    assert 'khazri_source_day{source="northwind",what="found"} 14' in lines
    assert 'khazri_addresses{state="rejected"} 90' in lines


def test_a_quotation_mark_in_a_name_does_not_break_the_metrics() -> None:
    strange = Alarm('a"b\\c\nd', "silence", NOON, "no pages")
    assert 'source="a\\"b\\\\c\\nd"' in prometheus_text(status(alarms=(strange,)))
