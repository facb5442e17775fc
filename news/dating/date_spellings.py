"""How a day is written: in numbers, with a month's name, in the Persian calendar, packed, or as seconds since 1970."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from news.dating.date_words import month_of, persian_month_of

_NAME = r"(?P<name>[^\W\d_]{2,12})"
_ORDINAL = r"(?:st|nd|rd|th|-?го|-?е|-?[cs]?[iıuü]|-?[cs]?[iıuü]nd?[aə]|º)?"
_ISO = re.compile(r"(?<![\d.:])(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)[T_]?")
_COMPACT = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)T?")
_NUMERIC = re.compile(r"(?<![\d.:/])(?P<d>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<m>\d{1,2})\s?(?P=sign)\s?(?P<y>\d{4}|\d{2})(?![\d:]|\.\d)")
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}})(?:-\w{{2}})?[.,]?\s+(?:(?:il|ildə|թ|წლის|წ|г|года)[.,]?\s+)?(?:{_NAME}\.?\s+(?P<d>\d{{1,2}})(?![\d:])"
    r"|(?P<d2>\d{1,2})\s+(?P<name2>[^\W\d_]{2,12}))"
)
_DAY_FIRST = re.compile(
    rf"(?<![\d.:])(?P<d>\d{{1,2}})(?!\d){_ORDINAL}(?P<sign>[.,]?(?:\s?[-/]\s?|\s+)|\.|(?=[^\W\d_]{{3}}))(?:de |of )?{_NAME}(?!\w)"
    r"(?:[.,]?\s?[-/,]?\s?(?:de )?'?(?P<y>\d{4})(?!\d))?"
)
_MONTH_FIRST = re.compile(rf"(?<!\w){_NAME}[.,]?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s+(?P<y>\d{{4}})(?!\d))?")
_SHORT = re.compile(r"(?<![\d.:/])(?P<d>\d{2})(?P<sign>[./])(?P<m>\d{2})(?![\d.:/])")
_CLOCK_INSIDE = re.compile(
    r"(?<!\w)([^\W\d_]{3,9})\.?\s+(\d{1,2}),?\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+((?:UTC|GMT)?[+-]\d{4}|[A-Z]{3,4})?\s?(\d{4})(?![\d:])"
)
_ISO_WHOLE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d\d(?::?\d\d)?)?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?")
_IN_SCRIPT = re.compile(r"/Date\((\d{12,13})(?:[+-]\d{4})?\)/")
_INTERVAL = re.compile(r"(?<![:.\d])\d{1,2}\s?(?:[-–—]|\s(?:по|до|и|та|to|and|do|i|bis|und|və|ve))\s?$")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
"""Two numbers with a point are a day only beside a time; elsewhere they are a count, a rate or a version."""
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_SIGNS = {
    ord("։"): ":",
    ord("："): ":",
    ord("،"): ",",
    ord("\u200e"): None,
    ord("\u200f"): None,
    ord("\ufeff"): None,
    ord("\u2011"): "-",
    ord("\u2024"): ".",
}
_OTHER_DIGITS = {**{0x06F0 + n: str(n) for n in range(10)}, **{0x0660 + n: str(n) for n in range(10)}}
# The first days of Persian years repeat every 33 years; 1403 began on 20 March 2024.
_LEAP_OF_33 = frozenset((1, 5, 9, 13, 17, 22, 26, 30))
_PERSIAN_YEARS = range(1370, 1431)
"""Years of the web in the Persian calendar; no other calendar of the press is in them."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in a text, and where it stands."""

    day: date | None
    """Nothing where the text holds a day that cannot be told; some day of a leap year where it lacks its year."""
    start: int
    end: int
    has_year: bool = True
    is_technical: bool = False
    """Written as machines write, year first: what follows its time may be an offset."""
    problem: str = ""


def plain(value: str) -> tuple[str, bool]:
    """Put a text on one line with ordinary digits and signs, and tell whether its digits were Persian or Arabic."""
    line = " ".join(value.translate(_SIGNS).split())
    if line.isascii():
        return _reordered(line), False
    spelled = line.translate(_OTHER_DIGITS)
    return _reordered(spelled), spelled != line


def _reordered(line: str) -> str:
    """Write the packed spellings, and those with the time before the year, as others are."""
    packed = _PACKED.fullmatch(line)
    if packed:
        year, month, day, hour, minute, second, zone = packed.groups()
        return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{zone or ''}" if "1989" < year < "2100" else line
    return _CLOCK_INSIDE.sub(lambda found: f"{found[2]} {found[1]} {found[5]} {found[3]} {found[4] or ''}", line)


def iso_moment(text: str, zone: tzinfo) -> datetime | None:
    """Read what machines write, whole and at once; a time without an offset is in the zone."""
    if not _ISO_WHOLE.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:
        return None  # 25:61, a leap second or an offset of +99:00: read part by part
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC).replace(microsecond=0)


def epoch(text: str) -> datetime | None:
    """Read seconds or milliseconds since 1970."""
    scripted = _IN_SCRIPT.fullmatch(text)
    digits = scripted[1] if scripted else text
    if re.fullmatch(r"[0-9]{9,10}(?:\.[0-9]{1,9})?", digits):
        return datetime.fromtimestamp(int(float(digits)), UTC)
    if re.fullmatch(r"[0-9]{12,13}", digits):
        return datetime.fromtimestamp(int(digits) // 1000, UTC)
    return None


def find_days(text: str, is_american: bool, is_persian: bool) -> list[Day]:  # noqa: FBT001 - two facts of the page
    """Find the days written in a text, in their order; one that could be two days has no date."""
    found: list[Day] = []
    may_be_american = is_american or bool(_HALF_DAY.search(text))
    for pattern in (_ISO, _COMPACT, _NUMERIC, _YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST, _SHORT):
        if pattern is _SHORT and (found or not _CLOCK.search(text)):
            break
        for match in pattern.finditer(text):
            if any(match.start() < day.end and day.start < match.end() for day in found):
                continue
            day = _day(match, may_be_american, is_persian)
            if day is not None:
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str], is_american: bool, is_persian: bool) -> Day | None:  # noqa: FBT001
    parts = match.groupdict()
    number, name = int(parts["d"] or parts.get("d2") or 0), parts.get("name") or parts.get("name2") or ""
    span, year = match.span(), parts.get("y")
    month = int(parts["m"]) if parts.get("m") else month_of(name)
    problem = _problem(match, name) if month else ""
    if problem:
        return Day(None, *span, problem=problem)
    if not year:
        some_day = _date(2000, month, number)
        return Day(some_day, *span, has_year=False) if some_day else None
    if match.re is _NUMERIC:
        return _numeric(match, is_american, is_persian)
    if name and not month:
        month = persian_month_of(name)
        return Day(_persian(int(year), month, number), *span) if month else None
    full = _persian(int(year), month, number) if int(year) in _PERSIAN_YEARS else _date(int(year), month, number)
    return Day(full, *span, is_technical=match.re in {_ISO, _COMPACT}) if full else None


def _problem(match: re.Match[str], name: str) -> str:
    """Say why a day that is written right cannot be told."""
    if _INTERVAL.search(match.string[: match.start()]):
        return "several days"
    if "listopad" in name.lower() and (match["sign"] if "sign" in match.re.groupindex else "").startswith("."):
        return "October in Croatian, November in Polish"
    return ""


def _numeric(match: re.Match[str], is_american: bool, is_persian: bool) -> Day | None:  # noqa: FBT001
    day, month, written, sign = int(match["d"]), int(match["m"]), match["y"], match["sign"]
    span = (match.start(), match.end())
    year = int(written)
    if len(written) == 2:
        if is_persian or (sign == "-" and _date(2000 + day, month, year)):
            return Day(None, *span, problem="the year could be either end")
        year += 2000
    if year in _PERSIAN_YEARS:
        return Day(_persian(year, month, day), *span)
    if month > 12 and sign != ".":
        day, month = month, day
    elif is_american and sign != "." and day != month and day <= 12:
        return Day(None, *span, problem="the day or the month first")
    full = _date(year, month, day)
    return Day(full, *span) if full else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _persian(year: int, month: int, day: int) -> date | None:
    """Give the day of the common calendar; six months have 31 days, five 30, the last 29 or in a leap year 30."""
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12:
        return None
    length = 31 if month <= 6 else 30 if month < 12 or year % 33 in _LEAP_OF_33 else 29
    if not 1 <= day <= length:
        return None
    leaps = sum(1 for each in range(min(year, 1403), max(year, 1403)) if each % 33 in _LEAP_OF_33)
    years = (year - 1403) * 365 + (leaps if year >= 1403 else -leaps)
    months = (month - 1) * 31 - max(0, month - 7)
    return date(2024, 3, 20) + timedelta(days=years + months + day - 1)
