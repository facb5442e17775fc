"""Publication dates: right, or marked unknown."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.dates import UNDATED, DateCandidate, Dating, choose_dating, date_in_path, parse_date

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BAKU = "Asia/Baku"


def at(hour: int, minute: int = 0, second: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-20T14:30:00+04:00", at(10, 30)),
        ("2026-11-20T14:30:00", at(10, 30)),
        ("2026-11-20 14:30", at(10, 30)),
        ("2026-11-20T10:30:15.123Z", at(10, 30, 15)),
        ("2026-11-20T10:30+0400", at(6, 30)),
        ("20261120T103000Z", at(10, 30)),
        ("Fri, 20 Nov 2026 10:30:00 GMT", at(10, 30)),
        ("Fri, 20 Nov 2026 10:30:00 +0000", at(10, 30)),
        ("Fri, 20 Nov 2026 13:30:00 MSK", at(10, 30)),
        ("Fri, 20 Nov 2026 14:30:00 AZT", at(10, 30)),
        ("Fri, 20 Nov 2026 05:30:00 EST", at(10, 30)),
        ("Fri, 20 Nov 2026 14:30:00", at(10, 30)),
        ("Cümə, 20 Noyabr 2026 14:30", at(10, 30)),
        ("20.11.2026 14:30", at(10, 30)),
        ("14:30, 20.11.2026", at(10, 30)),
        ("20.11.2026, 14.30", at(10, 30)),
        ("20/11/2026 14:30", at(10, 30)),
        ("20 noyabr 2026, 14:30", at(10, 30)),
        ("20 ноября 2026 в 13:30 (МСК)", at(10, 30)),
        ("20 Kasım 2026 Cuma 14:30", at(10, 30)),
        ("20 листопада 2026, 14:30", at(10, 30)),
        ("20 listopada 2026, 14:30", at(10, 30)),
        ("20. November 2026, 14:30 Uhr", at(10, 30)),
        ("November 20, 2026 2:30 pm", at(10, 30)),
        ("November 20th, 2026 12:30 AM UTC", at(0, 30)),
        ("1795170600", at(10, 30)),
        ("1795170600000", at(10, 30)),
        ("сегодня, 14:30", at(10, 30)),
        ("dünən 14:30", at(10, 30, day=19)),
        ("Updated 20 November 2026 | 14:30 Baku", at(10, 30)),
    ],
)
def test_a_time_is_read_in_its_zone_or_the_outlets(written: str, moment: datetime) -> None:
    assert parse_date(written, BAKU, origin="feed", now=NOW) == Dating(moment, "exact", "feed")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("1 mart 2026", date(2026, 3, 1)),
        ("1 Mart 2026", date(2026, 3, 1)),
        ("13 Aug 2020", date(2020, 8, 13)),
        ("5 мая 2026 г.", date(2026, 5, 5)),
        ("1 İyun 2026", date(2026, 6, 1)),
        ("12 sentyabr 2026", date(2026, 9, 12)),
        ("8 березня 2026", date(2026, 3, 8)),
        ("3 Ağustos 2026", date(2026, 8, 3)),
        ("7 października 2026", date(2026, 10, 7)),
        ("4. März 2026", date(2026, 3, 4)),
        ("01.02.26", date(2026, 2, 1)),
        ("3/25/2026", date(2026, 3, 25)),
        ("20 Nov 2026 14:30 XYZ", date(2026, 11, 20)),
        ("2026-11-20 25:61", date(2026, 11, 20)),
    ],
)
def test_a_day_without_a_certain_time_stays_a_day(written: str, day: date) -> None:
    assert parse_date(written, BAKU, origin="text", now=NOW) == Dating(day, "day", "text")


@pytest.mark.parametrize(
    "written",
    [
        "",
        "soon",
        "20 noyabr",
        "31.02.2026",
        "0001-01-01T00:00+04:00",
        "9999-12-31T23:59:59-12:00",
        "1970-01-01T00:00:00Z",
        "0",
        "2036-01-01",
        "2026-11-22T12:00:01Z",
        "99999999999999999999",
        "The meeting of 20 November 2026 was followed by another one, and by a third, which nobody in the city had expected to come so soon after all",
    ],
)
def test_what_is_not_certain_is_undated(written: str) -> None:
    assert parse_date(written, BAKU, origin="feed", now=NOW) == UNDATED


def test_a_slashed_date_of_an_american_outlet_is_unknown_where_it_could_be_two_days() -> None:
    assert parse_date("3/4/2026", "America/New_York", origin="feed", now=NOW) == UNDATED
    assert parse_date("3/25/2026", "America/New_York", origin="feed", now=NOW).at == date(2026, 3, 25)
    assert parse_date("3/4/2026", BAKU, origin="feed", now=NOW).at == date(2026, 4, 3)


def test_the_zones_history_counts() -> None:
    summer_2014 = parse_date("2014-07-01 12:00", BAKU, origin="feed", now=NOW)
    assert summer_2014.at == datetime(2014, 7, 1, 7, tzinfo=UTC)


def test_an_unknown_zone_name_of_a_source_means_utc() -> None:
    assert parse_date("2026-11-20 10:30", "Nowhere/Land", origin="feed", now=NOW).at == at(10, 30)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/en/news/2025/01/10/a-slug", date(2025, 1, 10)),
        ("/a-slug-20250110", date(2025, 1, 10)),
        ("/2025-1-5-slug", date(2025, 1, 5)),
        ("/7181298271431264a", None),
        ("/2025/13/45/x", None),
        ("/2031/01/10/x", None),
        ("/20", None),
    ],
)
def test_the_day_in_an_address(path: str, day: date | None) -> None:
    assert date_in_path(path, NOW) == (Dating(day, "day", "url") if day else UNDATED)


def chosen(datings: list[Dating]) -> Dating:
    return choose_dating(DateCandidate("page", "", dating) for dating in datings).value


def test_the_exact_date_beats_the_better_place_and_then_places_count() -> None:
    day, text, feed, meta, ld = (
        Dating(date(2026, 11, 20), "day", "json-ld"),
        *(Dating(at(hour), "exact", origin) for hour, origin in enumerate(("text", "feed", "meta", "json-ld"))),  # type: ignore[arg-type]
    )
    assert chosen([UNDATED, day, text]) == text
    assert chosen([text, feed, meta, ld]) == ld
    assert chosen([text, feed, meta]) == meta
    assert chosen([text, feed]) == feed
    assert chosen([UNDATED]) == chosen([]) == UNDATED


@given(
    st.text(max_size=60)
    | st.from_regex(r"\d{1,4}[./ -]\d{1,4}[./ -]\d{1,4}[T ]\d{1,2}:\d{1,2}(:\d{2})? ?[A-Z+-]{0,4}\d{0,4}", fullmatch=True)
)
def test_any_text_gives_a_date_in_range_or_none(text: str) -> None:
    dating = parse_date(text, BAKU, origin="feed", now=NOW)
    if isinstance(dating.at, datetime):
        assert datetime(1990, 1, 1, tzinfo=UTC) <= dating.at <= NOW + timedelta(days=1)
        assert dating.at.utcoffset() == timedelta(0)
    elif dating.at is not None:
        assert date(1990, 1, 1) <= dating.at <= date(2026, 11, 21)
        assert dating.precision == "day"


@given(st.datetimes(datetime(1991, 1, 1), datetime(2026, 11, 19)), st.sampled_from([BAKU, "Europe/Moscow", "Europe/Warsaw", "UTC"]))
def test_an_iso_time_in_utc_is_read_to_the_second(moment: datetime, zone: str) -> None:
    whole = moment.replace(microsecond=0, tzinfo=UTC)
    assert parse_date(whole.isoformat(), zone, origin="feed", now=NOW).at == whole
