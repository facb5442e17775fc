"""Reading a publication date in any of the spellings of the press."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from news.dating.date_spellings import Day, epoch, find_days, iso_moment, plain
from news.dating.date_words import (
    AGO,
    DAY_WORD,
    HALF_HOUR,
    JUST_NOW,
    OTHER,
    PUBLICATION,
    UPDATE,
    days_back,
    is_silent,
    is_weekday,
    labels,
    span_of,
    unlabelled,
)
from news.dating.date_zones import ZONE, is_of_place, is_unsure, offset_of, place_zone, zone_of
from news.dating.datings import UNDATED, DateCandidate, DateOrigin, Dating, choose_dating

__all__ = ["UNDATED", "DateCandidate", "DateOrigin", "DateReading", "Dating", "choose_dating", "date_in_path", "parse_date", "read_date"]

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No article was on the web before; 1970 and year 1 are unset fields."""
_TOLERANCE = timedelta(hours=24)
"""How far ahead a wrong zone can push a right date."""
_SKEW = timedelta(minutes=10)
"""How far a server's clock may be ahead of ours where it counts from now."""
_LATEST_YEARLESS = 300
"""Days: an older article shows its year."""
_LONGEST = 120
"""Characters: what is longer is a sentence, and its date is that of something else."""
_SENTENCE = 8
"""Words beside a date in full with which it is a sentence's, not a date line's."""
_LOOSE_WORDS = 1
"""Words beside a date that was worked out: with more it is a sentence."""

_CLOCK = re.compile(
    r"(?<![\d+.:-])(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?(?!\d)\s*(?P<half>(?i:[ap]\.?m\.?)(?!\w))?"
    rf"(?:\s*(?:Uhr|ч\.?)(?!\w))?(?:\s?[,(]?\s?(?P<zone>{ZONE}))?"
)
_HALF_DAY_CLOCK = re.compile(
    rf"(?<![\d.:])(?P<H>\d{{1,2}})(?:\.(?P<M>\d{{2}}))?\s*(?P<half>(?i:[ap]\.?m\.?)(?!\w))(?:\s?\(?(?P<zone>{ZONE}))?"
)
_DOTTED_CLOCK = re.compile(r"(?<![\d.:])(?P<H>\d{1,2})\.(?P<M>\d{2})(?![\d.:])")
_UNTIL = re.compile(r"\s?[–—-]\s?\d{1,2}[:.]\d{2}")
_NAMED = re.compile(r"([^\W\d_]{2,})\s?:\s?$")
_NUMBERED = re.compile(
    r"(?:№|(?<!\w)(?:nr|no|issue|выпуск|випуск|buraxılış|ausgabe)\b\.?)\s?\d{1,6}(?:\s?\(\d{1,6}\))?[\s,.;|–—-]{0,5}$", re.IGNORECASE
)
"""The number of a paper's issue or of a decree before its day."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a text was read as, and what there is to say of it."""

    dating: Dating = UNDATED
    remark: str = ""
    kind: str = ""
    """What the text says the date is: a publication's, an update's, or nothing."""
    words: int = 0
    """Words of the text that belong to no date."""
    updated: datetime | date | None = None
    """When the text says that the article was changed; it was published at any time before, so this is no date of it."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where and when a text is read."""

    zone: tzinfo
    now: datetime
    origin: DateOrigin
    is_month_first: bool

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


def parse_date(value: str, timezone: str, *, origin: DateOrigin, now: datetime) -> Dating:
    """Read a publication date in any of the spellings of the press; a time without a zone is in ``timezone``.

    What cannot be read for certain, lies before 1990 or more than a day after ``now`` is UNDATED.
    """
    return read_date(value, timezone, origin=origin, now=now).dating


def read_date(value: str, timezone: str, *, origin: DateOrigin, now: datetime, month_first: bool = False) -> DateReading:
    """Read a publication date, and say what was worked out or why it is undated.

    ``month_first`` says that 3/4 may be March. A time that is counted from ``now`` ("today, 14:35", "2 hours ago") or lacks its year is
    ``inferred``: nobody printed it. "Yesterday" alone names a day, and is a ``day``, as is a day without a year: ``inferred`` carries a
    moment, and there is none. An update alone is undated.
    """
    text, is_persian = plain(value[: _LONGEST + 1])
    if not text or len(text) > _LONGEST:
        return DateReading(remark="too long for a date" if text else "empty")
    zone = zone_of(timezone) or UTC
    is_american = month_first or timezone.startswith(("America/", "US/"))
    setting = _Setting(zone, now, origin, is_american)
    try:
        moment = iso_moment(text, zone) or epoch(text)
        if moment is not None:
            return _checked(moment, setting)
        return _read_days(text, find_days(text, is_american, is_persian), setting)
    except (ValueError, OverflowError, OSError):
        return DateReading(remark="no such date")


def date_in_path(path: str, now: datetime) -> Dating:
    """Read the day that many outlets write into a page's address: ``/2026/11/20/`` or ``/20261120``."""
    for pattern in (r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)", r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"):
        for found in re.finditer(pattern, path[:2000]):
            try:
                day = date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
            dating = _checked(day, _Setting(UTC, now, "url", is_month_first=False)).dating
            if dating.at is not None:
                return dating
    return UNDATED


def _read_days(text: str, days: list[Day], setting: _Setting) -> DateReading:
    """Choose among the days of a text by what is said of them."""
    if not any(day.has_year for day in days):
        return _read_loose(text, days, setting)
    said = labels(text)
    kinds = {day: _kind(text, day, days, said) for day in days if day.has_year}
    for kind in (PUBLICATION, "", UPDATE):
        called = [day for day, own in kinds.items() if own == kind]
        if len({day.day for day in called}) > 1 and kind != UPDATE:
            return DateReading(remark="several dates")
        if called:
            day = called[0]
            if day.day is None:
                return DateReading(remark=day.problem or "no such date")
            return _timed(_without(text, days, day), day, kind, _bounds(text, day, days, said), setting)
    return DateReading(remark="the date of something else", kind=OTHER)


def _without(text: str, days: list[Day], day: Day) -> str:
    """Blank the other days of a text."""
    for other in days:
        if other is not day:
            text = text[: other.start] + " " * (other.end - other.start) + text[other.end :]
    return text


def _kind(text: str, day: Day, days: list[Day], said: Sequence[re.Match[str]]) -> str:
    """Tell what a day is said to be by the words right before it."""
    before = [label for label in said if label.end() <= day.start]
    if not before or any(before[-1].end() <= other.start < day.start for other in days):
        return _kind_by_form(text, day, said)
    gap = text[before[-1].end() : day.start]
    kind = str(before[-1].lastgroup)
    return kind if is_bound(text[: before[-1].start()], gap, kind) else ""


def _kind_by_form(text: str, day: Day, said: Sequence[re.Match[str]]) -> str:
    """Judge a day with no label before it: "Exam: 20.11." is of something else, "20.11. 15:00 updated" of an update."""
    if _NUMBERED.search(text[: day.start]):
        return OTHER
    named = _NAMED.search(text[: day.start])
    if named and not is_silent(named[1]) and not is_weekday(named[1]):
        return OTHER
    last = said[-1] if said else None
    is_after = last is not None and last.start() >= day.end and not re.search(r"\w", text[last.end() :])
    return UPDATE if last and is_after and last.lastgroup == UPDATE and not text[: last.start()].endswith("(") else ""


def is_bound(before: str, gap: str, kind: str) -> bool:
    """Tell whether a label says something of the date behind a gap; "Comments (3)" and "3 comments" do not, "Updated 0339 GMT" does."""
    if "|" in gap or len(gap) > 40:
        return False
    if kind == OTHER:
        return not re.search(r"\d", gap) and not re.search(r"\d\s*$", before) and _words(gap) <= 4
    return _words(gap) <= (4 if kind == PUBLICATION else 2)


def _bounds(text: str, day: Day, days: list[Day], said: Sequence[re.Match[str]]) -> tuple[int, int]:
    """Give the stretch of the text in which a day's time stands: up to the next day or label on either side."""
    ends = [each.end for each in days if each.end <= day.start] + [label.end() for label in said if label.end() <= day.start]
    starts = [each.start for each in days if each.start >= day.end] + [label.start() for label in said if label.start() >= day.end]
    return max(ends, default=0), min(starts, default=len(text))


def _timed(text: str, day: Day, kind: str, bounds: tuple[int, int], setting: _Setting) -> DateReading:
    """Add the time that stands beside a day."""
    head, tail = text[bounds[0] : day.start], text[day.end : bounds[1]]
    if day.day is None:
        return DateReading(remark=day.problem)
    before, after = list(_beside(head, is_before=True)), list(_beside(tail, is_before=False))
    # What stands between two dates and their times belongs to the first of them.
    clocks = after if after and text[: bounds[0]].strip() else before + after
    if any(_is_span(clock, day) for clock in clocks):
        return DateReading(remark="a span of time, not a publication", kind=OTHER)
    moments = {_moment(day.day, clock, setting) for clock in clocks}
    at = moments.pop() if len(moments) == 1 else day.day
    left = head + " " + tail
    for clock in clocks:
        left = left.replace(clock[0], " ")
    reading = _checked(at, setting)
    outside = _CLOCK.sub(" ", _HALF_DAY_CLOCK.sub(" ", f"{text[: bounds[0]]} {text[bounds[1] :]}"))
    words = _words(unlabelled(f"{outside} {left}"))
    if words > _SENTENCE:
        return DateReading(remark="a sentence, not a date line", words=words)
    remark = reading.remark or ("" if day.has_year else "year worked out")
    reading = replace(reading, kind=kind, words=words, remark=remark)
    return as_update(reading) if kind == UPDATE else reading


def as_update(reading: DateReading) -> DateReading:
    """Turn a reading into that of an update: the article was published before, and nobody knows when."""
    if reading.dating.at is None:
        return replace(reading, kind=UPDATE)
    return DateReading(UNDATED, "an update, not the publication", UPDATE, reading.words, reading.dating.at)


def _beside(stretch: str, *, is_before: bool) -> Iterator[re.Match[str]]:
    """Find the time that stands next to a day: nothing between them but signs and words that say nothing."""
    for pattern in (_CLOCK, _HALF_DAY_CLOCK, _DOTTED_CLOCK):
        found = list(pattern.finditer(stretch))
        if found:
            clock = found[-1] if is_before else found[0]
            gap = stretch[clock.end() :] if is_before else stretch[: clock.start()]
            if not re.search(r"\d", gap) and not _words(gap):
                yield clock
            return


def _is_span(clock: re.Match[str], day: Day) -> bool:
    """Tell whether a time is the beginning of a span: 10:00-11:30 is a session, not an offset."""
    if _UNTIL.match(clock.string, clock.end()):
        return True
    zone = clock.groupdict().get("zone") or ""
    return ":" in zone and zone[0] == "-" and not day.is_technical


def _moment(day: date, clock: re.Match[str], setting: _Setting) -> datetime | date:
    parts = clock.groupdict()
    hour, minute, half = int(parts["H"]), int(parts["M"] or 0), (parts.get("half") or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = _clock_zone(parts, setting)
    if hour > 23 or minute > 59 or zone is None:
        return day  # only the day is certain
    second = min(int(parts.get("S") or 0), 59)  # 60 is a leap second
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone).astimezone(UTC)


def _clock_zone(parts: dict[str, str | None], setting: _Setting) -> tzinfo | None:
    """Give the zone of a time: its own, that of the place it names, or the outlet's; nothing where its own is unknown."""
    written = parts.get("zone")
    if not written:
        return setting.zone
    place = parts.get("time_of") or parts.get("of_place")
    if place:
        is_named = parts.get("of_place") or re.search(r"врем|час", written)
        is_local = place.casefold().startswith(("местн", "local", "yerli", "місцев", "yerel", "orts"))
        return place_zone(place) or (None if is_named and not is_local else setting.zone)
    zone = offset_of(written) or (setting.zone if is_of_place(written, str(setting.zone)) else None)
    # In a line for readers a short word in capitals is an agency more often than a zone; names of zones end in T.
    is_agency = setting.origin == "text" and written.isalpha() and not written.endswith("T") and not is_unsure(written)
    return setting.zone if zone is None and is_agency else zone


def _read_loose(text: str, days: list[Day], setting: _Setting) -> DateReading:
    """Read what has no year: a day and a month, a day told by a word, a span before now; only where the text is nothing else."""
    if not days and not (DAY_WORD.search(text) or AGO.search(text) or JUST_NOW.search(text) or HALF_HOUR.search(text)):
        return DateReading(remark="no date")
    label = next(iter(labels(text)), None)
    kind = str(label.lastgroup) if label else ""
    if kind == OTHER:
        return DateReading(remark="the date of something else", kind=OTHER)
    bounds = (label.end() if label and label.start() == 0 else 0, len(text))
    if label and label.start() > 0:
        bounds = (0, label.start())
        kind = ""
    found = days[0] if len(days) == 1 else None
    if found is None:
        reading = _read_relative(text[bounds[0] : bounds[1]], kind, setting)
    elif setting.origin in {"text", "feed"} and found.day is not None and bounds[0] <= found.start < bounds[1]:
        reading = _read_yearless(text, found, kind, bounds, setting)
    else:
        reading = DateReading(remark="no year")
    if reading.dating.at is not None and reading.words > _LOOSE_WORDS:
        return DateReading(remark="a sentence, not a date line", kind=kind)
    return reading


def _read_yearless(text: str, found: Day, kind: str, bounds: tuple[int, int], setting: _Setting) -> DateReading:
    if found.day is None:
        return DateReading(remark="no year")
    years = (setting.today.year, setting.today.year - 1)
    latest = next((day for day in (_in_year(found.day, year) for year in years) if day and day <= setting.today), None)
    if latest is None or (setting.today - latest).days > _LATEST_YEARLESS:
        return DateReading(remark="no year, and none can be worked out")
    rest = text[bounds[0] : found.start] + " " + text[found.end : bounds[1]]
    if re.search(r"\d", _DOTTED_CLOCK.sub(" ", _CLOCK.sub(" ", rest))):
        return DateReading(remark="no year")
    reading = _timed(text, replace(found, day=latest), kind, bounds, setting)
    if reading.dating.precision != "exact":
        return reading
    return replace(reading, dating=replace(reading.dating, precision="inferred"))


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _read_relative(text: str, kind: str, setting: _Setting) -> DateReading:
    found = DAY_WORD.search(text)
    if found:
        day = setting.today - timedelta(days=days_back(found[0]))
        rest = text[: found.start()] + " " + text[found.end() :]
        if re.search(r"\d", _DOTTED_CLOCK.sub(" ", _CLOCK.sub(" ", rest))):
            return DateReading(remark="a sentence, not a date line")
        reading = _timed(text, Day(day, found.start(), found.end()), kind, (0, len(text)), setting)
        return _inferred(reading, setting)
    ago = JUST_NOW.search(text) or HALF_HOUR.search(text) or AGO.search(text)
    if ago is None:
        return DateReading(remark="no date")
    seconds = span_of(ago) if ago.re is AGO else 1800 if ago.re is HALF_HOUR else 0
    words = _words(text[: ago.start()] + " " + text[ago.end() :])
    if seconds is None or re.search(r"\d", text[: ago.start()] + text[ago.end() :]):
        return DateReading(remark="no date")
    at = (setting.now - timedelta(seconds=seconds)).astimezone(UTC).replace(second=0, microsecond=0)
    reading = DateReading(Dating(at, "inferred", setting.origin), "counted back from the fetch", kind, words)
    return as_update(reading) if kind == UPDATE else reading


def _inferred(reading: DateReading, setting: _Setting) -> DateReading:
    at = reading.dating.at
    if reading.updated is not None:
        return reading
    if isinstance(at, datetime):
        if at > setting.now + _SKEW:
            return DateReading(remark="in the future")
        return replace(reading, dating=replace(reading.dating, precision="inferred"), remark="the day worked out")
    return replace(reading, remark=reading.remark or "the day worked out") if at is not None else reading


def _words(text: str) -> int:
    return sum(1 for word in _WORD.findall(text) if not is_silent(word))


def _checked(at: datetime | date, setting: _Setting) -> DateReading:
    if isinstance(at, datetime):
        is_early, is_late = at < _EARLIEST, at > setting.now + _TOLERANCE
    else:
        is_early, is_late = at < _EARLIEST.date(), at > (setting.now + _TOLERANCE).astimezone(setting.zone).date()
    if is_early or is_late:
        return DateReading(remark="in the future" if is_late else "before there was a web: an unset field")
    return DateReading(Dating(at, "exact" if isinstance(at, datetime) else "day", setting.origin))
