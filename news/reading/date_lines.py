"""The dates in one line near a page's heading: what its elements say to machines, and what its words say to readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from lxml import etree

from news.dates import UNDATED, DateCandidate, DateReading, as_update, is_bound, read_date
from news.dating.date_words import AGO, DAY_WORD, JUST_NOW, OTHER, PUBLICATION, UPDATE, labels
from news.dating.date_zones import zone_of
from news.reading.neighbours import is_neighbour
from news.reading.page_lines import Line

_LONGEST_LINE = 120
"""Characters of a line that is read whole; in a longer one only its elements are read."""
_ELEMENTS_OF_A_LINE = 24
_WORDS_BESIDE = {"time": 4, "class": 4, "bare": 0}
"""Words that may stand beside a date, by what marks it as one: an author, a section, a count of views."""
_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "mark", "sup", "sub"))
_DATE_CLASS = re.compile(
    r"date(?!base|line-?body)|datum|tarix|tarih|дата|(?:^|[-_\s])(?:data|time|timestamp|datetime|vaxt|saat|zaman"
    r"|published?|posted|pubdate|info|meta|byline|created?)(?:$|[-_\s\d])"
    r"|(?:post|entry|article|news|story|item|page)[-_]{1,2}(?:meta|info|time|published)|(?:Meta|Info|Time)\b",
    re.IGNORECASE,
)
_OWN_CLASS = re.compile(r"publish|pubdate|posted|entry-date|post-date|created|dt-published", re.IGNORECASE)
_UPDATE_CLASS = re.compile(r"updat|modif|edited|yenilen|guncel|izmen|obnov", re.IGNORECASE)
_SAYING = frozenset(("datetime", "content", "title", "itemprop", "pubdate"))
"""Attributes that may hold a date or say that the text is one."""
_STAMP = re.compile(r"data-(?:date|time|timestamp|datetime|date-?time|unix-?time|utime|published(?:-at)?|pubdate|ts|epoch|created)$")
_MAY_BE_DATED = re.compile(r"\d\D{1,20}\d|\d{8}")
"""Two numbers: a day and a year or a time; what has fewer is looked through for words that tell a day."""
_NUMBER_AND_WORD = re.compile(r"\D{0,12}\d{1,2}\D{1,14}|\D{3,12}\d{1,2}")
_SEPARATORS = re.compile(r"\s*[|•·●➤»¦]\s*|\s+[–—/-]\s+(?!\s*\d{1,2}[:.]\d\d)")


@dataclass(frozen=True, slots=True)
class Shown:
    """One date on the page, and how plainly it is the article's."""

    rank: int
    candidate: DateCandidate
    kind: str = ""
    is_counted: bool = False
    """Counted back from now: "2 hours ago"."""
    updated: datetime | date | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a page's dates are read."""

    timezone: str
    now: datetime
    month_first: bool
    around: frozenset[etree._Element] = frozenset()
    """The boxes that hold the heading."""
    is_declared: bool = False
    readings: dict[str, DateReading] = field(default_factory=dict)
    """What was read already: a line's words are those of its elements and its pieces."""


def dates_of_line(line: Line, setting: Setting, step: int) -> Iterator[Shown]:
    """Read one line, and refuse its dates where it belongs to another story."""
    found = list(_all_of_line(line, setting, step))
    is_dated = any(each.candidate.dating.at is not None or each.updated is not None for each in found)
    is_strict = step > 1 or line.is_below_text
    if is_dated and (is_neighbour(line.element, setting.around, is_strict=is_strict) or _is_list(line, setting, is_strict)):
        found = [bar(each, "another story's") for each in found]
    yield from found


def _is_list(line: Line, setting: Setting, is_strict: bool) -> bool:  # noqa: FBT001 - how much to doubt
    """Tell whether a line holds several stories with their days; of a publication and an update both are called so."""
    if len(line.text) > _LONGEST_LINE or read(line.text, setting).remark != "several dates":
        return False
    return not labels(line.text) and (is_strict or len(list(islice(line.element.iter("a"), 2))) > 1)


def _all_of_line(line: Line, setting: Setting, step: int) -> Iterator[Shown]:
    """Read one line: what its elements say to machines, then what it says to readers."""
    marked = [shown for element in islice(line.element.iter(), _ELEMENTS_OF_A_LINE) if (shown := _marked(element, line, setting, step))]
    yield from marked
    found = {shown.candidate.dating.precision for shown in marked} - {"none"}
    if (found and found != {"day"}) or not _may_be_dated(line.text):
        return
    if not found and any(shown.updated for shown in marked) and not _says_published(line.text):
        return  # the words repeat what the element said
    written = _written(line, setting)
    if written is None:
        return
    reading, text, marks = written
    rank = 2 * step + {"time": 2, "class": 4, "bare": 6}[marks] - (1 if reading.kind == PUBLICATION else 0)
    place = "near the heading" if step < 9 else "below the article"
    yield _show(reading, text, f"{line.element.tag} {place}", rank)


def _show(reading: DateReading, text: str, place: str, rank: int) -> Shown:
    candidate = DateCandidate(place, text[:_LONGEST_LINE], reading.dating, reading.remark)
    kind = reading.kind if reading.kind in {UPDATE, OTHER} else ""
    return Shown(rank, candidate, kind, reading.remark.startswith("counted"), reading.updated)


def _says_published(text: str) -> bool:
    return any(label.lastgroup == PUBLICATION for label in labels(text))


def _may_be_dated(text: str) -> bool:
    if _MAY_BE_DATED.search(text):
        return True
    if len(text) > 40:
        return False
    return bool(_NUMBER_AND_WORD.fullmatch(text) or DAY_WORD.search(text) or AGO.search(text) or JUST_NOW.search(text))


def _marked(element: etree._Element, line: Line, setting: Setting, step: int) -> Shown | None:
    """Read an element that is made for a date: ``<time>``, a date of the microdata, a time stamp in an attribute."""
    is_time = element.tag == "time"
    names = element.keys()
    if not is_time and _SAYING.isdisjoint(names) and not any(_STAMP.match(str(name)) for name in names):
        return None
    prop, classes = (element.get("itemprop") or "").lower(), f"{element.get('class') or ''} {element.get('id') or ''}"
    is_own = "datepublished" in prop or "datecreated" in prop or element.get("pubdate") is not None
    value = element.get("datetime") or (element.get("content") if is_own else None) or _stamp(element)
    if not (is_own or is_time or value or element.get("title")):
        return None
    text = " ".join(" ".join(map(str, element.itertext())).split())[:200]
    reading = _first_reading(value, element.get("title"), text if is_own or is_time else "", setting)
    if reading is None:
        return None
    if "modified" in prop or (_UPDATE_CLASS.search(classes) and not _OWN_CLASS.search(classes)) or _called(text, line) == UPDATE:
        reading = as_update(reading)
    elif _called(text, line) == OTHER:
        return None
    rank = 2 * step + (0 if is_own or _OWN_CLASS.search(classes) else 1 if is_time else 3)
    return _show(reading, value or text, f"<{element.tag}> {'near the heading' if step < 9 else 'below the article'}", rank)


def _first_reading(value: str | None, title: str | None, text: str, setting: Setting) -> DateReading | None:
    """Read an element's attribute, or its text where the attribute says nothing or only the day."""
    best: DateReading | None = None
    for said in (value, title if title and len(title) <= 60 and _may_be_dated(title) else None, text):
        if best is not None and best.dating.precision == "exact" and not (said and labels(said)):
            continue  # what is exact can only be said to be an update
        reading = read(said, setting) if said else None
        if reading is None or reading.words > _WORDS_BESIDE["time"]:
            continue
        if reading.updated is not None:
            return reading
        if reading.dating.at is None:
            best = best or (reading if reading.remark != "no date" else None)
        elif best is None or best.dating.at is None or (best.dating.precision == "day" and reading.dating.precision == "exact"):
            best = reading
    return best


def _stamp(element: etree._Element) -> str | None:
    return next((str(value) for name, value in element.items() if _STAMP.match(str(name)) and len(str(value)) >= 8), None)


def _called(text: str, line: Line) -> str:
    """Tell what the words right before a piece of a line call it."""
    at = line.text.find(text) if text else -1
    before = f"{line.before} {line.text[: max(at, 0)]}"[-60:]
    said = labels(before)
    if not said:
        return ""
    label, kind = said[-1], str(said[-1].lastgroup)
    gap = before[label.end() :]
    return kind if not re.search(r"\d", gap) and is_bound(before[: label.start()], gap, kind) else ""


def read(text: str, setting: Setting) -> DateReading:
    """Read a text as a date, once for each page."""
    reading = setting.readings.get(text)
    if reading is None:
        reading = read_date(text, setting.timezone, origin="text", now=setting.now, month_first=setting.month_first)
        setting.readings[text] = reading
    return reading


def _written(line: Line, setting: Setting) -> tuple[DateReading, str, str] | None:
    """Read a line for readers: whole, else by its elements and by the pieces between its signs."""
    marks = "class" if _is_called_date(line.element) else "bare"
    is_whole = len(line.text) <= _LONGEST_LINE and not _holds_update(line.element)
    whole = read(line.text, setting) if is_whole else DateReading()
    if whole.remark == "no date" and not AGO.search(line.text):
        return None
    as_whole = _named(whole, line.text, line), line.text, marks
    if whole.dating.at is not None and whole.words == 0:
        return as_whole
    best = None if line.is_below_text else _best_piece(line, marks, setting)
    if best is not None:
        is_better = whole.dating.precision == "exact" and _has_day_of(whole, best[0], setting)
        return (as_whole[0], line.text, best[2]) if is_better else best
    is_telling = whole.remark not in {"", "no date", "no year", "a sentence, not a date line"} and marks == "class"
    is_date = whole.dating.at is not None and whole.words <= _allowed(whole, marks, line.element)
    return as_whole if is_date or whole.kind == UPDATE else (DateReading(remark=whole.remark), line.text, marks) if is_telling else None


def _best_piece(line: Line, marks: str, setting: Setting) -> tuple[DateReading, str, str] | None:
    best: tuple[DateReading, str, str] | None = None
    for text, own_marks in _pieces(line):
        reading = read(text, setting)
        if own_marks == UPDATE and reading.dating.at is not None:
            reading = as_update(reading)
        mark = "class" if "class" in (marks, own_marks) else "bare"
        if reading.kind in {OTHER, UPDATE} or (reading.dating.at is not None and reading.words <= _allowed(reading, mark, line.element)):
            reading = _named(reading, text, line)
            if best is None or _standing(reading) > _standing(best[0]):
                best = (reading, text, mark)
    return best


def _allowed(reading: DateReading, marks: str, element: etree._Element) -> int:
    """Tell how many words may stand beside a date: none, unless a class or a word says that it is the article's."""
    return _WORDS_BESIDE["class" if reading.kind == PUBLICATION and element.tag not in {"h2", "h3", "h4"} else marks]


def _standing(reading: DateReading) -> int:
    """Rank what a piece of a line was read as: a publication's date, one of no kind, an update's, none."""
    if reading.dating.at is None:
        return 1 if reading.updated else 0
    return 3 if reading.kind == PUBLICATION else 2


def _named(reading: DateReading, text: str, line: Line) -> DateReading:
    called = reading.kind or _called(text, line)
    if called == UPDATE:
        return as_update(reading)
    if called == OTHER:
        return DateReading(remark="the date of something else", kind=OTHER)
    return replace(reading, kind=called)


def _has_day_of(whole: DateReading, piece: DateReading, setting: Setting) -> bool:
    at = whole.dating.at
    local = at.astimezone(zone_of(setting.timezone)).date() if isinstance(at, datetime) else at
    return piece.dating.precision == "day" and local == piece.dating.at


def _pieces(line: Line) -> Iterator[tuple[str, str]]:
    """Give the texts of a line's elements and the pieces between its signs, with what marks each as a date."""
    is_sentence = len(line.text.split()) > 12
    for element in islice(line.element.iter(), 1, _ELEMENTS_OF_A_LINE):
        if not isinstance(element.tag, str) or (is_sentence and element.tag in _INLINE):
            continue
        text = " ".join(" ".join(map(str, element.itertext())).split())
        if 3 < len(text) <= _LONGEST_LINE and _may_be_dated(text):
            yield text, UPDATE if _is_called_update(element) else "class" if _is_called_date(element) else "bare"
    if not is_sentence or _is_called_date(line.element):
        for piece in _SEPARATORS.split(line.text):
            if len(piece) < len(line.text) and _may_be_dated(piece):
                yield piece, "bare"


def _holds_update(element: etree._Element) -> bool:
    inner = islice(element.iter("*"), 1, _ELEMENTS_OF_A_LINE) if len(element) else ()
    return any(_is_called_update(each) and _may_be_dated(line_text(each)) for each in inner)


def _is_called_update(element: etree._Element) -> bool:
    named = element.get("class")
    return named is not None and _UPDATE_CLASS.search(named) is not None and not _OWN_CLASS.search(named)


def _is_called_date(element: etree._Element) -> bool:
    named, known = element.get("class"), element.get("id")
    return bool(named and _names_date(named)) or bool(known and _names_date(known))


@lru_cache(maxsize=4096)
def _names_date(marks: str) -> bool:
    """Judge a class attribute; the pages of an outlet have the same few hundred."""
    return bool(_DATE_CLASS.search(marks[:200]))


def line_text(element: etree._Element) -> str:
    """Give the beginning of an element's text on one line."""
    return " ".join("".join(map(str, element.itertext())).split())[:200]


def bar(shown: Shown, remark: str) -> Shown:
    """Refuse a date, and say why."""
    return replace(shown, candidate=replace(shown.candidate, dating=UNDATED, remark=remark))
