"""The zones that are written beside a time: offsets, short names and places."""

import re
from datetime import timedelta, tzinfo
from datetime import timezone as fixed
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Minutes east of Greenwich. Names that mean several zones (IST, CST, AMT, AST) are left out: such a date keeps its day only.
_MINUTES = {
    **dict.fromkeys(("z", "utc", "gmt", "ut", "wet"), 0),
    **dict.fromkeys(("cet", "mez", "bst", "west", "wat"), 60),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "cat"), 120),
    **dict.fromkeys(("msk", "мск", "trt", "tsi", "tsi\u0307", "eest", "eat", "idt"), 180),
    **dict.fromkeys(("irst", "irt"), 210),
    **dict.fromkeys(("azt", "get", "samt", "msd", "gst"), 240),
    **dict.fromkeys(("azst", "yekt", "uzt", "tmt", "pkt"), 300),
    **dict.fromkeys(("wib", "ict"), 420),
    **dict.fromkeys(("sgt", "hkt", "myt", "pht", "awst"), 480),
    **dict.fromkeys(("jst", "kst"), 540),
    **dict.fromkeys(("est", "cdt"), -300),
    "edt": -240,
    **dict.fromkeys(("mst", "pdt"), -420),
    "mdt": -360,
    "pst": -480,
}
# Names of several zones that are sure where an outlet of the place writes them.
_AT_HOME = {"amt": ("Asia/Yerevan",), "ist": ("Asia/Kolkata", "Asia/Jerusalem"), "cst": ("Asia/Shanghai", "America/Chicago")}
_UNSURE = frozenset(("ist", "cst", "amt", "ast", "nst"))
# Places whose clock a newsroom names, by what the word begins with; "ET" and "PT" follow the summer time of their country.
_PLACES = (
    ("bak", "Asia/Baku"),
    ("azer", "Asia/Baku"),
    ("azər", "Asia/Baku"),
    ("бак", "Asia/Baku"),
    ("азерб", "Asia/Baku"),
    ("moscow", "Europe/Moscow"),
    ("moskva", "Europe/Moscow"),
    ("moskova", "Europe/Moscow"),
    ("moskau", "Europe/Moscow"),
    ("моск", "Europe/Moscow"),
    ("мск", "Europe/Moscow"),
    ("kyiv", "Europe/Kyiv"),
    ("kiev", "Europe/Kyiv"),
    ("киев", "Europe/Kyiv"),
    ("київ", "Europe/Kyiv"),
    ("києв", "Europe/Kyiv"),
    ("tbilisi", "Asia/Tbilisi"),
    ("тбилис", "Asia/Tbilisi"),
    ("yerevan", "Asia/Yerevan"),
    ("ерев", "Asia/Yerevan"),
    ("ankara", "Europe/Istanbul"),
    ("türkiye", "Europe/Istanbul"),
    ("istanbul", "Europe/Istanbul"),
    ("гринвич", "UTC"),
    ("greenwich", "UTC"),
)
_LETTERS = {"et": "America/New_York", "pt": "America/Los_Angeles"}
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\u2212-])\s?(\d{1,2}):?(\d{2})?", re.IGNORECASE)

ZONE = (
    r"Z(?!\w)|(?:UTC|GMT)\s?[+\u2212-]\s?\d{1,2}(?::?\d{2})?(?!\d)|[+\u2212-]\d{1,2}(?::?\d{2})?(?![\d.])"
    r"|(?i:msk|azt|мск|gmt|utc|est|edt|pst|pdt|cst|cdt|ist|cet|cest|eet|eest|et|pt|trt|tsi)(?!\w)|[A-ZİМСК]{3,5}(?!\w)"
    r"|(?i:по|за)\s+(?P<time_of>\w{3,14})(?:\s+(?i:времени|часом))?"
    r"|(?P<of_place>[^\W\d_]{4,11})\s+(?i:vaxtı(?:\s+ilə)?|time|saati(?:yle| ile)?|saatiyle|zeit|время|час)(?!\w)"
)
"""What may stand behind a time as its zone."""


@lru_cache(maxsize=256)
def zone_of(name: str) -> tzinfo | None:
    """Give the zone of an IANA name, nothing for a name that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset_of(written: str) -> tzinfo | None:
    """Read an offset or a short name; nothing where it is unknown, means several zones or cannot be."""
    found = _OFFSET.fullmatch(written)
    name = written.casefold()
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        signed = minutes if found[1] == "+" else -minutes
        return fixed(timedelta(minutes=signed)) if abs(signed) <= 14 * 60 and int(found[3] or 0) < 60 else None
    if name in _LETTERS:
        return zone_of(_LETTERS[name])
    return fixed(timedelta(minutes=_MINUTES[name])) if name in _MINUTES else None


def is_unsure(written: str) -> bool:
    """Tell whether a short name is a zone of which there are several."""
    return written.casefold() in _UNSURE


def is_of_place(written: str, zone: str) -> bool:
    """Tell whether a short name that means several zones is that of an outlet's own zone."""
    return zone in _AT_HOME.get(written.casefold(), ())


def place_zone(word: str) -> tzinfo | None:
    """Give the zone of a place that a newsroom names beside a time, in any case of the word."""
    name = word.casefold()
    return next((zone_of(zone) for begins, zone in _PLACES if name.startswith(begins)), None)
