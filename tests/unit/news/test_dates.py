"""Publication dates: right, or marked unknown."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.dates import UNDATED, DateCandidate, Dating, choose_dating, date_in_path, parse_date, read_date

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
BAKU = "Asia/Baku"
CORPUS = Path(__file__).parents[2] / "corpora" / "dates"


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
        ("20 Nov 2026 14:30 XYT", date(2026, 11, 20)),
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
        "21 noyabr",
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


@pytest.mark.parametrize("written", ["сегодня, 14:30", "2 hours ago", "20 noyabr, 14:30"])
def test_a_time_that_was_not_printed_as_such_is_inferred(written: str) -> None:
    dating = parse_date(written, BAKU, origin="text", now=NOW)
    assert (dating.precision, dating.at) == ("inferred", at(10, 0) if "ago" in written else at(10, 30))


@pytest.mark.parametrize(
    ("written", "remark"),
    [
        ("20 noyabr 2031", "in the future"),
        ("1970-01-01", "before there was a web: an unset field"),
        ("Yenilənib: 20.11.2026", "an update, not the publication"),
        ("18 noyabr", "year worked out"),
        ("3/4/2026 2:30 PM", "the day or the month first"),
        ("Son müraciət tarixi: 15.11.2026", "the date of something else"),
        ("10.11.2026 - 12.11.2026", "several dates"),
        ("18.11.2026, 10:00-11:30", "a span of time, not a publication"),
    ],
)
def test_a_reading_says_why(written: str, remark: str) -> None:
    assert read_date(written, BAKU, origin="text", now=NOW).remark == remark


@pytest.mark.parametrize(
    "written", ["Updated 20 November 2026 | 14:30 Baku", "Yenilənib: bu gün, 14:30", "Обновлено 2 часа назад", "Son güncelleme: 20.11.2026"]
)
def test_an_update_is_no_publication(written: str) -> None:
    reading = read_date(written, BAKU, origin="text", now=NOW)
    assert (reading.dating, reading.remark) == (UNDATED, "an update, not the publication")
    assert reading.updated is not None


def shown(dating: Dating) -> str:
    if dating.at is None:
        return ""
    if not isinstance(dating.at, datetime):
        return dating.at.isoformat()
    return ("~" if dating.precision == "inferred" else "") + dating.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_corpus_of_dates_holds_none_that_is_read_wrong() -> None:
    corpus = tomllib.loads((CORPUS / "strings.toml").read_text("utf-8"))
    cases = [(group["zone"], written, wanted) for group in corpus["group"] for written, wanted in group["cases"]]
    read = [(written, wanted, shown(parse_date(written, zone, origin="text", now=corpus["now"]))) for zone, written, wanted in cases]
    assert len(cases) >= 300
    assert [case for case in read if case[2] and case[2] != case[1]] == []
    there = [case for case in read if case[1]]
    assert sum(1 for case in there if case[2] == case[1]) >= 0.97 * len(there)


def test_long_and_odd_texts_are_read_at_once() -> None:
    began = process_time()
    for text in ("1 " * 60, "a 1 " * 30, "20.11." * 20, "updated " * 15, "12:30 " * 20, "vor 1 " * 20, "2026 il " * 15, "x" * 1_000_000):
        read_date(text, BAKU, origin="text", now=NOW)
    assert process_time() - began < 1


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


def test_of_dates_that_agree_the_exact_one_and_then_the_better_place_counts() -> None:
    day, text, feed, meta, ld = (
        Dating(date(2026, 11, 20), "day", "json-ld"),
        *(Dating(at(hour, hour), "exact", origin) for hour, origin in enumerate(("text", "feed", "meta", "json-ld"))),  # type: ignore[arg-type]
    )
    assert chosen([UNDATED, day, text]) == text
    assert chosen([text, feed, meta, ld]) == ld
    assert chosen([text, feed, meta]) == meta
    assert chosen([text, feed]) == feed
    assert chosen([UNDATED]) == chosen([]) == UNDATED


def test_an_exact_time_of_another_day_does_not_beat_the_better_place() -> None:
    day = Dating(date(2026, 11, 18), "day", "json-ld")
    assert chosen([day, Dating(at(10), "exact", "text")]) == day


def test_of_two_declared_dates_years_apart_the_earlier_was_the_publication() -> None:
    old = Dating(datetime(2024, 3, 5, 5, 10, tzinfo=UTC), "exact", "feed")
    assert chosen([Dating(at(10), "exact", "json-ld"), old]) == old


def test_most_places_win_and_an_address_alone_does_not() -> None:
    new = [Dating(at(10), "exact", origin) for origin in ("json-ld", "meta")]
    assert chosen([*new, Dating(date(2019, 5, 3), "day", "url")]) == new[0]
    assert chosen([*new, Dating(datetime(2024, 3, 5, 5, 10, tzinfo=UTC), "exact", "feed")]) == new[0]


def test_the_address_is_believed_before_a_text_that_contradicts_it() -> None:
    day = Dating(date(2026, 11, 20), "day", "url")
    assert chosen([Dating(date(2026, 10, 12), "day", "text"), day]) == day


def test_a_time_off_by_a_zone_yields_to_one_that_two_places_share() -> None:
    off = Dating(at(14, 35), "exact", "json-ld")
    shared = [Dating(at(10, 35), "exact", origin) for origin in ("meta", "text")]
    assert chosen([off, *shared]) == shared[0]
    assert chosen([off, shared[0]]) == off


def test_every_candidate_says_what_became_of_it() -> None:
    choice = choose_dating(
        [
            DateCandidate("json-ld", "2026-11-20T10:35:00Z", Dating(at(10, 35), "exact", "json-ld")),
            DateCandidate("feed", "2026-12-20", Dating(date(2026, 11, 10), "day", "feed")),
            DateCandidate("time", "2031", UNDATED, "in the future"),
            DateCandidate("time", "soon", UNDATED),
        ]
    )
    assert [each.verdict for each in choice.candidates] == [
        "chosen: exact, json-ld",
        "day, feed: 10 days earlier than the chosen",
        "in the future",
        "cannot be read for certain",
    ]


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
