"""When an article was published: the moment, how exactly it is known, and who says so."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import timezone as fixed
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from news.choices import Candidate, Choice

Precision = Literal["exact", "day", "inferred", "none"]
DateOrigin = Literal["feed", "json-ld", "meta", "text", "url"]


@dataclass(frozen=True, slots=True)
class Dating:
    """A publication date with its precision and its provenance."""

    at: datetime | date | None = None
    """An aware datetime in UTC for ``exact`` and ``inferred``, a date for ``day``, nothing for ``none``."""
    precision: Precision = "none"
    origin: DateOrigin | None = None


UNDATED = Dating()


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """One place that gives a date, and what it was read as."""

    place: str
    text: str
    dating: Dating


# Best first. A site's JSON-LD is written by the machine that published the page; feeds often move their date when a text is edited;
# a date in the text may be that of anything the page tells of; an address knows only the day.
_ORIGINS: tuple[DateOrigin, ...] = ("json-ld", "meta", "feed", "text", "url")
_PRECISIONS: tuple[Precision, ...] = ("exact", "day", "inferred", "none")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No article was on the web before; 1970 and year 1 are unset fields."""
_TOLERANCE = timedelta(hours=24)
"""How far ahead a wrong zone can push a right date."""
_LONGEST = 120
"""Characters: what is longer is a sentence, and its date is that of something else."""

_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)[T_]?")
_COMPACT = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)T?")
_NUMERIC = re.compile(r"(?<![\d.:])(?P<d>\d{1,2})([-/.])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})(?![\d:])")
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?[cs]?[iıuü])?[.,]?[\s-]+(?:de |of )?"
    r"(?P<name>[^\W\d_]{3,12})[.,]?[\s-]+(?P<y>\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<!\w)(?P<name>[^\W\d_]{3,12})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})[.,]?\s+(?P<name>[^\W\d_]{3,12})\.?\s+(?P<d>\d{1,2})(?!\d)")
_RELATIVE = re.compile(
    r"(?:[^\W\d_]{3,20}:\s*)?"
    r"(today|bu gün|bugün|сегодня|сьогодні|dzisiaj|dziś|heute|yesterday|dünən|dün|вчера|вчора|wczoraj|gestern)(?![\w-])(?=.{0,20}$)",
    re.IGNORECASE,
)
_TODAY = frozenset(("today", "bu gün", "bugün", "сегодня", "сьогодні", "dzisiaj", "dziś", "heute"))
_TIME = re.compile(
    r"(?<![\d+-])(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d+)?)?(?!\d)\s*(?P<half>(?i:[ap]\.?m\.?)(?!\w))?"
    r"\s*(?:Uhr|ч\.?)?\s*\(?(?P<zone>Z(?!\w)|(?:UTC|GMT)?[+\u2212-]\d{1,2}:?(?:\d{2})?(?!\d)|(?:[A-Z]{3,5}|мск|МСК)(?!\w))?"
)
_PACKED_TIME = re.compile(r"(?<=\dT)(\d{2})(\d{2})(\d{2})?(?=Z|[+-]|$)")
_DOTTED_TIME = re.compile(r"[\s,|]*(?P<H>\d{1,2})\.(?P<M>\d{2})[\s,|]*")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")

# Minutes east of Greenwich. Names that mean several zones (IST, CST outside America) are left out: such a date keeps its day only.
_ZONES = {
    **dict.fromkeys(("z", "utc", "gmt", "ut", "wet"), 0),
    **dict.fromkeys(("cet", "mez", "bst", "west"), 60),
    **dict.fromkeys(("cest", "mesz", "eet"), 120),
    **dict.fromkeys(("msk", "мск", "trt", "eest"), 180),
    **dict.fromkeys(("azt", "get", "samt", "msd"), 240),
    **dict.fromkeys(("azst", "yekt", "uzt", "tmt"), 300),
    "irst": 210,
    **dict.fromkeys(("est", "cdt"), -300),
    "edt": -240,
    **dict.fromkeys(("mst", "pdt"), -420),
    "mdt": -360,
    "pst": -480,
}

# Stems of month names, folded (no diacritics, dotless i dotted), January first: az, tr, ru, uk, pl, de, en. A word is a month where it
# begins with a stem of four letters or more, or is the short form itself.
_MONTHS = (
    "yanvar ocak январ січен січн stycz januar jaenner yan oca янв січ sty jan",
    "fevral subat феврал лютий лютого lutego luty februar fev sub фев февр лют lut feb",
    "mart март берез marzec marca marz march mar мар бер mrz maerz",
    "aprel nisan апрел квітен квітн kwie april apr nis апр кві kwi",
    "may mayis май мая мае травен травн maja maj mai трав",
    "iyun haziran июн червен червн czerw juni june iyn haz чер cze jun",
    "iyul temmuz июл липен липн lipca lipiec juli july iyl tem лип lip jul",
    "avqust agustos август серпен серпн sierp august avq agu авг сер sie aug",
    "sentyabr eylul сентябр вересен вересн wrzes septem sen eyl сен сент вер wrz sep sept",
    "oktyabr ekim октябр жовтен жовтн pazdz oktob octob okt eki окт жов paz oct",
    "noyabr kasim ноябр листопад listopad novem noy kas ноя нояб лис lis nov",
    "dekabr aralik декабр груден грудн grudz dezem decem dek ara дек гру gru dez dec",
)


def _fold(word: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.replace("İ", "i").casefold()) if not unicodedata.combining(c))
    return bare.translate(str.maketrans("ıəł", "iel"))


_MONTH_OF = {_fold(stem): number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}


def parse_date(value: str, timezone: str, *, origin: DateOrigin, now: datetime) -> Dating:
    """Read a publication date in any of the spellings of the press; a time without a zone is in ``timezone``.

    What cannot be read for certain, lies before 1990 or more than a day after ``now`` is UNDATED.
    """
    text = _PACKED_TIME.sub(lambda found: f"{found[1]}:{found[2]}:{found[3] or '00'}", " ".join(value[: _LONGEST + 1].split()))
    if not text or len(text) > _LONGEST:
        return UNDATED
    try:
        zone = _zone(timezone)
        moment = _epoch(text) or _moment(text, zone, now)
        return _checked(moment, origin, now, zone) if moment else UNDATED
    except (ValueError, OverflowError, OSError):
        return UNDATED


def date_in_path(path: str, now: datetime) -> Dating:
    """Read the day that many outlets write into a page's address: ``/2026/11/20/`` or ``/20261120``."""
    for pattern in (r"(?<!\d)(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)", r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)"):
        for found in re.finditer(pattern, path):
            try:
                day = date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
            dating = _checked(day, "url", now, UTC)
            if dating is not UNDATED:
                return dating
    return UNDATED


def choose_dating(candidates: Iterable[DateCandidate]) -> Choice[Dating]:
    """Choose the best of several dates: the more precise, and of two equally precise the one from the more trustworthy place."""
    offered = tuple(candidates)
    known = [each.dating for each in offered if each.dating.at is not None]
    best = min(known, key=lambda dating: (_PRECISIONS.index(dating.precision), _ORIGINS.index(dating.origin or "url")), default=UNDATED)
    return Choice(best, tuple(Candidate(each.place, each.text, _verdict(each.dating, best)) for each in offered))


def _verdict(dating: Dating, best: Dating) -> str:
    if dating.at is None:
        return "cannot be read for certain"
    return f"chosen: {dating.precision}, {dating.origin}" if dating is best else f"{dating.precision}, {dating.origin}"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _epoch(text: str) -> datetime | None:
    if re.fullmatch(r"[0-9]{9,10}", text):
        return datetime.fromtimestamp(int(text), UTC)
    if re.fullmatch(r"[0-9]{12,13}", text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    return None


def _moment(text: str, zone: tzinfo, now: datetime) -> datetime | date | None:
    """Find the day, then the time in what is left of the text."""
    found = _find_day(text, zone, now)
    if found is None:
        return None
    day, rest = found
    clock = _TIME.search(rest) or _DOTTED_TIME.fullmatch(rest)
    return _with_time(day, clock, zone) if clock else day


def _find_day(text: str, zone: tzinfo, now: datetime) -> tuple[date, str] | None:
    for pattern in (_ISO, _COMPACT, _NUMERIC, _DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST):
        for found in pattern.finditer(text):
            day = _day(found, zone)
            if day is not None:
                return day, f"{text[: found.start()]} {text[found.end() :]}"
    relative = _RELATIVE.match(text)
    if relative is None:
        return None
    back = 0 if relative[1].lower() in _TODAY else 1
    return now.astimezone(zone).date() - timedelta(days=back), text.replace(relative[0], " ")


def _day(found: re.Match[str], zone: tzinfo) -> date | None:
    parts = found.groupdict()
    year, day = int(parts["y"]), int(parts["d"])
    month = int(parts["m"]) if parts.get("m") else _month(parts["name"])
    if len(parts["y"]) == 2:
        year += 2000
    if found.re is _NUMERIC and found[2] == "/" and day != month:
        if day <= 12 and month <= 12 and str(zone).startswith("America/"):
            return None  # 03/04 is March there and April elsewhere: better unknown than wrong
        if month > 12:
            day, month = month, day
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Give the number of a month's name in any of seven languages, 0 where it is none."""
    word = _fold(name)
    if word in _MONTH_OF:
        return _MONTH_OF[word]
    stems = [stem for stem in _MONTH_OF if len(stem) >= 3 and word.startswith(stem) and (len(stem) >= 4 or stem in {"июн", "июл"})]
    return _MONTH_OF[max(stems, key=len)] if stems else 0


def _with_time(day: date, clock: re.Match[str], zone: tzinfo) -> datetime | date:
    parts = clock.groupdict()
    hour, half = int(parts["H"]), (parts.get("half") or "").lower()[:1]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or int(parts["M"]) > 59:
        return day
    own = parts.get("zone")
    offset = _offset(own) if own else zone
    if offset is None:
        return day  # a zone we do not know: only the day is certain
    second = min(int(parts.get("S") or 0), 59)  # 60 is a leap second
    return datetime(day.year, day.month, day.day, hour, int(parts["M"]), second, tzinfo=offset).astimezone(UTC)


def _offset(name: str) -> tzinfo | None:
    found = _OFFSET.fullmatch(name.upper().replace("\u2212", "-"))
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
    elif name.casefold() in _ZONES:
        return fixed(timedelta(minutes=_ZONES[name.casefold()]))
    else:
        return None
    return fixed(timedelta(minutes=minutes if found[1] == "+" else -minutes)) if minutes <= 14 * 60 else None


def _checked(at: datetime | date, origin: DateOrigin, now: datetime, zone: tzinfo) -> Dating:
    if isinstance(at, datetime):
        return Dating(at, "exact", origin) if _EARLIEST <= at <= now + _TOLERANCE else UNDATED
    latest = (now + _TOLERANCE).astimezone(zone).date()
    return Dating(at, "day", origin) if _EARLIEST.date() <= at <= latest else UNDATED
