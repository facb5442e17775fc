"""A title and a text read for what tells its event from others.

The order of work: cut into words and figures; ask what each means; put figures together with their thousands, months and percent signs;
tell names by their capitals; keep what is said in title and lead apart from the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from news.naming.meanings import Meaning, meaning_of

HEAD = 30  # words: the first sentence, which says what is new
LEAD = 60  # words: two or three sentences, in which an agency says what happened
TITLE, FIRST, NEXT, REST = range(4)
"""The places of a term: title, first sentence, rest of the lead, rest of the text."""
_LONGEST = 900  # words that are read; what comes later in a long read is background
_PIECE = re.compile(
    r"(?P<clock>\d{1,2}:\d\d)|(?P<dated>\d{1,2}\.\d{1,2}\.\d{4})|"
    r"(?P<figure>\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,٫]\d{1,3})?)"
    r"|[^\W\d_]+(?:[\u200c\u055b\u055c\u055e'’ʼ](?=[^\W\d_a-zA-Z\u00c0-\u024f])[^\W\d_]+)*"
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th|e|ème)\b|-(?:й|я|е|го|м|му|ю|та|ту|ої|ти|ci|cı|cu|cü|nci|ncı|ncu|ncü|րդ|ე)\b|[.’'](?:nci|ncı|ncu|ncü|inci|ıncı|uncu|üncü)\b"
)
_DOTTED = re.compile(_ORDINAL.pattern + r"|\. (?=[^\W\d_])")
_DOTTED_ORDINALS: Final = frozenset(("de", "pl", "tr"))
"""Languages in which a number with a full stop is an ordinal."""
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+")
_STARTS = frozenset('.!?…։:;\n«»"“”„()[]—–|•՝')
_QUOTES: Final = frozenset('«"“„')
_FEW_QUOTED = re.compile(r"[^«»\"“”„.!?,]{1,40}[»\"“”]")
_YEARS: Final = range(1990, 2041)
_NEAR_PAST, _NEAR_FUTURE = 3, 1  # days: "on Wednesday" was then, or is tomorrow; further off it may be the last one or the next
_SHOUTED = 0.7
_SHORTEST_NAME = 3


class Figure(NamedTuple):
    """A number of a text."""

    value: float
    is_percent: bool
    is_code: bool
    """Whether it is part of a designation: the 130 of C-130."""
    where: int


@dataclass(slots=True)
class Reading:
    """What was read, with the most prominent place of each."""

    stems: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    concepts: dict[str, int] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """Skeletons of the words written as names."""
    openers: dict[str, int] = field(default_factory=dict)
    """Skeletons of the words that begin a sentence with a capital and are none of the language's usual ones: names, as a rule."""
    days: dict[date, int] = field(default_factory=dict)
    """Those that title and lead name."""
    weekdays: set[int] = field(default_factory=set)
    """Those that title and lead name, where nobody knows in which week."""
    months: dict[int, int] = field(default_factory=dict)
    """Months without a day in title and lead."""
    ordinals: dict[int, int] = field(default_factory=dict)


class _Piece(NamedTuple):
    meaning: Meaning | None
    """None for figures."""
    text: str
    start: int
    is_inside: bool
    """Whether it stands inside a sentence, so that a capital tells a name."""
    where: int
    kind: str | None


def read_text(title: str, text: str, lang: str | None, published: date | None) -> Reading:
    """Read a title and a text; weekdays and days without a year are those nearest to the day of publication."""
    reading = Reading()
    pieces = [*_pieces(title, lang, is_title=True), *_pieces(text, lang, is_title=False)]
    lowers = {piece.meaning.skeleton for piece in pieces if piece.meaning and piece.where and not piece.meaning.is_capital}
    shouted = _is_shouted([piece for piece in pieces if not piece.where])
    done = 0
    for at, piece in enumerate(pieces):
        if at < done:
            continue
        if piece.meaning is None:
            done = _add_figure(reading, pieces, at, published)
        else:
            _add_word(reading, piece, piece.meaning)
            _add_calendar(reading, pieces, at, published)
            if _is_name(piece.text, piece.meaning) and piece.meaning.skeleton not in lowers:
                found = reading.names if piece.is_inside and not (shouted and not piece.where) else reading.openers
                found[piece.meaning.skeleton] = min(piece.where, found.get(piece.meaning.skeleton, REST))
    return reading


def _pieces(text: str, lang: str | None, *, is_title: bool) -> list[_Piece]:
    pieces: list[_Piece] = []
    end = 0
    is_first = True
    for count, match in enumerate(_PIECE.finditer(text)):
        if count >= _LONGEST:
            break
        start, written, kind = match.start(), match[0], match.lastgroup
        gap = text[end:start]
        is_inside = gap in {" ", "-", "\u00a0"} or (not is_first and _STARTS.isdisjoint(gap)) or _is_quoted_name(text, gap, start)
        meaning = None if kind else meaning_of(written, lang)
        pieces.append(
            _Piece(
                meaning,
                written,
                start,
                is_inside and not is_first,
                TITLE if is_title else FIRST if count < HEAD else NEXT if count < LEAD else REST,
                kind,
            )
        )
        end, is_first = match.end(), False
        ordinal = _DOTTED if lang in _DOTTED_ORDINALS else _ORDINAL
        if kind == "figure" and len(written) <= 2 and ordinal.match(text, end):
            pieces[-1] = pieces[-1]._replace(kind="ordinal")
        elif kind == "figure" and text[end : end + 2].strip()[:1] in {"%", "٪"}:
            pieces[-1] = pieces[-1]._replace(kind="percent")
        elif kind == "figure" and text[max(0, start - 2) : start].strip("-–")[:1].isalpha() and text[start - 1] in "-–":
            pieces[-1] = pieces[-1]._replace(kind="code")
    return pieces


def _add_word(reading: Reading, piece: _Piece, meaning: Meaning) -> None:
    where = piece.where
    if meaning.stem:
        if reading.stems.get(meaning.stem, REST + 1) > where:
            reading.stems[meaning.stem] = where
        reading.weights[meaning.stem] = meaning.weight
    for concept in meaning.concepts:
        if reading.concepts.get(concept, REST + 1) > where:
            reading.concepts[concept] = where
    if meaning.ordinal and where < REST:
        reading.ordinals[meaning.ordinal] = min(where, reading.ordinals.get(meaning.ordinal, REST))
    if meaning.number:
        reading.figures.append(Figure(float(meaning.number), is_percent=False, is_code=False, where=where))


def _add_figure(reading: Reading, pieces: Sequence[_Piece], at: int, published: date | None) -> int:
    """Note a number or a day; return the place of the first piece that is no part of it."""
    piece = pieces[at]
    if piece.kind == "dated":
        day, month, year = (int(part) for part in piece.text.split("."))
        _add_day(reading, piece, _date(year, month, day))
    if piece.kind in {"clock", "dated"}:
        return at + 1
    value = _value(piece.text)
    if value in _YEARS and piece.kind == "figure" and len(piece.text) == 4:
        return at + 1
    if value <= 31 and value == int(value) and (month := _month_beside(pieces, at)):
        _add_day(reading, piece, _nearest(int(value), month, published))
        return at + 1
    if piece.kind == "ordinal":
        if piece.where < REST and value >= 2:
            reading.ordinals[int(value)] = min(piece.where, reading.ordinals.get(int(value), REST))
        return at + 1
    value, after = _with_thousands(value, pieces, at + 1)
    following = pieces[after].meaning if after < len(pieces) else None
    is_percent = piece.kind == "percent" or bool(following and following.is_percent) or _is_percent_before(pieces, at)
    reading.figures.append(Figure(value, is_percent, piece.kind == "code", piece.where))
    return after


def _with_thousands(value: float, pieces: Sequence[_Piece], at: int) -> tuple[float, int]:
    """Return a number with the thousands or millions behind it, and the place after them: 3 bin 400, 1,5 млрд."""
    meaning = pieces[at].meaning if at < len(pieces) else None
    magnitude = meaning.magnitude or (meaning.number if meaning.number == 1000 else 0) if meaning else 0
    if not magnitude:
        return value, at
    rest = pieces[at + 1] if at + 1 < len(pieces) else None
    if magnitude == 1000 and rest and rest.kind == "figure" and _value(rest.text) < 1000:
        return value * magnitude + _value(rest.text), at + 2
    return value * magnitude, at + 1


def _is_percent_before(pieces: Sequence[_Piece], at: int) -> bool:
    before = pieces[at - 1].meaning if at else None
    return bool(before and before.is_percent)


def _month_beside(pieces: Sequence[_Piece], at: int) -> int:
    """Return the month of which a number is the day: the next word, or the one before if that has no day yet."""
    after = pieces[at + 1].meaning if at + 1 < len(pieces) else None
    if after and after.month:
        return after.month
    before = pieces[at - 1].meaning if at else None
    has_day = at > 1 and pieces[at - 2].kind == "figure" and len(pieces[at - 2].text) <= 2
    return before.month if before and not has_day else 0


def _add_calendar(reading: Reading, pieces: Sequence[_Piece], at: int, published: date | None) -> None:
    piece, meaning = pieces[at], pieces[at].meaning
    if meaning is None or piece.where == REST:
        return
    if meaning.month:
        beside = [pieces[each] for each in (at - 1, at + 1) if 0 <= each < len(pieces)]
        if not any(each.kind in {"figure", "percent"} and len(each.text) <= 2 for each in beside):
            reading.months[meaning.month] = min(piece.where, reading.months.get(meaning.month, REST))
    elif meaning.weekday >= 0:
        if published is None:
            reading.weekdays.add(meaning.weekday)
        else:
            ahead = (meaning.weekday - published.weekday()) % 7
            if ahead <= _NEAR_FUTURE or ahead >= 7 - _NEAR_PAST:
                _add_day(reading, piece, published + timedelta(days=ahead if ahead <= _NEAR_FUTURE else ahead - 7))


def _add_day(reading: Reading, piece: _Piece, day: date | None) -> None:
    if day is not None and piece.where < REST:
        reading.days[day] = min(piece.where, reading.days.get(day, REST))


def _nearest(day: int, month: int, published: date | None) -> date | None:
    """Return the day of a month that is nearest to the publication; in year 4, a leap year, where that is unknown."""
    if published is None:
        return _date(4, month, day)
    days = [each for year in (published.year - 1, published.year, published.year + 1) if (each := _date(year, month, day))]
    return min(days, key=lambda each: abs((each - published).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(written: str) -> float:
    if _GROUPED.match(written):
        tail = re.search(r"[.,](\d{1,2})$", written)
        whole = written[: tail.start()] if tail else written
        return float("".join(sign for sign in whole if sign.isdigit()) + (f".{tail[1]}" if tail else ""))
    return float(written.replace(",", ".").replace("٫", "."))


def _is_quoted_name(text: str, gap: str, start: int) -> bool:
    """Tell whether a quotation mark within a sentence opens a few words, which are a name as a rule, and no sentence."""
    return gap[:1] == " " and gap[1:] in _QUOTES and _FEW_QUOTED.match(text, start) is not None


def _is_name(written: str, meaning: Meaning) -> bool:
    return meaning.is_capital and bool(meaning.skeleton) and len(written) >= _SHORTEST_NAME and not meaning.ordinal and not meaning.is_usual


def _is_shouted(title: Sequence[_Piece]) -> bool:
    longer = [piece for piece in title if piece.meaning and len(piece.text) >= 4]
    return sum(piece.text[0].isupper() for piece in longer) >= _SHOUTED * max(1, len(longer))
