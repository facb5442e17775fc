"""What codes are called on the pages: languages, countries, owners, signals of trouble."""

from collections.abc import Mapping
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "cs": "Czech",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hy": "Armenian",
    "it": "Italian",
    "ka": "Georgian",
    "kk": "Kazakh",
    "pl": "Polish",
    "ro": "Romanian",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
}
RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur"})
COUNTRIES: Final[Mapping[str, str]] = {
    "AM": "Armenia",
    "AT": "Austria",
    "AZ": "Azerbaijan",
    "BE": "Belgium",
    "BY": "Belarus",
    "CH": "Switzerland",
    "CZ": "Czechia",
    "DE": "Germany",
    "EE": "Estonia",
    "FR": "France",
    "GB": "United Kingdom",
    "GE": "Georgia",
    "IL": "Israel",
    "IR": "Iran",
    "IT": "Italy",
    "KZ": "Kazakhstan",
    "LT": "Lithuania",
    "LV": "Latvia",
    "NL": "Netherlands",
    "PL": "Poland",
    "QA": "Qatar",
    "RU": "Russia",
    "TR": "Türkiye",
    "UA": "Ukraine",
    "US": "United States",
    "UZ": "Uzbekistan",
}
OWNERS: Final[Mapping[str, str]] = {
    "official": "official",
    "state": "state media",
    "pro-government": "pro-government",
    "pro-kremlin": "pro-Kremlin",
    "business": "business",
    "independent": "independent",
    "public-broadcaster": "public broadcaster",
    "private": "private",
    "tabloid": "tabloid",
    "think-tank": "think tank",
    "repost": "reposts others",
    "agency": "news agency",
}
STATES: Final[Mapping[str, tuple[str, str]]] = {
    "ok": ("●", "well"),
    "silent": ("○", "silent"),
    "failing": ("✕", "failing"),
    "troubled": ("▲", "troubled"),
    "new": ("·", "never looked at"),
}
"""The sign and the word for how a source is doing: the sign is for the eye, the word says it."""
KINDS: Final[Mapping[str, str]] = {"rss": "RSS", "atom": "Atom", "news-sitemap": "news sitemap", "shared-stories": "shared stories"}


def language(code: str | None) -> str:
    """Return the English name of a language, or its code."""
    return LANGUAGES.get(code or "", code or "unknown language")


def direction(code: str | None) -> str:
    """Return which way a language is written: ``rtl``, ``ltr``, or ``auto`` where it is unknown."""
    return "auto" if not code else "rtl" if code.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def country(code: str | None) -> str:
    """Return the English name of a country, or its code."""
    return COUNTRIES.get(code or "", code or "unknown country")


def owner(code: str | None) -> str:
    """Return an ownership label as people read it."""
    return OWNERS.get(code or "", code or "owner unknown")
