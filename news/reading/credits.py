"""Credits of news agencies in a text: datelines, end marks and copyright lines."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from news.reading.agencies import Outlet, is_domain, known_outlet
from news.reading.citations import outlet_name, quoted_paper
from news.texts import label, word_set
from news.urls import site_of


class Credit(NamedTuple):
    """An outlet that a mark names as the one who wrote the text."""

    name: str
    mark: str


_HEAD_LINES, _TAIL_LINES = 3, 5
"""Lines at whose ends credits stand: before the first is at most a headline and a place, behind the last tags and a notice."""
_DATELINE: Final = 90
"""Characters in which a dateline ends: place, country, date and agency."""
_MARKED: Final = re.compile(r"[/(\[]\s*([^\W\d_][^/()\[\]\n]{1,40}?)\s*[/)\]]")
# The agency behind a place or a date, then a full stop, colon or dash and the text; or the agency, a slash.
_AFTER_PLACE: Final = re.compile(
    r"^(?P<place>\w[^/()\n]{1,60}?(?:[.,–—-]|\s/)\s*)/?(?P<name>[^\W\d_][^.,:/()\n–—]{0,30}?(?:\.(?:AZ|RU|az|ru|Az"
    r"|com))?)\s*(?:/|[.:–—]|\s-|-\s|,\s|$)"
)
_PARTED: Final = re.compile(r"^[^\W\d_][\w .’'-]{1,30}?\s?[/-]\s?(?P<name>[^\W\d_]{2,12})\s*(?:/|[.–—:]|\s-\s)")
_DATED_PART: Final = re.compile(
    r"^[^\W\d_][\w’'.-]{1,20}(?: [^\W\d_][\w’'.-]{1,20})?\s*(?:,\s*(?:\d{1,2} [^\W\d_]{3,10}|[^\W\d_]{3,10} \d{1,2}),"
    r"|/\s*\d{1,2}[./]\d{1,2}[./]\d{2,4}\s*/)"
    r"\s*(?P<name>[^\W\d_]{2,12})(?P<end>\s*[/:.–—]|\s+[\w«“„\"])"
)
"""Place, date and agency without a full stop behind them, or parted by slashes."""
_BEFORE_DATE: Final = re.compile(r"^(?P<name>[^\W\d_][^,\n]{1,30}), \d{1,2} [^\W\d_]{3,10}\.\s")
"""The Russian agency's own way: "ТАСС, 12 марта."."""
_GOES_ON: Final = re.compile(r"\s*[-–—.:]\s*\S|.{20}")
_COPYRIGHT: Final = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:19|20)\d\d\s*,?\s*(?:by\s+)?(?P<name>[^.|,\n]{2,40})", re.IGNORECASE)
_SIGNED: Final = re.compile(r"(?:^|[.!?…”»\"]\s?)\((?P<name>[^()]{2,30})\)\s*(?:[a-z]{2,5}/?\s*){0,5}\.?$")
"""An agency in brackets at the end, and the editors' initials that the Polish agency puts behind it."""
_NEXT_PART: Final = re.compile(
    r"[.,–—-]\s*/?(?P<name>[^\W\d_][^.,:/()\n–—]{0,30}?(?:\.(?:AZ|RU|az|ru|Az|com))?)\s*(?:/|[.:–—]|\s-|-\s|,\s|$)"
)
_DATE_OR_PLACE: Final = re.compile(r"[\w .,’'/–—-]{1,62}")

SOURCE_LABELS: Final = word_set(
    "source link|source|via|original article|original source|original|read the original|read original|link to source|original story"
    "|article source|news source|"
    "first published|originally published|read the original article|read more at the source|read at the source|view original|источник"
    "|первоисточник|оригинал|ссылка на источник|источник новости|"
    "источник статьи|источник материала|оригинал статьи|оригинал материала|ссылка на оригинал|читать оригинал|читать в источнике"
    "|читать в оригинале|перейти к источнику|"
    "mənbə|qaynaq|xəbərin qaynağı|mənbə linki|mənbəyə keçid|xəbərin mənbəyi|ilkin mənbə|orijinal|orijinal məqalə|məqalənin mənbəyi|menbe"
    "|kaynak|kaynak linki"
    "|haberin kaynağı|haber kaynağı|habere git|kaynağa git|orijinal haber|"
    "джерело|першоджерело|джерело новини|посилання на джерело|оригінал|źródło|źródło artykułu|link do źródła|źródło informacji"
    "|źródło tekstu|oryginał|oryginalny artykuł|"
    "quelle|originalartikel|zum original|zum originalartikel|zur quelle|quelle des artikels|աղբյուր|աղբյուրը|սկզբնաղբյուր|წყარო"
    "|ორიგინალი|منبع|منبع خبر|لینک منبع|لینک خبر|منبع گزارش|source de l'article|lien source"
)
"""Words of a link, or before a name, that say where a text was taken from; one in the plural introduces a list and says nothing."""
_NAMED: Final = re.compile(r"^[\s(\[]*(?P<label>[^\W\d_][^:՝\n]{1,30}?)\s*[:–—՝]\s*(?P<name>[^\n]{2,80}?)[\s)\].]*$")
_AT_END: Final = re.compile(r"\((?P<label>[^\W\d_][^:()\n]{1,30}?)\s*:\s*(?P<name>[^\n()]{2,60})\)\.?$")
_TAKEN: Final = re.compile(
    r"^(?:по материалам|при использовании материалов|с использованием материалов|за матеріалами|based on (?:materials|reporting|a report)"
    r" (?:by|from|of)|adapted from|na podstawie materiałów|nach (?:material|informationen) (?:von|der))(?:\s(?:сайта|портала|издания|газеты"
    r"|агентства|журнала|видання|сайту|агентства|portalu|agencji|the))?\s*:?\s+(?P<name>[^\n]{2,60}?)[\s.)]*$",
    re.IGNORECASE,
)
"""A line that says without a colon whose texts it was made from."""
_TAKEN_STEMS: Final = ("по материал", "при использ", "с использ", "за матеріал", "based on", "adapted", "na podstawie", "nach ")
_LISTS: Final = word_set(
    "sources|references|sources and references|источники|источники информации|mənbələr|istifadə edilmiş mənbələr|kaynaklar"
    "|kaynakça|джерела|źródła|quellen|"
    "աղբյուրներ|წყაროები|منابع|bibliography|литература"
)
"""What stands above a list of names, which says nothing of who wrote the text."""
_SHORT: Final = 100
"""Characters of a line that is nothing but a label and a name."""
_LIST_HEAD: Final = 40
"""Characters of the longest of these, with what may stand around it."""
_SEVERAL: Final = re.compile(r"[,;/]|\s(?:and|və|и|та|і|й|ve|i|oraz|und|և|და|و|&)\s")
DESKS: Final = re.compile(
    r"\b(?:news ?desk|web ?desk|desk|staff|team|editor\w*|newsroom|press service|press office|redak\w+|редакц\w+|redaks\w+|пресс-\w+"
    r"|служба|xidmət\w*|xəbər mərkəzi|xəbərlər"
    r"|haber merkezi|admin\w*|ministry|nazirliyi|министерств\w+|bakanlığı)\b",
    re.IGNORECASE,
)
"""Words of a newsroom: it is the site's own."""
_PICTURES: Final = re.compile(
    r"getty|shutterstock|istock|unsplash|pixabay|pexels|wikimedia|freepik|depositphotos|alamy|flickr|adobe stock|фото|foto|photo|video"
    r"|видео|youtube|instagram|telegram|facebook|twitter|tiktok|whatsapp|google|yandex|chatgpt",
    re.IGNORECASE,
)
_NOT_PUBLISHERS: Final = re.compile(
    r"пресс|служб|минист|сотрудник|собственн|редакц|own|agencies|media outlets|сми|kiv\b|интернет|internet|author|our |staff|öz "
    r"|redaksiya|mətbuat|nazirli|eyewitness|очевид|данн|data|stat|yerli|official|anonym|близк|открыт|open|knowledg|wikipedia|википед",
    re.IGNORECASE,
)


def agency_credits(text: str) -> Iterator[Credit]:
    """Give the agencies that datelines, end marks and copyright lines of a text name, one paragraph a line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found: Credit | None
    for at, line in enumerate(lines[:_HEAD_LINES]):
        found = _in_dateline(line[:_DATELINE]) or (_alone(line) if at < 2 else None)
        if found:
            yield found
    tail = _without_list(lines)[-_TAIL_LINES:]
    are_listed = sum(_alone(line) is not None for line in tail) > 1
    for line in reversed(tail):
        found = _at_end(line[-160:])
        if found and not (are_listed and found.mark == line):
            yield found


def named_sources(text: str) -> Iterator[Credit]:
    """Give the one name that stands behind a label such as "Source:" in one of a text's last lines; of lists nothing.

    Lines of the first half are no last lines, however short the text: there stand the sources of pictures.
    """
    lines = text[-3000:].split("\n")
    for line in reversed(_without_list(lines)[len(lines) // 2 :][-12:]):
        found = named_source(line) if len(line) <= _SHORT or line.rstrip(" .").endswith(")") else None
        if found:
            yield found


def _without_list(lines: list[str]) -> list[str]:
    """Leave out the list of sources that stands at the end, and what follows it."""
    start = max(0, len(lines) - 25)
    short = [(at, line) for at, line in enumerate(lines[start:], start) if len(line) <= _LIST_HEAD or ":" in line[:_LIST_HEAD]]
    at = next((at for at, line in short if label(line[:60].partition(":")[0]) in _LISTS), len(lines))
    return lines[:at]


def begins_as_taken(line: str) -> bool:
    """Tell whether a short line may say whose texts it was made from: "По материалам …"."""
    return len(line) <= _SHORT and line.casefold().startswith(_TAKEN_STEMS) and _TAKEN.match(line) is not None


def named_source(line: str) -> Credit | None:
    """Give the one name behind a label such as "Source:" that a line consists of or ends with."""
    line = line.strip()[-200:]
    if begins_as_taken(line) and (taken := _TAKEN.match(line)) is not None:
        bare = taken["name"].strip(' .,;«»"“”„')
        called = outlet_name(bare) or (quoted_paper(bare) if bare != taken["name"] else None)
        return Credit(called, line) if called and not _SEVERAL.search(called) else None
    found = _NAMED.match(line) if len(line) <= _SHORT else None
    found = found if found and label(found["label"]) in SOURCE_LABELS else _AT_END.search(line)
    if found is None or label(found["label"]) not in SOURCE_LABELS:
        return None
    name = found["name"].strip(' .,:;()[]«»"“”„')
    if name.startswith(("http://", "https://")):
        name = site_of(name)
    if _SEVERAL.search(name) and known_outlet(name) is None:
        return None
    return Credit(called, line[-100:]) if (called := publisher_name(name)) else None


def publisher_name(name: str) -> str | None:
    """Give the name of a publisher as it stands behind a label, unless it is one of pictures, an office or no name at all."""
    known = known_outlet(name)
    if known is not None:
        return known.name
    if not name or DESKS.search(name) or _PICTURES.search(name) or _NOT_PUBLISHERS.search(name) or "@" in name:
        return None
    if is_domain(name):
        return name
    is_name = not name[0].islower() and name[0].isalpha() and len(name.split()) <= 5
    return name if outlet_name(name) or is_name else None


def _in_dateline(head: str) -> Credit | None:
    for mark in _MARKED.finditer(head):
        agency = _agency(mark[1])
        # Behind a dateline the text goes on; in brackets at a line's end stands the credit of a picture.
        if agency and _is_place(head[: mark.start()]) and (mark[0].startswith("/") or _GOES_ON.match(head, mark.end())):
            return Credit(agency.name, mark[0])
    dated = _BEFORE_DATE.match(head)
    if dated and (agency := _agency(dated["name"])):
        return Credit(agency.name, dated[0].strip())
    parted = _DATED_PART.match(head)
    if parted and (agency := _agency(parted["name"])) and (parted["name"].isupper() or not parted["end"][-1].isalnum()):
        return Credit(agency.name, head[: parted.end("name")])
    found: re.Match[str] | None = _PARTED.match(head) or _AFTER_PLACE.match(head)
    while found:  # each mark of the dateline in turn: "Baku, Azerbaijan, March 12. Trend:"
        agency = _agency(found["name"])
        place = head[: found.start("name")]
        if agency and _is_place(place) and _is_certain(place):
            return Credit(agency.name, head[: found.end("name")].strip())
        found = _NEXT_PART.search(head, found.end("name"))
    return None


def _agency(name: str) -> Outlet | None:
    bare = re.sub(r"^(?:İA|ИА|IA|AMİ|АМИ|агентство|agentliyi)\s+", "", name.strip())
    found = known_outlet(bare) or known_outlet(name)
    return found if found and found.is_agency else None


def _is_place(text: str) -> bool:
    """Tell whether nothing but places and a date can stand before the agency: few words, no sentence."""
    words = text.replace("/", " ").split()
    if len(words) > 8 or not (not text.strip() or _DATE_OR_PLACE.fullmatch(text.strip()[:62])):
        return False
    small = [word for word in words if word[0].islower() and not any(c.isdigit() for c in word)]
    return len(small) <= 2 and (not words or not words[0][0].islower())


def _is_certain(place: str) -> bool:
    """Tell whether a name without slashes or brackets stands behind a place: a date, capitals, a full stop or a dash before it say so."""
    stripped = place.strip()
    letters = [c for c in stripped if c.isalpha()]
    return (
        any(c.isdigit() for c in stripped)
        or all(not c.islower() for c in letters)
        or (stripped[-1:] in ".–—-/" and len(stripped.split()) <= 4)
    )


def _alone(line: str) -> Credit | None:
    agency = _agency(line.strip("()[]/©—– .")) if len(line) <= 40 else None
    return Credit(agency.name, line) if agency else None


def _at_end(line: str) -> Credit | None:
    found = _COPYRIGHT.search(line) if "©" in line or "(c)" in line.lower() or "opyright" in line or "OPYRIGHT" in line else None
    if found and (agency := _agency(re.sub(r"\s+(?:all|bütün|все|tüm|wszelkie|alle)\b.*", "", found["name"].strip(), flags=re.IGNORECASE))):
        return Credit(agency.name, found[0])
    found = _SIGNED.search(line)
    if found and (agency := _agency(found["name"])):
        return Credit(agency.name, f"({found['name']})")
    marks = [
        mark
        for mark in (_MARKED.finditer(line) if "/" in line else ())
        if mark.end() >= len(line.rstrip(" .*")) and mark[0].startswith("/")
    ]
    if marks and (agency := _agency(marks[-1][1])):
        return Credit(agency.name, marks[-1][0])
    return _alone(line)
